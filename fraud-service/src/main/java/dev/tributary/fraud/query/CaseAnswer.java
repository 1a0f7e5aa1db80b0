package dev.tributary.fraud.query;

import dev.tributary.fraud.domain.cases.ReviewCase;

/** What can be said of a case, wherever it is kept. */
public sealed interface CaseAnswer {
    /** There is one. */
    record Known(ReviewCase known) implements CaseAnswer {}

    /** There is none of this transaction, or none any more. */
    record Unknown() implements CaseAnswer {}

    /** Nobody can say at the moment; worth asking again. */
    record NoAnswer(String reason) implements CaseAnswer {}
}
