package dev.tributary.cli.smoke;

import dev.tributary.cli.suite.LocalSuite;

/**
 * The round: good, fraudulent and bad transactions, labels, stock and orders, interactions and the
 * catalogue in, answers checked as they come, then the topics checked against what was answered.
 */
final class SmokeRound {
    private final Scene scene;

    SmokeRound(LocalSuite suite, SuiteClient client, Claims claims) {
        this.scene = new Scene(suite, client, new Purchases(), claims);
    }

    void run() {
        new VerdictClaims(scene).run();
        new RuleClaims(scene).run();
        new ModelClaims(scene).run();
        new LabelClaims(scene).run();
        new StockClaims(scene).run();
        new InteractionClaims(scene).run();
        new CatalogClaims(scene).run();
        new RecommendationClaims(scene).run();
        new RecordClaims(scene).run();
    }
}
