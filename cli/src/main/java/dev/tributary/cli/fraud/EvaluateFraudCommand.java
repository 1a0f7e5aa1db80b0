package dev.tributary.cli.fraud;

import dev.tributary.fraud.domain.Feature;
import dev.tributary.fraud.domain.LearnedConstants;

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
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;

/** {@code tributary evaluate fraud}. Exits with 1 where the history teaches nothing. */
@Command(
        name = "fraud",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Trains on some days, waits for labels, scores the test days and judges the ranking.",
            "",
            "Protocol of the handbook 'Reproducible machine learning for credit card fraud"
                    + " detection'. A card known to be compromised is left out of the judgement; the"
                    + " scores of all transactions are written."
        })
public final class EvaluateFraudCommand implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;

    @Mixin private final TransactionsOption input = new TransactionsOption();

    @Option(
            names = "--train-start",
            required = true,
            paramLabel = "DATE",
            description = "First training day, UTC, such as 2018-07-25.")
    private @Nullable LocalDate trainStart;

    @Option(
            names = "--train-days",
            paramLabel = "N",
            description = "Training days (${DEFAULT-VALUE}).")
    private int trainDays = FraudProtocol.PUBLISHED_TRAINING_DAYS;

    @Option(
            names = "--delay-days",
            paramLabel = "N",
            description = "Days until a label is known (${DEFAULT-VALUE}).")
    private int delayDays = 7;

    @Option(names = "--test-days", paramLabel = "N", description = "Test days (${DEFAULT-VALUE}).")
    private int testDays = 7;

    @Option(
            names = "--scores",
            paramLabel = "OUT.csv",
            description = "Write transactionId,score for every transaction of the test days.")
    private @Nullable Path scores;

    @Override
    public Integer call() throws IOException {
        CommandSpec command = Objects.requireNonNull(spec, "set by picocli");
        EvaluationPeriod period;
        List<Feature> wanted;
        try {
            period =
                    new EvaluationPeriod(
                            Objects.requireNonNull(trainStart, "required"),
                            trainDays,
                            delayDays,
                            testDays);
            wanted = input.wanted();
        } catch (IllegalArgumentException invalid) {
            throw new ParameterException(
                    command.commandLine(), String.valueOf(invalid.getMessage()), invalid);
        }
        try {
            evaluate(period, wanted, command.commandLine().getOut());
            return 0;
        } catch (FraudDataException unusable) {
            command.commandLine().getErr().println("tributary: " + unusable.getMessage());
            return 1;
        }
    }

    private void evaluate(EvaluationPeriod period, List<Feature> wanted, PrintWriter out)
            throws IOException {
        TransactionTable table = input.read();
        int first = table.firstRowFrom(period.testFrom());
        if (first == table.firstRowFrom(period.testTo())) {
            throw new FraudDataException(
                    "no transaction to test from %s to %s"
                            .formatted(period.testFrom(), period.testTo()));
        }
        LearnedHistory history =
                new LearnedHistory(
                        table,
                        TrainingSettings.defaults(input.seed()),
                        Duration.ofDays(period.delayDays()),
                        InstantSource.system());
        LearnedHistory.Learned learned =
                history.learn(
                        period.trainFrom(),
                        period.trainTo(),
                        period.testFrom(),
                        period.testTo(),
                        wanted);
        if (scores != null) {
            ScoreFile.write(scores, table, first, learned.scores());
        }
        FraudProtocol protocol = new FraudProtocol(table, period);
        out.printf(
                Locale.ROOT,
                "model: %d features, %d trees, amount cut %s%n",
                learned.model().trees().features().size(),
                learned.model().trees().treeCount(),
                cut(learned.model().learned().amountCutMinor()));
        print(out, "", protocol.judge(learned.scores(), FraudProtocol.PUBLISHED_TRAINING_DAYS));
        if (period.trainDays() > FraudProtocol.PUBLISHED_TRAINING_DAYS) {
            print(
                    out,
                    " (cards with a fraud on any training day left out)",
                    protocol.judge(learned.scores(), period.trainDays()));
        }
        out.flush();
    }

    private static String cut(long amountMinor) {
        return amountMinor == LearnedConstants.NO_CUT ? "none" : Long.toString(amountMinor);
    }

    private static void print(PrintWriter out, String suffix, FraudProtocol.Result result) {
        out.printf(
                Locale.ROOT,
                "judged: %,d transactions, %,d frauds%s%n",
                result.transactions(),
                result.frauds(),
                suffix);
        out.printf(Locale.ROOT, "AUC ROC: %.4f%n", result.ranking().aucRoc());
        out.printf(Locale.ROOT, "average precision: %.4f%n", result.ranking().averagePrecision());
        out.printf(
                Locale.ROOT,
                "card precision@%d: %.4f%n",
                FraudProtocol.CARDS_A_DAY,
                result.cardPrecision());
    }
}
