package dev.tributary.cli.load;

import dev.tributary.cli.client.BulkClient;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Receives stock of every sku that simulated baskets name, in one warehouse. A receipt's id follows
 * from the seed and the number of units, so that the same stock sent twice is received once.
 */
public final class SuiteStock {
    /** What a movement may have at most, by the suite's own settings. */
    static final long UNITS_MAX = 1_000_000_000;

    private static final Duration TIMEOUT = Duration.ofSeconds(40);
    private static final String WAREHOUSE = "w-load";

    private final JsonFactory json = new JsonFactory();
    private final long units;
    private final long seed;

    /**
     * @param units units of each sku, 1 to {@value #UNITS_MAX}
     * @param seed of the simulation
     */
    public SuiteStock(long units, long seed) {
        this.units = units;
        this.seed = seed;
    }

    /**
     * Sends the receipts; returns when the suite has taken them in.
     *
     * @throws IOException if it does not take all of them
     */
    public void receive(URI ingest) throws IOException, InterruptedException {
        List<byte[]> receipts =
                IntStream.rangeClosed(1, DetailsSource.SKUS)
                        .mapToObj(number -> receipt(DetailsSource.sku(number)))
                        .toList();
        BulkClient.Outcome outcome = BulkClient.ofStockMovements(ingest, TIMEOUT).post(receipts);
        if (!outcome.rejected().isEmpty()) {
            throw new IOException(
                    "the suite refuses a receipt: " + outcome.rejected().getFirst().problem());
        }
        if (outcome.unknown() > 0) {
            throw new IOException("the suite does not take stock in: " + outcome.fault());
        }
    }

    private byte[] receipt(String sku) {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        try (JsonGenerator body = json.createGenerator(ObjectWriteContext.empty(), line)) {
            body.writeStartObject();
            body.writeStringProperty("movementId", "load-%d-%d-%s".formatted(seed, units, sku));
            body.writeStringProperty("sku", sku);
            body.writeStringProperty("warehouseId", WAREHOUSE);
            body.writeStringProperty("kind", "RECEIPT");
            body.writeNumberProperty("quantity", units);
            body.writeEndObject();
        }
        return line.toByteArray();
    }
}
