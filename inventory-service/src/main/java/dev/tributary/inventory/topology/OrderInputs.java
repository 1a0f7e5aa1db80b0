package dev.tributary.inventory.topology;

import dev.tributary.inventory.domain.ReservationId;
import dev.tributary.schemas.fraud.Verdict;
import dev.tributary.schemas.ingest.Label;
import dev.tributary.schemas.ingest.Transaction;
import dev.tributary.schemas.inventory.OrderDecision;
import dev.tributary.schemas.inventory.ReservationInput;
import dev.tributary.schemas.inventory.ReservationInputKind;
import dev.tributary.schemas.inventory.WantedLine;

import java.time.Duration;

/** What transactions, verdicts and labels tell the order of a transaction. */
final class OrderInputs {
    private OrderInputs() {}

    static boolean hasBasket(Transaction transaction) {
        return !transaction.getItems().isEmpty();
    }

    /**
     * A repeat says what was said before, and most transactions have no basket. Where a verdict
     * does not tell, it may have.
     */
    static boolean mayJudgeAnOrder(Verdict verdict) {
        return !verdict.getRepeat() && !Boolean.FALSE.equals(verdict.getHasItems());
    }

    /**
     * @param hold how long to keep stock without a verdict
     */
    static ReservationInput reserve(Transaction transaction, Duration hold) {
        return to(transaction.getTransactionId(), ReservationInputKind.RESERVE)
                .setLines(
                        transaction.getItems().stream()
                                .map(item ->
                                        new WantedLine(item.getSku(), (long) item.getQuantity()))
                                .toList())
                .setTtlMs(hold.toMillis())
                .setFingerprint(transaction.getBodyFingerprint())
                .setCustomerId(transaction.getCustomerId())
                .build();
    }

    static ReservationInput verdict(Verdict verdict) {
        return to(verdict.getTransactionId(), ReservationInputKind.VERDICT)
                .setDecision(
                        switch (verdict.getDecision()) {
                            case APPROVE -> OrderDecision.APPROVE;
                            case BLOCK -> OrderDecision.BLOCK;
                            // A person must look at what this version cannot understand.
                            case REVIEW, UNKNOWN -> OrderDecision.REVIEW;
                        })
                .setFingerprint(verdict.getBodyFingerprint())
                .build();
    }

    static ReservationInput resolution(Label label) {
        return to(label.getTransactionId(), ReservationInputKind.RESOLUTION)
                .setDecision(label.getFraud() ? OrderDecision.BLOCK : OrderDecision.APPROVE)
                .build();
    }

    private static ReservationInput.Builder to(String transactionId, ReservationInputKind kind) {
        return ReservationInput.newBuilder()
                .setReservationId(ReservationId.ofOrder(transactionId).toString())
                .setKind(kind);
    }
}
