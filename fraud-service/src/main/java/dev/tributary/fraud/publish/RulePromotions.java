package dev.tributary.fraud.publish;

import dev.tributary.common.streams.Publication;
import dev.tributary.fraud.domain.learning.LearnedRules;
import dev.tributary.fraud.domain.learning.ModeChange;
import dev.tributary.fraud.domain.learning.ModeChange.Reason;
import dev.tributary.fraud.domain.learning.PromotionPolicy;
import dev.tributary.fraud.domain.rules.PublishedRule;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Puts what {@link PromotionPolicy} says of learned rules into force, every so often, on a thread
 * of its own: one instance acts, the others stand by. While partitions move two may for a moment;
 * both then write what the same policy says of the same performance, and the last one stands.
 *
 * <p>A rule that is no longer as it was judged is left for the next time: whoever changed it knew
 * more. Where it is not known whether a change was written, what follows waits for the next time,
 * too, because it may take the alerts that the change gives back.
 */
public final class RulePromotions implements AutoCloseable {
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);
    private static final Logger LOG = LoggerFactory.getLogger(RulePromotions.class);

    private final PromotionJobSettings settings;
    private final PromotionPolicy policy;
    private final LearnedRules rules;
    private final Way publisher;
    private final BooleanSupplier isItsTurn;
    private final InstantSource wallClock;
    private final Map<Reason, Counter> changed = new EnumMap<>(Reason.class);
    private final Counter failures;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;
    private volatile boolean acting;

    /** How a rule is put. */
    @FunctionalInterface
    public interface Way {
        /** As {@link RulePublisher#put}. */
        Publication put(PublishedRule rule) throws InterruptedException;
    }

    /**
     * @param publisher how a rule is put
     * @param isItsTurn whether this instance is the one that acts
     * @param meters takes the metrics {@code tributary.fraud.promotion.*}
     */
    public RulePromotions(
            PromotionJobSettings settings,
            LearnedRules rules,
            Way publisher,
            BooleanSupplier isItsTurn,
            InstantSource wallClock,
            MeterRegistry meters) {
        this.settings = settings;
        this.policy = new PromotionPolicy(settings.policy());
        this.rules = rules;
        this.publisher = publisher;
        this.isItsTurn = isItsTurn;
        this.wallClock = wallClock;
        this.thread = Thread.ofPlatform().name("promotions").daemon(true).unstarted(this::work);
        for (Reason reason : Reason.values()) {
            changed.put(
                    reason,
                    Counter.builder("tributary.fraud.promotion.changes")
                            .tag("reason", reason.name().toLowerCase(Locale.ROOT))
                            .description("Learned rules whose mode was changed here")
                            .register(meters));
        }
        this.failures =
                Counter.builder("tributary.fraud.promotion.failures")
                        .description("Times that learned rules could not be judged or changed")
                        .register(meters);
        Gauge.builder("tributary.fraud.promotion.acting", this, it -> it.acting ? 1 : 0)
                .description("1 where this instance judges learned rules, else 0")
                .register(meters);
    }

    /** Begins to judge, unless that is switched off; call once. */
    public void start() {
        if (settings.enabled()) {
            thread.start();
        } else {
            LOG.info("learned rules change their mode by hand alone");
        }
    }

    private void work() {
        try {
            while (!closing.await(settings.interval().toMillis(), TimeUnit.MILLISECONDS)) {
                try {
                    judge();
                } catch (RuntimeException e) {
                    // None is expected: a topic that cannot be written is an answer. It would be a
                    // fault of ours, is counted and told, and what stands, stands until next time.
                    failures.increment();
                    LOG.error("learned rules could not be judged", e);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Judges once.
     *
     * @return how many rules were changed
     */
    int judge() throws InterruptedException {
        acting = isItsTurn.getAsBoolean();
        String obstacle = acting ? rules.obstacle() : null;
        if (!acting || obstacle != null) {
            if (obstacle != null) {
                failures.increment();
                LOG.warn("learned rules are not judged: {}", obstacle);
            }
            return 0;
        }
        List<ModeChange> changes = policy.changes(rules.candidates(), rules.everything());
        int done = 0;
        for (ModeChange change : changes) {
            Optional<PublishedRule> standing = rules.find(change.rule().ruleId());
            if (standing.isEmpty() || !standing.get().definition().equals(change.rule())) {
                continue;
            }
            PublishedRule next = change.applied(standing.get(), wallClock.instant());
            if (publisher.put(next) instanceof Publication.Unknown(Throwable cause)) {
                failures.increment();
                LOG.warn("not known whether rule {} was changed", next.ruleId(), cause);
                return done;
            }
            Objects.requireNonNull(changed.get(change.reason())).increment();
            LOG.info("rule {}: {}", next.ruleId(), next.provenance());
            done++;
        }
        return done;
    }

    /** Ends judging and waits {@link #CLOSE_TIMEOUT} at most for the thread. */
    @Override
    public void close() {
        closing.countDown();
        try {
            if (thread.isAlive() && !thread.join(CLOSE_TIMEOUT)) {
                LOG.warn("judging did not end within {}", CLOSE_TIMEOUT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
