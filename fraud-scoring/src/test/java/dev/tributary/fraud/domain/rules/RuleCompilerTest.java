package dev.tributary.fraud.domain.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.tributary.fraud.domain.Feature;
import dev.tributary.fraud.domain.FeatureVector;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/** What the language of rules means, and what it refuses. */
class RuleCompilerTest {
    /** cardCount1m is 5, amountMinor 1000, travelKm 2.5, the device is known; all else absent. */
    private static final FeatureVector SEEN =
            FeatureVector.of(
                    new EnumMap<>(
                            Map.of(
                                    Feature.CARD_COUNT_1M, 5.0,
                                    Feature.AMOUNT_MINOR, 1000.0,
                                    Feature.TRAVEL_KM, 2.5,
                                    Feature.DEVICE_KNOWN, 1.0)));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cardCount1m > 4",
                "cardCount1m >= 5",
                "cardCount1m <= 5",
                "cardCount1m < 6",
                "cardCount1m == 5",
                "cardCount1m != 4",
                "5 <= cardCount1m",
                "6 > cardCount1m",
                "cardCount1m > 4.5",
                "cardCount1m in [1, 5, 9]",
                "!(cardCount1m in [1, 2.5])",
                "cardCount1m in [amountMinor / 200, 1]",
                "cardCount1m in [otherDevices, 5]",
                "cardCount1m > 1 + 3",
                "cardCount1m > -(-4)",
                "cardCount1m * 200 == amountMinor",
                "amountMinor / cardCount1m >= 200 && amountMinor - cardCount1m < 996",
                "deviceKnown",
                "!!deviceKnown",
                "deviceKnown == true",
                "deviceKnown != (travelKm > 3)",
                "deviceKnown ? cardCount1m == 5 : cardCount1m == 6",
                "(deviceKnown ? 5 : 6) == cardCount1m",
                "(travelKm > 3 ? 5 : 6) == cardCount1m + 1",
                "!(cardCount1m > 5 || amountMinor < 1000)",
                "!(cardCount1m > 5 && otherDevices > 1)",
                "cardCount1m > 4 || otherDevices > 1",
                "present(travelKm) && !present(travelMinutes)",
                "!present(travelMinutes) || travelMinutes > 3",
                "// why\n cardCount1m\n>\n4",
                "-travelKm < -0x2",
            })
    void shouldHold(String expression) {
        assertThat(holds(expression)).isTrue();
        assertThat(holds("!(" + expression + ")")).isFalse();
    }

    /** What is not known makes no rule speak, and neither does its opposite. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "otherDevices > 1",
                "otherDevices < 1",
                "otherDevices >= 1",
                "otherDevices <= 1",
                "otherDevices == 1",
                "otherDevices != 1",
                "1 != otherDevices",
                "otherDevices == otherDevices",
                "otherDevices in [1, 2]",
                "otherDevices * 0 == 0",
                "amountMinor / (cardCount1m - 5) > 0",
                "(cardCount1m - 5) / (cardCount1m - 5) == 1",
                "cardCount1m > 4 && otherDevices > 1",
                "cardCount1m > 5 || otherDevices > 1",
                "(otherDevices > 1 ? 5 : 5) == cardCount1m",
                "otherDevices > 1 ? deviceKnown : deviceKnown",
                "(otherDevices > 1) == deviceKnown",
            })
    void shouldBeSilentEitherWayWhenNotKnown(String expression) {
        assertThat(holds(expression)).isFalse();
        assertThat(holds("!(" + expression + ")")).isFalse();
    }

    @Test
    void shouldTakeAnAbsentFlagForNotKnown() {
        FeatureVector nothing = FeatureVector.of(Map.of());

        assertThat(compiled("deviceKnown").holds(nothing)).isFalse();
        assertThat(compiled("!deviceKnown").holds(nothing)).isFalse();
        assertThat(compiled("!present(deviceKnown)").holds(nothing)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"-0.0, true", "0.0, true", "4.9E-324, false", "-4.9E-324, false"})
    void shouldKnowOneZero(double value, boolean equal) {
        FeatureVector vector = FeatureVector.of(Map.of(Feature.TRAVEL_KM, value));

        assertThat(compiled("travelKm == 0").holds(vector)).isEqualTo(equal);
        assertThat(compiled("travelKm == -0.0").holds(vector)).isEqualTo(equal);
        assertThat(compiled("travelKm <= -0.0 && travelKm >= 0").holds(vector)).isEqualTo(equal);
        assertThat(compiled("travelKm > 0 || travelKm < 0").holds(vector)).isEqualTo(!equal);
    }

    @Test
    void shouldNameFeaturesInOrder() {
        assertThat(
                        compiled("travelKm > 1 && (present(deviceKnown) || amountMinor < travelKm)")
                                .features())
                .containsExactly(Feature.TRAVEL_KM, Feature.DEVICE_KNOWN, Feature.AMOUNT_MINOR);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    cardCount1 > 5 | 1 | 1 | there is no feature 'cardCount1'; did you mean 'cardCount1m'?
                    travelKm > 1 && CardCount5M > 5 | 1 | 17 | there is no feature 'CardCount5M'; did you mean 'cardCount5m'?
                    zebra > 5 | 1 | 1 | there is no feature 'zebra'
                    deviceKnown > 3 | 1 | 13 | found no matching overload for '>' applied to '(bool, double)' (candidates: (double, double))
                    travelKm | 1 | 1 | expected type 'bool' but found 'double'
                    travelKm && deviceKnown | 1 | 10 | found no matching overload for '&&' applied to '(double, bool)' (candidates: (bool, bool))
                    travelKm in [true] | 1 | 10 | found no matching overload for 'in' applied to '(double, list(bool))' (candidates: (double, list(double)))
                    travelKm > 1u | 1 | 12 | write the number without 'u'
                    travelKm > 9007199254740993 | 1 | 12 | 9007199254740993 is beyond 9007199254740992; write it as a decimal
                    travelKm > 1e400 | 1 | 12 | the number is too large
                    travelKm / 0 > 1 | 1 | 10 | division by zero
                    travelKm > 1 / (2 - 2) | 1 | 14 | division by zero
                    travelKm > 1e300 * 1e300 | 1 | 18 | the result is no finite number
                    travelKm % 2 == 0 | 1 | 10 | rules know no '%'
                    [1, 2].exists(i, i > 1) | 1 | 14 | rules know no 'exists'
                    [1, 2] == [1, 2] | 1 | 1 | a list only stands to the right of 'in'
                    has(travelKm.x) | 1 | 4 | rules know no 'has'
                    travelKm.matches('(a+)+$') | 1 | 17 | rules know no 'matches'
                    'a' == 'b' | 1 | 1 | rules know no text
                    travelKm == null | 1 | 13 | rules know no null; use present(feature) or !present(...)
                    travelKm.x > 1 | 1 | 9 | '.x': nothing has parts
                    {1: 2} == {1: 2} | 1 | 1 | rules know no maps
                    present(travelKm + 1) | 1 | 8 | present(...) takes the name of a feature
                    travelKm.present() | 1 | 17 | rules know no 'present'
                    travelKm > 1 && travelKm < 1 | 1 | 1 | it can never hold
                    travelKm in [] | 1 | 1 | it can never hold
                    1 < 2 | 1 | 1 | it holds for every transaction
                    """)
    void shouldSayWhereAndWhyItRefuses(String expression, int line, int column, String reason) {
        RuleFault fault = refused(expression).getFirst();

        assertThat(fault.reason()).isEqualTo(reason);
        assertThat(fault.line()).isEqualTo(line);
        assertThat(fault.column()).isEqualTo(column);
    }

    @Test
    void shouldCountLinesAndTellAllFaultsInOrder() {
        List<RuleFault> faults = refused("travelKn > 1 &&\n  amount.x > 2");

        assertThat(faults).extracting(RuleFault::line).containsExactly(1, 2);
        assertThat(faults).extracting(RuleFault::column).containsExactly(1, 9);
        assertThat(faults.getFirst().nearest()).isEqualTo("travelKm");
        assertThat(faults.getFirst()).hasToString("1:1: " + faults.getFirst().reason());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "travelKm >",
                "travelKm > 5 and deviceKnown",
                "(",
                "\0",
                "é",
                "\ud800"
            })
    void shouldRefuseWhatIsNoCel(String expression) {
        assertThat(refused(expression)).isNotEmpty().allMatch(fault -> fault.column() >= 1);
    }

    static Stream<String> bombs() {
        int most = RuleDefinition.MAX_EXPRESSION_LENGTH;
        return Stream.of(
                "(".repeat(10_000) + "deviceKnown" + ")".repeat(10_000),
                "(".repeat(500) + "deviceKnown" + ")".repeat(500),
                "(".repeat(most),
                "!(".repeat(600) + "deviceKnown" + ")".repeat(600),
                "[".repeat(most / 2) + "]".repeat(most / 2),
                "{".repeat(most),
                "-(".repeat(600) + "1" + ")".repeat(600) + " > travelKm",
                "1" + "+1".repeat(900) + " > travelKm",
                "deviceKnown" + "?true:deviceKnown".repeat(100),
                "deviceKnown" + "==deviceKnown".repeat(30),
                "true" + ".x".repeat(900),
                "true" + "[0]".repeat(600),
                "f(".repeat(900) + ")".repeat(900),
                "x>1;".repeat(400),
                "'" + "a".repeat(most - 2) + "'",
                "'" + "a".repeat(1 << 20) + "' == 'b'",
                "a".repeat(most),
                "[1].map(a, [1].map(b, [1].map(c, [1].map(d, [1].map(e, true)))))",
                "'aaaaaaaaaaaaaaaaaaaaaaaaaaaa'.matches('(a*)*b')");
    }

    /** On a stack of 256 kB, a quarter of what a thread usually has. */
    @ParameterizedTest
    @MethodSource("bombs")
    void shouldRefuseWithinASmallStackAndSoon(String bomb) throws InterruptedException {
        AtomicReference<Object> outcome = new AtomicReference<>();
        Thread thread =
                new Thread(
                        null,
                        () -> {
                            try {
                                outcome.set(RuleCompiler.compile(bomb));
                            } catch (Throwable thrown) {
                                outcome.set(thrown);
                            }
                        },
                        "small-stack",
                        256 << 10);
        thread.start();
        assertThat(thread.join(Duration.ofSeconds(10))).isTrue();

        assertThat(outcome.get()).isInstanceOf(Compilation.Refused.class);
        assertThat(((Compilation.Refused) outcome.get()).faults())
                .hasSizeBetween(1, RuleCompiler.MAX_FAULTS)
                .allMatch(fault -> fault.reason().length() < 400);
    }

    @Test
    void shouldSayThatItIsTooLongOrTooDeep() {
        int most = RuleDefinition.MAX_EXPRESSION_LENGTH;
        String atLimit = "deviceKnown" + " ".repeat(most - 11);

        assertThat(compiled(atLimit)).isNotNull();
        assertThat(refused(atLimit + " "))
                .extracting(RuleFault::reason)
                .containsExactly("the expression has 2001 characters, more than 2000");
        assertThat(compiled("(".repeat(20) + "deviceKnown" + ")".repeat(20))).isNotNull();
        assertThat(refused("(".repeat(100) + "deviceKnown" + ")".repeat(100)))
                .extracting(RuleFault::reason)
                .containsExactly("nested deeper than 50");
    }

    /** Every list of this length needs more terms than are kept, so it is evaluated instead. */
    @Test
    void shouldStillHoldWhatIsTooMuchForTheIndex() {
        StringBuilder list = new StringBuilder("0");
        for (int i = 1; i < 200; i++) {
            list.append(", ").append(i);
        }
        RuleExpression expression =
                compiled("cardCount1m in [" + list + "] && amountMinor >= 1000");

        assertThat(expression.terms()).hasSize(1);
        assertThat(expression.terms().getFirst().bounds()).hasSize(1);
        assertThat(expression.holds(SEEN)).isTrue();
    }

    @Test
    void shouldReadAPlainPathAsCelReadsIt() {
        long seed = 20261129;
        Random random = new Random(seed);
        String[] names = {
            "travelKm", "amountMinor", "deviceKnown", "!deviceKnown", "zebra", "true"
        };
        String[] comparators = {" > ", " >= ", " < ", " <= ", " == ", " != ", ">", " = "};
        String[] numbers = {
            "5",
            "-5",
            "0",
            "-0",
            "0.0",
            "-0.0",
            "0.1",
            "2.5",
            "007",
            "1e3",
            "5u",
            "999999999999999",
            "-999999999999999.123456789012345",
            "9007199254740993",
            ".5",
            "5.",
            "+5"
        };
        int plain = 0;
        for (int round = 0; round < 5_000; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(4); i >= 0; i--) {
                text.append(names[random.nextInt(names.length)]);
                if (random.nextInt(3) != 0) {
                    text.append(comparators[random.nextInt(comparators.length)])
                            .append(numbers[random.nextInt(numbers.length)]);
                }
                text.append(i == 0 ? "" : random.nextInt(20) == 0 ? "  &&\n" : " && ");
            }
            if (PlainPath.of(text.toString()) != null) {
                plain++;
                assertThat(RuleCompiler.compile(text.toString()))
                        .as("seed %d: %s", seed, text)
                        .usingRecursiveComparison()
                        .isEqualTo(RuleCompiler.compileByCel(text.toString()));
            }
        }
        assertThat(plain).as("seed %d", seed).isGreaterThan(300);
    }

    @Test
    void shouldSurviveAnyText() {
        long seed = 20261128;
        Random random = new Random(seed);
        String[] words = {
            "travelKm",
            "deviceKnown",
            "present",
            "(",
            ")",
            "[",
            "]",
            ",",
            "in",
            "&&",
            "||",
            "!",
            "?",
            ":",
            "+",
            "-",
            "*",
            "/",
            "==",
            "<",
            ">",
            "1",
            "0",
            "2.5",
            "true",
            "'x'",
            ".",
            "{",
            "}",
            " "
        };
        for (int round = 0; round < 3_000; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(25); i >= 0; i--) {
                text.append(words[random.nextInt(words.length)]).append(' ');
            }
            assertThatCode(() -> RuleCompiler.compile(text.toString()))
                    .as("seed %d: %s", seed, text)
                    .doesNotThrowAnyException();
        }
    }

    private static boolean holds(String expression) {
        return compiled(expression).holds(SEEN);
    }

    private static RuleExpression compiled(String expression) {
        return switch (RuleCompiler.compile(expression)) {
            case Compilation.Compiled(RuleExpression compiled) -> compiled;
            case Compilation.Refused(List<RuleFault> faults) ->
                    throw new AssertionError(expression + ": " + faults);
        };
    }

    private static List<RuleFault> refused(String expression) {
        return switch (RuleCompiler.compile(expression)) {
            case Compilation.Compiled _ -> throw new AssertionError(expression + " was taken");
            case Compilation.Refused(List<RuleFault> faults) -> faults;
        };
    }
}
