package dev.tributary.cli.suite;

/** The services of the suite, in the order in which they are started. */
public enum Service {
    INGEST("ingest-service", "dev.tributary.ingest.IngestApplication", 8081, 384),
    FRAUD("fraud-service", "dev.tributary.fraud.FraudApplication", 8082, 384),
    RECOMMENDATION(
            "recommendation-service",
            "dev.tributary.recommendation.RecommendationApplication",
            8083,
            1024),
    INVENTORY("inventory-service", "dev.tributary.inventory.InventoryApplication", 8084, 384);

    private final String id;
    private final String mainClass;
    private final int port;
    private final int heapMegabytes;

    /**
     * A service.
     *
     * @param port where it listens unless ports are offset
     * @param heapMegabytes its fixed heap, in MiB, unless another is asked for
     */
    Service(String id, String mainClass, int port, int heapMegabytes) {
        this.id = id;
        this.mainClass = mainClass;
        this.port = port;
        this.heapMegabytes = heapMegabytes;
    }

    /** Its module, its log, and what people call it. */
    public String id() {
        return id;
    }

    String mainClass() {
        return mainClass;
    }

    int port() {
        return port;
    }

    int heapMegabytes() {
        return heapMegabytes;
    }

    /** The collector of its JVM where nothing else is asked for. */
    String collector() {
        return switch (this) {
            case INGEST, FRAUD, INVENTORY -> SuiteSettings.COLLECTOR;
            // Its index lives long; moving young objects out of its way on processors that are
            // all busy stopped it for 40 ms at a time.
            case RECOMMENDATION -> "-XX:+UseZGC";
        };
    }
}
