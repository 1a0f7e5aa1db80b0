package dev.tributary.cli.fraud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tributary.cli.EvaluateCommand;
import dev.tributary.cli.load.SimulatedTransaction;
import dev.tributary.cli.load.Simulation;
import dev.tributary.cli.load.SimulationSettings;
import dev.tributary.common.serde.AvroFile;
import dev.tributary.fraud.domain.Feature;
import dev.tributary.fraud.domain.FeatureVector;
import dev.tributary.fraud.domain.LearnedConstants;
import dev.tributary.fraud.domain.ScorerSettings;
import dev.tributary.fraud.domain.model.FraudModel;
import dev.tributary.fraud.wire.ModelAvroMapper;
import dev.tributary.local.FreePorts;
import dev.tributary.schemas.fraud.Model;

import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import picocli.CommandLine;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

/** Training and evaluation on a small simulated town, and what they say of bad input. */
class FraudCommandsTest {
    private static final String HEADER =
            "transactionId,occurredAt,cardId,terminalId,amountMinor,fraud\n";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir private Path folder;

    @Test
    void shouldEvaluateAndWriteTheScoreOfEveryTestTransaction() throws IOException {
        List<String> lines = town();
        Path file = write(lines);
        Path scores = folder.resolve("scores.csv");

        assertThat(evaluate(file, "--scores", scores.toString())).as(err.toString()).isZero();

        List<String> expected =
                lines.stream()
                        .filter(line -> day(line).compareTo("2018-04-29") >= 0)
                        .filter(line -> day(line).compareTo("2018-05-06") < 0)
                        .map(line -> line.substring(0, line.indexOf(',')))
                        .toList();
        List<String> written = Files.readAllLines(scores);
        assertThat(written.getFirst()).isEqualTo("transactionId,score");
        assertThat(written.stream().skip(1).map(line -> line.substring(0, line.indexOf(','))))
                .containsExactlyElementsOf(expected);
        assertThat(out.toString())
                .containsPattern("AUC ROC: 0\\.\\d{4}")
                .containsPattern("average precision: 0\\.\\d{4}")
                .containsPattern("card precision@100: 0\\.\\d{4}");
    }

    /** In any order of lines, gzipped, with other columns: the same scores to the bit. */
    @Test
    void shouldGiveTheSameScoresWhenTheSameHistoryIsWrittenOtherwise() throws IOException {
        List<String> lines = town();
        Path scores = folder.resolve("scores.csv");
        evaluate(write(lines), "--scores", scores.toString());
        List<String> first = Files.readAllLines(scores);
        Collections.shuffle(lines, new Random(5));
        Path zipped = folder.resolve("other.gz");
        try (GZIPOutputStream gzip = new GZIPOutputStream(Files.newOutputStream(zipped))) {
            String text = "note," + HEADER + "x," + String.join("\nx,", lines) + "\n";
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }

        assertThat(evaluate(zipped, "--scores", scores.toString())).as(err.toString()).isZero();
        assertThat(Files.readAllLines(scores)).isEqualTo(first);
    }

    /** Labels of the test days and of the delay cannot matter to a score. */
    @Test
    void shouldNotLookAhead() throws IOException {
        List<String> lines = town();
        Path scores = folder.resolve("scores.csv");
        evaluate(write(lines), "--scores", scores.toString());
        List<String> first = firstTestDay(scores, lines);
        List<String> flipped =
                lines.stream()
                        .map(line -> day(line).compareTo("2018-04-23") < 0 ? line : flipped(line))
                        .toList();
        evaluate(write(flipped), "--scores", scores.toString());

        assertThat(firstTestDay(scores, lines)).isNotEmpty().isEqualTo(first);
    }

