package dev.tributary.cli.smoke;

import static dev.tributary.cli.smoke.Claims.holds;
import static dev.tributary.cli.smoke.Claims.same;

import dev.tributary.cli.suite.Service;
import dev.tributary.common.deadletter.Rejection;
import dev.tributary.schemas.IngestTopics;
import dev.tributary.schemas.InventoryTopics;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Stock that comes in, is reserved, ordered and sold, and never more of it than there is. */
final class StockClaims {
    private static final String SHIRT = "smoke-shirt";
    private static final String CAP = "smoke-cap";
    private static final String LAST = "smoke-last";

    private final Scene scene;
    private final Claims claims;
    private final SuiteClient client;
    private final Purchases purchases;

    StockClaims(Scene scene) {
        this.scene = scene;
        this.claims = scene.claims();
        this.client = scene.client();
        this.purchases = scene.purchases();
    }

    void run() {
        receipts();
        reservations();
        shortages();
        orders();
        impossibleMovement();
        invariants();
    }

    private void receipts() {
        claims.that(
                "what is received is in stock for who asks by its position",
                () -> {
                    expectStock(moved("smoke-receipt-1", SHIRT, "RECEIPT", 10), 10, 0);
                    expectStock(moved("smoke-receipt-2", CAP, "RECEIPT", 1), 1, 0);
                    expectStock(moved("smoke-receipt-3", LAST, "RECEIPT", 1), 1, 0);
                });
        claims.that(
                "a movement that is sent again counts once",
                () -> expectStock(moved("smoke-receipt-1", SHIRT, "RECEIPT", 10), 10, 0));
    }

    private void reservations() {
        claims.that(
                "a reservation is kept until it is confirmed, and sells once however often",
                () -> {
                    Reply reserved = reserve("smoke-bought", line(SHIRT, 3)).expect(201);
                    same("its status", reserved.text("status"), "RESERVED");
                    awaitStock(SHIRT, 10, 3);
                    String confirm = reservation("smoke-bought") + "/confirm";
                    same(
                            "its status when confirmed",
                            client.postTo(confirm).expect(200).text("status"),
                            "CONFIRMED");
                    client.postTo(confirm).expect(200);
                    reserve("smoke-bought", line(SHIRT, 3)).expect(200);
                    awaitStock(SHIRT, 7, 0);
                });
        claims.that(
                "a reservation's id with another basket is refused",
                () -> reserve("smoke-bought", line(SHIRT, 4)).expectProblem(422));
        claims.that(
                "what is released can be had again",
                () -> {
                    reserve("smoke-released", line(SHIRT, 7)).expect(201);
                    String address = reservation("smoke-released");
                    same(
                            "its status",
                            client.delete(address).expect(200).text("status"),
                            "RELEASED");
                    client.delete(address).expect(200);
                    awaitStock(SHIRT, 7, 0);
                });
    }

    private void shortages() {
        claims.that(
                "a basket that is short names its short lines and holds none",
                () -> {
                    Reply refused = reserve("smoke-short", line(SHIRT, 2), line(CAP, 2));
                    refused.expectProblem(409);
                    same("the short lines", shortSkus(refused), List.of(CAP));
                    awaitStock(SHIRT, 7, 0);
                    awaitStock(CAP, 1, 0);
                });
        claims.that(
                "of two who want the last unit at the same time one gets it",
                () -> {
                    try (ExecutorService buyers = Executors.newVirtualThreadPerTaskExecutor()) {
                        Future<Reply> one =
                                buyers.submit(() -> reserve("smoke-last-1", line(LAST, 1)));
                        Future<Reply> other =
                                buyers.submit(() -> reserve("smoke-last-2", line(LAST, 1)));
                        same(
                                "the answers",
                                Stream.of(one.get().status(), other.get().status())
                                        .sorted()
                                        .toList(),
                                List.of(201, 409));
                    }
                    awaitStock(LAST, 1, 1);
                });
    }

    private void orders() {
        claims.that(
                "the basket of an approved transaction is sold",
                () -> {
                    buy("smoke-order", 2);
                    awaitOrder("smoke-order", "CONFIRMED");
                    awaitStock(SHIRT, 5, 0);
                });
        claims.that(
                "a basket of more than there is is not sold, whatever the verdict",
                () -> {
                    buy("smoke-order-short", 6);
                    awaitOrder("smoke-order-short", "REJECTED");
                    awaitStock(SHIRT, 5, 0);
                });
        claims.that(
                "a transaction without a basket has no order",
                () ->
                        client.get(scene.url(Service.INVENTORY) + "/v1/orders/smoke-good")
                                .expectProblem(404));
    }

