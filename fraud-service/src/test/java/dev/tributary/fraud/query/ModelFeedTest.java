package dev.tributary.fraud.query;

import static dev.tributary.fraud.ModelFixture.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.common.streams.CompactedFeed;
import dev.tributary.fraud.domain.model.Activation;
import dev.tributary.fraud.domain.model.FraudModel;
import dev.tributary.fraud.domain.model.ModelInForce;
import dev.tributary.fraud.wire.InvalidModelException;
import dev.tributary.fraud.wire.ModelActivationAvroMapper;
import dev.tributary.fraud.wire.ModelAvroMapper;
import dev.tributary.schemas.fraud.Model;
import dev.tributary.schemas.fraud.ModelActivation;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/** Which model scores, in whatever order models and activations come. */
class ModelFeedTest {
    private static final Instant NOW = Instant.parse("2026-01-09T00:00:00Z");

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final ModelFeed feed = new ModelFeed(meters);
    private final CompactedFeed.Listener<String, Model> models = feed.models();
    private final CompactedFeed.Listener<String, ModelActivation> activations = feed.activations();

    @Test
    void shouldNotKnowWhichModelScoresUntilBothTopicsAreRead() {
        assertThat(feed.get()).isEqualTo(ModelInForce.UNKNOWN);
        put("m-1");
        assertThat(feed.get()).isEqualTo(ModelInForce.UNKNOWN);
        models.caughtUp();
        assertThat(feed.isLoaded()).isFalse();
        assertThat(feed.get().degraded()).containsExactly("models:not-loaded");

        activations.caughtUp();

        assertThat(feed.isLoaded()).isTrue();
        assertThat(feed.get()).isEqualTo(ModelInForce.NONE);
        assertThat(feed.activation()).isEqualTo(Activation.NEVER);
    }

    @Test
    void shouldScoreByTheModelThatIsActivatedAndByTheOneBeforeAfterARollback() {
        loaded();
        put("m-1");
        put("m-2");
        assertThat(feed.get()).isEqualTo(ModelInForce.NONE);

        activate("m-1", null);
        assertScores("m-1");
        activate("m-2", "m-1");
        assertScores("m-2");
        activate("m-1", null);
        assertScores("m-1");
        activate(null, null);
        assertThat(feed.get()).isEqualTo(ModelInForce.NONE);

        activate("m-2", null);
        activations.removed(ModelActivationAvroMapper.KEY);
        assertThat(feed.get()).isEqualTo(ModelInForce.NONE);
    }

    @Test
    void shouldGoOnWithTheOldModelAndSayWhichIsMissingUntilItComes() {
        loaded();
        put("m-1");
        activate("m-1", null);

        activate("m-2", "m-1");
        assertThat(version()).isEqualTo("m-1");
        assertThat(feed.get().degraded()).containsExactly("model:m-2 not-loaded");
        assertThat(meters.get("tributary.fraud.models.missing").gauge().value()).isEqualTo(1);

        put("m-2");
        assertScores("m-2");
        assertThat(meters.get("tributary.fraud.models.missing").gauge().value()).isZero();
    }

    @Test
    void shouldTakeUpAfterARestartWhateverTopicIsReadFirst() {
        activate("m-2", "m-1");
        activations.caughtUp();
        assertThat(feed.isLoaded()).isFalse();
        assertThat(feed.get()).isEqualTo(ModelInForce.without("m-2", null));

        put("m-1");
        assertThat(version()).isEqualTo("m-1");
        put("m-2");
        assertScores("m-2");
        models.caughtUp();
        assertScores("m-2");
    }

