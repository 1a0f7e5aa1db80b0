package dev.tributary.fraud.domain.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tributary.fraud.domain.WilsonInterval;
import dev.tributary.fraud.domain.learning.ModeChange.Reason;
import dev.tributary.fraud.domain.learning.PromotionPolicy.Candidate;
import dev.tributary.fraud.domain.rules.RuleDefinition;
import dev.tributary.fraud.domain.rules.RuleDefinition.Action;
import dev.tributary.fraud.domain.rules.RuleDefinition.Mode;
import dev.tributary.fraud.domain.rules.RuleDefinition.Origin;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which learned rules begin and end to decide: at each bound, within the alerts, without flapping.
 */
class PromotionPolicyTest {
    private static final List<Mode> MODES = List.of(Mode.values());
    private static final int FIRST_DAY = (int) LocalDate.parse("2026-01-01").toEpochDay();
    private static final int DAYS = 30;
    private static final Duration DELAY = Duration.ofDays(7);

    /** The last of the days is just mature. */
    private static final Instant AS_OF = endOf(FIRST_DAY + DAYS - 1).plus(DELAY);

    private static final PromotionSettings SETTINGS =
            new PromotionSettings(10, 3, 30, 0.5, 0.3, 100, 0.2, 0.1);

    @Test
    void shouldPromoteARuleOnTrialThatIsSurelyGoodEnough() {
        assertThat(changes(good("r", Mode.SHADOW)))
                .singleElement()
                .satisfies(change -> {
                    assertThat(change.to()).isEqualTo(Mode.ACTIVE);
                    assertThat(change.reason()).isEqualTo(Reason.PROMOTED);
                    assertThat(change.evidence().counts()).isEqualTo(new DayCounts(100, 80, 20));
                    assertThat(change.evidence().days()).isEqualTo(10);
                    assertThat(change.evidence().hitsADay()).isEqualTo(10);
                    assertThat(change.evidence().precision()).isEqualTo(WilsonInterval.of(80, 100));
                });
    }

    /** One fraud more or less among a hundred hits decides. */
    @Test
    void shouldTakeTheBoundsAndNotTheShares() {
        int promoted = leastWhere(frauds -> WilsonInterval.of(frauds, 100).lower() >= 0.5);
        int kept = leastWhere(frauds -> WilsonInterval.of(frauds, 100).upper() >= 0.3);
        assertThat(promoted).isGreaterThan(50);
        assertThat(kept).isLessThan(30);

        assertThat(changes(rule("r", Mode.SHADOW, hits(100, promoted - 1)))).isEmpty();
        assertThat(changes(rule("r", Mode.SHADOW, hits(100, promoted)))).hasSize(1);
        assertThat(changes(rule("r", Mode.ACTIVE, hits(100, kept)))).isEmpty();
        assertThat(changes(rule("r", Mode.ACTIVE, hits(100, kept - 1))))
                .extracting(ModeChange::to)
                .containsExactly(Mode.DISABLED);
        assertThat(changes(rule("r", Mode.SHADOW, hits(100, kept - 1))))
                .extracting(ModeChange::reason)
                .containsExactly(Reason.RETIRED);
    }

    @Test
    void shouldPromoteAtJustTheBound() {
        double bound = WilsonInterval.of(80, 100).lower();
        assertThat(changes(with(bound, 0.3), good("r", Mode.SHADOW))).hasSize(1);
        assertThat(changes(with(Math.nextUp(bound), 0.3), good("r", Mode.SHADOW))).isEmpty();
    }

    @Test
    void shouldKeepARuleAtJustTheUpperBound() {
        double bound = WilsonInterval.of(80, 100).upper();
        assertThat(changes(with(1, bound), good("r", Mode.ACTIVE))).isEmpty();
        assertThat(changes(with(1, Math.nextUp(bound)), good("r", Mode.ACTIVE))).hasSize(1);
    }

    @Test
    void shouldChangeNothingBetweenTheBounds() {
        assertThat(changes(rule("a", Mode.ACTIVE, hits(100, 40)))).isEmpty();
        assertThat(changes(rule("s", Mode.SHADOW, hits(100, 40)))).isEmpty();
    }

