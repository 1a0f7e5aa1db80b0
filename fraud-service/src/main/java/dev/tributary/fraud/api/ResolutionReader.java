package dev.tributary.fraud.api;

import dev.tributary.common.web.Faults;
import dev.tributary.common.web.JsonFields;
import dev.tributary.common.web.Problem;
import dev.tributary.common.web.ProblemException;
import dev.tributary.fraud.domain.cases.Resolution;
import dev.tributary.fraud.domain.cases.Ruling;

import java.util.Arrays;

/** JSON to a resolution. Total: any bytes give one or a refusal with everything that is wrong. */
final class ResolutionReader {
    private ResolutionReader() {}

    /**
     * @param json the body
     * @throws ProblemException 400 with all faults
     */
    static ResolutionBody read(byte[] json) {
        Faults faults = new Faults();
        JsonFields fields = JsonFields.of(json, faults);
        if (fields == null) {
            throw new ProblemException(Problem.invalid(faults.list()));
        }
        Ruling decision = fields.requiredText("decision", ResolutionReader::ruling);
        String note = fields.text("note", ResolutionReader::note);
        fields.end();
        if (decision == null || !faults.isEmpty()) {
            throw new ProblemException(Problem.invalid(faults.list()));
        }
        return new ResolutionBody(decision, note);
    }

    private static Ruling ruling(String text) {
        for (Ruling ruling : Ruling.values()) {
            if (ruling.name().equals(text)) {
                return ruling;
            }
        }
        throw new IllegalArgumentException("must be one of " + Arrays.toString(Ruling.values()));
    }

    private static String note(String text) {
        if (text.isBlank() || text.length() > Resolution.NOTE_LENGTH_MAX) {
            throw new IllegalArgumentException(
                    "must have 1 to %d characters that are not all blank"
                            .formatted(Resolution.NOTE_LENGTH_MAX));
        }
        return text;
    }
}