    @Test
    void shouldRefuseWhatIsNoModelAndKeepTheOldOne() {
        loaded();
        put("m-1");
        activate("m-1", null);

        putSpoilt("m-2", avro -> avro.setFeatures(List.of("mood")));
        putSpoilt("m-3", avro -> avro.setNodeThresholds(List.of(Float.NaN, 1f, 1f)));
        putSpoilt("m-4", avro -> avro.setNodeThresholds(List.of(1f, Float.POSITIVE_INFINITY, 1f)));
        putSpoilt("m-5", avro -> avro.setNodeLeft(List.of(0, -1, -1)));
        putSpoilt("m-6", avro -> avro.setVersion("m-7"));
        for (String version : List.of("m-2", "m-3", "m-4", "m-5", "m-6")) {
            assertThat(feed.find(version)).isInstanceOf(KnownModel.Unusable.class);
            activate(version, "m-1");
            assertThat(version()).as(version).isEqualTo("m-1");
            assertThat(feed.get().degraded()).containsExactly("model:" + version + " not-loaded");
        }
        assertThat(meters.get("tributary.fraud.models.refusals").counter().count()).isEqualTo(5);
        assertThat(((KnownModel.Unusable) feed.list().get(1)).reason()).contains("[mood]");

        putSpoilt("m-1", avro -> avro.setBase(Float.NaN));
        activate("m-1", null);
        assertThat(version()).isEqualTo("m-1");
        assertThat(feed.get().degraded()).containsExactly("model:m-1 not-loaded");
    }

    @Test
    void shouldGoOnWithAModelThatIsRemovedWhileItScores() {
        loaded();
        put("m-1");
        activate("m-1", null);

        models.removed("m-1");
        models.removed("m-9");

        assertThat(version()).isEqualTo("m-1");
        assertThat(feed.get().degraded()).containsExactly("model:m-1 not-loaded");
        assertThat(feed.list()).isEmpty();
    }

    @Test
    void shouldKeepABoundedNumberOfModels() {
        loaded();
        for (int i = 0; i < ModelFeed.MAX_MODELS; i++) {
            put("m-" + i);
        }
        put("n-1");
        put("m-0");
        assertThat(feed.find("n-1")).isInstanceOf(KnownModel.Unusable.class);
        assertThat(feed.find("m-0")).isInstanceOf(KnownModel.Usable.class);

        models.removed("m-0");
        put("n-2");
        assertThat(feed.find("n-2")).isInstanceOf(KnownModel.Usable.class);
        for (int i = feed.list().size(); i < ModelFeed.MAX_VERSIONS; i++) {
            putSpoilt("o-" + i, avro -> avro.setFeatures(List.of("mood")));
        }
        assertThat(feed.list()).hasSize(ModelFeed.MAX_VERSIONS);
        assertThatThrownBy(() -> put("p-1")).isInstanceOf(IllegalArgumentException.class);
        assertThat(feed.list()).hasSize(ModelFeed.MAX_VERSIONS);
    }

    @Test
    void shouldRefuseAnActivationForSomethingElse() {
        loaded();
        put("m-1");

        assertThatThrownBy(() -> activations.put("trial", new ModelActivation("m-1", null, NOW)))
                .isInstanceOf(InvalidModelException.class);
        activations.removed("trial");

        assertThat(feed.get()).isEqualTo(ModelInForce.NONE);
    }

    private void loaded() {
        models.caughtUp();
        activations.caughtUp();
    }

    private void put(String version) {
        models.put(version, ModelAvroMapper.toAvro(model(version, 100, 0.9)));
    }

    private void putSpoilt(String version, Consumer<Model> spoiler) {
        Model avro = ModelAvroMapper.toAvro(model(version, 100, 0.9));
        spoiler.accept(avro);
        models.put(version, avro);
    }

    private void activate(@Nullable String version, @Nullable String before) {
        activations.put(ModelActivationAvroMapper.KEY, new ModelActivation(version, before, NOW));
    }

    private void assertScores(String version) {
        assertThat(version()).isEqualTo(version);
        assertThat(feed.get().degraded()).isEmpty();
    }

    private @Nullable String version() {
        FraudModel model = feed.get().model();
        return model == null ? null : model.version();
    }
}
