package dev.tributary.common.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tributary.common.registry.RegistrySettings.Endpoint;

import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

class RegistrySettingsTest {
    private static final String SECRET = "s3cr:t+%";

    @Test
    void shouldHaveItsDocumentedDefaults() {
        RegistrySettings settings =
                RegistrySettings.of(Map.of("schema.registry.url", "http://registry:8081"));

        assertThat(settings)
                .isEqualTo(
                        new RegistrySettings(
                                List.of(new Endpoint(URI.create("http://registry:8081"), null)),
                                Duration.ofSeconds(2),
                                Duration.ofSeconds(5),
                                new Backoff(3, Duration.ofMillis(100), Duration.ofSeconds(2)),
                                null));
    }

    @Test
    void shouldTakeEverySettingUnderItsName() {
        RegistrySettings settings =
                RegistrySettings.of(
                        Map.of(
                                "schema.registry.url",
                                "https://a/apis/ccompat/v7/, http://b:8081",
                                "basic.auth.credentials.source",
                                "USER_INFO",
                                "basic.auth.user.info",
                                new Password("u:" + SECRET),
                                "max.retries",
                                "7",
                                "schema.registry.retries.wait.ms",
                                1,
                                "retries.max.wait.ms",
                                2,
                                "http.connect.timeout.ms",
                                3,
                                "http.read.timeout.ms",
                                "4"));

        String basic = "Basic dTpzM2NyOnQrJQ==";
        assertThat(settings)
                .isEqualTo(
                        new RegistrySettings(
                                List.of(
                                        new Endpoint(
                                                URI.create("https://a/apis/ccompat/v7"), basic),
                                        new Endpoint(URI.create("http://b:8081"), basic)),
                                Duration.ofMillis(3),
                                Duration.ofMillis(4),
                                new Backoff(7, Duration.ofMillis(1), Duration.ofMillis(2)),
                                null));
    }

    @Test
    void shouldTakeCredentialsOfEachAddressWhenTheyStandInIt() {
        RegistrySettings settings =
                RegistrySettings.of(
                        Map.of("schema.registry.url", "http://u:s3cr%3At+%25@a:1/x,http://b:2"));

        assertThat(settings.endpoints())
                .containsExactly(
                        new Endpoint(URI.create("http://a:1/x"), "Basic dTpzM2NyOnQrJQ=="),
                        new Endpoint(URI.create("http://b:2"), null));
        assertThat(settings.endpoints().getFirst()).hasToString("http://a:1/x");
    }

    @Test
    void shouldTakeBearerToken() {
        RegistrySettings settings =
                RegistrySettings.of(
                        Map.of(
                                "schema.registry.url",
                                "http://a:1",
                                "bearer.auth.credentials.source",
                                "STATIC_TOKEN",
                                "bearer.auth.token",
                                "abc"));

        assertThat(settings.endpoints().getFirst().authorization()).isEqualTo("Bearer abc");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http://a:1 | basic.auth.credentials.source | SASL_INHERIT | knows USER_INFO and URL",
                "http://a:1 | basic.auth.credentials.source | USER_INFO | takes user:password",
                "http://a:1 | bearer.auth.credentials.source | OAUTHBEARER | knows STATIC_TOKEN",
                "http://a:1 | schema.registry.ssl.endpoint.identification.algorithm | none | always checked",
                "http://a:1 | max.retries | 101 | max.retries",
                "http://a:1 | http.read.timeout.ms | 0 | http.read.timeout.ms",
                "a:1 | x | y | http(s)://host",
                "ftp://a | x | y | http(s)://host",
                "http:/a | x | y | http(s)://host",
                "http://u:s3cr:t+% @a | x | y | not a URL",
                "http://a?x=y | x | y | http(s)://host",
                "' , ' | x | y | holds no address",
            })
    void shouldRefuseWhatItCannotDoWhenSettingIsWrong(
            String url, String name, String value, String reason) {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(
                        () -> RegistrySettings.of(Map.of("schema.registry.url", url, name, value)))
                .withMessageContaining(reason)
                .satisfies(e -> assertThat(e).hasMessageNotContaining("s3cr"));
    }

    @Test
    void shouldRefuseBothKindsOfCredentials() {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() ->
                        RegistrySettings.of(
                                Map.of(
                                        "schema.registry.url",
                                        "http://a:1",
                                        "basic.auth.credentials.source",
                                        "USER_INFO",
                                        "basic.auth.user.info",
                                        "u:" + SECRET,
                                        "bearer.auth.token",
                                        "abc")))
                .withMessageContaining("both basic and bearer");
    }

    @Test
    void shouldRefuseMissingAddress() {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> RegistrySettings.of(Map.of()))
                .withMessageContaining("schema.registry.url");
    }
}
