package dev.tributary.cli.smoke;

import static dev.tributary.cli.smoke.Claims.same;

import dev.tributary.cli.suite.Service;

import java.util.List;

/** Models that are published, activated and rolled back while the suite runs. */
final class ModelClaims {
    private final Scene scene;
    private final Claims claims;
    private final SuiteClient client;
    private final Purchases purchases;

    ModelClaims(Scene scene) {
        this.scene = scene;
        this.claims = scene.claims();
        this.client = scene.client();
        this.purchases = scene.purchases();
    }

    void run() {
        liveModels();
    }

    private void liveModels() {
        claims.that(
                "a model that is published and activated speaks in the next verdict, until it is"
                        + " rolled back",
                () -> {
                    SmokeModel.publish(
                            scene.suite().bootstrapServers(), scene.suite().registryUrl());
                    String model = scene.url(Service.FRAUD) + "/v1/models/" + SmokeModel.VERSION;
                    client.getUntil(model, it -> it.status() == 200).expect(200);
                    client.postTo(model + "/activate").expect(200);
                    String first =
                            Purchases.body(
                                    "smoke-model-1", "card-model", SmokeModel.AMOUNT_MINOR, "");
                    Reply judged =
                            purchases.accept("smoke-model-1", client.post(first).expect(200));
                    same("the decision", judged.text("decision"), "REVIEW");
                    same("the reasons", judged.texts("reasons", "code"), List.of("MODEL"));
                    same("the model", judged.text("modelVersion"), SmokeModel.VERSION);
                    client.postTo(model + "/rollback").expect(200);
                    String second =
                            Purchases.body(
                                    "smoke-model-2", "card-model", SmokeModel.AMOUNT_MINOR, "");
                    Reply after =
                            purchases.accept("smoke-model-2", client.post(second).expect(200));
                    same("the decision after", after.text("decision"), "APPROVE");
                    same("the model after", after.text("modelVersion"), "");
                    client.delete(model).expect(204);
                });
        claims.that(
                "an unknown model cannot be activated",
                () ->
                        client.postTo(scene.url(Service.FRAUD) + "/v1/models/nobody/activate")
                                .expectProblem(404));
    }
}
