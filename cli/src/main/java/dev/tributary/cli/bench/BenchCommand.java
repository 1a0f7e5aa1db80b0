package dev.tributary.cli.bench;

import picocli.CommandLine.Command;

/** {@code tributary bench}. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = "Measures the running suite, or one of its own.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            VerdictCommand.class,
            BulkCommand.class,
            InventoryCommand.class,
            RecommendCommand.class,
            IndexCommand.class
        })
public final class BenchCommand {}
