package dev.tributary.fraud.domain.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.fraud.domain.CardId;
import dev.tributary.fraud.domain.Decision;
import dev.tributary.fraud.domain.EntityKey;
import dev.tributary.fraud.domain.Outcome;
import dev.tributary.fraud.domain.TransactionId;
import dev.tributary.fraud.domain.model.ModelScore;

import org.junit.jupiter.api.Test;

import java.util.List;

/** Which label counts, and what it means for entities and performance. */
class LabelsTest {
    private static final TransactionId ID = new TransactionId("t-1");
    private static final long NOON = 1_767_268_800_000L;

    private final DecidedTransaction decided =
            new DecidedTransaction(
                    NOON,
                    NOON + 1,
                    DecidedTransaction.card(new CardId("c-1")),
                    Decision.REVIEW,
                    List.of(EntityKey.of("terminal/t-4"), EntityKey.of("ip/203.0.113.7")),
                    12_50,
                    1.5f,
                    List.of("B", "A", "MODEL"),
                    List.of("S", "A"),
                    new ModelScore("m/1", 0.7),
                    null);

    @Test
    void shouldTakeTheFirstLabel() {
        assertThat(decided.labelled(label(true, 5))).isInstanceOf(Labelling.First.class);
        assertThat(labelled(decided, true, 5).label()).isEqualTo(label(true, 5));
    }

    @Test
    void shouldTakeTheLabelThatWasKnownLaterAndOfTwoOfTheSameTimeTheOneThatComesLater() {
        DecidedTransaction known = labelled(decided, true, 5);

        assertThat(known.labelled(label(true, 5))).isInstanceOf(Labelling.Repeated.class);
        assertThat(known.labelled(label(false, 4))).isInstanceOf(Labelling.Superseded.class);
        assertThat(known.labelled(label(true, 4))).isInstanceOf(Labelling.Superseded.class);
        assertThat(known.labelled(label(false, 5)))
                .isInstanceOfSatisfying(
                        Labelling.Corrected.class,
                        it -> {
                            assertThat(it.before()).isEqualTo(label(true, 5));
                            assertThat(it.after().label()).isEqualTo(label(false, 5));
                        });
        assertThat(known.labelled(label(false, 6))).isInstanceOf(Labelling.Corrected.class);
    }

    @Test
    void shouldTellItsOutcomeFromWhenOnItWasKnownAndNeverFromBeforeItHappened() {
        Outcome outcome = labelled(decided, true, NOON + 7).outcome(ID);

        assertThat(outcome.labelledAtMs()).isEqualTo(NOON + 7);
        assertThat(outcome.occurredAtMs()).isEqualTo(NOON);
        assertThat(outcome.fraud()).isTrue();
        assertThat(outcome.amountMinor()).isEqualTo(12_50);
        assertThat(outcome.cardEvidence()).isEqualTo(1.5f);
        assertThat(outcome.id()).isEqualTo(decided.use(ID).id());
        assertThat(labelled(decided, true, NOON - 7).outcome(ID).labelledAtMs()).isEqualTo(NOON);
        assertThatThrownBy(() -> decided.outcome(ID)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void shouldCountOnceForEachRuleThatSpokeOrWouldHaveAndForTheModelThatSpoke() {
        assertThat(decided.countsFor())
                .extracting(PerformanceKey::toString)
                .containsExactly("all/", "rule/A", "rule/B", "rule/S", "model/m/1")
                .allSatisfy(text -> assertThat(PerformanceKey.of(text)).hasToString(text));
    }

    @Test
    void shouldRefuseWhatIsNoKeyOfAPerformance() {
        for (String text : List.of("", "rule", "rule/", "model/", "all/x", "rule/a\0", "x/y")) {
            assertThatThrownBy(() -> PerformanceKey.of(text))
                    .as(text)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void shouldReadTheKeysOfEntitiesAndRefuseOthers() {
        for (String text : List.of("terminal/t", "merchant/a/b", "device/d", "ip/::1")) {
            assertThat(EntityKey.of(text)).hasToString(text);
        }
        for (String text : List.of("", "card/c", "terminal", "terminal/", "ip" + "x".repeat(99))) {
            assertThatThrownBy(() -> EntityKey.of(text))
                    .as(text)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static DecidedTransaction labelled(DecidedTransaction of, boolean fraud, long at) {
        return ((Labelling.First) of.labelled(label(fraud, at))).after();
    }

    private static Label label(boolean fraud, long at) {
        return new Label(fraud, at);
    }
}
