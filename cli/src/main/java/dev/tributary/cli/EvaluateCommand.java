package dev.tributary.cli;

import dev.tributary.cli.fraud.EvaluateFraudCommand;
import dev.tributary.cli.recommendation.EvaluateRecommendationsCommand;

import picocli.CommandLine.Command;

/** {@code tributary evaluate}: only groups what can be evaluated. */
@Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "WHAT",
        description = "Measures quality on history, by published protocols.",
        subcommands = {EvaluateFraudCommand.class, EvaluateRecommendationsCommand.class})
public final class EvaluateCommand {}
