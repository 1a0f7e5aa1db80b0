package dev.tributary.cli.bench;

import dev.tributary.cli.client.BulkClient;
import dev.tributary.cli.client.RunningSuite;
import dev.tributary.cli.load.SimulatedTransaction;
import dev.tributary.cli.load.Simulation;
import dev.tributary.cli.load.SimulationSettings;
import dev.tributary.cli.load.TransactionBodies;
import dev.tributary.cli.progress.ProgressBar;
import dev.tributary.cli.suite.StateFolder;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;

/**
 * {@code tributary bench bulk}. Exits with 1 unless every transaction was accepted and has exactly
 * one verdict.
 */
@Command(
        name = "bulk",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Sends transactions in bulk and counts their verdicts from outside.",
            "",
            "Reads fraud.verdicts.v1 as any consumer would, committed records only, until each"
                    + " transaction has its verdict, and tells how fast they were taken in and"
                    + " decided and whether one has none or more than one."
        })
final class BulkCommand implements Callable<Integer> {
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(60);
    private static final int TRANSACTIONS_MAX = 2_000_000;
    private static final double TRANSACTIONS_A_CARD_AND_DAY_LEAST = 1.5;

    @Spec private @Nullable CommandSpec spec;

    @Option(
            names = "--transactions",
            paramLabel = "N",
            description = "How many are sent (${DEFAULT-VALUE}).")
    private int transactions = 100_000;

    @Option(
            names = "--lines",
            paramLabel = "N",
            description = "Lines a request (${DEFAULT-VALUE}).")
    private int lines = 1_000;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Seed of every draw (${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(
            names = "--url",
            paramLabel = "URL",
            description =
                    "ingest-service (of the suite that runs here, else "
                            + RunningSuite.DEFAULT_INGEST
                            + ").")
    private @Nullable URI url;

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT",
            description = "Kafka (of the suite that runs here, else 127.0.0.1:9092).")
    private @Nullable String bootstrapServers;

    @Option(
            names = "--registry",
            paramLabel = "URL",
            description =
                    "Schema registry (of the suite that runs here, else"
                            + " http://127.0.0.1:8085/apis/ccompat/v7).")
    private @Nullable String registry;

    @Mixin private final StateFolder state = new StateFolder();

    @Override
    public Integer call() throws IOException, InterruptedException {
        CommandSpec command = Objects.requireNonNull(spec, "set by picocli");
        if (transactions < 1 || transactions > TRANSACTIONS_MAX || lines < 1) {
            throw new ParameterException(
                    command.commandLine(),
                    "--transactions must be from 1 to %d and --lines 1 or more"
                            .formatted(TRANSACTIONS_MAX));
        }
        RunningSuite here = RunningSuite.in(state.path());
        RunningSuite suite = url == null ? here : here.at(url);
        if (!suite.answers()) {
            command.commandLine().getErr().println("tributary: " + suite.silence());
            return 1;
        }
        PrintWriter out = command.commandLine().getOut();
        Set<String> accepted;
        try (VerdictCount verdicts =
                new VerdictCount(
                        bootstrapServers == null ? suite.bootstrapServers() : bootstrapServers,
                        registry == null ? suite.registry() : registry)) {
            long began = System.nanoTime();
            accepted = send(suite);
            double taken = secondsSince(began);
            verdicts.await(accepted);
            double decided = secondsSince(began);
            out.printf(
                    "%,d of %,d transactions accepted in %.1f s, %,.0f/s%n",
                    accepted.size(), transactions, taken, accepted.size() / taken);
            out.printf("all decided after %.1f s, %,.0f/s%n", decided, accepted.size() / decided);
            out.printf(
                    "verdicts: %,d with exactly one, %,d with none, %,d with more than one%n",
                    verdicts.exactlyOne(accepted),
                    verdicts.none(accepted),
                    verdicts.several(accepted));
            out.flush();
            return accepted.size() == transactions
                            && verdicts.exactlyOne(accepted) == accepted.size()
                    ? 0
                    : 1;
        }
    }

    private Set<String> send(RunningSuite suite) throws IOException, InterruptedException {
        Simulation simulation = new Simulation(settings());
        TransactionBodies bodies = new TransactionBodies(simulation);
        Iterator<SimulatedTransaction> all = simulation.iterator();
        BulkClient client = new BulkClient(suite.ingest(), REQUEST_TIMEOUT);
        Set<String> accepted = new LinkedHashSet<>();
        try (ProgressBar progress = ProgressBar.onStandardError("send", transactions)) {
            for (int sent = 0; sent < transactions; ) {
                List<byte[]> body = new ArrayList<>(lines);
                List<String> ids = new ArrayList<>(lines);
                while (body.size() < Math.min(lines, transactions - sent)) {
                    SimulatedTransaction transaction = all.next();
                    body.add(bodies.past(transaction));
                    ids.add(transaction.transactionId());
                }
                BulkClient.Outcome outcome = client.post(body);
                if (outcome.accepted() != body.size()) {
                    throw new IOException(
                            "%d of %d lines were not accepted: %s"
                                    .formatted(
                                            body.size() - outcome.accepted(),
                                            body.size(),
                                            outcome));
                }
                accepted.addAll(ids);
                sent += body.size();
                progress.advance(body.size());
            }
        }
        return accepted;
    }

    /**
     * Begins at a moment of its own, so that no other run has the same ids, and lies in the past.
     */
    private SimulationSettings settings() {
        int cards = SimulationSettings.CARDS;
        int days = 2 + (int) (transactions / (cards * TRANSACTIONS_A_CARD_AND_DAY_LEAST));
        return new SimulationSettings(
                cards,
                SimulationSettings.TERMINALS,
                days,
                Instant.now().minus(Duration.ofDays(days)),
                seed);
    }

    private static double secondsSince(long nanos) {
        return (System.nanoTime() - nanos) / 1e9;
    }
}
