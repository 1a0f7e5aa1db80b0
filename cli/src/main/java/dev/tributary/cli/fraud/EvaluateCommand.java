package dev.tributary.cli.fraud;

import picocli.CommandLine.Command;

/** {@code tributary evaluate}: only groups what can be evaluated. */
@Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "WHAT",
        description = "Measures quality on labelled history, by a published protocol.",
        subcommands = EvaluateFraudCommand.class)
public final class EvaluateCommand {}
