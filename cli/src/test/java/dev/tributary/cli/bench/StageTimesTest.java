package dev.tributary.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tributary.cli.bench.StageTimes.Stage;

import org.junit.jupiter.api.Test;

import java.net.URI;
import java.net.http.HttpClient;
import java.util.List;

class StageTimesTest {
    private static final String BEFORE =
            """
            # HELP tributary_ingest_stage_seconds Time of a request by stage
            # TYPE tributary_ingest_stage_seconds summary
            tributary_ingest_stage_seconds_count{application="ingest",stage="accept"} 100
            tributary_ingest_stage_seconds_sum{application="ingest",stage="accept"} 0.02
            tributary_ingest_stage_seconds_max{application="ingest",stage="accept"} 0.9
            http_server_requests_seconds_sum{stage="accept"} 77
            """;

    private static final String AFTER =
            """
            tributary_ingest_stage_seconds_count{application="ingest",stage="accept"} 300
            tributary_ingest_stage_seconds_sum{application="ingest",stage="accept"} 0.06
            tributary_fraud_stage_seconds_count{stage="commit",thread="1"} 10.0
            tributary_fraud_stage_seconds_sum{stage="commit",thread="1"} 1.0E-2
            tributary_fraud_stage_seconds_count{stage="commit",thread="2"} 30.0
            tributary_fraud_stage_seconds_sum{stage="commit",thread="2"} 3.0E-2
            tributary_fraud_stage_seconds_count{stage="process"} 0
            tributary_fraud_stage_seconds_sum{stage="process"} 0
            """;

    @Test
    void shouldTellTheMeanOfEachStageWhenTimersMovedOn() {
        List<Stage> stages = StageTimes.parse(AFTER).since(StageTimes.parse(BEFORE));

        assertThat(stages)
                .extracting(Stage::stage)
                .containsExactly("tributary_fraud commit", "tributary_ingest accept");
        assertThat(stages).extracting(Stage::count).containsExactly(40L, 200L);
        assertThat(stages.get(0).meanMillis()).isCloseTo(1.0, within(1e-9));
        assertThat(stages.get(1).meanMillis()).isCloseTo(0.2, within(1e-9));
    }

    @Test
    void shouldTellNothingWhenNoServiceAnswers() throws InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            assertThat(StageTimes.scrape(http, List.of(URI.create("http://127.0.0.1:1"))).sums())
                    .isEmpty();
        }
    }
}
