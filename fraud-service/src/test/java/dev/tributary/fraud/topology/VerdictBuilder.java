package dev.tributary.fraud.topology;

import dev.tributary.schemas.fraud.Decision;
import dev.tributary.schemas.fraud.Reason;
import dev.tributary.schemas.fraud.Verdict;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Verdicts for specs: nothing spoke, nobody but the card is known, unless said otherwise. */
final class VerdictBuilder {
    static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final Verdict verdict = new Verdict();
    private final Map<String, Double> features = new HashMap<>();

    private VerdictBuilder(String transactionId) {
        verdict.setTransactionId(transactionId);
        verdict.setBodyFingerprint("0".repeat(32));
        verdict.setCardId("c-1");
        verdict.setDecision(Decision.APPROVE);
        verdict.setReasons(List.of());
        verdict.setFeatures(features);
        verdict.setDegraded(List.of());
        verdict.setShadow(List.of());
        verdict.setRuleSetVersion("r1");
        verdict.setRepeat(false);
        feature("amountMinor", 10_00);
        feature("amountSurge", 0);
        at(NOON);
    }

    static VerdictBuilder aVerdict(String transactionId) {
        return new VerdictBuilder(transactionId);
    }

    VerdictBuilder card(String cardId) {
        verdict.setCardId(cardId);
        return this;
    }

    VerdictBuilder feature(String name, double value) {
        features.put(name, value);
        return this;
    }

    VerdictBuilder terminal(String terminalId) {
        verdict.setTerminalId(terminalId);
        return this;
    }

    VerdictBuilder merchant(String merchantId) {
        verdict.setMerchantId(merchantId);
        return this;
    }

    VerdictBuilder device(String deviceId) {
        verdict.setDeviceId(deviceId);
        return this;
    }

    VerdictBuilder ip(String ipAddress) {
        verdict.setIpAddress(ipAddress);
        return this;
    }

    VerdictBuilder reasons(String... codes) {
        verdict.setReasons(Stream.of(codes).map(it -> new Reason(it, "said", 0.5)).toList());
        return this;
    }

    VerdictBuilder shadow(String... codes) {
        verdict.setShadow(List.of(codes));
        return this;
    }

    VerdictBuilder model(String version, double score) {
        verdict.setModelVersion(version);
        verdict.setModelScore(score);
        return this;
    }

    /** One that asks for a review. */
    VerdictBuilder review() {
        verdict.setDecision(Decision.REVIEW);
        verdict.setScore(0.6);
        return this;
    }

    VerdictBuilder repeated() {
        verdict.setRepeat(true);
        return this;
    }

    /** Event time, and arrival at the same moment. */
    VerdictBuilder at(Instant time) {
        verdict.setOccurredAt(time);
        verdict.setDecidedAt(time);
        return receivedAt(time);
    }

    VerdictBuilder receivedAt(Instant time) {
        verdict.setReceivedAt(time);
        return this;
    }

    Verdict build() {
        return verdict;
    }
}