    @Test
    void shouldNotJudgeBeforeThereAreHitsAndDaysEnough() {
        assertThat(changes(rule("r", Mode.SHADOW, lastDays(3, 10, 10)))).hasSize(1);
        assertThat(changes(rule("r", Mode.SHADOW, lastDays(2, 15, 15)))).isEmpty();
        assertThat(changes(rule("r", Mode.ACTIVE, lastDays(3, 10, 0)))).hasSize(1);
        assertThat(changes(rule("r", Mode.ACTIVE, lastDays(3, 9, 0)))).isEmpty();
        assertThat(changes(rule("r", Mode.ACTIVE, lastDays(2, 50, 0)))).isEmpty();
        assertThat(changes(rule("r", Mode.ACTIVE, new TreeMap<>()))).isEmpty();
        assertThat(changes(rule("r", Mode.SHADOW, new TreeMap<>()))).isEmpty();
    }

    /** Quiet days after the first hit are days on which it was tried. */
    @Test
    void shouldCountDaysFromTheFirstHitOn() {
        TreeMap<Integer, DayCounts> once = new TreeMap<>();
        once.put(FIRST_DAY + DAYS - 3, new DayCounts(60, 60, 0));

        assertThat(changes(rule("r", Mode.SHADOW, once)))
                .singleElement()
                .satisfies(change -> assertThat(change.evidence().hitsADay()).isEqualTo(20));
    }

    @Test
    void shouldNotCountDaysWhoseLabelsAreStillToCome() {
        TreeMap<Integer, DayCounts> late = new TreeMap<>();
        for (int day = DAYS; day < DAYS + 7; day++) {
            late.put(FIRST_DAY + day, new DayCounts(100, 0, 0));
        }
        assertThat(changes(rule("r", Mode.ACTIVE, late))).isEmpty();
    }

    @Test
    void shouldForgetWhatIsLongerAgoThanTheDaysThatAreJudged() {
        SortedMap<Integer, DayCounts> counts = hits(100, 0);
        counts.put(FIRST_DAY + DAYS - 11, new DayCounts(1_000, 1_000, 0));
        assertThat(changes(rule("r", Mode.ACTIVE, counts)))
                .extracting(ModeChange::reason)
                .containsExactly(Reason.RETIRED);
        counts.put(FIRST_DAY + DAYS - 10, new DayCounts(1_000, 1_000, 0));
        assertThat(changes(rule("r", Mode.ACTIVE, counts))).isEmpty();
    }

    /** Where nobody labels, rules must not be retired one after the other. */
    @Test
    void shouldLearnNothingFromDaysOnWhichNothingWasLabelled() {
        TreeMap<Integer, DayCounts> everything = new TreeMap<>();
        for (int day = 0; day < DAYS; day++) {
            everything.put(FIRST_DAY + day, new DayCounts(1_000, 0, 0));
        }
        Performance unlabelled = Performance.of(everything, AS_OF, DELAY);
        Candidate idle = rule("r", Mode.ACTIVE, hits(100, 0));

        assertThat(changes(idle)).hasSize(1);
        assertThat(new PromotionPolicy(SETTINGS).changes(List.of(idle), unlabelled)).isEmpty();
    }

    @Test
    void shouldNeverTouchARuleOfAnybodyElse() {
        for (Origin origin : List.of(Origin.ANALYST, Origin.BUILT_IN)) {
            for (Mode mode : Mode.values()) {
                assertThat(changes(candidate("g", mode, origin, null, hits(100, 80)))).isEmpty();
                assertThat(changes(candidate("b", mode, origin, null, hits(100, 0)))).isEmpty();
            }
        }
    }

    @Test
    void shouldLeaveWhatIsSwitchedOffOrHasExpired() {
        assertThat(changes(good("r", Mode.DISABLED))).isEmpty();
        assertThat(changes(candidate("r", Mode.SHADOW, Origin.LEARNED, AS_OF, hits(100, 80))))
                .isEmpty();
        assertThat(
                        changes(
                                candidate(
                                        "r",
                                        Mode.SHADOW,
                                        Origin.LEARNED,
                                        AS_OF.plusMillis(1),
                                        hits(100, 80))))
                .hasSize(1);
    }

