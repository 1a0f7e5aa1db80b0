package dev.tributary.fraud.topology;

import dev.tributary.schemas.fraud.Verdict;
import dev.tributary.schemas.ingest.Transaction;

/** A transaction with its verdict, on its way between two nodes. */
record Decided(Transaction transaction, Verdict verdict) {}
