package dev.tributary.ingest.topology;

import dev.tributary.ingest.domain.CardId;
import dev.tributary.ingest.domain.KnownTransaction;
import dev.tributary.ingest.domain.TransactionId;
import dev.tributary.schemas.fraud.Verdict;
import dev.tributary.schemas.ingest.Transaction;
import dev.tributary.schemas.ingest.state.TransactionStatus;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;

/** What the topics tell of a transaction, and what is kept of it, as Avro and in the domain. */
final class StatusAvroMapper {
    private StatusAvroMapper() {}

    /** A transaction tells that it arrived. */
    static TransactionStatus received(Transaction transaction) {
        return new TransactionStatus(
                transaction.getTransactionId(),
                transaction.getBodyFingerprint(),
                transaction.getCardId(),
                transaction.getReceivedAt(),
                null);
    }

    /** A verdict tells all that its transaction does, and what was decided. */
    static TransactionStatus decided(Verdict verdict) {
        try {
            return new TransactionStatus(
                    verdict.getTransactionId(),
                    verdict.getBodyFingerprint(),
                    verdict.getCardId(),
                    verdict.getReceivedAt(),
                    verdict.toByteBuffer());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep a verdict", e);
        }
    }

    static KnownTransaction<ByteBuffer> toDomain(TransactionStatus status) {
        return new KnownTransaction<>(
                new TransactionId(status.getTransactionId()),
                status.getBodyFingerprint(),
                new CardId(status.getCardId()),
                status.getReceivedAt(),
                status.getVerdict());
    }

    static TransactionStatus toAvro(KnownTransaction<ByteBuffer> known) {
        @Nullable ByteBuffer verdict = known.verdict();
        return new TransactionStatus(
                known.id().value(),
                known.fingerprint(),
                known.cardId().value(),
                known.receivedAt(),
                verdict);
    }
}
