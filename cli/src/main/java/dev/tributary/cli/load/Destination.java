package dev.tributary.cli.load;

import dev.tributary.cli.client.RunningSuite;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Locale;

/** Where a load goes. */
sealed interface Destination {
    /**
     * A file of lines.
     *
     * @param name a path, or {@value OutputFile#STANDARD_OUTPUT}
     */
    record Lines(Format format, String name) implements Destination {}

    /**
     * A running suite.
     *
     * @param ratePerSecond one by one at this rate, or in bulk where null
     */
    record Suite(RunningSuite suite, int bulkLines, @Nullable Double ratePerSecond)
            implements Destination {}

    enum Format {
        NDJSON,
        CSV
    }

    /** True where standard output carries the data, so nothing else may be written there. */
    default boolean takesStandardOutput() {
        return this instanceof Lines lines && lines.name().equals(OutputFile.STANDARD_OUTPUT);
    }

    /**
     * Reads {@code suite}, {@code ndjson FILE} or {@code csv FILE}.
     *
     * @throws IllegalArgumentException where it is none of them
     */
    static Destination parse(List<String> words, Suite suite) {
        String kind = words.getFirst().toLowerCase(Locale.ROOT);
        if (kind.equals("suite") && words.size() == 1) {
            return suite;
        }
        boolean file = words.size() == 2;
        if (file && kind.equals("ndjson")) {
            return new Lines(Format.NDJSON, words.get(1));
        }
        if (file && kind.equals("csv")) {
            return new Lines(Format.CSV, words.get(1));
        }
        throw new IllegalArgumentException(
                "'" + String.join(" ", words) + "' is not suite, ndjson FILE or csv FILE");
    }
}
