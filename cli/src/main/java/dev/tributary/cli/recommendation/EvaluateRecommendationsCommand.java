package dev.tributary.cli.recommendation;

import dev.tributary.recommendation.domain.RecommenderSettings;

import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;

/** {@code tributary evaluate recommendations}. Exits with 1 where a file cannot be used. */
@Command(
        name = "recommendations",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Learns some sessions and predicts the next click of others.",
            "",
            "A test session is revealed click by click, and each time the next one is predicted,"
                    + " with the code of the live service. Files have the tab-separated columns"
                    + " SessionId, ItemId and Time (seconds since 1970), named in the first line;"
                    + " gzipped or not."
        })
public final class EvaluateRecommendationsCommand implements Callable<Integer> {
    private static final double NANOS_A_MICRO = 1e3;

    @Spec private @Nullable CommandSpec spec;

    @Option(names = "--train", required = true, paramLabel = "F", description = "Training part.")
    private @Nullable Path train;

    @Option(names = "--test", required = true, paramLabel = "F", description = "Test part.")
    private @Nullable Path test;

    @Option(
            names = "--valid",
            paramLabel = "F",
            description = "Part between training and test, learned like training.")
    private @Nullable Path valid;

    @Option(
            names = "--exclude-current",
            description = "Never predict the item just clicked, though it may be clicked again.")
    private boolean excludeCurrent;

    @Option(
            names = "--frozen",
            description =
                    "Learn nothing of the test part; otherwise each session is learned once it has"
                            + " ended before the moment of prediction.")
    private boolean frozen;

    @Override
    public Integer call() throws IOException, InterruptedException {
        CommandSpec command = Objects.requireNonNull(spec, "set by picocli");
        try {
            evaluate(command.commandLine().getOut());
            return 0;
        } catch (ClickDataException unusable) {
            command.commandLine().getErr().println("tributary: " + unusable.getMessage());
            return 1;
        }
    }

    private void evaluate(PrintWriter out) throws IOException, InterruptedException {
        List<PastSession> training =
                new ArrayList<>(ClickLog.read(Objects.requireNonNull(train, "required"), "train"));
        if (valid != null) {
            training.addAll(ClickLog.read(valid, "valid"));
        }
        List<PastSession> toPredict =
                ClickLog.read(Objects.requireNonNull(test, "required"), "test");
        if (toPredict.stream().allMatch(session -> session.clicks().size() < 2)) {
            throw new ClickDataException(test + ": no session with a second click");
        }
        NextClickProtocol.Result result =
                new NextClickProtocol(excludeCurrent, frozen)
                        .judge(RecommenderSettings.DEFAULTS, training, toPredict);
        print(out, training.size(), result);
    }

    private static void print(PrintWriter out, int sessions, NextClickProtocol.Result result) {
        NextClickMetrics metrics = result.metrics();
        out.printf(
                Locale.ROOT,
                "learned: %,d sessions, %,d items; predicted: %,d clicks%n",
                sessions,
                result.catalogue().size(),
                metrics.predictions());
        int cutoff = NextClickProtocol.CUTOFF;
        out.printf(Locale.ROOT, "MRR@%d: %.4f%n", cutoff, metrics.meanReciprocalRank());
        out.printf(Locale.ROOT, "HR@%d: %.4f%n", cutoff, metrics.hitRate());
        out.printf(Locale.ROOT, "precision@%d: %.4f%n", cutoff, metrics.precision());
        out.printf(Locale.ROOT, "recall@%d: %.4f%n", cutoff, metrics.recall());
        out.printf(Locale.ROOT, "coverage: %.4f%n", metrics.coverage(result.catalogue()));
        Histogram nanos = result.nanos();
        out.printf(
                Locale.ROOT,
                "prediction: p50 %.0f us, p90 %.0f us, p99 %.0f us%n",
                nanos.getValueAtPercentile(50) / NANOS_A_MICRO,
                nanos.getValueAtPercentile(90) / NANOS_A_MICRO,
                nanos.getValueAtPercentile(99) / NANOS_A_MICRO);
        out.flush();
    }
}
