package dev.tributary.cli.fraud;

import dev.tributary.fraud.domain.Feature;
import dev.tributary.fraud.domain.model.FraudModel;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What training and evaluation have in common on the command line. */
final class TransactionsOption {
    @Option(
            names = "--transactions",
            required = true,
            paramLabel = "FILE.csv",
            description =
                    "Labelled transactions: transactionId,occurredAt,cardId,terminalId,amountMinor,"
                            + "fraud; instants in UTC; may be gzipped.")
    private @Nullable Path transactions;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Seed of every draw (${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(
            names = "--features",
            paramLabel = "NAME",
            split = ",",
            description = "Features the model may use (those of the catalogue that are general).")
    private @Nullable List<String> features;

    long seed() {
        return seed;
    }

    TransactionTable read() throws IOException {
        Path file = transactions;
        if (file == null || !Files.isReadable(file) || Files.isDirectory(file)) {
            throw new FraudDataException("cannot read " + file);
        }
        return TransactionTable.read(file);
    }

    /**
     * @throws IllegalArgumentException for a name that the catalogue does not have
     */
    List<Feature> wanted() {
        return features == null ? ModelFeatures.byDefault() : FraudModel.features(features);
    }
}
