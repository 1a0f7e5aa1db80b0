package dev.tributary.cli.customer;

import dev.tributary.cli.client.RunningSuite;
import dev.tributary.cli.client.ServiceClient;
import dev.tributary.cli.client.ServiceClient.Reply;
import dev.tributary.cli.customer.MentionsInTopics.Found;
import dev.tributary.cli.suite.StateFolder;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.PrintWriter;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/**
 * {@code tributary erase}: has a customer's history erased and shows that it is. Exits with 1 where
 * it could not be, or where a record of it still stands.
 */
@Command(
        name = "erase",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Erases what a customer did in the shop, and shows that it is erased.",
            "",
            "Asks the running suite for it, waits until it is done, then reads every topic from"
                    + " beginning to end for the customer's id, those in which state is kept too."
                    + " Exit code 1 where a record of the history still stands. What a newer"
                    + " record or a tombstone has taken the place of is told, too: the brokers"
                    + " remove it within about a day."
        })
public final class EraseCommand implements Callable<Integer> {
    private static final Duration TIMEOUT = Duration.ofSeconds(40);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final int ACCEPTED = 202;
    private static final int OK = 200;

    /** Records of payment stay, and so does what says that a customer is to be forgotten. */
    private static final Map<String, String> KEPT =
            Map.of(
                    "ingest.transactions.", "a record of payment",
                    "ingest-service-", "state of payments",
                    "fraud.", "a record of payment",
                    "fraud-service", "state of payments",
                    "inventory.", "a record of an order",
                    "inventory-service", "state of orders",
                    "ingest.consents.", "what the customer said",
                    "ingest.eras", "says that the customer is to be forgotten",
                    "recommendation.erased.", "says that the customer is forgotten");

    @Spec private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "CUSTOMER", description = "The customer's id.")
    private @Nullable String customerId;

    @Option(
            names = "--check",
            description = "Erases nothing, and only reads the topics for the customer's id.")
    private boolean check;

    @Option(
            names = "--url",
            paramLabel = "URL",
            description =
                    "ingest-service (of the suite that runs here, else "
                            + RunningSuite.DEFAULT_INGEST
                            + ").")
    private @Nullable URI url;

    @Mixin private final StateFolder state = new StateFolder();

    @Override
    public Integer call() throws InterruptedException {
        CommandSpec command = Objects.requireNonNull(spec, "set by picocli");
        PrintWriter err = command.commandLine().getErr();
        PrintWriter out = command.commandLine().getOut();
        String customer = Objects.requireNonNull(customerId, "required");
        RunningSuite running = RunningSuite.in(state.path());
        RunningSuite suite = url == null ? running : running.at(url);
        if (!suite.answers()) {
            err.println("tributary: " + suite.silence());
            return 1;
        }
        if (!check) {
            String fault = erase(suite, customer, out);
            if (fault != null) {
                err.println("tributary: " + fault);
                return 1;
            }
        }
        long standing =
                report(new MentionsInTopics(suite.bootstrapServers(), customer).find(), out);
        out.flush();
        return standing == 0 ? 0 : 1;
    }

    /**
     * @return what went wrong; null where all is erased
     */
    private static @Nullable String erase(RunningSuite suite, String customer, PrintWriter out)
            throws InterruptedException {
        String base =
                "/v1/customers/"
                        + URLEncoder.encode(customer, StandardCharsets.UTF_8).replace("+", "%20");
        try (ServiceClient client = new ServiceClient(suite.ingest(), TIMEOUT)) {
            if (body(client.delete(base + "/history"), ACCEPTED) == null) {
                return "it is not known whether it will be erased; run this again";
            }
            while (true) {
                String body = body(client.get(base + "/erasure"), OK);
                if (body == null) {
                    return "it will be erased, and how far that is cannot be seen";
                }
                JsonNode erasure = JsonMapper.shared().readTree(body);
                if (erasure.hasNonNull("completedAt")) {
                    out.printf(
                            Locale.ROOT,
                            "Deleted: %,d interactions, and %,d visits beside theirs.%n",
                            erasure.at("/interactions/deleted").asLong(),
                            erasure.at("/sessions/deleted").asLong());
                    return null;
                }
                TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
            }
        }
    }

    private static @Nullable String body(Reply reply, int status) {
        return reply instanceof Reply.Came(int came, String body, _) && came == status
                ? body
                : null;
    }

    /**
     * @return records that should not stand and do
     */
    private static long report(SortedMap<String, Found> topics, PrintWriter out) {
        long left = 0;
        out.printf("%-58s %8s %12s%n", "topics that name the customer", "standing", "overwritten");
        for (Map.Entry<String, Found> topic : topics.entrySet()) {
            String kept = kept(topic.getKey());
            Found found = topic.getValue();
            left += kept.isEmpty() ? found.standing() : 0;
            out.printf(
                    Locale.ROOT,
                    "%-58s %8d %12d  %s%n",
                    topic.getKey(),
                    found.standing(),
                    found.overwritten(),
                    kept);
        }
        out.println(
                left == 0
                        ? "Nothing of the customer's history stands."
                        : left + " records of the customer's history stand.");
        return left;
    }

    private static String kept(String topic) {
        List<String> reasons =
                KEPT.entrySet().stream()
                        .filter(it -> topic.startsWith(it.getKey()))
                        .map(Map.Entry::getValue)
                        .toList();
        return reasons.isEmpty() ? "" : "kept: " + reasons.getFirst();
    }
}