    @Test
    void shouldScoreAsXgboostDoes() throws Exception {
        TransactionTable table = TransactionTable.read(write(town()));
        List<Feature> features = ModelFeatures.byDefault();
        FeatureMatrix matrix = new FeatureMatrix(table.size());
        FeatureVector[] vectors = new FeatureVector[table.size()];
        new FeatureReplay(table, ScorerSettings.defaults(), LearnedConstants.NONE)
                .run(
                        table.size(),
                        (row, vector) -> {
                            matrix.set(row, vector);
                            vectors[row] = vector;
                        });
        float[] labels = new float[table.size()];
        for (int row = 0; row < labels.length; row++) {
            labels[row] = table.fraud(row) ? 1 : 0;
        }
        DMatrix data =
                new DMatrix(
                        matrix.part(0, table.size(), features),
                        table.size(),
                        features.size(),
                        Float.NaN);
        data.setLabel(labels);
        Booster booster =
                XGBoost.train(
                        data,
                        Map.of("objective", "binary:logistic", "max_depth", 6, "verbosity", 0),
                        50,
                        new HashMap<>(),
                        null,
                        null);
        float[][] expected = booster.predict(data);
        var trees = GrownTrees.ensemble(List.of(booster.toByteArray("json")), features);

        for (int row = 0; row < labels.length; row++) {
            assertThat(trees.probability(vectors[row]))
                    .as("row %d", row)
                    .isCloseTo(expected[row][0], within(1e-6));
        }
        assertThat(trees.treeCount()).isEqualTo(50);
    }

    @Test
    void shouldWriteAModelThatReadsBackTheSame() throws IOException {
        Path file = folder.resolve("town.model");
        int exit =
                run("train", "--transactions", write(town()).toString(), "--out", file.toString());

        assertThat(exit).as(err.toString()).isZero();
        FraudModel model = ModelFile.read(file);
        Path again = folder.resolve("again.model");
        ModelFile.write(again, model);
        assertThat(ModelAvroMapper.toAvro(ModelFile.read(again)))
                .isEqualTo(ModelAvroMapper.toAvro(model));
        assertThat(model.training().from()).isBefore(Instant.parse("2018-04-02T00:00:00Z"));
        assertThat(model.training().to()).isBefore(Instant.parse("2018-05-02T00:00:00Z"));
        assertThat(model.metrics()).containsKey("validation.averagePrecision");
        assertThat(out.toString()).contains("written to " + file);
    }

    @Test
    void shouldRefuseAModelForOtherFeatures() throws IOException {
        Path file = folder.resolve("town.model");
        run("train", "--transactions", write(town()).toString(), "--out", file.toString());
        Model other = AvroFile.read(file, Model.class);
        List<String> features = new ArrayList<>(other.getFeatures());
        features.set(0, "mood");
        other.setFeatures(features);
        AvroFile.write(file, other);

        assertThatThrownBy(() -> ModelFile.read(file))
                .isInstanceOf(FraudDataException.class)
                .hasMessageContaining("no feature [mood]");
        Files.writeString(file, "model");
        assertThatThrownBy(() -> ModelFile.read(file))
                .isInstanceOf(FraudDataException.class)
                .hasMessageContaining("no model");
    }

