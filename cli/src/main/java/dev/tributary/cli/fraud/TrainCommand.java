package dev.tributary.cli.fraud;

import dev.tributary.fraud.domain.Feature;
import dev.tributary.fraud.domain.model.FraudModel;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;

/** {@code tributary train}. Exits with 1 where the history teaches nothing. */
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Trains a fraud model on labelled history and writes it to a file.")
public final class TrainCommand implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;

    @Mixin private final TransactionsOption input = new TransactionsOption();

    @Option(
            names = "--from",
            paramLabel = "DATE",
            description = "First day trained on, UTC (the first of the file).")
    private @Nullable LocalDate from;

    @Option(
            names = "--to",
            paramLabel = "DATE",
            description = "Day after the last trained on, UTC (the delay before the file ends).")
    private @Nullable LocalDate to;

    @Option(
            names = "--delay-days",
            paramLabel = "N",
            description = "Days until a label is known (${DEFAULT-VALUE}).")
    private int delayDays = 7;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "MODEL",
            description = "File to write the model to, JSON.")
    private @Nullable Path out;

    @Override
    public Integer call() throws IOException {
        CommandSpec command = Objects.requireNonNull(spec, "set by picocli");
        List<Feature> wanted;
        try {
            if (delayDays < 0 || delayDays > EvaluationPeriod.MAX_DAYS) {
                throw new IllegalArgumentException(
                        "--delay-days must be 0 to " + EvaluationPeriod.MAX_DAYS);
            }
            if (from != null && to != null && !from.isBefore(to)) {
                throw new IllegalArgumentException("--from must be before --to");
            }
            wanted = input.wanted();
        } catch (IllegalArgumentException invalid) {
            throw new ParameterException(
                    command.commandLine(), String.valueOf(invalid.getMessage()), invalid);
        }
        try {
            FraudModel model = train(wanted);
            ModelFile.write(Objects.requireNonNull(out, "required"), model);
            report(model, command.commandLine().getOut());
            return 0;
        } catch (FraudDataException unusable) {
            command.commandLine().getErr().println("tributary: " + unusable.getMessage());
            return 1;
        }
    }

    private FraudModel train(List<Feature> wanted) throws IOException {
        TransactionTable table = input.read();
        Duration delay = Duration.ofDays(delayDays);
        KnownPeriod period = KnownPeriod.of(table, from, to, delay);
        return new LearnedHistory(table, TrainingSettings.defaults(input.seed()), delay)
                .learn(period.from(), period.to(), period.to(), period.to(), wanted)
                .model();
    }

    private void report(FraudModel model, PrintWriter report) {
        FraudModel.Training training = model.training();
        report.printf(
                "model %s: %d trees over %d features%n",
                model.version(), model.trees().treeCount(), model.trees().features().size());
        report.printf(
                "trained on %,d transactions, %,d frauds, %s to %s, seed %d%n",
                training.transactions(),
                training.frauds(),
                training.from(),
                training.to(),
                training.seed());
        model.sortedMetrics().forEach((name, value) -> report.printf("%s: %.4f%n", name, value));
        report.println("written to " + out);
        report.flush();
    }
}
