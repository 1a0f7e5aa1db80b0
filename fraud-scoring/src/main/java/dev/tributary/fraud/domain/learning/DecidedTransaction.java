package dev.tributary.fraud.domain.learning;

import dev.tributary.fraud.domain.CardId;
import dev.tributary.fraud.domain.Decision;
import dev.tributary.fraud.domain.EntityKey;
import dev.tributary.fraud.domain.EntityUse;
import dev.tributary.fraud.domain.Outcome;
import dev.tributary.fraud.domain.Reason;
import dev.tributary.fraud.domain.TransactionId;
import dev.tributary.fraud.domain.model.ModelScore;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * What is kept of a transaction after its verdict, to learn from its label: small, because it is
 * kept for months.
 *
 * @param occurredAtMs event time, milliseconds since 1970-01-01T00:00:00Z
 * @param receivedAtMs when it was taken in, likewise
 * @param card {@link EntityUse#cardHash} of its card
 * @param decision what was decided
 * @param entities what took part besides the card, at most one of a kind
 * @param amountMinor as {@link Outcome#amountMinor}
 * @param cardEvidence as {@link Outcome#cardEvidence}
 * @param reasons codes of the rules that spoke, each once
 * @param shadow codes of the rules on trial that would have spoken, each once
 * @param model version of the learned model and its score; null where none was applied
 * @param label the one that counts; null before there is one
 */
public record DecidedTransaction(
        long occurredAtMs,
        long receivedAtMs,
        long card,
        Decision decision,
        List<EntityKey> entities,
        long amountMinor,
        float cardEvidence,
        List<String> reasons,
        List<String> shadow,
        @Nullable ModelScore model,
        @Nullable Label label) {

    public DecidedTransaction {
        entities = List.copyOf(entities);
        reasons = List.copyOf(reasons);
        shadow = List.copyOf(shadow);
    }

    /** What a label means for it. */
    public Labelling labelled(Label next) {
        Label before = label;
        if (before == null) {
            return new Labelling.First(with(next));
        }
        if (before.equals(next)) {
            return new Labelling.Repeated();
        }
        return next.supersedes(before)
                ? new Labelling.Corrected(before, with(next))
                : new Labelling.Superseded();
    }

    private DecidedTransaction with(Label next) {
        return new DecidedTransaction(
                occurredAtMs,
                receivedAtMs,
                card,
                decision,
                entities,
                amountMinor,
                cardEvidence,
                reasons,
                shadow,
                model,
                next);
    }

    /**
     * Whose performance it counts for, each once: every rule that spoke or would have, and more.
     */
    public List<PerformanceKey> countsFor() {
        TreeSet<String> codes = new TreeSet<>(reasons);
        codes.addAll(shadow);
        boolean modelSpoke = codes.remove(Reason.MODEL);
        List<PerformanceKey> keys = new ArrayList<>();
        keys.add(PerformanceKey.EVERY_TRANSACTION);
        codes.forEach(code -> keys.add(PerformanceKey.rule(code)));
        if (modelSpoke && model != null) {
            keys.add(PerformanceKey.model(model.version()));
        }
        return keys;
    }

    /** That its entities took part in it. */
    public EntityUse use(TransactionId id) {
        return new EntityUse(EntityUse.transactionHash(id), card, occurredAtMs);
    }

    /**
     * What became of it, by the label that counts. A label that says to have been known before the
     * transaction happened counts from then on.
     *
     * @throws IllegalStateException where there is no label
     */
    public Outcome outcome(TransactionId id) {
        Label known = label;
        if (known == null) {
            throw new IllegalStateException("nobody said yet what became of " + id);
        }
        return new Outcome(
                EntityUse.transactionHash(id),
                occurredAtMs,
                Math.max(known.labelledAtMs(), occurredAtMs),
                known.fraud(),
                amountMinor,
                cardEvidence);
    }

    /** The card as it is kept. */
    public static long card(CardId cardId) {
        return EntityUse.cardHash(cardId);
    }
}
