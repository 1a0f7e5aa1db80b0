package dev.tributary.fraud.domain.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.fraud.domain.WilsonInterval;
import dev.tributary.fraud.domain.learning.ModeChange.Evidence;
import dev.tributary.fraud.domain.learning.ModeChange.Reason;
import dev.tributary.fraud.domain.rules.PublishedRule;
import dev.tributary.fraud.domain.rules.RuleDefinition;
import dev.tributary.fraud.domain.rules.RuleDefinition.Action;
import dev.tributary.fraud.domain.rules.RuleDefinition.Mode;
import dev.tributary.fraud.domain.rules.RuleDefinition.Origin;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;

/** What a rule's provenance tells of its changes. */
class ModeChangeTest {
    private static final Instant AT = Instant.parse("2026-03-01T12:00:00Z");
    private static final String PROMOTED =
            "PROMOTED SHADOW to ACTIVE at 2026-03-01T12:00:00Z: 90 of 100 hits were fraud in 10"
                    + " days, precision 0.826 to 0.945, 10.0 alerts a day.";

    @Test
    void shouldChangeTheModeAloneAndTellWhy() {
        PublishedRule before = rule(Mode.SHADOW, "Mined from A.\nBy B.");

        PublishedRule after = promoted(before);

        assertThat(after.definition()).isEqualTo(before.definition().in(Mode.ACTIVE));
        assertThat(after.provenance()).isEqualTo("Mined from A.\nBy B.\n" + PROMOTED);
        assertThat(after.updatedAt()).isEqualTo(AT);
        assertThat(promoted(rule(Mode.SHADOW, null)).provenance()).isEqualTo(PROMOTED);
        assertThat(promoted(rule(Mode.SHADOW, "")).provenance()).isEqualTo(PROMOTED);
    }

    @Test
    void shouldTellTheLatestChangesFirstAndForgetTheOldest() {
        PublishedRule rule = rule(Mode.SHADOW, "Mined.");
        for (int i = 0; i < 10; i++) {
            rule = promoted(rule);
            rule =
                    new ModeChange(rule.definition(), Mode.SHADOW, Reason.SET_BACK, evidence())
                            .applied(rule, AT.plusSeconds(i));
        }

        List<String> lines = String.valueOf(rule.provenance()).lines().toList();
        assertThat(rule.provenance()).hasSizeLessThanOrEqualTo(PublishedRule.MAX_PROVENANCE_LENGTH);
        assertThat(lines.getFirst()).isEqualTo("Mined.");
        assertThat(lines.get(1)).startsWith("SET_BACK ACTIVE to SHADOW at 2026-03-01T12:00:09Z");
        assertThat(lines.get(2)).isEqualTo(PROMOTED);
        assertThat(lines).hasSizeBetween(6, 10);
    }

    @Test
    void shouldMakeRoomForTheChangeBesideTheLongestWords() {
        int max = PublishedRule.MAX_PROVENANCE_LENGTH;
        int room = max - PROMOTED.length() - 1;

        assertThat(promoted(rule(Mode.SHADOW, "x".repeat(max))).provenance())
                .hasSize(max)
                .endsWith("x...\n" + PROMOTED);
        assertThat(promoted(rule(Mode.SHADOW, "x".repeat(room))).provenance())
                .isEqualTo("x".repeat(room) + "\n" + PROMOTED);
        assertThat(promoted(rule(Mode.SHADOW, "x".repeat(room + 1))).provenance())
                .isEqualTo("x".repeat(room - 3) + "...\n" + PROMOTED);
    }

    @Test
    void shouldRefuseARuleThatIsNotAsItWasJudged() {
        ModeChange change = change(rule(Mode.SHADOW, null));

        assertThatThrownBy(() -> change.applied(rule(Mode.DISABLED, null), AT))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static PublishedRule promoted(PublishedRule before) {
        return change(before).applied(before, AT);
    }

    private static ModeChange change(PublishedRule before) {
        return new ModeChange(before.definition(), Mode.ACTIVE, Reason.PROMOTED, evidence());
    }

    private static Evidence evidence() {
        return new Evidence(new DayCounts(100, 90, 10), 10, WilsonInterval.of(90, 100));
    }

    private static PublishedRule rule(Mode mode, @Nullable String provenance) {
        return new PublishedRule(
                new RuleDefinition(
                        "R",
                        "R",
                        "amountMinor > 5",
                        Action.SCORE,
                        0.5,
                        mode,
                        Origin.LEARNED,
                        "Test.",
                        null),
                provenance,
                Instant.EPOCH);
    }
}
