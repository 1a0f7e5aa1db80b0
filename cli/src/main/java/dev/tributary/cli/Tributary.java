package dev.tributary.cli;

import dev.tributary.cli.bench.BenchCommand;
import dev.tributary.cli.load.LoadCommand;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The root command. */
@Command(
        name = "tributary",
        description = "Streaming fraud verdicts, recommendations and stock, on one machine.",
        mixinStandardHelpOptions = true,
        version = "tributary 0.1.0",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            LoadCommand.class,
            BenchCommand.class,
        })
public final class Tributary {
    private Tributary() {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new Tributary()).execute(args));
    }
}
