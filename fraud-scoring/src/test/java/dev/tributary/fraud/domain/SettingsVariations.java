package dev.tributary.fraud.domain;

import java.time.Duration;

/** The default settings with one thing changed. */
final class SettingsVariations {
    private SettingsVariations() {}

    static ScorerSettings with(HistorySettings history) {
        ScorerSettings defaults = ScorerSettings.defaults();
        return new ScorerSettings(
                history, defaults.features(), defaults.rates(), defaults.rules(), defaults.model());
    }

    static ScorerSettings with(FeatureSettings features) {
        ScorerSettings defaults = ScorerSettings.defaults();
        return new ScorerSettings(
                defaults.history(), features, defaults.rates(), defaults.rules(), defaults.model());
    }

    static ScorerSettings with(ReferenceRates rates) {
        ScorerSettings defaults = ScorerSettings.defaults();
        return new ScorerSettings(
                defaults.history(), defaults.features(), rates, defaults.rules(), defaults.model());
    }

    static ScorerSettings with(RuleSettings rules) {
        ScorerSettings defaults = ScorerSettings.defaults();
        return new ScorerSettings(
                defaults.history(), defaults.features(), defaults.rates(), rules, defaults.model());
    }

    static HistorySettings bounds(int maxAttempts, int maxPlaces, int maxDevices) {
        return new HistorySettings(
                maxAttempts,
                maxPlaces,
                maxDevices,
                32,
                Duration.ofHours(1),
                5,
                3.0,
                UsualSettings.defaults());
    }

    static ScorerSettings thresholds(double reviewFromScore, double blockFromScore) {
        RuleSettings rules = RuleSettings.defaults();
        return with(
                new RuleSettings(
                        rules.velocityCount(),
                        rules.velocitySum(),
                        rules.impossibleTravel(),
                        rules.unusualSpend(),
                        rules.cardTesting(),
                        rules.newDeviceLargeSpend(),
                        reviewFromScore,
                        blockFromScore));
    }

    /** No rule speaks, so that nothing is blocked and everything is learned. */
    static RuleSettings noRules() {
        var count = new RuleSettings.CountLimit(false, 1, 1);
        var sum = new RuleSettings.SumLimit(false, 1, 1);
        return new RuleSettings(
                new RuleSettings.VelocityCount(count, count, count, count),
                new RuleSettings.VelocitySum(sum, sum, sum, sum, 1),
                new RuleSettings.ImpossibleTravel(false, 1, 1, 1),
                new RuleSettings.UnusualSpend(false, 1, 1, 1, 1, 1),
                new RuleSettings.CardTesting(false, 1, 1, 1),
                new RuleSettings.NewDeviceLargeSpend(false, 1, Duration.ofHours(1), 1),
                0.5,
                0.9);
    }
}
