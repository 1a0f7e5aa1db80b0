package dev.tributary.fraud.domain;

import static dev.tributary.fraud.domain.TransactionBuilder.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.tributary.fraud.domain.model.FraudModel;
import dev.tributary.fraud.domain.model.ModelInForce;
import dev.tributary.fraud.domain.model.ModelScore;
import dev.tributary.fraud.domain.model.RandomModels;
import dev.tributary.fraud.domain.rules.RuleDefinition;
import dev.tributary.fraud.domain.rules.RuleDefinition.Action;
import dev.tributary.fraud.domain.rules.RuleDefinition.Mode;
import dev.tributary.fraud.domain.rules.RuleDefinition.Origin;
import dev.tributary.fraud.domain.rules.RuleGuard;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** What a model does to a verdict: nothing, a reason, a review, a block; and what is missing. */
class ModelOpinionTest {
    private static final ModelSettings MODEL = new ModelSettings(0.2, 0.5, 0.9, 3);

    @Test
    void shouldTellAProbabilityThatIsNoReasonAndDoNothingElse() {
        Verdict verdict = verdict(RandomModels.stump("m-1", 100_00, 0.19, 0.01), 100_00);

        assertThat(verdict.model().version()).isEqualTo("m-1");
        assertThat(verdict.model().probability()).isCloseTo(0.19, within(1e-6));
        assertThat(verdict.reasons()).isEmpty();
        assertThat(verdict.score()).isZero();
        assertThat(verdict.decision()).isEqualTo(Decision.APPROVE);
    }

    /** The root expects (3 x logit .01 + 1 x logit .3) / 4 = -3.66; the leaf says -0.85. */
    @Test
    void shouldEnterTheScoreWithItsProbabilityAndSayWhatItWas() {
        Verdict verdict = verdict(RandomModels.stump("m-1", 100_00, 0.3, 0.01), 100_00);

        assertThat(verdict.decision()).isEqualTo(Decision.APPROVE);
        assertThat(verdict.score()).isCloseTo(0.3, within(1e-6));
        assertThat(verdict.reasons())
                .singleElement()
                .satisfies(reason -> {
                    assertThat(reason.code()).isEqualTo("MODEL");
                    assertThat(reason.weight()).isEqualTo(verdict.model().probability());
                    assertThat(reason.detail())
                            .isEqualTo(
                                    "Model m-1 gives a probability of 0.300, most by amountMinor"
                                            + " 10000 (+2.81 log odds).");
                });
    }

    @Test
    void shouldAskForAReviewAndForABlockFromItsOwnThresholdsOn() {
        assertThat(decision(0.49)).isEqualTo(Decision.APPROVE);
        assertThat(decision(0.51)).isEqualTo(Decision.REVIEW);
        assertThat(decision(0.89)).isEqualTo(Decision.REVIEW);
        assertThat(decision(0.91)).isEqualTo(Decision.BLOCK);
    }

    /** 0.6 of the rule and 0.3 of the model: 1 - 0.4 x 0.7 = 0.72. */
    @Test
    void shouldBeOneReasonAmongThoseOfTheRules() {
        RuleDefinition rule =
                new RuleDefinition(
                        "LARGE",
                        "LARGE",
                        "amountMinor >= 10000",
                        Action.SCORE,
                        0.6,
                        Mode.ACTIVE,
                        Origin.ANALYST,
                        "Large.",
                        null);

        Verdict verdict =
                scorer(ModelInForce.of(RandomModels.stump("m-1", 100_00, 0.3, 0.01)), rule)
                        .score(CardHistory.EMPTY, transaction("a").of(100_00).build())
                        .verdict();

        assertThat(verdict.reasons()).extracting(Reason::code).containsExactly("LARGE", "MODEL");
        assertThat(verdict.score()).isCloseTo(0.72, within(1e-6));
        assertThat(verdict.decision()).isEqualTo(Decision.REVIEW);
    }

    /** No contribution is told that spoke against fraud, and only so many as are asked for. */
    @Test
    void shouldNameNoFeatureThatSpokeAgainstFraud() {
        FraudModel model = RandomModels.stump("m-1", 100_00, 0.3, 0.4);
        Reason reason = verdict(model, 100_00).reasons().getFirst();

        assertThat(reason.detail()).isEqualTo("Model m-1 gives a probability of 0.300.");
    }

