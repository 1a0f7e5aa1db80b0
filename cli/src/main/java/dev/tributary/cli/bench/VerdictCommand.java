package dev.tributary.cli.bench;

import dev.tributary.cli.client.DurationConverter;
import dev.tributary.cli.client.RunningSuite;
import dev.tributary.cli.load.Simulation;
import dev.tributary.cli.load.SimulationSettings;
import dev.tributary.cli.load.TransactionBodies;
import dev.tributary.cli.suite.StateFolder;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;

/** {@code tributary bench verdict}. Exits with 1 where a transaction got no committed verdict. */
@Command(
        name = "verdict",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Measures how long committed verdicts take, open loop.",
            "",
            "Requests arrive at random at the given rate whatever the suite answers, and latency"
                    + " counts from the moment each was due. Transactions are those of 'load', but"
                    + " happen when they arrive. A cold suite is slow for its first minute: warm it."
        })
final class VerdictCommand implements Callable<Integer> {
    private static final long TRANSACTIONS_MAX = 5_000_000;
    private static final double TRANSACTIONS_A_CARD_AND_DAY_LEAST = 1.5;

    private static final Duration FIRST_WARMUP = Duration.ofSeconds(120);
    private static final Duration WARMUP = Duration.ofSeconds(30);

    @Spec private @Nullable CommandSpec spec;

    @Option(
            names = "--rate",
            required = true,
            split = ",",
            paramLabel = "R",
            description = "Arrivals a second; several are measured one after the other.")
    private List<Double> rates = List.of();

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            defaultValue = "60s",
            converter = DurationConverter.class,
            description = "How long each rate is measured (${DEFAULT-VALUE}).")
    private Duration duration = Duration.ZERO;

    @Option(
            names = "--warmup",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description =
                    "How long each rate runs before it is measured (the first 120s, which a suite"
                            + " that was just started needs; the others 30s).")
    private @Nullable Duration warmup;

    @Option(
            names = "--cards",
            paramLabel = "N",
            description =
                    "Cards; few cards at a high rate are used so often that velocity rules speak"
                            + " (${DEFAULT-VALUE}).")
    private int cards = 20_000;

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
            names = "--out",
            paramLabel = "FILE",
            description = "Also write the measurements as JSON.")
    private @Nullable Path out;

    @Mixin private final StateFolder state = new StateFolder();

    @Override
    public Integer call() throws IOException, InterruptedException {
        CommandSpec command = Objects.requireNonNull(spec, "set by picocli");
        RunningSuite here = RunningSuite.in(state.path());
        RunningSuite suite = url == null ? here : here.at(url);
        Simulation simulation;
        try {
            simulation = new Simulation(settings());
        } catch (IllegalArgumentException invalid) {
            throw new ParameterException(
                    command.commandLine(), String.valueOf(invalid.getMessage()), invalid);
        }
        if (!suite.answers()) {
            command.commandLine().getErr().println("tributary: " + suite.silence());
            return 1;
        }
        VerdictBench bench =
                new VerdictBench(
                        suite,
                        ProcStat.ofThisMachine(),
                        simulation.iterator(),
                        new TransactionBodies(simulation),
                        seed);
        List<Measurement> measurements = new ArrayList<>();
        for (int i = 0; i < rates.size(); i++) {
            measurements.add(bench.measure(rates.get(i), warmup(i), duration));
        }
        new Report(command.commandLine().getOut()).print(measurements);
        if (out != null) {
            Files.write(
                    out,
                    JsonMapper.builder()
                            .enable(SerializationFeature.INDENT_OUTPUT)
                            .build()
                            .writeValueAsBytes(measurements));
        }
        return measurements.stream().allMatch(at -> at.counts().complete()) ? 0 : 1;
    }

    private Duration warmup(int rate) {
        if (warmup != null) {
            return warmup;
        }
        return rate == 0 ? FIRST_WARMUP : WARMUP;
    }

    /** Begins now, so that no other run has the same ids, and lasts as long as it takes. */
    private SimulationSettings settings() {
        if (rates.stream().anyMatch(rate -> !(rate > 0))) {
            throw new IllegalArgumentException("--rate must be above zero");
        }
        if (!duration.isPositive() || warmup(0).isNegative()) {
            throw new IllegalArgumentException("--duration must be above zero, --warmup not below");
        }
        double needed = 0;
        for (int i = 0; i < rates.size(); i++) {
            needed +=
                    VerdictBench.needed(rates.get(i), warmup(i))
                            + VerdictBench.needed(rates.get(i), duration);
        }
        if (needed > TRANSACTIONS_MAX) {
            throw new IllegalArgumentException(
                    "these rates and times need more than " + TRANSACTIONS_MAX + " transactions");
        }
        int days = 1 + (int) (needed / (cards * TRANSACTIONS_A_CARD_AND_DAY_LEAST));
        return new SimulationSettings(
                cards, SimulationSettings.TERMINALS, days, Instant.now(), seed);
    }
}
