package dev.tributary.cli.client;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;

/**
 * A length of time on the command line: {@code 30s}, {@code 5m}, {@code 1h30m} or {@code PT30S}.
 */
public final class DurationConverter implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String value) {
        String text = value.toUpperCase(Locale.ROOT);
        try {
            return Duration.parse(text.startsWith("P") ? text : "PT" + text);
        } catch (DateTimeParseException notADuration) {
            throw new TypeConversionException(
                    "'" + value + "' is not a length of time such as 30s, 5m or PT30S");
        }
    }
}
