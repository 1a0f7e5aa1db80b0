package dev.tributary.fraud.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.fraud.domain.Feature;
import dev.tributary.fraud.domain.FeatureVector;
import dev.tributary.fraud.domain.model.FraudModel;
import dev.tributary.fraud.domain.model.RandomModels;
import dev.tributary.schemas.fraud.Model;

import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.util.ClassSecurityValidator;
import org.apache.avro.util.ClassSecurityValidator.ClassSecurityPredicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;

/** There and back, through bytes, for models of any shape; and what is refused. */
class ModelAvroMapperTest {
    /** Avro makes only records of classes that it is told to trust; services tell it likewise. */
    @BeforeAll
    static void trustRecords() {
        ClassSecurityPredicate records =
                type -> type.getName().startsWith(Model.class.getPackageName());
        ClassSecurityValidator.setGlobal(
                ClassSecurityValidator.composite(ClassSecurityValidator.getGlobal(), records));
    }

    @Test
    void shouldGiveBackAnyModelToTheBit() throws IOException {
        long seed = 20260401;
        for (int round = 0; round < 300; round++) {
            Random random = new Random(seed + round);
            FraudModel model = RandomModels.model(random);
            Model avro = ModelAvroMapper.toAvro(model);

            FraudModel back = ModelAvroMapper.toDomain(avro.getVersion(), throughBytes(avro));

            String where = "seed " + (seed + round);
            assertThat(ModelAvroMapper.toAvro(back)).as(where).isEqualTo(avro);
            assertThat(back.training()).as(where).isEqualTo(model.training());
            assertThat(back.learned()).as(where).isEqualTo(model.learned());
            assertThat(back.metrics()).as(where).isEqualTo(model.metrics());
            for (int i = 0; i < 20; i++) {
                FeatureVector vector = vector(random);
                assertThat(back.trees().margin(vector))
                        .as(where)
                        .isEqualTo(model.trees().margin(vector));
            }
        }
    }

    @Test
    void shouldRefuseAModelForOtherFeaturesAndNameAllOfThem() {
        refuses(avro -> avro.setFeatures(List.of("mood")), "the catalogue has no feature [mood]");
        refuses(
                avro -> avro.setFeatures(List.of("mood", "amountMinor", "weather")),
                "the catalogue has no feature [mood, weather]");
        refuses(avro -> avro.setFeatures(List.of("amountMinor", "amountMinor")), "twice");
        refuses(avro -> avro.setFeatures(List.of()), "asks no feature");
    }

    @Test
    void shouldRefuseWhatIsNoModel() {
        refuses(avro -> avro.setVersion(""), "version has 0 characters");
        refuses(avro -> avro.setVersion("a/b"), "version 'a/b'");
        refuses(avro -> avro.setRoots(List.of()), "0 trees");
        refuses(avro -> avro.setNodeCovers(List.of(1f)), "differ in length");
        refuses(avro -> avro.setNodeLeft(List.of(0, -1, -1)), "has the child 0");
        refuses(avro -> avro.setBase(Float.NaN), "base is NaN");
        refuses(avro -> avro.setAmountCutMinor(0L), "amountCutMinor is 0");
        refuses(avro -> avro.setTrainedTo(avro.getTrainedFrom()), "no training");
        refuses(avro -> avro.setFrauds(0), "no training");
        refuses(avro -> avro.setLabelDelayMs(-1), "no training");
        refuses(avro -> avro.setMetrics(Map.of("auc", Double.NaN)), "metric auc is NaN");
    }

    @Test
    void shouldRefuseTreesTooDeepToBeWalkedForEveryTransaction() {
        int depth = 65;
        refuses(
                avro -> {
                    List<Integer> features = new ArrayList<>();
                    List<Integer> left = new ArrayList<>();
                    List<Integer> right = new ArrayList<>();
                    for (int i = 0; i < depth; i++) {
                        features.addAll(List.of(0, -1));
                        left.addAll(List.of(2 * i + 1, -1));
                        right.addAll(List.of(2 * i + 2, -1));
                    }
                    features.add(-1);
                    left.add(-1);
                    right.add(-1);
                    avro.setNodeFeatures(features);
                    avro.setNodeLeft(left);
                    avro.setNodeRight(right);
                    avro.setNodeThresholds(features.stream().map(_ -> 1f).toList());
                    avro.setNodeCovers(features.stream().map(_ -> 1f).toList());
                    avro.setNodeAbsentLeft(features.stream().map(_ -> true).toList());
                },
                "is deeper than 64");
    }

    @Test
    void shouldRefuseARecordUnderTheKeyOfAnother() {
        Model avro = ModelAvroMapper.toAvro(RandomModels.stump("m-1", 100, 0.9, 0.1));

        assertThatThrownBy(() -> ModelAvroMapper.toDomain("m-2", avro))
                .isInstanceOf(InvalidModelException.class)
                .hasMessage("model m-1 has the key m-2");
    }

    private static void refuses(Consumer<Model> spoiler, String because) {
        Model avro = ModelAvroMapper.toAvro(RandomModels.stump("m-1", 100, 0.9, 0.1));
        spoiler.accept(avro);

        assertThatThrownBy(() -> ModelAvroMapper.toDomain(avro))
                .isInstanceOf(InvalidModelException.class)
                .hasMessageContaining(because);
    }

    private static Model throughBytes(Model avro) throws IOException {
        SpecificData data = SpecificData.getForClass(Model.class);
        return new BinaryMessageDecoder<Model>(data, Model.SCHEMA$)
                .decode(new BinaryMessageEncoder<Model>(data, Model.SCHEMA$).encode(avro));
    }

    private static FeatureVector vector(Random random) {
        Map<Feature, Double> values = new HashMap<>();
        for (Feature feature : Feature.values()) {
            if (random.nextInt(3) > 0) {
                values.put(feature, random.nextDouble(-100, 100));
            }
        }
        return FeatureVector.of(values);
    }
}
