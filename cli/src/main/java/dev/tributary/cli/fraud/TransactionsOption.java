package dev.tributary.cli.fraud;

import dev.tributary.fraud.domain.Feature;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** What learning from a file has in common on the command line. */
final class TransactionsOption {
    /** What a file of transactions is. */
    static final String FILE =
            "Labelled transactions: transactionId,occurredAt,cardId,terminalId,amountMinor,"
                    + "fraud; instants in UTC; may be gzipped.";

    @Option(names = "--transactions", required = true, paramLabel = "FILE.csv", description = FILE)
    private @Nullable Path transactions;

    @Mixin private final LearningOption learning = new LearningOption();

    long seed() {
        return learning.seed();
    }

    TransactionTable read() throws IOException {
        return TransactionTable.read(transactions);
    }

    /**
     * @throws IllegalArgumentException for a name that the catalogue does not have
     */
    List<Feature> wanted() {
        return learning.wanted();
    }
}
