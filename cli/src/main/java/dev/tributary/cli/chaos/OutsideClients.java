package dev.tributary.cli.chaos;

import dev.tributary.cli.chaos.Operation.Line;
import dev.tributary.cli.chaos.Told.Sense;
import dev.tributary.cli.client.ServiceClient;
import dev.tributary.cli.client.ServiceClient.Reply;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Sends operations over the API: reservations to an instance of inventory-service, everything else
 * to ingest-service. Any number of threads.
 */
final class OutsideClients implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int DETAIL_CHARACTERS_MAX = 200;
    private static final int CARDS_THAT_TRAVEL = 10;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final ServiceClient ingest;
    private final List<ServiceClient> instances;

    /**
     * @param ingest base URL of ingest-service
     * @param instances base URLs of inventory-service
     */
    OutsideClients(URI ingest, List<URI> instances) {
        this.ingest = new ServiceClient(ingest, TIMEOUT);
        this.instances = instances.stream().map(it -> new ServiceClient(it, TIMEOUT)).toList();
    }

    /** Asks ingest-service. */
    ServiceClient ingest() {
        return ingest;
    }

    /** Asks the instances of inventory-service. */
    List<ServiceClient> instances() {
        return instances;
    }

    /**
     * Delivers an operation once.
     *
     * @param turn which instance is asked: its remainder by their number
     */
    Told deliver(Operation operation, int turn) {
        ServiceClient instance = instances.get(Math.floorMod(turn, instances.size()));
        String reservation = "/v1/reservations/" + operation.subject();
        Reply reply =
                switch (operation.kind()) {
                    case RECEIPT, RETURN, ADJUSTMENT, BAD_MOVEMENT ->
                            ingest.post("/v1/stock-movements", movement(operation));
                    case RESERVE, BAD_RESERVE, OTHER_RESERVE ->
                            instance.post("/v1/reservations", reserve(operation));
                    case CONFIRM -> instance.post(reservation + "/confirm", "");
                    case RELEASE -> instance.delete(reservation);
                    case ORDER -> ingest.post("/v1/transactions", order(operation));
                    case HONEST -> ingest.post("/v1/labels", label(operation, false));
                    case FRAUD -> ingest.post("/v1/labels", label(operation, true));
                };
        return switch (reply) {
            case Reply.Lost(String cause) -> Told.nothing(cause);
            case Reply.Came(int status, String body, _) -> told(operation, status, body);
        };
    }

    private static Told told(Operation operation, int status, String body) {
        String standing = standing(operation, body);
        Sense sense =
                switch (status) {
                    case 200, 201 -> Sense.ANSWERED;
                    // In the log is all that a movement or a transaction is told at once.
                    case 202 -> operation.kind().isReservation() ? Sense.UNKNOWN : Sense.ANSWERED;
                    case 404, 409 ->
                            operation.kind().isReservation() ? Sense.ANSWERED : Sense.REFUSED;
                    default -> status >= 500 ? Sense.UNKNOWN : Sense.REFUSED;
                };
        return new Told(sense, status, standing, status < 400 || standing != null ? "" : cut(body));
    }

    private static @Nullable String standing(Operation operation, String body) {
        if (!operation.kind().isReservation()) {
            return null;
        }
        try {
            JsonNode answer = JSON.readTree(body);
            JsonNode problem = answer.path("reservationStatus");
            JsonNode standing = problem.isString() ? problem : answer.path("status");
            return standing.isString() ? standing.stringValue() : null;
        } catch (JacksonException notJson) {
            return null;
        }
    }

    private static String cut(String body) {
        return body.length() <= DETAIL_CHARACTERS_MAX
                ? body
                : body.substring(0, DETAIL_CHARACTERS_MAX);
    }

    private static String movement(Operation operation) {
        Line line = operation.lines().getFirst();
        String kind =
                operation.kind() == Operation.Kind.BAD_MOVEMENT
                        ? "RECEIPT"
                        : operation.kind().name();
        return """
        {"movementId": "%s", "sku": "%s", "warehouseId": "%s", "kind": "%s", "quantity": %d}\
        """
                .formatted(
                        operation.subject(), line.sku(), operation.detail(), kind, line.quantity());
    }

    private static String reserve(Operation operation) {
        return """
        {"reservationId": "%s", "ttl": "%s", "lines": [%s]}\
        """
                .formatted(
                        operation.subject(),
                        operation.detail(),
                        operation.lines().stream()
                                .map(it ->
                                        "{\"sku\": \"%s\", \"quantity\": %d}"
                                                .formatted(it.sku(), it.quantity()))
                                .collect(Collectors.joining(", ")));
    }

    /** Some cards are used on two continents, which is fraud. */
    private static String order(Operation operation) {
        boolean travels = Math.floorMod(operation.detail().hashCode(), CARDS_THAT_TRAVEL) == 0;
        boolean there = Math.floorMod(operation.subject().hashCode(), 2) == 0;
        String place =
                there
                        ? "{\"latitude\": 40.7, \"longitude\": -74.0}"
                        : "{\"latitude\": 52.5, \"longitude\": 13.4}";
        return """
        {"transactionId": "%s", "cardId": "%s", "amountMinor": 1000, "currency": "EUR",
         "merchantId": "m-1", "channel": "%s"%s, "items": [%s]}\
        """
                .formatted(
                        operation.subject(),
                        operation.detail(),
                        travels ? "CARD_PRESENT" : "ECOMMERCE",
                        travels ? ", \"location\": " + place : "",
                        operation.lines().stream()
                                .map(it ->
                                        "{\"sku\": \"%s\", \"quantity\": %d, \"unitPriceMinor\": 1}"
                                                .formatted(it.sku(), it.quantity()))
                                .collect(Collectors.joining(", ")));
    }

    private static String label(Operation operation, boolean fraud) {
        return """
        {"transactionId": "%s", "fraud": %b, "source": "ANALYST"}\
        """
                .formatted(operation.subject(), fraud);
    }

    @Override
    public void close() {
        ingest.close();
        instances.forEach(ServiceClient::close);
    }
}
