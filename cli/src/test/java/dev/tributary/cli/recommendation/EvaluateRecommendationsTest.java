package dev.tributary.cli.recommendation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import picocli.CommandLine;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** The command on small logs whose outcome can be reckoned by hand. */
class EvaluateRecommendationsTest {
    private static final String HEADER = "SessionId\tItemId\tTime\n";

    /** After 1 came 2 twice and 3 once. */
    private static final String TRAINING =
            HEADER
                    + "a\t1\t1000\na\t2\t1010\n"
                    + "b\t1\t2000.5\nb\t2\t2010.25\n"
                    + "c\t1\t3000\nc\t3\t3010\n"
                    + "d\t4\t4000\nd\t5\t4010\n";

    @TempDir private Path folder;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private Path gzipped(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        try (OutputStream gzip = new GZIPOutputStream(Files.newOutputStream(file))) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return file;
    }

    private int evaluate(Path train, Path test, String... more) {
        List<String> arguments =
                new ArrayList<>(List.of("--train", train.toString(), "--test", test.toString()));
        arguments.addAll(List.of(more));
        return new CommandLine(new EvaluateRecommendationsCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments.toArray(String[]::new));
    }

    @Test
    void shouldMeasureHowWellTheNextClickIsForeseen() throws IOException {
        Path test = file("test.tsv", HEADER + "x\t1\t5000\nx\t2\t5010\ny\t1\t6000\ny\t3\t6010\n");

        assertThat(
                        evaluate(
                                gzipped("train.tsv.gz", TRAINING),
                                test,
                                "--frozen",
                                "--exclude-current"))
                .isZero();

        // 2 is foreseen first, 3 second; 2 and 3 of the five items are shown.
        assertThat(out.toString().lines().limit(6))
                .containsExactly(
                        "learned: 4 sessions, 5 items; predicted: 2 clicks",
                        "MRR@20: 0.7500",
                        "HR@20: 1.0000",
                        "precision@20: 0.0500",
                        "recall@20: 1.0000",
                        "coverage: 0.4000");
        assertThat(out.toString()).contains("prediction: p50 ");
    }

    @Test
    void shouldRevealClicksInTheOrderOfTheirTime() throws IOException {
        Path test = file("test.tsv", HEADER + "x\t2\t5010\nx\t1\t5000\n");

        assertThat(evaluate(file("train.tsv", TRAINING), test, "--exclude-current")).isZero();

        assertThat(out.toString()).contains("MRR@20: 1.0000");
    }

    @Test
    void shouldCountWhatTheSessionStillComesTo() throws IOException {
        Path test = file("test.tsv", HEADER + "x\t1\t5000\nx\t9\t5005\nx\t2\t5010\nx\t3\t5020\n");

        assertThat(evaluate(file("train.tsv", TRAINING), test, "--exclude-current", "--frozen"))
                .isZero();

        // After 1: 2 and 3 of {9, 2, 3}, the next click is not among them. After 9: from the 1
        // before it, 2 and 3 of {2, 3}, and 1. After 2: 3 of {3}, whichever else.
        assertThat(out.toString().lines().filter(line -> line.startsWith("recall")))
                .containsExactly("recall@20: 0.8889");
    }

    @Test
    void shouldLearnTestSessionsOnceTheyHaveEndedUnlessFrozen() throws IOException {
        Path train = file("train.tsv", TRAINING);
        Path test =
                file(
                        "test.tsv",
                        HEADER
                                + "x\t7\t5000\nx\t8\t5010\n"
                                + "too early\t7\t5010\ntoo early\t8\t5500\n"
                                + "y\t7\t6000\ny\t8\t6010\n");

        assertThat(evaluate(train, test, "--exclude-current", "--frozen")).isZero();
        assertThat(out.toString()).contains("HR@20: 0.0000");
        out.getBuffer().setLength(0);

        assertThat(evaluate(train, test, "--exclude-current")).isZero();
        assertThat(out.toString()).contains("HR@20: 0.3333");
    }

    @Test
    void shouldLearnTheValidationPartLikeTraining() throws IOException {
        Path train = file("train.tsv", TRAINING);
        Path valid = file("valid.tsv", HEADER + "a\t7\t4500\na\t8\t4510\n");
        Path test = file("test.tsv", HEADER + "x\t7\t5000\nx\t8\t5010\n");

        assertThat(evaluate(train, test, "--frozen", "--valid", valid.toString())).isZero();

        assertThat(out.toString()).contains("learned: 5 sessions, 7 items").contains("HR@20: 1");
    }

    @Test
    void shouldPredictTheCurrentItemAgainUnlessExcluded() throws IOException {
        Path train = file("train.tsv", TRAINING);
        Path test = file("test.tsv", HEADER + "x\t1\t5000\nx\t1\t5010\n");

        assertThat(evaluate(train, test)).isZero();
        assertThat(out.toString()).contains("HR@20: 1.0000");
        out.getBuffer().setLength(0);

        assertThat(evaluate(train, test, "--exclude-current")).isZero();
        assertThat(out.toString()).contains("HR@20: 0.0000");
    }

    @Test
    void shouldSayWhatIsWrongWithAFile() throws IOException {
        Path train = file("train.tsv", TRAINING);
        Path one = file("one.tsv", HEADER + "x\t1\t5000\n");
        Path empty = file("empty.tsv", HEADER);
        Path other = file("other.tsv", "SessionId\tItem\tTime\nx\t1\t5000\n");
        Path late = file("late.tsv", HEADER + "x\t1\t5000\nx\t2\tnoon\n");
        Path less = file("less.tsv", HEADER + "x\t1\t5000\nx\t\t5000\n");

        assertThat(evaluate(train, one)).isEqualTo(1);
        assertThat(evaluate(empty, train)).isEqualTo(1);
        assertThat(evaluate(other, train)).isEqualTo(1);
        assertThat(evaluate(late, train)).isEqualTo(1);
        assertThat(evaluate(less, train)).isEqualTo(1);
        assertThat(evaluate(folder.resolve("none.tsv"), train)).isEqualTo(1);

        assertThat(err.toString().lines().filter(line -> line.startsWith("tributary: ")))
                .containsExactly(
                        "tributary: " + one + ": no session with a second click",
                        "tributary: " + empty + ": no click in it",
                        "tributary: "
                                + other
                                + ": no column [ItemId]; found [SessionId, Item, Time]",
                        "tributary: " + late + ", line 3: Time is 'noon', not seconds since 1970",
                        "tributary: " + less + ", line 3: sku has 0 characters, not 1 to 64",
                        "tributary: cannot read " + folder.resolve("none.tsv"));
        assertThat(out.toString()).isEmpty();
    }
}
