package dev.tributary.cli.fraud;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;

import dev.tributary.cli.progress.InputFile;
import dev.tributary.cli.progress.ProgressBar;
import dev.tributary.fraud.domain.CardTransaction;
import dev.tributary.fraud.domain.ReferenceRates;
import dev.tributary.fraud.domain.TerminalId;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Labelled transactions by column, in order of event time, ties by transactionId (UTF-16 units): of
 * a CSV file or of what a running suite recorded. At most {@value #MAX_ROWS} rows; about 150 bytes
 * each, and those recorded again as much as they are whole.
 *
 * <p>The header of a file must have {@code transactionId, occurredAt, cardId, terminalId,
 * amountMinor, fraud}, in any order and perhaps with others: instants in UTC, amounts above 0 in
 * minor units, fraud {@code true}, {@code false}, {@code 1} or {@code 0}. It may be gzipped.
 */
final class TransactionTable {
    static final int MAX_ROWS = 100_000_000;

    private static final List<String> COLUMNS =
            List.of("transactionId", "occurredAt", "cardId", "terminalId", "amountMinor", "fraud");
    private static final int FIRST_CAPACITY = 1 << 16;

    private String[] transactionIds = new String[FIRST_CAPACITY];
    private long[] timesMs = new long[FIRST_CAPACITY];
    private int[] cards = new int[FIRST_CAPACITY];
    private int[] terminals = new int[FIRST_CAPACITY];
    private long[] amountsMinor = new long[FIRST_CAPACITY];
    private boolean[] frauds = new boolean[FIRST_CAPACITY];
    private int size;

    /** By row; null where they come from a file. */
    private PastTransaction @Nullable [] past;

    private final Map<String, Integer> cardNumbers = new HashMap<>();
    private final Map<String, Integer> terminalNumbers = new HashMap<>();

    private TransactionTable() {}

    /**
     * @throws FraudDataException where a column is missing, a line cannot be read or there is none
     */
    static TransactionTable read(@Nullable Path file) throws IOException {
        if (file == null || !Files.isReadable(file) || Files.isDirectory(file)) {
            throw new FraudDataException("cannot read " + file);
        }
        TransactionTable table = new TransactionTable();
        try (ProgressBar progress =
                        ProgressBar.onStandardError("read", Math.max(1, Files.size(file)));
                InputStream plain = InputFile.open(file, progress);
                CsvReader<NamedCsvRecord> lines =
                        CsvReader.builder()
                                .ofNamedCsvRecord(
                                        new InputStreamReader(plain, StandardCharsets.UTF_8))) {
            table.addAll(file, lines);
        } catch (CsvParseException unreadable) {
            throw new FraudDataException(
                    file + ": not CSV: " + unreadable.getMessage(), unreadable);
        }
        if (table.size == 0) {
            throw new FraudDataException(file + ": no transaction in it");
        }
        return table.sorted(file);
    }

    /**
     * What was recorded, each transaction once.
     *
     * @param rates how their currencies compare
     */
    static TransactionTable of(List<PastTransaction> recorded, ReferenceRates rates) {
        PastTransaction[] past = recorded.toArray(PastTransaction[]::new);
        Arrays.parallelSort(
                past,
                Comparator.comparingLong((PastTransaction it) -> it.transaction().occurredAtMs())
                        .thenComparing(it -> it.transaction().transactionId().value()));
        TransactionTable table = new TransactionTable();
        table.past = past;
        table.resize(past.length);
        for (PastTransaction each : past) {
            CardTransaction transaction = each.transaction();
            TerminalId terminal = transaction.terminalId();
            int row = table.size++;
            table.transactionIds[row] = transaction.transactionId().value();
            table.timesMs[row] = transaction.occurredAtMs();
            table.cards[row] = number(table.cardNumbers, transaction.cardId().value());
            table.terminals[row] =
                    terminal == null ? -1 : number(table.terminalNumbers, terminal.value());
            table.amountsMinor[row] = rates.toReferenceMinor(transaction.amount());
            table.frauds[row] = each.label() != null && each.label().fraud();
        }
        return table;
    }

    private void addAll(Path file, CsvReader<NamedCsvRecord> lines) {
        boolean headerRead = false;
        for (NamedCsvRecord line : lines) {
            if (!headerRead) {
                requireColumns(file, line);
                headerRead = true;
            }
            try {
                add(line);
            } catch (IllegalArgumentException | DateTimeParseException unreadable) {
                throw new FraudDataException(
                        "%s, line %d: %s"
                                .formatted(
                                        file,
                                        line.getStartingLineNumber(),
                                        unreadable.getMessage()),
                        unreadable);
            }
        }
    }

    private static void requireColumns(Path file, NamedCsvRecord line) {
        List<String> missing =
                COLUMNS.stream().filter(column -> !line.getHeader().contains(column)).toList();
        if (!missing.isEmpty()) {
            throw new FraudDataException(
                    "%s: no column %s; found %s".formatted(file, missing, line.getHeader()));
        }
    }

    private void add(NamedCsvRecord line) {
        if (size == MAX_ROWS) {
            throw new IllegalArgumentException("more than " + MAX_ROWS + " transactions");
        }
        if (size == timesMs.length) {
            grow();
        }
        transactionIds[size] = id("transactionId", line.getField("transactionId"));
        timesMs[size] = Instant.parse(line.getField("occurredAt")).toEpochMilli();
        cards[size] = number(cardNumbers, id("cardId", line.getField("cardId")));
        terminals[size] = number(terminalNumbers, id("terminalId", line.getField("terminalId")));
        amountsMinor[size] = amount(line.getField("amountMinor"));
        frauds[size] = flag(line.getField("fraud"));
        size++;
    }

    private void grow() {
        resize((int) Math.min(MAX_ROWS, 2L * size));
    }

    private void resize(int capacity) {
        transactionIds = Arrays.copyOf(transactionIds, capacity);
        timesMs = Arrays.copyOf(timesMs, capacity);
        cards = Arrays.copyOf(cards, capacity);
        terminals = Arrays.copyOf(terminals, capacity);
        amountsMinor = Arrays.copyOf(amountsMinor, capacity);
        frauds = Arrays.copyOf(frauds, capacity);
    }

    private static String id(String column, String value) {
        if (value.isEmpty() || value.length() > 64) {
            throw new IllegalArgumentException(
                    "%s has %d characters, not 1 to 64".formatted(column, value.length()));
        }
        return value;
    }

    private static int number(Map<String, Integer> numbers, String id) {
        Integer known = numbers.putIfAbsent(id, numbers.size());
        return known == null ? numbers.size() - 1 : known;
    }

    private static long amount(String value) {
        try {
            long amountMinor = Long.parseLong(value);
            if (amountMinor > 0) {
                return amountMinor;
            }
        } catch (NumberFormatException noNumber) {
            // Told below, in the same words as a number that is none of these.
        }
        throw new IllegalArgumentException(
                "amountMinor is '" + value + "', not a whole number above 0");
    }

    private static boolean flag(String value) {
        return switch (value) {
            case "true", "1" -> true;
            case "false", "0" -> false;
            default ->
                    throw new IllegalArgumentException(
                            "fraud is '" + value + "', not true, false, 1 or 0");
        };
    }

    private TransactionTable sorted(Path file) {
        Integer[] order = new Integer[size];
        Arrays.setAll(order, i -> i);
        Arrays.parallelSort(
                order,
                (left, right) -> {
                    int byTime = Long.compare(timesMs[left], timesMs[right]);
                    return byTime != 0
                            ? byTime
                            : transactionIds[left].compareTo(transactionIds[right]);
                });
        TransactionTable table = new TransactionTable();
        table.size = size;
        table.transactionIds = new String[size];
        table.timesMs = new long[size];
        table.cards = new int[size];
        table.terminals = new int[size];
        table.amountsMinor = new long[size];
        table.frauds = new boolean[size];
        for (int to = 0; to < size; to++) {
            int from = order[to];
            table.transactionIds[to] = transactionIds[from];
            table.timesMs[to] = timesMs[from];
            table.cards[to] = cards[from];
            table.terminals[to] = terminals[from];
            table.amountsMinor[to] = amountsMinor[from];
            table.frauds[to] = frauds[from];
            if (to > 0
                    && table.timesMs[to] == table.timesMs[to - 1]
                    && table.transactionIds[to].equals(table.transactionIds[to - 1])) {
                throw new FraudDataException(
                        "%s: transaction %s twice".formatted(file, table.transactionIds[to]));
            }
        }
        table.cardNumbers.putAll(cardNumbers);
        table.terminalNumbers.putAll(terminalNumbers);
        return table;
    }

    int size() {
        return size;
    }

    /**
     * The transaction as it was recorded; null where it comes from a file, which has no more than
     * the columns.
     */
    @Nullable PastTransaction past(int row) {
        return past == null ? null : past[row];
    }

    /** Number of different cards; each has a number below it. */
    int cardCount() {
        return cardNumbers.size();
    }

    /** Number of different terminals; each has a number below it. */
    int terminalCount() {
        return terminalNumbers.size();
    }

    String transactionId(int row) {
        return transactionIds[row];
    }

    /** Event time, milliseconds since 1970-01-01T00:00:00Z. */
    long timeMs(int row) {
        return timesMs[row];
    }

    int card(int row) {
        return cards[row];
    }

    /** -1 where there is none. */
    int terminal(int row) {
        return terminals[row];
    }

    /** In minor units of the reference currency; {@link ReferenceRates#NO_AMOUNT} for none. */
    long amountMinor(int row) {
        return amountsMinor[row];
    }

    boolean fraud(int row) {
        return frauds[row];
    }

    /** First row at or after that time; {@link #size} where there is none. */
    int firstRowFrom(Instant time) {
        long fromMs = time.toEpochMilli();
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (timesMs[middle] < fromMs) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
