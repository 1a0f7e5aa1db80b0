package dev.tributary.common.streams;

import dev.tributary.common.serde.RegistryRefusedException;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.LogAndContinueExceptionHandler;

/**
 * Parks a record whose bytes cannot be read in the dead letter topic and goes on, in the same
 * transaction. A schema that cannot be fetched, because the registry is away or refuses us, is no
 * fault of the record: the thread fails, the {@link StreamsFailurePolicy} replaces it, and the
 * record is read again. Otherwise an outage or a wrong password would send a whole topic to the
 * dead letters.
 */
public final class UndecodableRecordHandler extends LogAndContinueExceptionHandler {
    @Override
    public Response handleError(
            ErrorHandlerContext context,
            ConsumerRecord<byte[], byte[]> record,
            Exception exception) {
        return isNotTheRecords(exception)
                ? Response.fail()
                : super.handleError(context, record, exception);
    }

    private static boolean isNotTheRecords(Throwable fault) {
        return Causes.passing(fault)
                || Causes.any(fault, cause -> cause instanceof RegistryRefusedException);
    }
}
