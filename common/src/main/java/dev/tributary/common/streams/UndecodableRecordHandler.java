package dev.tributary.common.streams;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.LogAndContinueExceptionHandler;

/**
 * Parks a record whose bytes cannot be read in the dead letter topic and goes on, in the same
 * transaction. A passing fault, such as a schema that cannot be fetched because the registry is
 * away, is no fault of the record: the thread fails, the {@link StreamsFailurePolicy} replaces it,
 * and the record is read again.
 */
public final class UndecodableRecordHandler extends LogAndContinueExceptionHandler {
    /** How deep a chain of causes is followed. */
    private static final int CAUSES_MAX = 16;

    @Override
    public Response handleError(
            ErrorHandlerContext context,
            ConsumerRecord<byte[], byte[]> record,
            Exception exception) {
        return isTransient(exception)
                ? Response.fail()
                : super.handleError(context, record, exception);
    }

    private static boolean isTransient(Throwable fault) {
        Throwable cause = fault;
        for (int depth = 0; cause != null && depth < CAUSES_MAX; depth++) {
            if (cause instanceof RetriableException) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }
}
