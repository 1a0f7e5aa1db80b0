package dev.tributary.fraud.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.fraud.domain.rules.PublishedRule;
import dev.tributary.fraud.domain.rules.RuleDefinition;
import dev.tributary.fraud.domain.rules.RuleDefinition.Action;
import dev.tributary.fraud.domain.rules.RuleDefinition.Mode;
import dev.tributary.fraud.domain.rules.RuleDefinition.Origin;
import dev.tributary.schemas.fraud.Rule;
import dev.tributary.schemas.fraud.RuleAction;
import dev.tributary.schemas.fraud.RuleMode;
import dev.tributary.schemas.fraud.RuleOrigin;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

class RuleAvroMapperTest {
    private static final Instant PUT_AT = Instant.parse("2026-01-01T12:00:00.123Z");

    @Test
    void shouldBringBackEveryRuleAsItWas() {
        for (PublishedRule rule : everyKind()) {
            assertThat(RuleAvroMapper.toDomain(rule.ruleId(), RuleAvroMapper.toAvro(rule)))
                    .isEqualTo(rule);
        }
    }

    @Test
    void shouldRefuseWhatThisVersionDoesNotKnow() {
        assertRefused(it -> it.setAction(RuleAction.UNKNOWN), "its action");
        assertRefused(it -> it.setMode(RuleMode.UNKNOWN), "its mode");
        assertRefused(it -> it.setOrigin(RuleOrigin.UNKNOWN), "its origin");
    }

    @Test
    void shouldRefuseWhatNoRuleCanHold() {
        assertRefused(it -> it.setRuleId("other"), "rule other has the key R-1");
        assertRefused(it -> it.setFamily("no family"), "family");
        assertRefused(it -> it.setExpression(" "), "expression is blank");
        assertRefused(it -> it.setExpression("x".repeat(2_001)), "expression has 2001");
        assertRefused(it -> it.setWeight(Double.NaN), "weight is NaN");
        assertRefused(it -> it.setDescription(""), "description is blank");
        assertRefused(it -> it.setProvenance("x".repeat(1_001)), "provenance has 1001");
    }

    @Test
    void shouldNotPublishARuleOfTheSettings() {
        assertThatThrownBy(() -> rule(Action.SCORE, Mode.ACTIVE, Origin.BUILT_IN, null, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("of the settings");
    }

    private static void assertRefused(Consumer<Rule> damage, String reason) {
        Rule avro = RuleAvroMapper.toAvro(everyKind().getFirst());
        damage.accept(avro);
        assertThatThrownBy(() -> RuleAvroMapper.toDomain("R-1", avro))
                .isInstanceOf(InvalidRuleException.class)
                .hasMessageContaining(reason);
    }

    private static List<PublishedRule> everyKind() {
        List<PublishedRule> rules = new ArrayList<>();
        for (Action action : Action.values()) {
            for (Mode mode : Mode.values()) {
                for (Origin origin : List.of(Origin.ANALYST, Origin.LEARNED)) {
                    rules.add(rule(action, mode, origin, null, null));
                    rules.add(rule(action, mode, origin, PUT_AT.plusSeconds(60), "a tree's path"));
                }
            }
        }
        return rules;
    }

    private static PublishedRule rule(
            Action action,
            Mode mode,
            Origin origin,
            @Nullable Instant expiresAt,
            @Nullable String provenance) {
        return new PublishedRule(
                new RuleDefinition(
                        "R-1",
                        "FAMILY",
                        "amountMinor > 5",
                        action,
                        0.25,
                        mode,
                        origin,
                        "Too much.",
                        expiresAt),
                provenance,
                PUT_AT);
    }
}
