package dev.tributary.cli.fraud;

import dev.tributary.fraud.domain.WilsonInterval;
import dev.tributary.fraud.domain.learning.DayCounts;
import dev.tributary.fraud.domain.rules.PublishedRule;
import dev.tributary.fraud.domain.rules.RuleDefinition;
import dev.tributary.fraud.domain.rules.RuleDefinition.Action;
import dev.tributary.fraud.domain.rules.RuleDefinition.Mode;
import dev.tributary.fraud.domain.rules.RuleDefinition.Origin;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * A rule that held on later folds than those it was grown on.
 *
 * @param expression what it looks for
 * @param grownOn folds that it was grown on, the first ones
 * @param later what became of its hits on each later fold
 * @param gained frauds there that rules kept before it do not find
 * @param frauds all frauds there
 */
record MinedRule(String expression, int grownOn, List<DayCounts> later, int gained, long frauds) {
    /**
     * All of them look at the same history, so where several speak only the heaviest counts in a
     * score.
     */
    private static final String FAMILY = "LEARNED";

    private static final int ID_BYTES = 5;

    MinedRule {
        later = List.copyOf(later);
    }

    /** The same for the same expression, whenever it is mined. */
    String ruleId() {
        return ruleId(expression);
    }

    static String ruleId(String expression) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(expression.getBytes(StandardCharsets.UTF_8));
            return "LEARNED_" + HexFormat.of().withUpperCase().formatHex(digest, 0, ID_BYTES);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    /** What became of its hits on all later folds. */
    DayCounts all() {
        return later.stream().reduce(DayCounts.NONE, DayCounts::plus);
    }

    /** Lower Wilson bound of its precision on all later folds. */
    double lowerBound() {
        return bounds(all()).lower();
    }

    private static WilsonInterval bounds(DayCounts counts) {
        return WilsonInterval.of(counts.frauds(), counts.hits());
    }

    /**
     * A rule on trial, whose weight is the lower bound of its precision.
     *
     * @param where what the provenance begins and ends with: what it was mined from, and how
     */
    PublishedRule published(Action action, Source where) {
        String about = "Learned from history: " + expression.replace(" && ", " and ");
        RuleDefinition definition =
                new RuleDefinition(
                        ruleId(),
                        FAMILY,
                        expression,
                        action,
                        Math.max(0.001, Math.floor(lowerBound() * 1_000) / 1_000),
                        Mode.SHADOW,
                        Origin.LEARNED,
                        atMost(RuleDefinition.MAX_DESCRIPTION_LENGTH, about),
                        null);
        return new PublishedRule(
                definition,
                atMost(PublishedRule.MAX_PROVENANCE_LENGTH, provenance(where)),
                where.minedAt());
    }

    /**
     * What rules were mined from.
     *
     * @param from event time of the first fold's begin
     * @param to end of the last fold
     * @param folds number of folds
     * @param seed of every draw
     * @param command as it was given
     * @param minedAt wall-clock time, told only
     */
    record Source(
            Instant from, Instant to, int folds, long seed, String command, Instant minedAt) {}

    private String provenance(Source where) {
        StringBuilder text = new StringBuilder();
        text.append(
                String.format(
                        Locale.ROOT,
                        "Mined from %s to %s in %d folds, seed %d; grown on %s. Frauds of hits, and"
                                + " bounds of precision:",
                        where.from(),
                        where.to(),
                        where.folds(),
                        where.seed(),
                        grownOn == 1 ? "fold 1" : "folds 1 to " + grownOn));
        for (int i = 0; i < later.size(); i++) {
            text.append(" fold ").append(grownOn + 1 + i).append(' ').append(told(later.get(i)));
            text.append(';');
        }
        text.append(
                String.format(
                        Locale.ROOT,
                        " together %s, recall %.4f, of which %.4f no rule before it found. By: %s",
                        told(all()),
                        (double) all().frauds() / frauds,
                        (double) gained / frauds,
                        where.command()));
        return text.toString();
    }

    private static String told(DayCounts counts) {
        WilsonInterval bounds = bounds(counts);
        return String.format(
                Locale.ROOT,
                "%d/%d [%.2f, %.2f]",
                counts.frauds(),
                counts.hits(),
                bounds.lower(),
                bounds.upper());
    }

    private static String atMost(int length, String text) {
        return text.length() <= length ? text : text.substring(0, length - 3) + "...";
    }
}
