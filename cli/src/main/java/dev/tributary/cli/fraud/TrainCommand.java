package dev.tributary.cli.fraud;

import dev.tributary.cli.client.RunningSuite;
import dev.tributary.cli.suite.StateFolder;
import dev.tributary.fraud.domain.EntitySettings;
import dev.tributary.fraud.domain.Feature;
import dev.tributary.fraud.domain.ReferenceRates;
import dev.tributary.fraud.domain.model.FraudModel;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.ArgGroup;
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
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;

/** {@code tributary train}. Exits with 1 where the history teaches nothing. */
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Trains a fraud model on labelled history; writes it to a file, publishes it, or both.",
            "",
            "History is a file, or what the suite that runs here has recorded; features are made by"
                    + " the code that scores. What nobody labelled counts as honest in training."
        })
public final class TrainCommand implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;

    @ArgGroup(multiplicity = "1")
    private Source source = new Source();

    @Mixin private final LearningOption learning = new LearningOption();

    @Mixin private final StateFolder state = new StateFolder();

    @Mixin private final KnownDaysOption days = new KnownDaysOption();

    @Option(
            names = "--name",
            paramLabel = "VERSION",
            description = "Version of the model (m-, the day it was trained to, the seed).")
    private @Nullable String name;

    @Option(
            names = "--out",
            paramLabel = "MODEL",
            description = "File to write the model to, Avro.")
    private @Nullable Path out;

    @Option(
            names = "--publish",
            description = "Publish the model to the suite that runs here; it does not score yet.")
    private boolean publish;

    @Option(names = "--activate", description = "Publish the model and let it score.")
    private boolean activate;

    /** Where history comes from: one of the two. */
    private static final class Source {
        @Option(
                names = "--transactions",
                paramLabel = "FILE.csv",
                description = TransactionsOption.FILE)
        private @Nullable Path transactions;

        @Option(
                names = "--from-topics",
                description =
                        "What the suite that runs here has recorded: transactions, verdicts and"
                                + " labels.")
        private boolean topics;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        CommandSpec command = Objects.requireNonNull(spec, "set by picocli");
        List<Feature> wanted;
        try {
            check();
            wanted = learning.wanted();
        } catch (IllegalArgumentException invalid) {
            throw new ParameterException(
                    command.commandLine(), String.valueOf(invalid.getMessage()), invalid);
        }
        RunningSuite suite = RunningSuite.in(state.path());
        boolean suiteNeeded = source.topics || publish || activate;
        if (suiteNeeded && !suite.answers()) {
            command.commandLine().getErr().println("tributary: " + suite.silence());
            return 1;
        }
        try {
            PrintWriter report = command.commandLine().getOut();
            FraudModel model = train(wanted, suite, report);
            report(model, report);
            if (out != null) {
                ModelFile.write(out, model);
                report.println("written to " + out);
            }
            if (publish || activate) {
                publish(model, suite, report);
            }
            report.flush();
            return 0;
        } catch (FraudDataException unusable) {
            command.commandLine().getErr().println("tributary: " + unusable.getMessage());
            return 1;
        }
    }

    private void check() {
        days.check();
        if (out == null && !publish && !activate) {
            throw new IllegalArgumentException("one of --out, --publish and --activate is needed");
        }
        if (name != null) {
            FraudModel.checkVersion(name);
        }
    }

    private FraudModel train(List<Feature> wanted, RunningSuite suite, PrintWriter report)
            throws IOException {
        TransactionTable table =
                source.topics
                        ? recorded(suite, report)
                        : TransactionTable.read(source.transactions);
        Duration delay = days.delay();
        KnownPeriod period = days.of(table);
        FraudModel model =
                new LearnedHistory(
                                table,
                                TrainingSettings.defaults(learning.seed()),
                                delay,
                                InstantSource.system())
                        .learn(period.from(), period.to(), period.to(), period.to(), wanted)
                        .model();
        return name == null ? model : model.named(name);
    }

    /** With as much before the first day trained on as features look back. */
    private TransactionTable recorded(RunningSuite suite, PrintWriter report) {
        LocalDate from = days.from();
        Instant since =
                from == null
                        ? null
                        : from.atStartOfDay(ZoneOffset.UTC)
                                .toInstant()
                                .minus(EntitySettings.defaults().outcomeHorizon());
        RecordedHistory history =
                new RecordedHistory(
                        new CommittedLog(suite.bootstrapServers(), suite.registry()), since);
        TransactionTable table = history.read(ReferenceRates.defaults());
        if (history.undecided() > 0) {
            report.printf(
                    "%,d transactions are left out: they have no verdict yet%n",
                    history.undecided());
        }
        return table;
    }

    private void publish(FraudModel model, RunningSuite suite, PrintWriter report)
            throws InterruptedException {
        try (FraudApi fraud = new FraudApi(suite.fraud())) {
            PublishedModel published = new PublishedModel(suite, fraud);
            report.println(published.publish(model));
            if (activate) {
                report.println(published.activate(model.version()));
            }
        }
    }

    private static void report(FraudModel model, PrintWriter report) {
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
    }
}
