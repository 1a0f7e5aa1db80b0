package dev.tributary.fraud.query;

import dev.tributary.common.query.Freshness;
import dev.tributary.common.query.InputPosition;
import dev.tributary.common.query.Lookup;
import dev.tributary.common.streams.StreamsRuntime;

import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsMetadata;
import org.apache.kafka.streams.state.HostInfo;

import java.net.URI;
import java.util.Optional;
import java.util.function.Function;

/**
 * Finds a backtest wherever it runs. An id names its instance, and ids come from outside: one that
 * names none of those that the topology knows leads nowhere.
 */
public final class BacktestQuery {
    private static final Freshness NOW = Freshness.active(InputPosition.NONE);

    private final Backtests backtests;
    private final StreamsRuntime runtime;
    private final HostInfo self;

    /**
     * @param runtime knows the other instances
     * @param self this one
     */
    public BacktestQuery(Backtests backtests, StreamsRuntime runtime, HostInfo self) {
        this.backtests = backtests;
        this.runtime = runtime;
        this.self = self;
    }

    /** How far it is. */
    public Lookup<BacktestRun> find(String id) {
        return here(id, backtests::find);
    }

    /** Ends it, wherever it is, and forgets it. */
    public Lookup<BacktestRun> remove(String id) {
        return here(id, backtests::remove);
    }

    private Lookup<BacktestRun> here(String id, Function<String, Optional<BacktestRun>> read) {
        HostInfo owner = Backtests.owner(id).orElse(self);
        if (owner.equals(self)) {
            return read.apply(id)
                    .<Lookup<BacktestRun>>map(run -> new Lookup.Found<>(run, NOW))
                    .orElseGet(() -> new Lookup.Absent<>(NOW));
        }
        KafkaStreams streams = runtime.streams().orElse(null);
        if (streams == null) {
            return new Lookup.NotReady<>("the service is still starting");
        }
        boolean known =
                streams.metadataForAllStreamsClients().stream()
                        .map(StreamsMetadata::hostInfo)
                        .anyMatch(owner::equals);
        return known
                ? new Lookup.Elsewhere<>(URI.create("http://" + owner.host() + ":" + owner.port()))
                : new Lookup.Absent<>(NOW);
    }
}