    @Test
    void shouldGiveTheAlertsToTheBestFirstAndToEachAsFarAsItFits() {
        assertThat(
                        changes(
                                rule("best", Mode.SHADOW, hits(600, 590)),
                                rule("second", Mode.SHADOW, hits(500, 470)),
                                rule("small", Mode.SHADOW, hits(400, 300))))
                .extracting(change -> change.rule().ruleId())
                .containsExactly("best", "small");
    }

    @Test
    void shouldPromoteUpToTheAlertsAndNotBeyond() {
        assertThat(changes(rule("r", Mode.SHADOW, hits(1_000, 900)))).hasSize(1);
        assertThat(changes(rule("r", Mode.SHADOW, hits(1_001, 900)))).isEmpty();
    }

    @Test
    void shouldLetWhatDecidesGoBeyondTheAlertsByTheSlack() {
        assertThat(changes(rule("r", Mode.ACTIVE, hits(1_200, 900)))).isEmpty();
        assertThat(changes(rule("r", Mode.ACTIVE, hits(1_201, 900))))
                .singleElement()
                .satisfies(change -> {
                    assertThat(change.to()).isEqualTo(Mode.SHADOW);
                    assertThat(change.reason()).isEqualTo(Reason.SET_BACK);
                });
    }

    @Test
    void shouldDisplaceOnlyByWhatIsClearlyBetter() {
        Candidate holder = rule("holder", Mode.ACTIVE, hits(1_000, 600));
        double holds = WilsonInterval.of(600, 1_000).lower() + SETTINGS.displaceBy();
        int better = leastWhere(1_000, frauds -> WilsonInterval.of(frauds, 1_000).lower() > holds);

        assertThat(changes(holder, rule("rival", Mode.SHADOW, hits(1_000, better - 1)))).isEmpty();
        assertThat(changes(holder, rule("rival", Mode.SHADOW, hits(1_000, better))))
                .extracting(ModeChange::reason)
                .containsExactly(Reason.SET_BACK, Reason.PROMOTED);
    }

    @Test
    void shouldUseTheAlertsOfWhatItRetires() {
        assertThat(
                        changes(
                                rule("bad", Mode.ACTIVE, hits(1_000, 0)),
                                rule("good", Mode.SHADOW, hits(1_000, 900))))
                .extracting(ModeChange::reason)
                .containsExactly(Reason.RETIRED, Reason.PROMOTED);
    }

    @Test
    void shouldBreakTiesById() {
        assertThat(
                        changes(
                                rule("b", Mode.SHADOW, hits(1_000, 900)),
                                rule("a", Mode.SHADOW, hits(1_000, 900))))
                .extracting(change -> change.rule().ruleId())
                .containsExactly("a");
    }

    @Test
    void shouldPromoteNothingWithoutAlerts() {
        PromotionSettings none = new PromotionSettings(10, 3, 30, 0.5, 0.3, 0, 0, 0);
        assertThat(changes(none, good("r", Mode.SHADOW))).isEmpty();
        assertThat(changes(none, good("r", Mode.ACTIVE)))
                .extracting(ModeChange::reason)
                .containsExactly(Reason.SET_BACK);
    }

    /** Whatever the rules: the alerts are kept, nobody else's rule changes, no rule flaps. */
    @Test
    void shouldAnswerNothingOnceItsAnswerWasFollowed() {
        long seed = 20261126;
        Random random = new Random(seed);
        int changed = 0;
        for (int round = 0; round < 2_000; round++) {
            List<Candidate> before = new ArrayList<>();
            for (int i = 0; i < random.nextInt(12); i++) {
                int hits = 30 + random.nextInt(600);
                before.add(
                        candidate(
                                "r" + i,
                                MODES.get(random.nextInt(3)),
                                random.nextInt(5) == 0 ? Origin.ANALYST : Origin.LEARNED,
                                null,
                                hits(hits, random.nextInt(hits + 1))));
            }
            List<ModeChange> changes = changes(SETTINGS, before.toArray(Candidate[]::new));
            List<Candidate> after = followed(before, changes);
            changed += changes.size();

            assertThat(changes(SETTINGS, after.toArray(Candidate[]::new)))
                    .as("seed %d, round %d: %s", seed, round, before)
                    .isEmpty();
            assertThat(changes).allMatch(it -> it.rule().origin() == Origin.LEARNED);
            double alerts =
                    after.stream()
                            .filter(it -> it.rule().mode() == Mode.ACTIVE)
                            .filter(it -> it.rule().origin() == Origin.LEARNED)
                            .mapToDouble(it -> it.performance().mature().hits() / 10.0)
                            .sum();
            assertThat(alerts).as("seed %d, round %d", seed, round).isLessThanOrEqualTo(120);
        }
        assertThat(changed).as("seed %d", seed).isGreaterThan(1_000);
    }

