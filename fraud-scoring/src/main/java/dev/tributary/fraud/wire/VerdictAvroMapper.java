package dev.tributary.fraud.wire;

import dev.tributary.fraud.domain.model.ModelScore;
import dev.tributary.schemas.fraud.Decision;
import dev.tributary.schemas.fraud.Reason;
import dev.tributary.schemas.fraud.Verdict;
import dev.tributary.schemas.ingest.Transaction;

import java.time.Instant;

/** Puts what the domain decided on the wire. */
public final class VerdictAvroMapper {
    private VerdictAvroMapper() {}

    /**
     * @param transaction what was decided
     * @param verdict the decision
     * @param decidedAt wall-clock time of the decision, told and never used
     */
    public static Verdict toAvro(
            Transaction transaction,
            dev.tributary.fraud.domain.Verdict verdict,
            Instant decidedAt) {
        Verdict avro = new Verdict();
        avro.setTransactionId(transaction.getTransactionId());
        avro.setBodyFingerprint(transaction.getBodyFingerprint());
        avro.setCardId(transaction.getCardId());
        avro.setDecision(decision(verdict));
        avro.setScore(verdict.score());
        avro.setReasons(
                verdict.reasons().stream()
                        .map(it -> new Reason(it.code(), it.detail(), it.weight()))
                        .toList());
        avro.setFeatures(verdict.features().present());
        avro.setDegraded(verdict.degraded());
        avro.setRuleSetVersion(verdict.ruleSetVersion());
        ModelScore model = verdict.model();
        avro.setModelVersion(model == null ? null : model.version());
        avro.setModelScore(model == null ? null : model.probability());
        avro.setShadow(verdict.shadow());
        avro.setMerchantId(transaction.getMerchantId());
        avro.setTerminalId(transaction.getTerminalId());
        avro.setDeviceId(transaction.getDeviceId());
        avro.setIpAddress(transaction.getIpAddress());
        avro.setHasItems(!transaction.getItems().isEmpty());
        avro.setRepeat(false);
        avro.setOccurredAt(transaction.getOccurredAt());
        avro.setReceivedAt(transaction.getReceivedAt());
        avro.setDecidedAt(decidedAt);
        return avro;
    }

    private static Decision decision(dev.tributary.fraud.domain.Verdict verdict) {
        return switch (verdict.decision()) {
            case APPROVE -> Decision.APPROVE;
            case REVIEW -> Decision.REVIEW;
            case BLOCK -> Decision.BLOCK;
        };
    }
}
