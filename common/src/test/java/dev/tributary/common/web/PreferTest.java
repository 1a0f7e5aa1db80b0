package dev.tributary.common.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;

class PreferTest {
    private static final Duration STANDARD = Duration.ofSeconds(1);
    private static final Duration MAX = Duration.ofSeconds(30);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "respond-async              | true  | PT0S",
                "Respond-Async; x=1         | true  | PT0S",
                "wait=5                     | false | PT5S",
                "wait = \"5\"               | false | PT5S",
                "WAIT=0                     | false | PT0S",
                "wait=31                    | false | PT30S",
                "respond-async, wait=10     | true  | PT10S",
                "wait=2, wait=9             | false | PT2S",
                "wait=-1                    | false | PT1S",
                "wait=1.5                   | false | PT1S",
                "wait=99999999999999999999  | false | PT1S",
                "wait                       | false | PT1S",
                "waiter=5                   | false | PT1S",
                "return=minimal,,;          | false | PT1S",
                "''                         | false | PT1S",
            })
    void shouldUnderstandOrIgnoreWhenHeaderSays(
            String header, boolean respondAsync, Duration waiting) {
        Prefer prefer = prefer(header);
        assertThat(prefer.respondAsync()).isEqualTo(respondAsync);
        assertThat(prefer.waitOr(STANDARD, MAX)).isEqualTo(waiting);
    }

    @Test
    void shouldTakeAllFieldsTogetherWhenHeaderIsRepeated() {
        assertThat(prefer("respond-async", "wait=3"))
                .isEqualTo(new Prefer(true, Duration.ofSeconds(3)));
        assertThat(Prefer.of(null)).isEqualTo(Prefer.NOTHING);
    }

    private static Prefer prefer(String... headers) {
        return Prefer.of(Collections.enumeration(Arrays.asList(headers)));
    }
}