    @Test
    void shouldRefuseSettingsThatCannotBe() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> with(0.3, 0.3))
                .withMessageContaining("promoteFrom");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PromotionSettings(10, 11, 30, 0.5, 0.3, 1, 0, 0))
                .withMessageContaining("leastDays");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PromotionSettings(0, 0, 30, 0.5, 0.3, 1, 0, 0))
                .withMessageContaining("judgedDays");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PromotionSettings(10, 3, 30, Double.NaN, 0.3, 1, 0, 0))
                .withMessageContaining("promoteFrom");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PromotionSettings(10, 3, 30, 0.5, 0.3, Double.NaN, 0, 0))
                .withMessageContaining("alertsADayMax");
    }

    private interface Frauds {
        boolean test(int frauds);
    }

    private static int leastWhere(Frauds holds) {
        return leastWhere(100, holds);
    }

    private static int leastWhere(int hits, Frauds holds) {
        for (int frauds = 0; frauds <= hits; frauds++) {
            if (holds.test(frauds)) {
                return frauds;
            }
        }
        throw new AssertionError("never");
    }

    private static List<Candidate> followed(List<Candidate> before, List<ModeChange> changes) {
        return before.stream()
                .map(candidate ->
                        changes.stream()
                                .filter(it -> it.rule().equals(candidate.rule()))
                                .findFirst()
                                .map(it ->
                                        new Candidate(
                                                candidate.rule().in(it.to()),
                                                candidate.performance()))
                                .orElse(candidate))
                .toList();
    }

    private static List<ModeChange> changes(Candidate... candidates) {
        return changes(SETTINGS, candidates);
    }

    private static List<ModeChange> changes(PromotionSettings settings, Candidate... candidates) {
        TreeMap<Integer, DayCounts> everything = new TreeMap<>();
        for (int day = 0; day < DAYS + 7; day++) {
            everything.put(FIRST_DAY + day, new DayCounts(100_000, 10, 0));
        }
        return new PromotionPolicy(settings)
                .changes(Arrays.asList(candidates), Performance.of(everything, AS_OF, DELAY));
    }

    private static PromotionSettings with(double promoteFrom, double retireBelow) {
        return new PromotionSettings(10, 3, 30, promoteFrom, retireBelow, 100, 0.2, 0.1);
    }

    private static Candidate good(String ruleId, Mode mode) {
        return rule(ruleId, mode, hits(100, 80));
    }

    private static Candidate rule(String ruleId, Mode mode, SortedMap<Integer, DayCounts> counts) {
        return candidate(ruleId, mode, Origin.LEARNED, null, counts);
    }

    private static Candidate candidate(
            String ruleId,
            Mode mode,
            Origin origin,
            @Nullable Instant expiresAt,
            SortedMap<Integer, DayCounts> counts) {
        return new Candidate(
                new RuleDefinition(
                        ruleId,
                        ruleId,
                        "amountMinor > 1",
                        Action.SCORE,
                        0.5,
                        mode,
                        origin,
                        "Test.",
                        expiresAt),
                Performance.of(counts, AS_OF, DELAY));
    }

    /** So many in all, over the ten days that are judged; all others are honest. */
    private static SortedMap<Integer, DayCounts> hits(int hits, int frauds) {
        TreeMap<Integer, DayCounts> counts = new TreeMap<>();
        int first = FIRST_DAY + DAYS - 10;
        counts.put(first, new DayCounts(hits, frauds, hits - frauds));
        return counts;
    }

    private static SortedMap<Integer, DayCounts> lastDays(int days, int hitsADay, int fraudsADay) {
        TreeMap<Integer, DayCounts> counts = new TreeMap<>();
        for (int day = DAYS - days; day < DAYS; day++) {
            counts.put(FIRST_DAY + day, new DayCounts(hitsADay, fraudsADay, 0));
        }
        return counts;
    }

    private static Instant endOf(int epochDay) {
        return LocalDate.ofEpochDay(epochDay + 1L).atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
