package dev.tributary.recommendation.query;

import dev.tributary.common.streams.CompactedFeed;
import dev.tributary.recommendation.domain.CustomerId;
import dev.tributary.schemas.ingest.Consent;
import dev.tributary.schemas.ingest.Erasure;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * What customers let be kept of what they do: nothing from when they withdrew their consent, by
 * {@code ingest.consents.v1}, and nothing that came in before they had their history erased, by
 * {@code ingest.erasures.v1}. A shop names its customers only where they agreed, so of whom neither
 * topic knows all may be kept. Told by two threads, asked by any.
 */
public final class Consents {
    private final Set<CustomerId> withdrawn = ConcurrentHashMap.newKeySet();
    private final Map<CustomerId, Instant> erasedAt = new ConcurrentHashMap<>();
    private final Consumer<CustomerId> forget;

    /**
     * @param forget makes this instance forget what it knows of a customer
     */
    public Consents(Consumer<CustomerId> forget) {
        this.forget = forget;
    }

    /** Is told of consents. */
    public CompactedFeed.Listener<String, Consent> consents() {
        return new Withdrawals();
    }

    /** Is told of erasures. */
    public CompactedFeed.Listener<String, Erasure> erasures() {
        return new Erasures();
    }

    /** Whether anything may be kept of a customer. */
    public boolean isGiven(CustomerId customer) {
        return !withdrawn.contains(customer);
    }

    /**
     * Whether something may be kept that a customer did.
     *
     * @param receivedAt when it came in
     */
    public boolean allows(CustomerId customer, Instant receivedAt) {
        Instant erased = erasedAt.get(customer);
        return isGiven(customer) && (erased == null || receivedAt.isAfter(erased));
    }

    private final class Withdrawals implements CompactedFeed.Listener<String, Consent> {
        @Override
        public void put(String id, Consent consent) {
            CustomerId customer = new CustomerId(id);
            if (consent.getGranted()) {
                withdrawn.remove(customer);
            } else {
                withdrawn.add(customer);
                forget.accept(customer);
            }
        }

        @Override
        public void removed(String id) {
            withdrawn.remove(new CustomerId(id));
        }

        @Override
        public void caughtUp() {
            // Readiness asks the feed itself.
        }
    }

    private final class Erasures implements CompactedFeed.Listener<String, Erasure> {
        @Override
        public void put(String id, Erasure erasure) {
            CustomerId customer = new CustomerId(id);
            erasedAt.put(customer, erasure.getRequestedAt());
            forget.accept(customer);
        }

        @Override
        public void removed(String id) {
            erasedAt.remove(new CustomerId(id));
        }

        @Override
        public void caughtUp() {
            // Readiness asks the feed itself.
        }
    }
}