    private void impossibleMovement() {
        claims.that(
                "a movement that would leave less than nothing is set aside with its cause",
                () -> {
                    expectStock(moved("smoke-impossible", SHIRT, "ADJUSTMENT", -6), 5, 0);
                    same(
                            "the causes of inventory's dead letters",
                            CommittedTopic.headers(
                                    InventoryTopics.DEAD_LETTERS,
                                    Rejection.CAUSE,
                                    scene.suite().bootstrapServers()),
                            List.of("WOULD_BE_NEGATIVE"));
                });
    }

    private void invariants() {
        claims.that(
                "all stock keeps its promises",
                () -> {
                    Reply told =
                            client.getUntil(
                                            scene.url(Service.INVENTORY) + "/v1/invariants",
                                            it -> total(it, "sold") == 5)
                                    .expect(200);
                    same("the violations", told.texts("violations", "rule"), List.of());
                    same("units received", total(told, "received"), 12L);
                    same("units sold", total(told, "sold"), 5L);
                    same("units on hand", total(told, "onHand"), 7L);
                    same("units reserved", total(told, "reserved"), 1L);
                    same("units held", total(told, "held"), 1L);
                });
    }

    /** The sku's stock, at least as fresh as a movement of it that is sent now. */
    private Reply moved(String movementId, String sku, String kind, int quantity)
            throws IOException, InterruptedException {
        String movement =
                """
                {"movementId": "%s", "sku": "%s", "warehouseId": "w-1", "kind": "%s", "quantity": %d}\
                """
                        .formatted(movementId, sku, kind, quantity);
        Reply taken =
                client.postTo(scene.url(Service.INGEST) + "/v1/stock-movements", movement)
                        .expect(202);
        String[] place = taken.text("position").split("-", 2);
        holds(place.length == 2, "the position is '%s'".formatted(taken.text("position")));
        return client.getAtLeast(
                        stock(sku) + "?wait=PT10S",
                        IngestTopics.STOCK_MOVEMENTS.name() + "-" + place[0] + ":" + place[1])
                .expect(200);
    }

    private static void expectStock(Reply stock, long onHand, long reserved) {
        same("units on hand", units(stock, "onHand"), onHand);
        same("units reserved", units(stock, "reserved"), reserved);
    }

    private void awaitStock(String sku, long onHand, long reserved)
            throws IOException, InterruptedException {
        expectStock(
                client.getUntil(
                                stock(sku),
                                it ->
                                        it.status() == 200
                                                && units(it, "onHand") == onHand
                                                && units(it, "reserved") == reserved)
                        .expect(200),
                onHand,
                reserved);
    }

    private Reply reserve(String id, String... lines) throws IOException, InterruptedException {
        return client.postTo(
                scene.url(Service.INVENTORY) + "/v1/reservations",
                "{\"reservationId\": \"%s\", \"lines\": [%s]}"
                        .formatted(id, String.join(", ", lines)));
    }

    private static String line(String sku, int quantity) {
        return "{\"sku\": \"%s\", \"quantity\": %d}".formatted(sku, quantity);
    }

    private static List<String> shortSkus(Reply refused) {
        return StreamSupport.stream(refused.json().path("lines").spliterator(), false)
                .filter(line -> line.path("status").asString("").equals("SHORT"))
                .map(line -> line.path("sku").asString(""))
                .toList();
    }

    private void buy(String id, int shirts) throws IOException, InterruptedException {
        String items =
                ", \"items\": [{\"sku\": \"%s\", \"quantity\": %d, \"unitPriceMinor\": 900}]"
                        .formatted(SHIRT, shirts);
        String body = Purchases.body(id, "card-" + id, 900L * shirts, items);
        Reply verdict = purchases.accept(id, client.post(body).expect(200));
        same("the decision", verdict.text("decision"), "APPROVE");
    }

    private void awaitOrder(String transactionId, String status)
            throws IOException, InterruptedException {
        Reply order =
                client.getUntil(
                        scene.url(Service.INVENTORY) + "/v1/orders/" + transactionId,
                        it -> it.status() == 200 && it.text("status").equals(status));
        same("the order", order.expect(200).text("status"), status);
    }

    private String stock(String sku) {
        return scene.url(Service.INVENTORY) + "/v1/inventory/" + sku;
    }

    private String reservation(String id) {
        return scene.url(Service.INVENTORY) + "/v1/reservations/" + id;
    }

    private static long units(Reply stock, String field) {
        return stock.json().path(field).asLong(-1);
    }

    private static long total(Reply invariants, String field) {
        JsonNode total = invariants.json().path("total");
        return total.path(field).asLong(-1);
    }
}
