package dev.tributary.cli.customer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.schemas.ingest.Erasure;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

class MentionTest {
    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] record(String customer) throws IOException {
        return new Erasure(customer, Instant.EPOCH).toByteBuffer().array();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 31, 32, 63, 64})
    void shouldFindAWholeStringOfAnyLengthAndNoPartOfOne(int length) throws IOException {
        String id = "ü" + "x".repeat(length - 1);

        assertThat(new Mention(id).isInValue(record(id))).isTrue();
        assertThat(new Mention(id).isInValue(record(id + "0"))).isFalse();
        assertThat(new Mention(id + "0").isInValue(record(id))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "u-1, true",
        "s@u-1, true",
        "u-1@7, true",
        "u-10, false",
        "cu-1, false",
        "u, false"
    })
    void shouldFindAnIdentifierInAKeyWhereItStandsAlone(String key, boolean found) {
        assertThat(new Mention("u-1").isInKey(bytes(key))).isEqualTo(found);
    }

    @ParameterizedTest
    @ValueSource(strings = {"s\0u-1", "u-1\0i", "u-10\0u-1"})
    void shouldFindAnIdentifierInAKeyOfSeveral(String key) {
        assertThat(new Mention("u-1").isInKey(bytes(key))).isTrue();
    }
}
