package dev.tributary.local;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

class LocalRegistryIT {
    private static final String SCHEMA = "{\"schema\": \"\\\"string\\\"\"}";
    private static final String INCOMPATIBLE = "{\"schema\": \"\\\"long\\\"\"}";

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void shouldKeepSchemasAndTheirIdsWhenStoppedAndWhenKilled(@TempDir Path folder)
            throws Exception {
        try (LocalBroker broker =
                        new LocalBroker(LocalBroker.Settings.forTests(folder.resolve("broker")));
                LocalRegistry registry = new LocalRegistry(durable(broker, folder))) {
            broker.start();
            registry.start();
            String registered = register(registry, "kept-value", SCHEMA).body();

            assertThat(registry.stop()).as("it ended by itself").isTrue();
            registry.start();
            assertThat(register(registry, "kept-value", SCHEMA).body()).isEqualTo(registered);

            registry.kill();
            registry.start();
            assertThat(register(registry, "kept-value", SCHEMA).body()).isEqualTo(registered);

            try (Admin admin =
                    Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
                assertThat(admin.listTopics().names().get(10, TimeUnit.SECONDS))
                        .contains("kafkasql-journal");
            }
        }
    }

    @Test
    void shouldRefuseAnIncompatibleSchema(@TempDir Path folder) throws Exception {
        try (LocalRegistry registry = new LocalRegistry(LocalRegistry.Settings.forTests(folder))) {
            registry.start();

            assertThat(register(registry, "strict-value", SCHEMA).statusCode()).isEqualTo(200);
            assertThat(register(registry, "strict-value", INCOMPATIBLE).statusCode())
                    .isEqualTo(409);
        }
    }

    private static LocalRegistry.Settings durable(LocalBroker broker, Path folder) {
        var forgetful = LocalRegistry.Settings.forTests(folder.resolve("registry"));
        return new LocalRegistry.Settings(
                forgetful.folder(),
                forgetful.log(),
                forgetful.port(),
                forgetful.managementPort(),
                Optional.of(broker.bootstrapServers()),
                forgetful.heapMegabytes(),
                forgetful.jvmOptions(),
                forgetful.tied());
    }

    private HttpResponse<String> register(LocalRegistry registry, String subject, String schema)
            throws IOException, InterruptedException {
        URI url = URI.create("%s/subjects/%s/versions".formatted(registry.url(), subject));
        HttpRequest request =
                HttpRequest.newBuilder(url)
                        .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                        .POST(BodyPublishers.ofString(schema))
                        .build();
        return http.send(request, BodyHandlers.ofString());
    }
}
