package dev.tributary.common.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** TLS with keys made by the JDK's keytool, in every form that they may be given in. */
class SchemaRegistryTlsTest {
    private static final String PASSWORD = "chan6eit";

    @TempDir private static Path folder;

    @BeforeAll
    static void makeCertificates() throws Exception {
        makeKey("server");
        makeKey("client");
        for (String type : List.of("PKCS12", "JKS")) {
            trust("server", type);
            trust("client", type);
        }
        copyKeyAsJks("client");
        Files.writeString(folder.resolve("server-trust.pem"), certificate("server"));
        Files.writeString(
                folder.resolve("client.pem"), privateKey("client") + certificate("client"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PKCS12", "JKS", "PEM"})
    void shouldTalkWhenBothSidesKnowEachOther(String type) throws Exception {
        try (InMemoryRegistry registry = new InMemoryRegistry(1, serverContext(), true);
                SchemaRegistryClient client = client(registry, stores(type))) {
            assertThat(client.versions("s")).isEmpty();
        }
    }

    @Test
    void shouldBeRefusedWhenTheClientHasNoCertificate() throws Exception {
        Map<String, Object> trustOnly = new HashMap<>(stores("PKCS12"));
        trustOnly.keySet().removeIf(name -> name.contains("keystore"));

        try (InMemoryRegistry registry = new InMemoryRegistry(1, serverContext(), true);
                SchemaRegistryClient client = client(registry, trustOnly)) {
            assertThatExceptionOfType(SchemaRegistryUnavailableException.class)
                    .isThrownBy(() -> client.versions("s"));
        }
    }

    @Test
    void shouldRefuseServerThatItDoesNotKnow() throws Exception {
        try (InMemoryRegistry registry = new InMemoryRegistry(1, serverContext(), false);
                SchemaRegistryClient client = client(registry, Map.of())) {
            assertThatExceptionOfType(SchemaRegistryUnavailableException.class)
                    .isThrownBy(() -> client.versions("s"))
                    .withMessageContaining("SSLHandshakeException");
        }
    }

    @Test
    void shouldRefuseServerWhoseCertificateIsForAnotherHost() throws Exception {
        try (InMemoryRegistry registry = new InMemoryRegistry(1, serverContext(), false)) {
            Map<String, Object> configs = new HashMap<>(stores("PKCS12"));
            configs.put("schema.registry.url", registry.url().replace("localhost", "127.0.0.1"));
            configs.put("max.retries", 0);
            try (SchemaRegistryClient client = SchemaRegistryClient.of(configs)) {
                assertThatExceptionOfType(SchemaRegistryUnavailableException.class)
                        .isThrownBy(() -> client.versions("s"))
                        .withMessageContaining("127.0.0.1");
            }
        }
    }

    private static SchemaRegistryClient client(InMemoryRegistry registry, Map<String, ?> stores) {
        Map<String, Object> configs = new HashMap<>(registry.configs());
        configs.putAll(stores);
        return SchemaRegistryClient.of(configs);
    }

    private static Map<String, Object> stores(String type) {
        String end = type.equals("PEM") ? "pem" : type;
        Map<String, Object> stores = new HashMap<>();
        stores.put("schema.registry.ssl.truststore.type", type);
        stores.put("schema.registry.ssl.truststore.location", path("server-trust." + end));
        stores.put("schema.registry.ssl.keystore.type", type);
        stores.put("schema.registry.ssl.keystore.location", path("client." + end));
        if (!type.equals("PEM")) {
            stores.put("schema.registry.ssl.truststore.password", PASSWORD);
            stores.put("schema.registry.ssl.keystore.password", PASSWORD);
            stores.put("schema.registry.ssl.key.password", PASSWORD);
        }
        return stores;
    }

    private static SSLContext serverContext() throws GeneralSecurityException, IOException {
        KeyManagerFactory keys =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store("server.PKCS12"), PASSWORD.toCharArray());
        TrustManagerFactory trust =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store("client-trust.PKCS12"));
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    private static void makeKey(String name) throws Exception {
        List<String> command =
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                        "-genkeypair",
                        "-alias",
                        name,
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "SAN=dns:localhost",
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        path(name + ".PKCS12"),
                        "-storepass",
                        PASSWORD);
        Path log = folder.resolve("keytool.log");
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(log)).isZero();
    }

    private static void trust(String name, String type)
            throws GeneralSecurityException, IOException {
        KeyStore trust = KeyStore.getInstance(type);
        trust.load(null, null);
        trust.setCertificateEntry(name, store(name + ".PKCS12").getCertificate(name));
        save(trust, name + "-trust." + type);
    }

    private static void copyKeyAsJks(String name) throws GeneralSecurityException, IOException {
        KeyStore from = store(name + ".PKCS12");
        KeyStore to = KeyStore.getInstance("JKS");
        to.load(null, null);
        char[] password = PASSWORD.toCharArray();
        to.setKeyEntry(name, from.getKey(name, password), password, from.getCertificateChain(name));
        save(to, name + ".JKS");
    }

    private static void save(KeyStore store, String file)
            throws GeneralSecurityException, IOException {
        try (OutputStream bytes = Files.newOutputStream(folder.resolve(file))) {
            store.store(bytes, PASSWORD.toCharArray());
        }
    }

    private static String certificate(String name) throws GeneralSecurityException, IOException {
        return pem("CERTIFICATE", store(name + ".PKCS12").getCertificate(name).getEncoded());
    }

    private static String privateKey(String name) throws GeneralSecurityException, IOException {
        return pem(
                "PRIVATE KEY",
                store(name + ".PKCS12").getKey(name, PASSWORD.toCharArray()).getEncoded());
    }

    private static String pem(String kind, byte[] bytes) {
        return "-----BEGIN %s-----%n%s%n-----END %s-----%n"
                .formatted(kind, Base64.getMimeEncoder().encodeToString(bytes), kind);
    }

    private static KeyStore store(String file) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream bytes = Files.newInputStream(folder.resolve(file))) {
            store.load(bytes, PASSWORD.toCharArray());
        }
        return store;
    }

    private static String path(String file) {
        return folder.resolve(file).toString();
    }
}
