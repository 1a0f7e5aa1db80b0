package dev.tributary.cli.load;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/** A file with a line a transaction, in the order of time and then of transactionId. */
interface LineFormat {
    /** How long after a transaction its label is known, as in the published protocol. */
    Duration LABEL_DELAY = Duration.ofDays(7);

    /** Writes a line, perhaps to a buffer. */
    void write(SimulatedTransaction transaction) throws IOException;

    /** Hands what is buffered to the stream. */
    void flush() throws IOException;

    /** Bodies of {@code POST /v1/transactions}. */
    static LineFormat ndjson(Simulation simulation, OutputStream out) {
        return new Json(out, new TransactionBodies(simulation)::past);
    }

    /** The published columns: instants in UTC, amounts in cents, fraud true or false. */
    static LineFormat csv(OutputStream out) {
        return new Csv(
                out,
                List.of(
                        "transactionId",
                        "occurredAt",
                        "cardId",
                        "terminalId",
                        "amountMinor",
                        "fraud"),
                transaction ->
                        List.of(
                                transaction.transactionId(),
                                transaction.occurredAt().toString(),
                                transaction.cardId(),
                                transaction.terminalId(),
                                Long.toString(transaction.amountMinor()),
                                Boolean.toString(transaction.fraud())));
    }

    /**
     * Bodies of {@code POST /v1/labels}, one for every transaction: fraud comes to light by its
     * chargeback, the rest is cleared by an analyst.
     */
    static LineFormat labelsNdjson(OutputStream out) {
        JsonFactory json = new JsonFactory();
        return new Json(out, transaction -> label(json, transaction, LABEL_DELAY));
    }

    /** The same labels as columns. */
    static LineFormat labelsCsv(OutputStream out) {
        return new Csv(
                out,
                List.of("transactionId", "fraud", "source", "labelledAt"),
                transaction ->
                        List.of(
                                transaction.transactionId(),
                                Boolean.toString(transaction.fraud()),
                                source(transaction),
                                labelledAt(transaction).toString()));
    }

    /**
     * Body of {@code POST /v1/labels}.
     *
     * @param delay how long after the transaction it is known
     */
    static byte[] label(JsonFactory json, SimulatedTransaction transaction, Duration delay) {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        try (JsonGenerator body = json.createGenerator(ObjectWriteContext.empty(), line)) {
            body.writeStartObject();
            body.writeStringProperty("transactionId", transaction.transactionId());
            body.writeBooleanProperty("fraud", transaction.fraud());
            body.writeStringProperty("source", source(transaction));
            body.writeStringProperty("labelledAt", transaction.occurredAt().plus(delay).toString());
            body.writeEndObject();
        }
        return line.toByteArray();
    }

    private static String source(SimulatedTransaction transaction) {
        return transaction.fraud() ? "CHARGEBACK" : "ANALYST";
    }

    private static Instant labelledAt(SimulatedTransaction transaction) {
        return transaction.occurredAt().plus(LABEL_DELAY);
    }

    /** A JSON object a line. */
    record Json(OutputStream out, Function<SimulatedTransaction, byte[]> line)
            implements LineFormat {
        @Override
        public void write(SimulatedTransaction transaction) throws IOException {
            out.write(line.apply(transaction));
            out.write('\n');
        }

        @Override
        public void flush() throws IOException {
            out.flush();
        }
    }

    /** Comma-separated values below a header. */
    final class Csv implements LineFormat {
        private final CsvWriter writer;
        private final Function<SimulatedTransaction, List<String>> columns;

        Csv(
                OutputStream out,
                List<String> header,
                Function<SimulatedTransaction, List<String>> columns) {
            this.writer = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(out);
            this.columns = columns;
            writer.writeRecord(header);
        }

        @Override
        public void write(SimulatedTransaction transaction) {
            writer.writeRecord(columns.apply(transaction));
        }

        @Override
        public void flush() throws IOException {
            writer.flush();
        }
    }
}
