package dev.tributary.fraud.domain.learning;

import dev.tributary.fraud.domain.WilsonInterval;
import dev.tributary.fraud.domain.rules.PublishedRule;
import dev.tributary.fraud.domain.rules.RuleDefinition;
import dev.tributary.fraud.domain.rules.RuleDefinition.Mode;

import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A learned rule that begins or ends to decide.
 *
 * @param rule as it stands
 * @param to what it shall be
 * @param reason why
 * @param evidence what it was judged by
 */
public record ModeChange(RuleDefinition rule, Mode to, Reason reason, Evidence evidence) {
    private static final String CUT = "...";

    /** Why a mode changes. */
    public enum Reason {
        /** It was on trial and is good enough. */
        PROMOTED,
        /** It decided and the alerts do not reach for it any more; it is on trial again. */
        SET_BACK,
        /** It is surely not good enough, and is switched off. */
        RETIRED
    }

    /**
     * How a rule did on the days that it is judged by.
     *
     * @param counts hits, and what became of them
     * @param days mature days from its first hit on
     * @param precision share of confirmed frauds among all hits
     */
    public record Evidence(DayCounts counts, int days, WilsonInterval precision) {
        /** Alerts that it gives, or would give, a day. */
        public double hitsADay() {
            return days == 0 ? 0 : (double) counts.hits() / days;
        }
    }

    /**
     * The rule as it is to stand. Its provenance goes on with when it changed and by what. The
     * words it came with stay first, cut where that is needed; of earlier changes as many are kept,
     * latest first, as there is room for.
     *
     * @param standing this rule, as it is kept
     * @param at wall-clock time, told only
     */
    public PublishedRule applied(PublishedRule standing, Instant at) {
        if (!standing.definition().equals(rule)) {
            throw new IllegalArgumentException("not as it was judged: " + standing.ruleId());
        }
        String before = standing.provenance() == null ? "" : standing.provenance();
        String change = told(at);
        String words =
                before.lines().filter(line -> !isChange(line)).collect(Collectors.joining("\n"));
        StringBuilder provenance =
                new StringBuilder(
                        cut(words, PublishedRule.MAX_PROVENANCE_LENGTH - change.length() - 1));
        provenance.append(provenance.isEmpty() ? "" : "\n").append(change);
        before.lines()
                .filter(ModeChange::isChange)
                .takeWhile(line ->
                        provenance.length() + 1 + line.length()
                                <= PublishedRule.MAX_PROVENANCE_LENGTH)
                .forEach(line -> provenance.append('\n').append(line));
        return new PublishedRule(rule.in(to), provenance.toString(), at);
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length - CUT.length()) + CUT;
    }

    private static boolean isChange(String line) {
        return Arrays.stream(Reason.values()).anyMatch(it -> line.startsWith(it + " "));
    }

    private String told(Instant at) {
        return String.format(
                Locale.ROOT,
                "%s %s to %s at %s: %d of %d hits were fraud in %d days, precision %.3f to %.3f,"
                        + " %.1f alerts a day.",
                reason,
                rule.mode(),
                to,
                at,
                evidence.counts().frauds(),
                evidence.counts().hits(),
                evidence.days(),
                evidence.precision().lower(),
                evidence.precision().upper(),
                evidence.hitsADay());
    }
}
