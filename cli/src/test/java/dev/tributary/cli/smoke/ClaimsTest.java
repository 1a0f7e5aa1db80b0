package dev.tributary.cli.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

class ClaimsTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Claims claims = new Claims(new PrintStream(bytes, true, StandardCharsets.UTF_8));

    @Test
    void shouldCountAndTellEachClaim() {
        assertThat(claims.that("one is one", () -> Claims.same("one", 1, 1))).isTrue();
        assertThat(claims.that("one is two", () -> Claims.same("one", 1, 2))).isFalse();

        assertThat(claims.held()).isEqualTo(1);
        assertThat(claims.failed()).isEqualTo(1);
        assertThat(shown())
                .contains("passed  one is one")
                .contains("FAILED  one is two")
                .contains("one is 1, not 2");
    }

    @Test
    void shouldTakeAnyFaultAsAFailedClaimAndGoOn() {
        claims.that(
                "the file is read",
                () -> {
                    throw new IOException("no such file");
                });
        claims.that("the next is tried", () -> {});

        assertThat(claims.failed()).isEqualTo(1);
        assertThat(claims.held()).isEqualTo(1);
        assertThat(shown()).contains("java.io.IOException: no such file");
    }

    private String shown() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
