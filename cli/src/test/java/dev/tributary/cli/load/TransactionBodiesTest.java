package dev.tributary.cli.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;

/** Every body of a small simulation is one that the door must take. */
class TransactionBodiesTest {
    private static final Set<String> FIELDS =
            Set.of(
                    "transactionId",
                    "cardId",
                    "customerId",
                    "amountMinor",
                    "currency",
                    "merchantId",
                    "terminalId",
                    "channel",
                    "deviceId",
                    "ipAddress",
                    "country",
                    "location",
                    "items",
                    "occurredAt");

    private final JsonMapper json = new JsonMapper();
    private final Simulation simulation =
            new Simulation(
                    new SimulationSettings(
                            120, 2_000, 30, Instant.parse("2026-03-01T00:00:00Z"), 21));
    private final List<SimulatedTransaction> transactions =
            StreamSupport.stream(simulation.spliterator(), false).toList();
    private final TransactionBodies bodies = new TransactionBodies(simulation);

    @Test
    void shouldSayWhatTheSimulationDrewWhenWritten() {
        for (SimulatedTransaction transaction : transactions) {
            JsonNode body = json.readTree(bodies.past(transaction));
            assertThat(FIELDS).containsAll(body.propertyNames());
            assertThat(body.get("transactionId").asString()).isEqualTo(transaction.transactionId());
            assertThat(body.get("cardId").asString()).isEqualTo("c-" + transaction.card());
            assertThat(body.get("terminalId").asString()).isEqualTo("t-" + transaction.terminal());
            assertThat(body.get("amountMinor").asLong()).isEqualTo(transaction.amountMinor());
            assertThat(Instant.parse(body.get("occurredAt").asString()))
                    .isEqualTo(transaction.occurredAt());
        }
    }

    @Test
    void shouldLeaveTheTimeToTheServiceWhenLive() {
        SimulatedTransaction transaction = transactions.getFirst();
        JsonNode past = json.readTree(bodies.past(transaction));
        JsonNode live = json.readTree(bodies.live(transaction));

        assertThat(live.has("occurredAt")).isFalse();
        assertThat(past.size()).isEqualTo(live.size() + 1);
    }

    @Test
    void shouldAddUpToTheAmountWhenThereIsABasket() {
        int filled = 0;
        for (SimulatedTransaction transaction : transactions) {
            JsonNode items = json.readTree(bodies.past(transaction)).path("items");
            long total = 0;
            Set<String> skus = new HashSet<>();
            for (JsonNode line : items) {
                assertThat(line.get("quantity").asInt()).isBetween(1, DetailsSource.QUANTITY_MAX);
                assertThat(line.get("unitPriceMinor").asLong()).isPositive();
                assertThat(skus.add(line.get("sku").asString())).isTrue();
                total += line.get("quantity").asLong() * line.get("unitPriceMinor").asLong();
            }
            if (!skus.isEmpty()) {
                filled++;
                assertThat(skus).hasSizeLessThanOrEqualTo(DetailsSource.LINES_MAX);
                assertThat(total).isEqualTo(transaction.amountMinor());
            }
        }
        assertThat((double) filled / transactions.size()).isCloseTo(0.65, within(0.05));
    }

    @Test
    void shouldHaveADeviceOnlineAndAPlaceElsewhereWhenWritten() {
        Map<String, Integer> channels = new HashMap<>();
        for (SimulatedTransaction transaction : transactions) {
            JsonNode body = json.readTree(bodies.past(transaction));
            boolean online = body.get("channel").asString().equals("ECOMMERCE");
            channels.merge(body.get("channel").asString(), 1, Integer::sum);
            assertThat(body.has("deviceId")).isEqualTo(online);
            assertThat(body.has("ipAddress")).isEqualTo(online);
            assertThat(body.has("location")).isEqualTo(!online);
            if (online) {
                assertThat(body.get("ipAddress").asString())
                        .matches("2001:db8:[0-9a-f]{1,4}:[0-9a-f]{1,4}::[0-9a-f]{1,3}");
            } else {
                JsonNode place = body.get("location");
                assertThat(place.get("latitude").asDouble()).isBetween(52.0, 53.0);
                assertThat(place.get("longitude").asDouble()).isBetween(12.6, 14.2);
            }
        }
        assertThat(channels).containsOnlyKeys("CARD_PRESENT", "ECOMMERCE", "ATM");
    }

    @Test
    void shouldUseADeviceThatTheOwnerNeverUsedWhenTheCardIsStolen() {
        Map<Integer, Set<String>> owners = new HashMap<>();
        Map<Integer, Set<String>> thieves = new HashMap<>();
        for (SimulatedTransaction transaction : transactions) {
            JsonNode body = json.readTree(bodies.past(transaction));
            if (body.has("deviceId")) {
                boolean stolen = transaction.scenario() == FraudScenario.STOLEN_CARD;
                (stolen ? thieves : owners)
                        .computeIfAbsent(transaction.card(), card -> new HashSet<>())
                        .add(body.get("deviceId").asString());
            }
        }

        assertThat(owners.values()).allMatch(devices -> devices.size() <= 3);
        assertThat(thieves).isNotEmpty();
        thieves.forEach((card, devices) ->
                assertThat(owners.getOrDefault(card, Set.of()))
                        .as("devices of the owner of card %d", card)
                        .noneMatch(devices::contains));
    }

    @Test
    void shouldBelongToOneMerchantWhenTheTerminalIsTheSame() {
        Map<String, String> merchants = new HashMap<>();
        for (SimulatedTransaction transaction : transactions) {
            JsonNode body = json.readTree(bodies.past(transaction));
            String merchant = body.get("merchantId").asString();
            assertThat(merchants.putIfAbsent(body.get("terminalId").asString(), merchant))
                    .isIn(null, merchant);
        }
        assertThat(new HashSet<>(merchants.values())).hasSizeLessThan(merchants.size());
    }
}
