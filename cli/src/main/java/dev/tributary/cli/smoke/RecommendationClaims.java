package dev.tributary.cli.smoke;

import static dev.tributary.cli.smoke.Claims.holds;
import static dev.tributary.cli.smoke.Claims.same;

import dev.tributary.cli.suite.Service;
import dev.tributary.schemas.IngestTopics;

import java.io.IOException;
import java.util.List;

/** What visitors are shown: by their clicks, by those of others, and by what is left. */
final class RecommendationClaims {
    private static final String SHIRT = "smoke-shirt";
    private static final String CAP = "smoke-cap";

    /** Its only unit is reserved by now. */
    private static final String LAST = "smoke-last";

    private final Scene scene;
    private final Claims claims;
    private final SuiteClient client;

    RecommendationClaims(Scene scene) {
        this.scene = scene;
        this.claims = scene.claims();
        this.client = scene.client();
    }

    void run() {
        claims.that(
                "a click changes what its visitor is shown next, and says why",
                () -> {
                    for (int visitor = 1; visitor <= 3; visitor++) {
                        for (String sku : List.of(SHIRT, LAST, CAP)) {
                            click("smoke-visitor-" + visitor, sku);
                        }
                    }
                    String position = click("smoke-now", SHIRT);
                    client.getUntil(
                            recommendations("smoke-now"),
                            it -> it.texts("items", "sku").equals(List.of(CAP)));
                    Reply shown =
                            client.getAtLeast(recommendations("smoke-now"), position).expect(200);
                    same("the items", shown.texts("items", "sku"), List.of(CAP));
                    same(
                            "the reason",
                            shown.json().path("items").path(0).path("because").path(0).asString(""),
                            SHIRT);
                    same("where they come from", shown.text("strategy"), "SESSION");
                });
        claims.that(
                "what is looked at of late is shown to who is not known, unless it is sold out",
                () -> {
                    Reply shown =
                            client.getUntil(
                                            recommendations("smoke-nobody"),
                                            it -> it.texts("items", "sku").contains(CAP))
                                    .expect(200);
                    same("where they come from", shown.text("strategy"), "TRENDING");
                    List<String> items = shown.texts("items", "sku");
                    holds(items.contains(CAP), CAP + " is not among " + items);
                    holds(!items.contains(LAST), LAST + " is among " + items);
                });
    }

    /** Returns its position. */
    private String click(String session, String sku) throws IOException, InterruptedException {
        Reply taken =
                client.postTo(
                                scene.url(Service.INGEST) + "/v1/interactions",
                                "{\"sessionId\": \"%s\", \"sku\": \"%s\", \"kind\": \"VIEW\"}"
                                        .formatted(session, sku))
                        .expect(202);
        String[] place = taken.text("position").split("-", 2);
        holds(place.length == 2, "the position is '%s'".formatted(taken.text("position")));
        return IngestTopics.INTERACTIONS.name() + "-" + place[0] + ":" + place[1];
    }

    private String recommendations(String session) {
        return scene.url(Service.RECOMMENDATION) + "/v1/recommendations?sessionId=" + session;
    }
}
