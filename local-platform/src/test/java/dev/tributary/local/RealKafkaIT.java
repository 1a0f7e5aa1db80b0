package dev.tributary.local;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.TimeUnit;

@ExtendWith(RealKafkaExtension.class)
class RealKafkaIT {
    @Test
    void shouldHaveTheTopicsOfTheSuiteWhenATestStarts(RealKafka kafka) throws Exception {
        try (Admin admin = kafka.admin()) {
            assertThat(admin.listTopics().names().get(10, TimeUnit.SECONDS))
                    .contains("ingest.transactions.v1", "fraud.verdicts.v1");
        }
    }

    @Test
    void shouldBeOneForAllTests(RealKafka kafka) {
        assertThat(kafka).isSameAs(RealKafka.shared());
    }

    @Test
    void shouldServeTheRegistryWhenItIsFirstAskedFor(RealKafka kafka)
            throws IOException, InterruptedException {
        URI subjects = URI.create(kafka.registryUrl() + "/subjects");
        try (HttpClient http = HttpClient.newHttpClient()) {
            var answer =
                    http.send(HttpRequest.newBuilder(subjects).build(), BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("[]");
        }
    }
}
