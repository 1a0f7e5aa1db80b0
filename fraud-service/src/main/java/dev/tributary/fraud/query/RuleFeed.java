package dev.tributary.fraud.query;

import dev.tributary.common.streams.CompactedFeed;
import dev.tributary.fraud.domain.RuleSet;
import dev.tributary.fraud.domain.ScorerSettings;
import dev.tributary.fraud.domain.rules.CompiledRules;
import dev.tributary.fraud.domain.rules.PublishedRule;
import dev.tributary.fraud.domain.rules.RuleDefinition;
import dev.tributary.fraud.domain.rules.RuleFault;
import dev.tributary.fraud.wire.InvalidRuleException;
import dev.tributary.fraud.wire.RuleAvroMapper;
import dev.tributary.schemas.fraud.Rule;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The rules in force, from the settings and from {@code fraud.rules.v1}. The feed tells each rule;
 * one thread of its own makes the next set and swaps it in by one reference, so that neither the
 * feed nor a verdict waits for it. What changes while a set is made goes into the next one, however
 * much it is.
 *
 * <p>A rule that this version cannot use is left out and told of, and the others stand: one of a
 * later version, one with the id of a rule of the settings, one beyond {@link
 * CompiledRules#MAX_RULES} (the ids that sort last). Before the feed has caught up the rules of the
 * settings are in force alone, and {@link RuleSet#isComplete()} says so.
 */
public final class RuleFeed
        implements CompactedFeed.Listener<String, Rule>, Supplier<RuleSet>, AutoCloseable {
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);
    private static final Logger LOG = LoggerFactory.getLogger(RuleFeed.class);

    private final Maker maker;
    private final Map<String, RuleDefinition> builtIn;
    private final Timer swaps;
    private final Counter failures;
    private final Thread builder;

    /** By id; guarded by itself, as are the fields that follow. */
    private final SortedMap<String, Heard> heard = new TreeMap<>();

    /** Changes that were heard. */
    private long changes;

    private boolean caughtUp;
    private boolean closed;

    private volatile InForce inForce;

    /** Makes a set out of rules beside those of the settings; a pure function. */
    @FunctionalInterface
    interface Maker {
        RuleSet make(Collection<RuleDefinition> others, @Nullable RuleSet previous);
    }

    /** What the topic says of an id. */
    private sealed interface Heard {
        record Usable(PublishedRule rule) implements Heard {}

        record Unusable(String reason) implements Heard {}
    }

    /**
     * A set and what it was made of.
     *
     * @param definitions by id, what is in the set; those of the settings are not here
     * @param leftOut by id, why it is not in the set
     * @param changes how many had been heard
     */
    private record InForce(
            RuleSet set,
            Map<String, RuleDefinition> definitions,
            Map<String, String> leftOut,
            long changes) {}

    /**
     * @param settings with the rules that cannot be changed while the service runs
     * @param meters takes the metrics {@code tributary.fraud.rules.*}
     */
    public RuleFeed(ScorerSettings settings, MeterRegistry meters) {
        this((others, previous) -> RuleSet.of(settings, others, previous), meters);
    }

    RuleFeed(Maker maker, MeterRegistry meters) {
        this.maker = maker;
        RuleSet alone = maker.make(List.of(), null).incomplete();
        this.builtIn = new HashMap<>();
        alone.definitions().forEach(it -> builtIn.put(it.ruleId(), it));
        this.inForce = new InForce(alone, Map.of(), Map.of(), -1);
        this.builder = Thread.ofPlatform().name("rule-sets").daemon(true).unstarted(this::build);
        this.swaps =
                Timer.builder("tributary.fraud.rules.swap")
                        .description("Making the next set of rules, until it is in force")
                        .register(meters);
        this.failures =
                Counter.builder("tributary.fraud.rules.swap.failures")
                        .description("Sets of rules that could not be made")
                        .register(meters);
        Gauge.builder("tributary.fraud.rules.evaluated", this, it -> it.get().evaluated())
                .description("Rules in force, those on trial included")
                .baseUnit("rules")
                .register(meters);
        Gauge.builder("tributary.fraud.rules.refused", this, RuleFeed::refused)
                .description("Rules that are left out because this version cannot use them")
                .baseUnit("rules")
                .register(meters);
    }

    private int refused() {
        InForce now = inForce;
        return now.set().refused().size() + now.leftOut().size();
    }

    /** Begins to make sets; call once. */
    public void start() {
        builder.start();
    }

    /** The rules in force. */
    @Override
    public RuleSet get() {
        return inForce.set();
    }

    /** Whether rules from outside the settings are known, as far as there are any. */
    public boolean isLoaded() {
        return inForce.set().isComplete();
    }

    /** Whether the settings have a rule of that id. */
    public boolean isBuiltIn(String ruleId) {
        return builtIn.containsKey(ruleId);
    }

    /** Rules that are known, those of the settings and unusable ones included. */
    public int size() {
        synchronized (heard) {
            return builtIn.size() + heard.size();
        }
    }

    @Override
    public void put(String key, Rule value) {
        Heard what;
        try {
            what = new Heard.Usable(RuleAvroMapper.toDomain(key, value));
        } catch (InvalidRuleException e) {
            LOG.warn("rule '{}' is left out: {}", key, e.getMessage());
            what = new Heard.Unusable(String.valueOf(e.getMessage()));
        }
        synchronized (heard) {
            heard.put(key, what);
            changed();
        }
    }

    @Override
    public void removed(String key) {
        synchronized (heard) {
            heard.remove(key);
            changed();
        }
    }

    @Override
    public void caughtUp() {
        synchronized (heard) {
            caughtUp = true;
            changed();
        }
    }

    private void changed() {
        changes++;
        heard.notifyAll();
    }

    /**
     * Waits until everything that was heard so far is in force.
     *
     * @return false where the time was over first
     */
    public boolean awaitInForce(Duration timeout) throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        synchronized (heard) {
            long wanted = changes;
            while (inForce.changes() < wanted) {
                long leftMs = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (leftMs <= 0) {
                    return false;
                }
                heard.wait(leftMs);
            }
            return true;
        }
    }

    private void build() {
        long done = -1;
        while (true) {
            SortedMap<String, Heard> taken;
            synchronized (heard) {
                while (!closed && (!caughtUp || changes == done)) {
                    try {
                        heard.wait();
                    } catch (InterruptedException e) {
                        // Nobody interrupts this thread but a JVM that is going down.
                        Thread.currentThread().interrupt();
                        return;
                    }
                }
                if (closed) {
                    return;
                }
                taken = new TreeMap<>(heard);
                done = changes;
            }
            swap(taken, done);
        }
    }

    private void swap(SortedMap<String, Heard> taken, long upTo) {
        long begunNanos = System.nanoTime();
        InForce next;
        try {
            next = next(taken, upTo);
        } catch (RuntimeException e) {
            // Rules that mean nothing are left out, so this is a fault of ours: what is, stays.
            failures.increment();
            LOG.error("no set could be made of {} rules; the one in force stays", taken.size(), e);
            return;
        }
        synchronized (heard) {
            inForce = next;
            heard.notifyAll();
        }
        long nanos = System.nanoTime() - begunNanos;
        swaps.record(nanos, TimeUnit.NANOSECONDS);
        LOG.info(
                "rule set {} in force: {} rules evaluated, {} refused; made in {} ms",
                next.set().version(),
                next.set().evaluated(),
                refused(),
                TimeUnit.NANOSECONDS.toMillis(nanos));
    }

    private InForce next(SortedMap<String, Heard> taken, long upTo) {
        Map<String, RuleDefinition> definitions = new HashMap<>();
        Map<String, String> leftOut = new HashMap<>();
        taken.forEach((ruleId, what) -> {
            switch (what) {
                case Heard.Unusable(String reason) -> leftOut.put(ruleId, reason);
                case Heard.Usable(PublishedRule _) when isBuiltIn(ruleId) ->
                        leftOut.put(ruleId, "the settings have a rule of this id");
                case Heard.Usable(PublishedRule _)
                        when builtIn.size() + definitions.size() >= CompiledRules.MAX_RULES ->
                        leftOut.put(
                                ruleId,
                                "there are more than " + CompiledRules.MAX_RULES + " rules");
                case Heard.Usable(PublishedRule rule) -> definitions.put(ruleId, rule.definition());
            }
        });
        return new InForce(
                maker.make(definitions.values(), get()), definitions, Map.copyOf(leftOut), upTo);
    }

    /** What is known of a rule; null for nothing. */
    public @Nullable KnownRule find(String ruleId) {
        Heard what;
        synchronized (heard) {
            what = heard.get(ruleId);
        }
        return known(ruleId, what);
    }

    /**
     * Rules in the order of their ids.
     *
     * @param after the id to go on after; empty for the first
     * @param limit how many at most
     */
    public List<KnownRule> list(String after, int limit) {
        TreeMap<String, Heard> page = new TreeMap<>();
        synchronized (heard) {
            for (Map.Entry<String, Heard> entry : heard.tailMap(after + '\0').entrySet()) {
                if (page.size() == limit) {
                    break;
                }
                page.put(entry.getKey(), entry.getValue());
            }
        }
        TreeMap<String, KnownRule> known = new TreeMap<>();
        page.forEach((ruleId, what) -> {
            KnownRule rule = known(ruleId, what);
            if (rule != null) {
                known.put(ruleId, rule);
            }
        });
        builtIn.keySet().stream()
                .filter(ruleId -> ruleId.compareTo(after) > 0)
                .forEach(ruleId -> known.put(ruleId, builtIn(ruleId)));
        return new ArrayList<>(known.values()).subList(0, Math.min(limit, known.size()));
    }

    private @Nullable KnownRule known(String ruleId, @Nullable Heard what) {
        InForce now = inForce;
        // A rule of the settings is what counts where the topic has one of its id, too.
        if (isBuiltIn(ruleId)) {
            return builtIn(ruleId);
        }
        return switch (what) {
            case null -> null;
            case Heard.Unusable(String reason) -> new KnownRule.Unusable(ruleId, reason);
            case Heard.Usable(PublishedRule rule) ->
                    new KnownRule.Usable(
                            rule.definition(),
                            rule,
                            rule.definition().equals(now.definitions().get(ruleId)),
                            now.leftOut().get(ruleId),
                            now.set().refused().getOrDefault(ruleId, List.of()));
        };
    }

    private KnownRule builtIn(String ruleId) {
        RuleDefinition definition = builtIn.get(ruleId);
        if (definition == null) {
            throw new IllegalArgumentException("no rule of the settings: " + ruleId);
        }
        List<RuleFault> faults = get().refused().getOrDefault(ruleId, List.of());
        return new KnownRule.Usable(definition, null, true, null, faults);
    }

    /** Ends the making of sets and waits {@link #CLOSE_TIMEOUT} at most for the thread. */
    @Override
    public void close() {
        synchronized (heard) {
            closed = true;
            heard.notifyAll();
        }
        try {
            if (builder.isAlive() && !builder.join(CLOSE_TIMEOUT)) {
                LOG.warn("the maker of rule sets did not end within {}", CLOSE_TIMEOUT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
