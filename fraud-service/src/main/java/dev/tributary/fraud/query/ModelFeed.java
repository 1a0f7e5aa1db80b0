package dev.tributary.fraud.query;

import dev.tributary.common.streams.CompactedFeed;
import dev.tributary.fraud.domain.model.Activation;
import dev.tributary.fraud.domain.model.FraudModel;
import dev.tributary.fraud.domain.model.ModelInForce;
import dev.tributary.fraud.wire.InvalidModelException;
import dev.tributary.fraud.wire.ModelActivationAvroMapper;
import dev.tributary.fraud.wire.ModelAvroMapper;
import dev.tributary.schemas.fraud.Model;
import dev.tributary.schemas.fraud.ModelActivation;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * The models of {@code fraud.models.v1} and the one that scores, which {@code
 * fraud.model-activations.v1} names. A verdict takes the model by one reference and never waits for
 * a swap.
 *
 * <p>A model that this version cannot use (for other features, with numbers that are none, with
 * trees that are none, beyond {@link #MAX_MODELS}) is refused and told of. Where the model that
 * should score is not known or refused, the one that scored goes on, else the one that a rollback
 * leads to scores, else none; verdicts say so.
 *
 * <p>Two topics, two threads: an activation may come before its model.
 */
public final class ModelFeed implements Supplier<ModelInForce> {
    /** Models that are kept in memory at most; each may take some 16 MB. */
    public static final int MAX_MODELS = 20;

    /** Versions that are told of at most, refused ones included. */
    static final int MAX_VERSIONS = 200;

    private static final Logger LOG = LoggerFactory.getLogger(ModelFeed.class);

    private final Counter refusals;

    /** By version; guarded by this, as are the fields that follow. */
    private final SortedMap<String, KnownModel> known = new TreeMap<>();

    private Activation activation = Activation.NEVER;
    private boolean modelsLoaded;
    private boolean activationLoaded;

    private volatile ModelInForce inForce = ModelInForce.UNKNOWN;

    /**
     * @param meters takes the metrics {@code tributary.fraud.models.*}
     */
    public ModelFeed(MeterRegistry meters) {
        this.refusals =
                Counter.builder("tributary.fraud.models.refusals")
                        .description("Records of models that this version cannot use")
                        .register(meters);
        Gauge.builder("tributary.fraud.models.usable", this, ModelFeed::usable)
                .description("Models that could score")
                .baseUnit("models")
                .register(meters);
        Gauge.builder("tributary.fraud.models.missing", this, it -> it.inForce.degraded().size())
                .description("1 while the model that should score does not, else 0")
                .baseUnit("models")
                .register(meters);
    }

    /** The model in force. */
    @Override
    public ModelInForce get() {
        return inForce;
    }

    /** Whether all is known that was in the topics at the start. */
    public synchronized boolean isLoaded() {
        return modelsLoaded && activationLoaded;
    }

    /** Which model should score. */
    public synchronized Activation activation() {
        return activation;
    }

    /** What is known of a version; null for nothing. */
    public synchronized @Nullable KnownModel find(String version) {
        return known.get(version);
    }

    /** All that is known, in the order of versions; {@value #MAX_VERSIONS} at most. */
    public synchronized List<KnownModel> list() {
        return List.copyOf(known.values());
    }

    private synchronized int usable() {
        return (int) known.values().stream().filter(KnownModel.Usable.class::isInstance).count();
    }

    /** Takes {@code fraud.models.v1}. */
    public CompactedFeed.Listener<String, Model> models() {
        return new CompactedFeed.Listener<>() {
            @Override
            public void put(String version, Model value) {
                heard(version, value);
            }

            @Override
            public void removed(String version) {
                forget(version);
            }

            @Override
            public void caughtUp() {
                modelsAreLoaded();
            }
        };
    }

    /** Takes {@code fraud.model-activations.v1}. */
    public CompactedFeed.Listener<String, ModelActivation> activations() {
        return new CompactedFeed.Listener<>() {
            @Override
            public void put(String key, ModelActivation value) {
                should(ModelActivationAvroMapper.toDomain(key, value));
            }

            @Override
            public void removed(String key) {
                if (key.equals(ModelActivationAvroMapper.KEY)) {
                    should(Activation.NEVER);
                }
            }

            @Override
            public void caughtUp() {
                activationIsLoaded();
            }
        };
    }

    private void heard(String version, Model value) {
        KnownModel model = read(version, value);
        synchronized (this) {
            KnownModel before = known.get(version);
            if (before == null && known.size() >= MAX_VERSIONS) {
                refusals.increment();
                throw new IllegalArgumentException(
                        "model '%s' is one of more than %d".formatted(version, MAX_VERSIONS));
            }
            if (!(before instanceof KnownModel.Usable)
                    && model instanceof KnownModel.Usable
                    && usable() >= MAX_MODELS) {
                model = refused(version, "there are more than " + MAX_MODELS + " models");
            }
            known.put(version, model);
            decide();
        }
    }

    /** Outside of the lock: a large model takes its time. */
    private KnownModel read(String version, Model value) {
        try {
            return new KnownModel.Usable(ModelAvroMapper.toDomain(version, value));
        } catch (InvalidModelException e) {
            return refused(version, String.valueOf(e.getMessage()));
        }
    }

    private KnownModel refused(String version, String reason) {
        refusals.increment();
        LOG.warn("model '{}' is refused: {}", version, reason);
        return new KnownModel.Unusable(version, reason);
    }

    private synchronized void forget(String version) {
        known.remove(version);
        decide();
    }

    private synchronized void modelsAreLoaded() {
        modelsLoaded = true;
        decide();
    }

    private synchronized void activationIsLoaded() {
        activationLoaded = true;
        decide();
    }

    private synchronized void should(Activation next) {
        activation = next;
        decide();
    }

    private void decide() {
        ModelInForce before = inForce;
        ModelInForce next = next(before.model());
        inForce = next;
        if (!version(next).equals(version(before)) || !next.degraded().equals(before.degraded())) {
            LOG.info(
                    "model that scores: {}{}",
                    version(next),
                    next.degraded().isEmpty() ? "" : ", but " + next.degraded());
        }
    }

    private ModelInForce next(@Nullable FraudModel scoring) {
        if (!activationLoaded) {
            return ModelInForce.UNKNOWN;
        }
        String wanted = activation.version();
        if (wanted == null) {
            return ModelInForce.NONE;
        }
        FraudModel model = model(wanted);
        if (model != null) {
            return ModelInForce.of(model);
        }
        return ModelInForce.without(wanted, scoring != null ? scoring : model(activation.before()));
    }

    private @Nullable FraudModel model(@Nullable String version) {
        return version != null && known.get(version) instanceof KnownModel.Usable(FraudModel model)
                ? model
                : null;
    }

    private static String version(ModelInForce inForce) {
        FraudModel model = inForce.model();
        return model == null ? "none" : model.version();
    }
}
