package dev.tributary.cli;

import dev.tributary.cli.bench.BenchCommand;
import dev.tributary.cli.bench.PrimeCommand;
import dev.tributary.cli.chaos.ChaosCommand;
import dev.tributary.cli.customer.EraseCommand;
import dev.tributary.cli.fraud.BacktestCommand;
import dev.tributary.cli.fraud.MineCommand;
import dev.tributary.cli.fraud.TrainCommand;
import dev.tributary.cli.load.LoadCommand;
import dev.tributary.cli.recommendation.ImportCommand;
import dev.tributary.cli.smoke.SmokeCommand;
import dev.tributary.cli.suite.SuiteCommands;
import dev.tributary.cli.suite.SuiteFault;
import dev.tributary.local.ChildProcessException;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParseResult;

/** The root command. */
@Command(
        name = "tributary",
        description = "Streaming fraud verdicts, recommendations and stock, on one machine.",
        mixinStandardHelpOptions = true,
        version = "tributary 0.1.0",
        synopsisSubcommandLabel = "COMMAND")
public final class Tributary {
    private Tributary() {}

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        CommandLine root = new CommandLine(new Tributary());
        SuiteCommands.all().forEach(root::addSubcommand);
        root.addSubcommand(new SmokeCommand())
                .addSubcommand(new LoadCommand())
                .addSubcommand(new BenchCommand())
                .addSubcommand(new ChaosCommand())
                .addSubcommand(new PrimeCommand())
                .addSubcommand(new TrainCommand())
                .addSubcommand(new MineCommand())
                .addSubcommand(new BacktestCommand())
                .addSubcommand(new EvaluateCommand())
                .addSubcommand(new ImportCommand())
                .addSubcommand(new EraseCommand());
        return root.setExecutionExceptionHandler(Tributary::explain);
    }

    /** What a person can mend is told in words; anything else is a bug and shows where it is. */
    private static int explain(Exception fault, CommandLine command, ParseResult parsed)
            throws Exception {
        if (fault instanceof SuiteFault || fault instanceof ChildProcessException) {
            command.getErr().println("tributary: " + fault.getMessage());
            return command.getCommandSpec().exitCodeOnExecutionException();
        }
        throw fault;
    }
}