    @Test
    void shouldSayWhatIsMissingAndScoreByWhatIsThere() {
        FraudModel old = RandomModels.stump("m-1", 100_00, 0.95, 0.01);
        CardTransaction large = transaction("a").of(100_00).build();

        Verdict instead =
                scorer(ModelInForce.without("m-2", old)).score(CardHistory.EMPTY, large).verdict();
        assertThat(instead.degraded()).containsExactly("model:m-2 not-loaded");
        assertThat(instead.model().version()).isEqualTo("m-1");
        assertThat(instead.decision()).isEqualTo(Decision.BLOCK);

        Verdict without =
                scorer(ModelInForce.without("m-2", null)).score(CardHistory.EMPTY, large).verdict();
        assertThat(without.degraded()).containsExactly("model:m-2 not-loaded");
        assertThat(without.model()).isNull();
        assertThat(without.decision()).isEqualTo(Decision.APPROVE);

        assertThat(
                        scorer(ModelInForce.UNKNOWN)
                                .score(CardHistory.EMPTY, large)
                                .verdict()
                                .degraded())
                .containsExactly("models:not-loaded");
    }

    /** Whatever is swapped meanwhile: what is told and what was applied are of one model. */
    @Test
    void shouldAskForTheModelOnceATransaction() {
        AtomicInteger asked = new AtomicInteger();
        RuleSet rules = RuleSet.of(ScorerSettings.defaults());
        FraudScorer scorer =
                new FraudScorer(
                        ScorerSettings.defaults(),
                        () -> rules,
                        RuleGuard.withoutClock(),
                        EntityRiskSource.NONE,
                        () ->
                                ModelInForce.of(
                                        RandomModels.stump(
                                                "m-" + asked.incrementAndGet(), 1, 0.95, 0.01)));

        Verdict verdict = scorer.score(CardHistory.EMPTY, transaction("a").build()).verdict();

        assertThat(asked).hasValue(1);
        assertThat(verdict.model()).extracting(ModelScore::version).isEqualTo("m-1");
        assertThat(verdict.reasons().getFirst().detail()).startsWith("Model m-1 ");
    }

    @Test
    void shouldBringTheConstantsThatItsFeaturesNeed() {
        FraudModel stump = RandomModels.stump("m-1", 100_00, 0.3, 0.01);
        FraudModel withCut =
                new FraudModel(
                        "m-2",
                        stump.trees(),
                        new LearnedConstants(220_00),
                        stump.training(),
                        stump.metrics(),
                        stump.createdAt());

        assertThat(verdict(stump, 220_01).features().has(Feature.AMOUNT_ABOVE_CUT)).isFalse();
        assertThat(verdict(withCut, 220_01).features().get(Feature.AMOUNT_ABOVE_CUT)).isEqualTo(1);
        assertThat(verdict(withCut, 220_00).features().get(Feature.AMOUNT_ABOVE_CUT)).isZero();
    }

    @Test
    void shouldRefuseThresholdsInTheWrongOrder() {
        for (double[] wrong :
                new double[][] {{0, .5, .9}, {.6, .5, .9}, {.2, .95, .9}, {.2, .5, 1.1}}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new ModelSettings(wrong[0], wrong[1], wrong[2], 3));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ModelSettings(Double.NaN, .5, .9, 3));
        assertThatIllegalArgumentException().isThrownBy(() -> new ModelSettings(.2, .5, .9, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new ModelSettings(.2, .5, .9, 13));
    }

    private static Decision decision(double probability) {
        return verdict(RandomModels.stump("m-1", 100_00, probability, 0.01), 100_00).decision();
    }

    private static Verdict verdict(FraudModel model, long amountMinor) {
        return scorer(ModelInForce.of(model))
                .score(CardHistory.EMPTY, transaction("a").of(amountMinor).build())
                .verdict();
    }

    private static FraudScorer scorer(ModelInForce model, RuleDefinition... others) {
        ScorerSettings defaults = ScorerSettings.defaults();
        ScorerSettings settings =
                new ScorerSettings(
                        defaults.history(),
                        defaults.features(),
                        defaults.rates(),
                        defaults.rules(),
                        MODEL);
        RuleSet rules = RuleSet.of(settings, List.of(others), null);
        return new FraudScorer(
                settings,
                () -> rules,
                RuleGuard.withoutClock(),
                EntityRiskSource.NONE,
                () -> model);
    }
}
