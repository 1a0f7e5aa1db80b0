package dev.tributary.cli.chaos;

import picocli.CommandLine.Command;

/** {@code tributary chaos}. */
@Command(
        name = "chaos",
        mixinStandardHelpOptions = true,
        description = "Gives a suite of its own a bad day, and judges what it made of it.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = InventoryChaosCommand.class)
public final class ChaosCommand {}
