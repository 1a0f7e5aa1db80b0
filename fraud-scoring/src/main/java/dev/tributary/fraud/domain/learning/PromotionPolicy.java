package dev.tributary.fraud.domain.learning;

import dev.tributary.fraud.domain.WilsonInterval;
import dev.tributary.fraud.domain.learning.ModeChange.Evidence;
import dev.tributary.fraud.domain.learning.ModeChange.Reason;
import dev.tributary.fraud.domain.rules.RuleDefinition;
import dev.tributary.fraud.domain.rules.RuleDefinition.Mode;
import dev.tributary.fraud.domain.rules.RuleDefinition.Origin;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Says which learned rules decide, by what they did: on trial, deciding, switched off. A pure
 * function of the rules, their performance and its settings; an analyst's rule and one of the
 * settings are never touched.
 *
 * <p>A rule is judged by the latest mature days, and by them only where any transaction of the day
 * was labelled at all: where labels stopped coming, nothing is learned from that. Hits that nobody
 * labelled by then count as honest, as with chargebacks. Precision is taken at its Wilson bounds:
 *
 * <ul>
 *   <li>whose upper bound is below {@link PromotionSettings#retireBelow} is switched off, for good:
 *       a rule that is not evaluated shows nothing new;
 *   <li>of the others, those that decide and those whose lower bound is {@link
 *       PromotionSettings#promoteFrom} or more share the alerts of a day: best lower bound first,
 *       ties by id, each as far as it fits. A rule that decides and does not fit any more is on
 *       trial again.
 * </ul>
 *
 * <p>Rules do not flap: between the two bounds nothing changes; a rule that decides ranks higher by
 * {@link PromotionSettings#displaceBy} and may go beyond the alerts by {@link
 * PromotionSettings#alertsSlack}. Asked again after its answer was followed, with the same
 * performance, it answers nothing. Alerts are counted by rule: a transaction that two rules speak
 * about counts twice, so what comes is less than what is allowed.
 */
public final class PromotionPolicy {
    private static final Comparator<Judged> BEST_FIRST =
            Comparator.comparingDouble(Judged::rank)
                    .reversed()
                    .thenComparing(it -> it.rule().ruleId());

    private final PromotionSettings settings;

    /** A rule and how it did so far. */
    public record Candidate(RuleDefinition rule, Performance performance) {}

    /**
     * @param rank lower bound of precision, and what deciding already is worth
     */
    private record Judged(RuleDefinition rule, Evidence evidence, double rank) {
        boolean decides() {
            return rule.mode() == Mode.ACTIVE;
        }
    }

    public PromotionPolicy(PromotionSettings settings) {
        this.settings = settings;
    }

    /**
     * What is to be changed, in the order in which it is best done: what gives alerts back comes
     * before what takes them.
     *
     * @param candidates rules with different ids, of any mode and origin
     * @param everything performance of {@link PerformanceKey#EVERY_TRANSACTION}
     */
    public List<ModeChange> changes(Collection<Candidate> candidates, Performance everything) {
        Set<LocalDate> judgedDays = judgedDays(everything);
        List<ModeChange> changes = new ArrayList<>();
        List<Judged> eligible = new ArrayList<>();
        for (Candidate candidate : candidates) {
            RuleDefinition rule = candidate.rule();
            if (!isChangeable(rule, everything.asOf())) {
                continue;
            }
            Evidence evidence = evidence(candidate.performance(), judgedDays);
            double lower = evidence.precision().lower();
            if (isJudged(evidence) && evidence.precision().upper() < settings.retireBelow()) {
                changes.add(new ModeChange(rule, Mode.DISABLED, Reason.RETIRED, evidence));
            } else if (rule.mode() == Mode.ACTIVE) {
                eligible.add(new Judged(rule, evidence, lower + settings.displaceBy()));
            } else if (isJudged(evidence) && lower >= settings.promoteFrom()) {
                eligible.add(new Judged(rule, evidence, lower));
            }
        }
        eligible.sort(BEST_FIRST);
        changes.addAll(shared(eligible));
        return changes;
    }

    /** Gives the alerts of a day to the best. */
    private List<ModeChange> shared(List<Judged> bestFirst) {
        List<ModeChange> setBack = new ArrayList<>();
        List<ModeChange> promoted = new ArrayList<>();
        double alertsADay = 0;
        for (Judged judged : bestFirst) {
            double with = alertsADay + judged.evidence().hitsADay();
            double most = judged.decides() ? settings.alertsADayHeld() : settings.alertsADayMax();
            if (with <= most) {
                alertsADay = with;
                if (!judged.decides()) {
                    promoted.add(change(judged, Mode.ACTIVE, Reason.PROMOTED));
                }
            } else if (judged.decides()) {
                setBack.add(change(judged, Mode.SHADOW, Reason.SET_BACK));
            }
        }
        setBack.addAll(promoted);
        return setBack;
    }

    private static ModeChange change(Judged judged, Mode to, Reason reason) {
        return new ModeChange(judged.rule(), to, reason, judged.evidence());
    }

    private static boolean isChangeable(RuleDefinition rule, @Nullable Instant asOf) {
        Instant expiresAt = rule.expiresAt();
        boolean expired = expiresAt != null && asOf != null && !asOf.isBefore(expiresAt);
        return rule.origin() == Origin.LEARNED && rule.mode() != Mode.DISABLED && !expired;
    }

    private boolean isJudged(Evidence evidence) {
        return evidence.days() >= settings.leastDays()
                && evidence.counts().hits() >= settings.leastHits();
    }

    /** The latest mature days on which anything was labelled. */
    private Set<LocalDate> judgedDays(Performance everything) {
        List<LocalDate> days =
                everything.days().stream()
                        .filter(day -> day.mature() && day.counts().labelled() > 0)
                        .map(Performance.Day::date)
                        .toList();
        return new HashSet<>(
                days.subList(Math.max(0, days.size() - settings.judgedDays()), days.size()));
    }

    private static Evidence evidence(Performance performance, Set<LocalDate> judgedDays) {
        DayCounts counts = DayCounts.NONE;
        LocalDate first = LocalDate.MAX;
        for (Performance.Day day : performance.days()) {
            if (judgedDays.contains(day.date())) {
                counts = counts.plus(day.counts());
                first = day.date().isBefore(first) ? day.date() : first;
            }
        }
        LocalDate from = first;
        int days = (int) judgedDays.stream().filter(day -> !day.isBefore(from)).count();
        return new Evidence(counts, days, WilsonInterval.of(counts.frauds(), counts.hits()));
    }
}