    @Test
    void shouldTrainFromOneSourceToSomewhere() throws IOException {
        String file = write(List.of()).toString();
        String model = folder.resolve("town.model").toString();

        assertThat(run("train", "--transactions", file)).isEqualTo(2);
        assertThat(err.toString()).contains("one of --out, --publish and --activate is needed");
        assertThat(run("train", "--out", model)).isEqualTo(2);
        assertThat(err.toString()).contains("--from-topics");
        assertThat(run("train", "--transactions", file, "--from-topics", "--out", model))
                .isEqualTo(2);
        assertThat(err.toString()).contains("mutually exclusive");
        assertThat(run("train", "--transactions", file, "--out", model, "--name", "a/b"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("version 'a/b'");
    }

    @Test
    void shouldSayThatThereIsNoSuiteBeforeItTrains() throws IOException {
        Files.writeString(
                folder.resolve("suite.json"),
                "{\"processes\": [{\"name\": \"ingest-service\", \"pid\": 1, \"port\": %d}]}"
                        .formatted(FreePorts.one()));
        String file = write(List.of()).toString();
        String state = folder.toString();

        for (String[] command :
                new String[][] {
                    {"train", "--from-topics", "--out", "m", "--state-dir", state},
                    {"train", "--transactions", file, "--publish", "--state-dir", state},
                    {"train", "--transactions", file, "--activate", "--state-dir", state}
                }) {
            err.getBuffer().setLength(0);
            assertThat(run(command)).isEqualTo(1);
            assertThat(err.toString()).startsWith("tributary: nothing answers at");
        }
    }

    @Test
    void shouldSayInOneLineWhatIsWrongWithTheInput() throws IOException {
        String good = "a,2018-04-20T10:00:00Z,c,t,100,true\n";
        complains("transactionId,occurredAt,cardId,terminalId,fraud\na,b,c,d,e\n", "amountMinor");
        complains(HEADER + good + "b,yesterday,c,t,100,true\n", "line 3");
        complains(HEADER + good + "b,2018-04-20T10:00:00Z,c,t,-1,true\n", "line 3");
        complains(HEADER + good + "b,2018-04-20T10:00:00Z,c,t,1,maybe\n", "line 3");
        complains(HEADER + good + "b,2018-04-20T10:00:00Z,c\n", "Record 3 has 3 fields");
        complains(HEADER + good + good, "transaction a twice");
        complains(HEADER, "no transaction in it");
        complains(HEADER + good, "no transaction to test");
        String test = "z,2018-04-30T10:00:00Z,c,t,100,false\n";
        complains(HEADER + test, "no transaction to train on");
        complains(HEADER + good.replace("true", "false") + test, "none of the 1 transactions");
    }

    @Test
    void shouldRefuseImpossibleOptions() throws IOException {
        Path file = write(List.of());

        assertThat(evaluate(file, "--train-days", "0")).isEqualTo(2);
        assertThat(err.toString()).contains("--train-days must be 1 to");
        assertThat(evaluate(file, "--features", "mood")).isEqualTo(2);
        assertThat(err.toString()).contains("no feature [mood]");
    }

    private void complains(String content, String about) throws IOException {
        Path file = Files.writeString(folder.resolve("bad.csv"), content);
        err.getBuffer().setLength(0);

        assertThat(evaluate(file)).isEqualTo(1);
        assertThat(err.toString().strip()).startsWith("tributary: ").contains(about);
        assertThat(err.toString().strip().lines()).hasSize(1);
    }

    private int evaluate(Path file, String... more) {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "evaluate",
                                "fraud",
                                "--transactions",
                                file.toString(),
                                "--train-start",
                                "2018-04-15"));
        arguments.addAll(Arrays.asList(more));
        return run(arguments.toArray(String[]::new));
    }

    private int run(String... arguments) {
        return new CommandLine(new Root())
                .addSubcommand(new EvaluateCommand())
                .addSubcommand(new TrainCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    @CommandLine.Command(name = "tributary")
    private static final class Root {}

    /** 100 cards for five weeks, with frauds enough on every part of it. */
    private static List<String> town() {
        SimulationSettings settings =
                new SimulationSettings(100, 300, 38, SimulationSettings.START, 3);
        List<String> lines = new ArrayList<>();
        for (SimulatedTransaction transaction : new Simulation(settings)) {
            lines.add(
                    "%s,%s,%s,%s,%d,%s"
                            .formatted(
                                    transaction.transactionId(),
                                    transaction.occurredAt(),
                                    transaction.cardId(),
                                    transaction.terminalId(),
                                    transaction.amountMinor(),
                                    transaction.fraud()));
        }
        return lines;
    }

    private Path write(List<String> lines) throws IOException {
        return Files.writeString(
                folder.resolve("town.csv"), HEADER + String.join("\n", lines) + "\n");
    }

    private static String day(String line) {
        return line.split(",", -1)[1].substring(0, 10);
    }

    private static String flipped(String line) {
        return line.endsWith("true")
                ? line.replaceFirst("true$", "false")
                : line.replaceFirst("false$", "true");
    }

    private static List<String> firstTestDay(Path scores, List<String> lines) throws IOException {
        long count = lines.stream().filter(line -> day(line).equals("2018-04-29")).count();
        return Files.readAllLines(scores).subList(1, (int) count + 1);
    }
}
