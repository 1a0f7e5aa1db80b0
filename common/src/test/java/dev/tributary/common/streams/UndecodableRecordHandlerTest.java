package dev.tributary.common.streams;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler.Response;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler.Result;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.processor.TaskId;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Which faults are a record's own, and what becomes of it then. */
class UndecodableRecordHandlerTest {
    private static final byte[] KEY = "key".getBytes(StandardCharsets.UTF_8);
    private static final byte[] VALUE = "value".getBytes(StandardCharsets.UTF_8);

    private final UndecodableRecordHandler handler = new UndecodableRecordHandler();

    @Test
    void shouldParkARecordWhoseBytesAreNoValue() {
        handler.configure(Map.of("errors.dead.letter.queue.topic.name", "app.dead-letter.v1"));

        Response response = handle(new SerializationException("no magic byte"));

        assertThat(response.result()).isEqualTo(Result.RESUME);
        assertThat(response.deadLetterQueueRecords())
                .singleElement()
                .satisfies(parked -> {
                    assertThat(parked.topic()).isEqualTo("app.dead-letter.v1");
                    assertThat(parked.key()).isEqualTo(KEY);
                    assertThat(parked.value()).isEqualTo(VALUE);
                });
    }

    @Test
    void shouldFailAndParkNothingWhenTheFaultMayPass() {
        handler.configure(Map.of("errors.dead.letter.queue.topic.name", "app.dead-letter.v1"));

        Response response =
                handle(new SerializationException("wrapped", new AwayException("registry away")));

        assertThat(response.result()).isEqualTo(Result.FAIL);
        assertThat(response.deadLetterQueueRecords()).isEmpty();
    }

    private Response handle(Exception fault) {
        return handler.handleError(
                new Context(), new ConsumerRecord<>("topic", 0, 7, KEY, VALUE), fault);
    }

    private static final class AwayException extends RetriableException {
        AwayException(String message) {
            super(message);
        }
    }

    /** Where the record was; plain data. */
    private static final class Context implements ErrorHandlerContext {
        @Override
        public String topic() {
            return "topic";
        }

        @Override
        public int partition() {
            return 0;
        }

        @Override
        public long offset() {
            return 7;
        }

        @Override
        public Headers headers() {
            return new RecordHeaders();
        }

        @Override
        public String processorNodeId() {
            return "read";
        }

        @Override
        public TaskId taskId() {
            return new TaskId(0, 0);
        }

        @Override
        public long timestamp() {
            return 0;
        }

        @Override
        public byte[] sourceRawKey() {
            return KEY;
        }

        @Override
        public byte[] sourceRawValue() {
            return VALUE;
        }
    }
}
