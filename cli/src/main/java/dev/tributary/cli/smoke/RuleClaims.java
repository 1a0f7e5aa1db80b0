package dev.tributary.cli.smoke;

import static dev.tributary.cli.smoke.Claims.same;

import dev.tributary.cli.suite.Service;

import java.util.List;

/** Rules that are put and removed while the suite runs. */
final class RuleClaims {
    private final Scene scene;
    private final Claims claims;
    private final SuiteClient client;
    private final Purchases purchases;

    RuleClaims(Scene scene) {
        this.scene = scene;
        this.claims = scene.claims();
        this.client = scene.client();
        this.purchases = scene.purchases();
    }

    void run() {
        liveRules();
    }

    private void liveRules() {
        claims.that(
                "a rule put while the service runs speaks in the next verdict, until it is removed",
                () -> {
                    String rule = scene.url(Service.FRAUD) + "/v1/rules/SMOKE_RULE";
                    client.put(
                                    rule,
                                    """
                                    {"expression": "amountMinor == 4242.0", "action": "REVIEW",
                                     "description": "The amount of the smoke run."}\
                                    """)
                            .expect(201);
                    String first = Purchases.body("smoke-rule-1", "card-rule", 4242, "");
                    Reply judged = purchases.accept("smoke-rule-1", client.post(first).expect(200));
                    same("the decision", judged.text("decision"), "REVIEW");
                    same("the reasons", judged.texts("reasons", "code"), List.of("SMOKE_RULE"));
                    client.delete(rule).expect(204);
                    String second = Purchases.body("smoke-rule-2", "card-rule", 4242, "");
                    Reply after = purchases.accept("smoke-rule-2", client.post(second).expect(200));
                    same("the decision after", after.text("decision"), "APPROVE");
                });
        claims.that(
                "a rule about nothing is refused with its place",
                () -> {
                    String rule = scene.url(Service.FRAUD) + "/v1/rules/SMOKE_RULE";
                    client.put(
                                    rule,
                                    """
                                    {"expression": "amount > 1.0", "action": "REVIEW", "description": "d"}\
                                    """)
                            .expectProblem(422, "expression");
                });
    }
}
