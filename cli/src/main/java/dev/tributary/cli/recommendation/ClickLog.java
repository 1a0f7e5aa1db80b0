package dev.tributary.cli.recommendation;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;

import dev.tributary.cli.progress.InputFile;
import dev.tributary.cli.progress.ProgressBar;
import dev.tributary.recommendation.domain.Click;
import dev.tributary.recommendation.domain.Sku;
import dev.tributary.recommendation.domain.VisitId;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads click logs: tab-separated columns {@code SessionId, ItemId, Time}, named in the first line,
 * the time in seconds since 1970 with or without a fraction; gzipped or not.
 */
final class ClickLog {
    private static final List<String> COLUMNS = List.of("SessionId", "ItemId", "Time");
    private static final BigDecimal MILLIS_A_SECOND = BigDecimal.valueOf(1_000);

    private record TimedClick(long atMillis, Click click) {}

    private final Path file;

    /** By session, those first that are first in the file. */
    private final Map<String, List<TimedClick>> clicks = new LinkedHashMap<>();

    /** Each item once. */
    private final Map<String, Sku> skus = new HashMap<>();

    private ClickLog(Path file) {
        this.file = file;
    }

    /**
     * Reads all sessions of a file, the clicks of each in order of time.
     *
     * @param part begins the ids of its sessions, so that those of several files differ
     * @throws ClickDataException where a column is missing, a line cannot be read or there is none
     */
    static List<PastSession> read(Path file, String part) throws IOException {
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new ClickDataException("cannot read " + file);
        }
        ClickLog log = new ClickLog(file);
        try (ProgressBar progress =
                        ProgressBar.onStandardError(
                                "read " + file.getFileName(), Math.max(1, Files.size(file)));
                InputStream plain = InputFile.open(file, progress);
                CsvReader<NamedCsvRecord> lines =
                        CsvReader.builder()
                                .fieldSeparator('\t')
                                .ofNamedCsvRecord(
                                        new InputStreamReader(plain, StandardCharsets.UTF_8))) {
            log.addAll(lines);
        } catch (CsvParseException unreadable) {
            throw new ClickDataException(
                    file + ": not tab-separated: " + unreadable.getMessage(), unreadable);
        }
        if (log.clicks.isEmpty()) {
            throw new ClickDataException(file + ": no click in it");
        }
        return log.sessions(part);
    }

    private void addAll(CsvReader<NamedCsvRecord> lines) {
        boolean headerRead = false;
        for (NamedCsvRecord line : lines) {
            if (!headerRead) {
                requireColumns(line);
                headerRead = true;
            }
            try {
                add(line);
            } catch (IllegalArgumentException | ArithmeticException unreadable) {
                throw new ClickDataException(
                        "%s, line %d: %s"
                                .formatted(
                                        file,
                                        line.getStartingLineNumber(),
                                        unreadable.getMessage()),
                        unreadable);
            }
        }
    }

    private void requireColumns(NamedCsvRecord line) {
        List<String> missing =
                COLUMNS.stream().filter(column -> !line.getHeader().contains(column)).toList();
        if (!missing.isEmpty()) {
            throw new ClickDataException(
                    "%s: no column %s; found %s".formatted(file, missing, line.getHeader()));
        }
    }

    private void add(NamedCsvRecord line) {
        if (line.getFieldCount() < COLUMNS.size()) {
            throw new IllegalArgumentException("fewer than " + COLUMNS.size() + " columns");
        }
        Sku sku = skus.computeIfAbsent(line.getField("ItemId"), Sku::new);
        clicks.computeIfAbsent(line.getField("SessionId"), id -> new ArrayList<>())
                .add(new TimedClick(millis(line.getField("Time")), Click.view(sku)));
    }

    private static long millis(String seconds) {
        try {
            long millis = new BigDecimal(seconds).multiply(MILLIS_A_SECOND).longValue();
            if (millis >= 0) {
                return millis;
            }
        } catch (NumberFormatException noNumber) {
            // Told below, in the same words as a number that is none of these.
        }
        throw new IllegalArgumentException("Time is '" + seconds + "', not seconds since 1970");
    }

    private List<PastSession> sessions(String part) {
        List<PastSession> sessions = new ArrayList<>();
        clicks.forEach((id, unsorted) -> {
            List<TimedClick> sorted = new ArrayList<>(unsorted);
            sorted.sort(Comparator.comparingLong(TimedClick::atMillis));
            sessions.add(
                    new PastSession(
                            new VisitId(part + '/' + id),
                            sorted.stream().map(TimedClick::click).toList(),
                            sorted.stream().map(TimedClick::atMillis).toList()));
        });
        return sessions;
    }
}
