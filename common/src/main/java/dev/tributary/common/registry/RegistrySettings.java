package dev.tributary.common.registry;

import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;
import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

import javax.net.ssl.SSLContext;

/**
 * What a configuration map says about the registry. Every name is the customary one; all but the
 * address may also be written with {@code schema.registry.} before them, the {@code ssl.} ones must
 * be, because without it they are the broker's.
 */
record RegistrySettings(
        List<Endpoint> endpoints,
        Duration connectTimeout,
        Duration requestTimeout,
        Backoff backoff,
        @Nullable SSLContext tls) {

    private static final String PREFIX = "schema.registry.";
    private static final String URL = PREFIX + "url";
    private static final String BASIC_SOURCE = "basic.auth.credentials.source";
    private static final String BASIC_USER_INFO = "basic.auth.user.info";
    private static final String BEARER_SOURCE = "bearer.auth.credentials.source";
    private static final String BEARER_TOKEN = "bearer.auth.token";
    private static final String RETRIES = "max.retries";
    private static final String RETRY_WAIT = "retries.wait.ms";
    private static final String RETRY_WAIT_MAX = "retries.max.wait.ms";
    private static final String CONNECT_TIMEOUT = "http.connect.timeout.ms";
    private static final String READ_TIMEOUT = "http.read.timeout.ms";

    private static final ConfigDef DEFINITION =
            new ConfigDef()
                    .define(
                            URL,
                            ConfigDef.Type.LIST,
                            Importance.HIGH,
                            "Addresses, separated by commas.")
                    .define(BASIC_SOURCE, ConfigDef.Type.STRING, "URL", Importance.MEDIUM, "")
                    .define(
                            BASIC_USER_INFO,
                            ConfigDef.Type.PASSWORD,
                            "",
                            Importance.MEDIUM,
                            "user:password")
                    .define(
                            BEARER_SOURCE,
                            ConfigDef.Type.STRING,
                            "STATIC_TOKEN",
                            Importance.MEDIUM,
                            "")
                    .define(BEARER_TOKEN, ConfigDef.Type.PASSWORD, "", Importance.MEDIUM, "")
                    .define(
                            RETRIES,
                            ConfigDef.Type.INT,
                            3,
                            Range.between(0, 100),
                            Importance.LOW,
                            "")
                    .define(
                            RETRY_WAIT,
                            ConfigDef.Type.LONG,
                            100L,
                            Range.atLeast(0),
                            Importance.LOW,
                            "")
                    .define(
                            RETRY_WAIT_MAX,
                            ConfigDef.Type.LONG,
                            2_000L,
                            Range.atLeast(0),
                            Importance.LOW,
                            "")
                    .define(
                            CONNECT_TIMEOUT,
                            ConfigDef.Type.LONG,
                            2_000L,
                            Range.atLeast(1),
                            Importance.LOW,
                            "")
                    .define(
                            READ_TIMEOUT,
                            ConfigDef.Type.LONG,
                            5_000L,
                            Range.atLeast(1),
                            Importance.LOW,
                            "");

    /**
     * An address.
     *
     * @param base without user info and without a slash at its end; a path is kept
     * @param authorization value of the header of that name
     */
    record Endpoint(URI base, @Nullable String authorization) {
        URI resolve(String path) {
            return URI.create(base + path);
        }

        /** Without credentials. */
        @Override
        public String toString() {
            return base.toString();
        }
    }

    /**
     * @throws ConfigException where a setting is missing or wrong; never with credentials in it
     */
    static RegistrySettings of(Map<String, ?> configs) {
        Map<String, Object> named = new HashMap<>(configs);
        configs.forEach((name, value) -> {
            if (name.startsWith(PREFIX) && !name.equals(URL)) {
                named.put(name.substring(PREFIX.length()), value);
            }
        });
        Map<String, Object> parsed = DEFINITION.parse(named);
        String authorization = authorization(parsed);
        boolean fromUrl = text(parsed, BASIC_SOURCE).toUpperCase(Locale.ROOT).equals("URL");
        List<Endpoint> endpoints =
                urls(parsed).stream().map(url -> endpoint(url, authorization, fromUrl)).toList();
        if (endpoints.isEmpty()) {
            throw new ConfigException(URL + " holds no address");
        }
        return new RegistrySettings(
                endpoints,
                millis(parsed, CONNECT_TIMEOUT),
                millis(parsed, READ_TIMEOUT),
                new Backoff(
                        (Integer) Objects.requireNonNull(parsed.get(RETRIES)),
                        millis(parsed, RETRY_WAIT),
                        millis(parsed, RETRY_WAIT_MAX)),
                tls(configs));
    }

    private static Endpoint endpoint(String url, @Nullable String authorization, boolean fromUrl) {
        URI uri;
        try {
            uri = URI.create(url.strip());
        } catch (IllegalArgumentException e) {
            // The text may hold a password, and so may the cause's message.
            throw new ConfigException(URL + " holds an address that is not a URL");
        }
        boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
        if (!http || uri.getHost() == null || uri.getQuery() != null) {
            throw new ConfigException(
                    URL
                            + " takes http(s)://host[:port][/path], not scheme '%s', host '%s'"
                                    .formatted(uri.getScheme(), uri.getHost()));
        }
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        String path = uri.getRawPath().replaceAll("/+$", "");
        URI base = URI.create(uri.getScheme() + "://" + uri.getHost() + port + path);
        String userInfo = uri.getRawUserInfo();
        if (authorization == null && fromUrl && userInfo != null) {
            return new Endpoint(base, basic(decode(userInfo)));
        }
        return new Endpoint(base, authorization);
    }

    /** The header for all addresses; null where there is none or each address has its own. */
    private static @Nullable String authorization(Map<String, Object> parsed) {
        String userInfo = secret(parsed, BASIC_USER_INFO);
        String token = secret(parsed, BEARER_TOKEN);
        String basicSource = text(parsed, BASIC_SOURCE).toUpperCase(Locale.ROOT);
        String bearerSource = text(parsed, BEARER_SOURCE).toUpperCase(Locale.ROOT);
        boolean useBasic = basicSource.equals("USER_INFO");
        if (!useBasic && !basicSource.isEmpty() && !basicSource.equals("URL")) {
            throw new ConfigException(
                    BASIC_SOURCE + " knows USER_INFO and URL, not " + basicSource);
        }
        if (!bearerSource.isEmpty() && !bearerSource.equals("STATIC_TOKEN")) {
            throw new ConfigException(BEARER_SOURCE + " knows STATIC_TOKEN, not " + bearerSource);
        }
        if (useBasic && !token.isEmpty()) {
            throw new ConfigException(
                    "both basic and bearer credentials are given for the schema registry");
        }
        if (useBasic && userInfo.indexOf(':') < 1) {
            throw new ConfigException(BASIC_USER_INFO + " takes user:password");
        }
        if (useBasic) {
            return basic(userInfo);
        }
        return token.isEmpty() ? null : "Bearer " + token;
    }

    /** Kafka's own reader of key and trust stores: PEM, PKCS12 and JKS, encrypted keys included. */
    private static @Nullable SSLContext tls(Map<String, ?> configs) {
        Map<String, Object> named = new HashMap<>();
        configs.forEach((name, value) -> {
            if (name.startsWith(PREFIX + "ssl.")) {
                named.put(name.substring(PREFIX.length()), value);
            }
        });
        if (named.isEmpty()) {
            return null;
        }
        ConfigDef definition = new ConfigDef();
        SslConfigs.addClientSslSupport(definition);
        Map<String, Object> parsed = definition.parse(named);
        Object check = parsed.get(SslConfigs.SSL_ENDPOINT_IDENTIFICATION_ALGORITHM_CONFIG);
        if (!"https".equals(check)) {
            throw new ConfigException(
                    PREFIX
                            + SslConfigs.SSL_ENDPOINT_IDENTIFICATION_ALGORITHM_CONFIG
                            + ": the registry's host name is always checked");
        }
        try (DefaultSslEngineFactory factory = new DefaultSslEngineFactory()) {
            factory.configure(parsed);
            return factory.sslContext();
        }
    }

    private static List<String> urls(Map<String, Object> parsed) {
        List<?> urls = (List<?>) Objects.requireNonNull(parsed.get(URL));
        return urls.stream().map(Object::toString).filter(url -> !url.isBlank()).toList();
    }

    private static Duration millis(Map<String, Object> parsed, String name) {
        return Duration.ofMillis((Long) Objects.requireNonNull(parsed.get(name)));
    }

    private static String text(Map<String, Object> parsed, String name) {
        return (String) Objects.requireNonNull(parsed.get(name));
    }

    private static String secret(Map<String, Object> parsed, String name) {
        return ((Password) Objects.requireNonNull(parsed.get(name))).value();
    }

    private static String decode(String userInfo) {
        // A plus sign stands for itself here, unlike in a form.
        return URLDecoder.decode(userInfo.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static String basic(String userInfo) {
        byte[] bytes = userInfo.getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(bytes);
    }
}
