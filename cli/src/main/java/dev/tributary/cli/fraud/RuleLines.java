package dev.tributary.cli.fraud;

import com.fasterxml.jackson.annotation.JsonInclude;

import dev.tributary.fraud.domain.rules.PublishedRule;
import dev.tributary.fraud.domain.rules.RuleDefinition;
import dev.tributary.fraud.domain.rules.RuleDefinition.Action;
import dev.tributary.fraud.domain.rules.RuleDefinition.Mode;
import dev.tributary.fraud.domain.rules.RuleDefinition.Origin;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Rules in a file, one a line, each in the form that {@code PUT /v1/rules/{ruleId}} takes. */
final class RuleLines {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

    /** As in the file. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Line(
            @Nullable String ruleId,
            @Nullable String family,
            @Nullable String expression,
            @Nullable Action action,
            @Nullable Double weight,
            @Nullable Mode mode,
            @Nullable Origin origin,
            @Nullable String description,
            @Nullable String expiresAt,
            @Nullable String provenance) {}

    private RuleLines() {}

    static void write(Path file, List<PublishedRule> rules) throws IOException {
        StringBuilder text = new StringBuilder();
        for (PublishedRule rule : rules) {
            text.append(json(rule.definition(), rule.provenance())).append('\n');
        }
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            Files.writeString(part, text);
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** A rule as the service takes it. */
    static String json(RuleDefinition rule, @Nullable String provenance) {
        Instant expiresAt = rule.expiresAt();
        return JSON.writeValueAsString(
                new Line(
                        rule.ruleId(),
                        rule.family(),
                        rule.expression(),
                        rule.action(),
                        rule.weight(),
                        rule.mode(),
                        rule.origin(),
                        rule.description(),
                        expiresAt == null ? null : expiresAt.toString(),
                        provenance));
    }

    /**
     * @throws FraudDataException where a line is no rule, an id stands twice, or there is no rule
     */
    static List<RuleDefinition> read(Path file) throws IOException {
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new FraudDataException("cannot read " + file);
        }
        List<RuleDefinition> rules = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        int number = 0;
        for (String line : lines(file)) {
            number++;
            if (line.isBlank()) {
                continue;
            }
            try {
                RuleDefinition rule = definition(JSON.readValue(line, Line.class));
                if (!ids.add(rule.ruleId())) {
                    throw new IllegalArgumentException(rule.ruleId() + " stands twice");
                }
                rules.add(rule);
            } catch (JacksonException e) {
                throw noRule(file, number, e.getOriginalMessage(), e);
            } catch (IllegalArgumentException | DateTimeException e) {
                throw noRule(file, number, String.valueOf(e.getMessage()), e);
            }
        }
        if (rules.isEmpty()) {
            throw new FraudDataException(file + ": no rule in it");
        }
        return rules;
    }

    private static List<String> lines(Path file) throws IOException {
        try {
            return Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (CharacterCodingException e) {
            throw new FraudDataException(file + ": not UTF-8", e);
        }
    }

    private static FraudDataException noRule(
            Path file, int number, String reason, RuntimeException cause) {
        return new FraudDataException(
                "%s, line %d: no rule: %s".formatted(file, number, reason), cause);
    }

    private static RuleDefinition definition(Line line) {
        String ruleId = required("ruleId", line.ruleId());
        return new RuleDefinition(
                ruleId,
                line.family() == null ? ruleId : line.family(),
                required("expression", line.expression()),
                required("action", line.action()),
                line.weight() == null ? 0 : line.weight(),
                line.mode() == null ? Mode.ACTIVE : line.mode(),
                line.origin() == null ? Origin.ANALYST : line.origin(),
                required("description", line.description()),
                line.expiresAt() == null ? null : Instant.parse(line.expiresAt()));
    }

    private static <T> T required(String name, @Nullable T value) {
        if (value == null) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return value;
    }
}
