package dev.tributary.cli.load;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;

/** A day or an instant, in UTC. */
final class StartConverter implements ITypeConverter<Instant> {
    @Override
    public Instant convert(String value) {
        try {
            return value.contains("T")
                    ? Instant.parse(value)
                    : LocalDate.parse(value).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeParseException neither) {
            throw new TypeConversionException(
                    "'"
                            + value
                            + "' is neither a day (2018-04-01) nor an instant"
                            + " (2018-04-01T00:00:00Z)");
        }
    }
}
