package dev.tributary.cli.fraud;

import dev.tributary.fraud.domain.CardTransaction;
import dev.tributary.fraud.domain.Decision;
import dev.tributary.fraud.domain.ReferenceRates;
import dev.tributary.fraud.domain.learning.Label;
import dev.tributary.fraud.wire.InvalidTransactionException;
import dev.tributary.fraud.wire.TransactionAvroMapper;
import dev.tributary.schemas.FraudTopics;
import dev.tributary.schemas.IngestTopics;
import dev.tributary.schemas.fraud.Verdict;
import dev.tributary.schemas.ingest.Transaction;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a running suite recorded: transactions of {@code ingest.transactions.v1} that have a verdict
 * in {@code fraud.verdicts.v1}, with the label of {@code ingest.labels.v1} that counts. A
 * transaction that was delivered again counts once. About 600 bytes each while it is gathered.
 */
final class RecordedHistory {
    static final int MAX_TRANSACTIONS = 2_000_000;

    private final CommittedLog log;
    private final @Nullable Instant since;
    private final Map<String, CardTransaction> transactions = new HashMap<>();
    private final Map<String, Decision> decisions = new HashMap<>();
    private final Map<String, Label> labels = new HashMap<>();

    /**
     * @param since event time before which transactions are passed over; null for none
     */
    RecordedHistory(CommittedLog log, @Nullable Instant since) {
        this.log = log;
        this.since = since;
    }

    /**
     * @throws FraudDataException where topics cannot be read, or nothing is recorded
     */
    TransactionTable read(ReferenceRates rates) {
        log.read(IngestTopics.TRANSACTIONS, this::take);
        log.read(FraudTopics.VERDICTS, this::take);
        log.read(IngestTopics.LABELS, this::take);
        List<PastTransaction> past = new ArrayList<>();
        transactions.forEach((id, transaction) -> {
            Decision decision = decisions.get(id);
            if (decision != null) {
                past.add(new PastTransaction(transaction, decision, labels.get(id)));
            }
        });
        if (past.isEmpty()) {
            throw new FraudDataException(
                    "no transaction with a verdict is recorded"
                            + (since == null ? "" : " since " + since));
        }
        return TransactionTable.of(past, rates);
    }

    /** Transactions that were read and are left out, because they have no verdict yet. */
    int undecided() {
        return transactions.size() - decisions.size();
    }

    private void take(Transaction recorded) {
        if (since != null && recorded.getOccurredAt().isBefore(since)) {
            return;
        }
        if (transactions.size() == MAX_TRANSACTIONS) {
            throw new FraudDataException(
                    "more than %,d transactions are recorded; train on a part with --from"
                            .formatted(MAX_TRANSACTIONS));
        }
        try {
            CardTransaction transaction = TransactionAvroMapper.toDomain(recorded);
            transactions.putIfAbsent(transaction.transactionId().value(), transaction);
        } catch (InvalidTransactionException noTransaction) {
            // It has no verdict either: the scorer puts it with the dead letters.
        }
    }

    private void take(Verdict verdict) {
        if (verdict.getRepeat() || !transactions.containsKey(verdict.getTransactionId())) {
            return;
        }
        Decision decision =
                switch (verdict.getDecision()) {
                    case APPROVE -> Decision.APPROVE;
                    case REVIEW -> Decision.REVIEW;
                    case BLOCK -> Decision.BLOCK;
                    case UNKNOWN -> null;
                };
        if (decision != null) {
            decisions.putIfAbsent(verdict.getTransactionId(), decision);
        }
    }

    private void take(dev.tributary.schemas.ingest.Label told) {
        String id = told.getTransactionId();
        if (!transactions.containsKey(id)) {
            return;
        }
        Label label = new Label(told.getFraud(), told.getLabelledAt().toEpochMilli());
        labels.merge(id, label, (before, next) -> next.supersedes(before) ? next : before);
    }
}
