package dev.tributary.cli.smoke;

import static dev.tributary.cli.smoke.Claims.holds;
import static dev.tributary.cli.smoke.Claims.same;

import dev.tributary.cli.customer.MentionsInTopics;
import dev.tributary.cli.suite.Service;
import dev.tributary.schemas.IngestTopics;
import dev.tributary.schemas.RecommendationTopics;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

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
        claims.that(
                "what a customer did is erased everywhere at one call, and that can be seen",
                () -> {
                    String customer = "smoke-customer";
                    String path = scene.url(Service.INGEST) + "/v1/customers/" + customer;
                    String position =
                            click(
                                    "{\"sessionId\": \"smoke-known\", \"customerId\": \"%s\", \"sku\": \"%s\", \"kind\": \"VIEW\"}"
                                            .formatted(customer, SHIRT));
                    String session = scene.url(Service.RECOMMENDATION) + "/v1/sessions/smoke-known";
                    same(
                            "whose session it is",
                            client.getAtLeast(session, position).expect(200).text("customerId"),
                            customer);
                    client.delete(path + "/history").expect(202);
                    client.getUntil(
                            path + "/erasure", it -> it.json().path("completedAt").isString());
                    client.get(session).expect(404);
                    SortedMap<String, MentionsInTopics.Found> topics =
                            new MentionsInTopics(scene.suite().bootstrapServers(), customer).find();
                    same(
                            "topics in which the customer stands",
                            topics.entrySet().stream()
                                    .filter(it -> it.getValue().standing() > 0)
                                    .map(Map.Entry::getKey)
                                    .toList(),
                            List.of(
                                    IngestTopics.ERASED.name(),
                                    IngestTopics.ERASURES.name(),
                                    RecommendationTopics.ERASED.name()));
                });
    }

    /** Returns its position. */
    private String click(String session, String sku) throws IOException, InterruptedException {
        return click(
                "{\"sessionId\": \"%s\", \"sku\": \"%s\", \"kind\": \"VIEW\"}"
                        .formatted(session, sku));
    }

    private String click(String interaction) throws IOException, InterruptedException {
        Reply taken =
                client.postTo(scene.url(Service.INGEST) + "/v1/interactions", interaction)
                        .expect(202);
        String[] place = taken.text("position").split("-", 2);
        holds(place.length == 2, "the position is '%s'".formatted(taken.text("position")));
        return IngestTopics.INTERACTIONS.name() + "-" + place[0] + ":" + place[1];
    }

    private String recommendations(String session) {
        return scene.url(Service.RECOMMENDATION) + "/v1/recommendations?sessionId=" + session;
    }
}
