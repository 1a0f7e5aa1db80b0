package dev.tributary.cli.fraud;

import dev.tributary.cli.client.RunningSuite;
import dev.tributary.cli.suite.StateFolder;
import dev.tributary.fraud.domain.Feature;
import dev.tributary.fraud.domain.rules.PublishedRule;
import dev.tributary.fraud.domain.rules.RuleDefinition.Action;

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
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;

/** {@code tributary mine}. Exits with 1 where the history teaches nothing. */
@Command(
        name = "mine",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Mines rules from labelled history and writes them to a file, to be put on trial.",
            "",
            "Candidates are paths of trees grown on the first folds of the time. Kept is what is"
                    + " precise on later folds and finds frauds that no rule kept before it does."
        })
public final class MineCommand implements Callable<Integer> {
    /** Shallow trees of their own: three bags of them. */
    private static final int ROUNDS = 60;

    @Spec private @Nullable CommandSpec spec;

    @Mixin private final TransactionsOption input = new TransactionsOption();

    @Mixin private final StateFolder state = new StateFolder();

    @Mixin private final KnownDaysOption days = new KnownDaysOption();

    @Option(
            names = "--folds",
            paramLabel = "N",
            description = "Parts that the time is divided into (${DEFAULT-VALUE}).")
    private int folds = 6;

    @Option(
            names = "--least-folds",
            paramLabel = "N",
            description = "Later folds on which a rule must be precise enough (${DEFAULT-VALUE}).")
    private int leastFolds = 3;

    @Option(
            names = "--least-precision",
            paramLabel = "P",
            description =
                    "What the lower Wilson bound of its precision must reach there"
                            + " (${DEFAULT-VALUE}).")
    private double leastPrecision = 0.5;

    @Option(
            names = "--least-gain",
            paramLabel = "N",
            description =
                    "Frauds that a rule must find beside those kept before it (${DEFAULT-VALUE}).")
    private int leastGain = 5;

    @Option(
            names = "--alike",
            paramLabel = "J",
            description =
                    "Jaccard index of hits from which on two rules are one (${DEFAULT-VALUE}).")
    private double alike = 0.9;

    @Option(
            names = "--max-rules",
            paramLabel = "N",
            description = "Rules kept at most (${DEFAULT-VALUE}).")
    private int maxRules = 1_000;

    @Option(
            names = "--action",
            paramLabel = "ACTION",
            description =
                    "What follows when a rule decides: ${COMPLETION-CANDIDATES} (${DEFAULT-VALUE},"
                            + " with the lower bound of its precision as weight).")
    private Action action = Action.SCORE;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "RULES",
            description = "File to write the rules to, one a line, JSON.")
    private @Nullable Path out;

    @Option(
            names = "--publish",
            description =
                    "Put them on trial in the suite that runs here; a rule that is there already"
                            + " stays as it is.")
    private boolean publish;

    @Override
    public Integer call() throws IOException, InterruptedException {
        CommandSpec command = Objects.requireNonNull(spec, "set by picocli");
        MiningSettings settings;
        List<Feature> wanted;
        try {
            days.check();
            settings =
                    new MiningSettings(
                            folds, leastFolds, leastPrecision, leastGain, alike, maxRules, ROUNDS);
            wanted = input.wanted();
        } catch (IllegalArgumentException invalid) {
            throw new ParameterException(
                    command.commandLine(), String.valueOf(invalid.getMessage()), invalid);
        }
        RunningSuite suite = RunningSuite.in(state.path());
        if (publish && !suite.answers()) {
            command.commandLine().getErr().println("tributary: " + suite.silence());
            return 1;
        }
        try {
            PrintWriter report = command.commandLine().getOut();
            List<PublishedRule> rules = mine(settings, wanted, command, report);
            RuleLines.write(Objects.requireNonNull(out, "required"), rules);
            report.println("written to " + out);
            if (publish) {
                try (FraudApi fraud = new FraudApi(suite.fraud())) {
                    report.println(RulesOfSuite.put(fraud, rules));
                }
            }
            report.flush();
            return 0;
        } catch (FraudDataException unusable) {
            command.commandLine().getErr().println("tributary: " + unusable.getMessage());
            return 1;
        }
    }

    private List<PublishedRule> mine(
            MiningSettings settings, List<Feature> wanted, CommandSpec command, PrintWriter report)
            throws IOException {
        long beganNanos = System.nanoTime();
        TransactionTable table = input.read();
        Duration delay = days.delay();
        KnownPeriod period = days.of(table);
        TrainingSettings training = TrainingSettings.defaults(input.seed());
        RuleMiner.Mined mined =
                new RuleMiner(table, LearnedHistory.scorer(delay), training, settings)
                        .mine(period.from(), period.to(), wanted);
        MinedRule.Source source =
                new MinedRule.Source(
                        period.from(),
                        period.to(),
                        settings.folds(),
                        input.seed(),
                        commandLine(command),
                        Instant.now().truncatedTo(ChronoUnit.MILLIS));
        report(mined, period, (System.nanoTime() - beganNanos) / 1e9, report);
        return mined.rules().stream().map(rule -> rule.published(action, source)).toList();
    }

    private static String commandLine(CommandSpec command) {
        List<String> arguments =
                command.root().commandLine().getParseResult().originalArgs().stream()
                        .map(it -> it.contains(" ") ? "'" + it + "'" : it)
                        .toList();
        return "./tributary " + String.join(" ", arguments);
    }

    private static void report(
            RuleMiner.Mined mined, KnownPeriod period, double seconds, PrintWriter report) {
        report.printf(
                Locale.ROOT,
                "mined %s to %s: %,d candidates, %,d precise enough on later folds, %,d rules kept,"
                        + " %.0f s%n",
                period.from(),
                period.to(),
                mined.candidates(),
                mined.held(),
                mined.rules().size(),
                seconds);
        report.printf(
                Locale.ROOT,
                "on folds after the first: %,d of %,d frauds found (recall %.4f), %,d hits"
                        + " (precision %.4f)%n",
                mined.found(),
                mined.frauds(),
                share(mined.found(), mined.frauds()),
                mined.hits(),
                share(mined.found(), mined.hits()));
    }

    private static double share(long part, long all) {
        return all == 0 ? Double.NaN : (double) part / all;
    }
}
