package dev.tributary.cli.smoke;

import static dev.tributary.cli.smoke.Claims.same;

import dev.tributary.cli.suite.Service;
import dev.tributary.schemas.IngestTopics;
import dev.tributary.schemas.ingest.Interaction;
import dev.tributary.schemas.ingest.InteractionKind;

import java.io.IOException;
import java.util.List;

/** What customers did with items, as it comes in. */
final class InteractionClaims {
    private final Scene scene;
    private final Claims claims;
    private final SuiteClient client;

    InteractionClaims(Scene scene) {
        this.scene = scene;
        this.claims = scene.claims();
        this.client = scene.client();
    }

    void run() {
        interactions();
    }

    private void interactions() {
        claims.that(
                "the log has each accepted interaction of a session, in order, and none that was"
                        + " refused",
                () -> {
                    same(
                            "the id",
                            interact("smoke-look", "VIEW").text("interactionId"),
                            "smoke-look");
                    interact("smoke-take", "CART");
                    interact("smoke-buy", "PURCHASE");
                    post(interaction("smoke-stare", "STARE")).expectProblem(400, "kind");
                    List<Interaction> logged =
                            CommittedTopic.values(
                                    IngestTopics.INTERACTIONS,
                                    scene.suite().bootstrapServers(),
                                    scene.suite().registryUrl());
                    same(
                            "what is logged",
                            logged.stream().map(Interaction::getInteractionId).toList(),
                            List.of("smoke-look", "smoke-take", "smoke-buy"));
                    same(
                            "the kinds",
                            logged.stream().map(Interaction::getKind).toList(),
                            List.of(
                                    InteractionKind.VIEW,
                                    InteractionKind.CART,
                                    InteractionKind.PURCHASE));
                });
    }

    private Reply interact(String id, String kind) throws IOException, InterruptedException {
        return post(interaction(id, kind)).expect(202);
    }

    private Reply post(String interaction) throws IOException, InterruptedException {
        return client.postTo(scene.url(Service.INGEST) + "/v1/interactions", interaction);
    }

    private static String interaction(String id, String kind) {
        return """
        {"interactionId": "%s", "sessionId": "smoke", "sku": "smoke-shirt", "kind": "%s"}\
        """
                .formatted(id, kind);
    }
}
