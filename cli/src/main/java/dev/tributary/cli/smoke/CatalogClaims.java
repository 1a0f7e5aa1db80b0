package dev.tributary.cli.smoke;

import static dev.tributary.cli.smoke.Claims.same;

import dev.tributary.cli.suite.Service;

import java.io.IOException;

/** Items of the catalogue that are put, asked for and taken out. */
final class CatalogClaims {
    private final Scene scene;
    private final Claims claims;
    private final SuiteClient client;

    CatalogClaims(Scene scene) {
        this.scene = scene;
        this.claims = scene.claims();
        this.client = scene.client();
    }

    void run() {
        items();
    }

    private void items() {
        claims.that(
                "an item of the catalogue is shown as it was put last",
                () -> {
                    put(2_999).expect(201);
                    put(1_999).expect(200);
                    same("the price", price(client.get(item()).expect(200)), 1_999L);
                });
        claims.that(
                "an item that was taken out is not there, however often",
                () -> {
                    client.delete(item()).expect(204);
                    client.get(item()).expectProblem(404);
                    client.delete(item()).expect(204);
                });
    }

    private Reply put(long priceMinor) throws IOException, InterruptedException {
        return client.put(
                item(),
                """
                {"name": "Smoke shirt", "category": "Shirts", "priceMinor": %d, "currency": "EUR"}\
                """
                        .formatted(priceMinor));
    }

    private String item() {
        return scene.url(Service.INGEST) + "/v1/catalog/smoke-shirt";
    }

    private static long price(Reply item) {
        return item.json().path("priceMinor").asLong(-1);
    }
}
