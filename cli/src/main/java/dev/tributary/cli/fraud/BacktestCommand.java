package dev.tributary.cli.fraud;

import dev.tributary.cli.client.RunningSuite;
import dev.tributary.cli.suite.StateFolder;
import dev.tributary.fraud.domain.backtest.BacktestReport;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/** {@code tributary backtest}. Exits with 1 where there is nothing to try on. */
@Command(
        name = "backtest",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Tells what rules or a model would have done.",
            "",
            "Over the suite that runs here, rules look at what the scorer saw and recorded then;"
                    + " over a file, features are made of it by the code that makes them live."
        })
public final class BacktestCommand implements Callable<Integer> {
    private static final int DELAY_DAYS = 7;

    @Spec private @Nullable CommandSpec spec;

    @Mixin private final StateFolder state = new StateFolder();

    @Option(
            names = "--rules",
            paramLabel = "RULES",
            description = "File with rules to try, one a line, JSON, as mine writes it.")
    private @Nullable Path rules;

    @Option(
            names = "--rule-set",
            description = "Try the rules in force in the suite, instead of those of a file.")
    private boolean ruleSet;

    @Option(
            names = "--model",
            paramLabel = "MODEL",
            description = "File with a model to try, as train writes it; with --transactions.")
    private @Nullable Path model;

    @Option(
            names = "--transactions",
            paramLabel = "FILE.csv",
            description =
                    "Labelled transactions to try on, as for train; the suite that runs here where"
                            + " it is not given.")
    private @Nullable Path transactions;

    @Option(
            names = "--from",
            paramLabel = "DATE",
            description = "First day, UTC; required over a suite (the first of the file).")
    private @Nullable LocalDate from;

    @Option(
            names = "--to",
            paramLabel = "DATE",
            description = "Day after the last, UTC; required over a suite (the end of the file).")
    private @Nullable LocalDate to;

    @Option(
            names = "--delay-days",
            paramLabel = "N",
            description =
                    "With --transactions: days until a label enters features (7, or what the model"
                            + " was trained with).")
    private @Nullable Integer delayDays;

    @Option(
            names = "--out",
            paramLabel = "REPORT",
            description = "File to write the whole report to, JSON.")
    private @Nullable Path out;

    @Override
    public Integer call() throws IOException, InterruptedException {
        CommandSpec command = Objects.requireNonNull(spec, "set by picocli");
        String fault = fault();
        if (fault != null) {
            throw new ParameterException(command.commandLine(), fault);
        }
        try {
            PrintWriter report = command.commandLine().getOut();
            if (transactions == null) {
                overSuite(report);
            } else {
                overFile(transactions, report);
            }
            report.flush();
            return 0;
        } catch (FraudDataException unusable) {
            command.commandLine().getErr().println("tributary: " + unusable.getMessage());
            return 1;
        }
    }

    /** What is wrong with the options together; null for nothing. */
    private @Nullable String fault() {
        long tried = Stream.of(rules != null, ruleSet, model != null).filter(it -> it).count();
        if (tried != 1) {
            return "give one of --rules, --rule-set and --model";
        }
        if (transactions == null && model != null) {
            return "--model needs --transactions";
        }
        if (transactions != null && ruleSet) {
            return "--rule-set is of the suite; with --transactions give --rules";
        }
        if (transactions == null && (from == null || to == null)) {
            return "--from and --to are required over a suite";
        }
        if (transactions == null && delayDays != null) {
            return "--delay-days needs --transactions; what is in a suite is as it was recorded";
        }
        if (delayDays != null && (delayDays < 0 || delayDays > EvaluationPeriod.MAX_DAYS)) {
            return "--delay-days must be 0 to " + EvaluationPeriod.MAX_DAYS;
        }
        return from != null && to != null && !from.isBefore(to)
                ? "--from must be before --to"
                : null;
    }

    private void overSuite(PrintWriter report) throws IOException, InterruptedException {
        RunningSuite suite = RunningSuite.in(state.path());
        if (!suite.answers()) {
            throw new FraudDataException(
                    suite.silence() + ", or give --transactions to try on a file");
        }
        Instant first = midnight(Objects.requireNonNull(from, "checked"));
        Instant end = midnight(Objects.requireNonNull(to, "checked"));
        try (FraudApi fraud = new FraudApi(suite.fraud())) {
            BacktestOfSuite backtest = new BacktestOfSuite(fraud);
            BacktestReport found =
                    rules == null
                            ? backtest.runInForce(first, end)
                            : backtest.run(RuleLines.read(rules), first, end);
            String tried = rules == null ? "the rules in force" : rules.toString();
            tell(tried + " on the suite at " + suite.fraud(), first, end, found, report);
        }
    }

    private void overFile(Path file, PrintWriter report) throws IOException {
        FraudModel tried = model == null ? null : ModelFile.read(readable(model));
        var rulesTried = rules == null ? null : RuleLines.read(rules);
        TransactionTable table = TransactionTable.read(readable(file));
        Instant first = from == null ? Instant.ofEpochMilli(table.timeMs(0)) : midnight(from);
        Instant end =
                to == null
                        ? Instant.ofEpochMilli(table.timeMs(table.size() - 1) + 1)
                        : midnight(to);
        BacktestOfFile backtest = new BacktestOfFile(table, first, end);
        if (tried != null) {
            Duration delay =
                    delayDays == null ? tried.training().labelDelay() : Duration.ofDays(delayDays);
            String source = "model " + tried.version() + " on " + file;
            tell(source, first, end, backtest.run(tried, delay), report);
        } else {
            Duration delay = Duration.ofDays(delayDays == null ? DELAY_DAYS : delayDays);
            BacktestReport found =
                    backtest.run(Objects.requireNonNull(rulesTried, "checked"), delay);
            tell(rules + " on " + file, first, end, found, report);
        }
    }

    private void tell(
            String source, Instant first, Instant end, BacktestReport found, PrintWriter report)
            throws IOException {
        report.println(source);
        BacktestText.print(report, found);
        if (out != null) {
            BacktestText.write(out, source, first.toString(), end.toString(), found);
            report.println("written to " + out);
        }
    }

    private static Path readable(Path file) {
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new FraudDataException("cannot read " + file);
        }
        return file;
    }

    private static Instant midnight(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
