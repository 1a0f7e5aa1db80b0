package dev.tributary.ingest.config;

import dev.tributary.ingest.api.ApiSettings;
import dev.tributary.ingest.domain.TransactionLimits;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

import java.time.Duration;

/**
 * What can be set of this service beyond Spring Boot's and Kafka's own settings.
 *
 * @param deadline how long a request waits for its verdict and its order where it does not say
 * @param waitMax the longest wait that a request may ask for
 * @param waitingMax requests that may wait for a verdict at a time; beyond, 503
 * @param ordersWaitingMax requests that may wait at a time for what becomes of the order after
 *     their verdict; beyond, they are answered with what is known
 * @param bodyLimit largest body of a single transaction
 * @param amountMinorMax largest amount, in minor units
 * @param itemsMax most lines of a basket
 * @param quantityMax most units of one sku
 * @param futureTolerance how far ahead of its arrival a transaction may have happened
 * @param closeTimeout how long closing waits for sends under way
 */
@Validated
@ConfigurationProperties("tributary.ingest")
public record IngestProperties(
        @DefaultValue("PT1S") @DurationMin @DurationMax(seconds = 30) Duration deadline,
        @DefaultValue("PT30S") @DurationMin(seconds = 1) @DurationMax(minutes = 5) Duration waitMax,
        @DefaultValue("1500") @Min(1) int waitingMax,
        @DefaultValue("750") @Min(1) int ordersWaitingMax,
        @DefaultValue("64KB") DataSize bodyLimit,
        @DefaultValue("1000000000000") @Min(1) @Max(1_000_000_000_000_000L) long amountMinorMax,
        @DefaultValue("100") @Min(1) @Max(1_000) int itemsMax,
        @DefaultValue("1000000") @Min(1) int quantityMax,
        @DefaultValue("PT60S") @DurationMin @DurationMax(minutes = 10) Duration futureTolerance,
        @DefaultValue("PT5S") @DurationMin(seconds = 1) Duration closeTimeout,
        @DefaultValue @Valid Bulk bulk,
        @DefaultValue @Valid Recent recent,
        @DefaultValue @Valid Status status,
        @DefaultValue @Valid Stream stream,
        @DefaultValue @Valid Catalog catalog,
        @DefaultValue @Valid WarmUp warmUp) {

    public IngestProperties {
        inRange(bodyLimit, "body-limit");
    }

    /**
     * Many transactions in one body.
     *
     * @param max bodies at a time; beyond, 503
     * @param lineLimit longest line
     * @param outstandingMax sends of one body that may lack their acknowledgement at a time
     * @param answersMax answers of one body that may wait to be read
     */
    public record Bulk(
            @DefaultValue("4") @Min(1) int max,
            @DefaultValue("64KB") DataSize lineLimit,
            @DefaultValue("1000") @Min(1) int outstandingMax,
            @DefaultValue("200000") @Min(1_000) int answersMax) {
        public Bulk {
            inRange(lineLimit, "bulk.line-limit");
        }
    }

    /**
     * Transactions that this instance remembers.
     *
     * @param max how many; a decided one takes about 2 KB, and each line of its basket and order
     *     0.2 KB
     * @param age how long
     */
    public record Recent(
            @DefaultValue("20000") @Min(1) int max,
            @DefaultValue("PT10M") @DurationMin(seconds = 1) Duration age) {}

    /**
     * The state of every transaction.
     *
     * @param retention how long a transaction is known after it arrived, at least; deployed state
     *     keeps the one it was made with
     * @param repeatTimeout how long a POST waits for the state to say whether its id was used
     *     before
     */
    public record Status(
            @DefaultValue("P7D") @DurationMin(hours = 1) Duration retention,
            @DefaultValue("PT0.2S") @DurationMin(millis = 1) @DurationMax(seconds = 5)
                    Duration repeatTimeout) {}

    /**
     * Server-sent events.
     *
     * @param max clients at a time; beyond, 503
     * @param heartbeat how long after the last event a comment keeps the connection alive
     */
    public record Stream(
            @DefaultValue("50") @Min(1) int max,
            @DefaultValue("PT15S") @DurationMin(seconds = 1) Duration heartbeat) {}

    /**
     * The catalogue, which every instance knows whole.
     *
     * @param itemsMax items at most; one takes half a kilobyte, five at most
     * @param shownWait how long an answer may wait until a change is shown by the instance that
     *     answers
     */
    public record Catalog(
            @DefaultValue("50000") @Min(1) @Max(1_000_000) int itemsMax,
            @DefaultValue("PT5S") @DurationMin @DurationMax(seconds = 30) Duration shownWait) {}

    /**
     * Running the code once before the first request.
     *
     * @param rounds transactions made up, at most
     * @param time how long it may take, about
     */
    public record WarmUp(
            @DefaultValue("4000") @Min(0) int rounds,
            @DefaultValue("PT5S") @DurationMin Duration time) {}

    /** What the way in needs to know. */
    ApiSettings api() {
        return new ApiSettings(
                new TransactionLimits(amountMinorMax, itemsMax, quantityMax, futureTolerance),
                bodyLimit,
                deadline,
                waitMax,
                status.repeatTimeout(),
                catalog.shownWait(),
                new ApiSettings.Bulk(
                        bulk.max(), bulk.lineLimit(), bulk.outstandingMax(), bulk.answersMax()),
                stream.max(),
                warmUp.rounds(),
                warmUp.time());
    }

    private static void inRange(DataSize size, String name) {
        if (size.toBytes() < 1_024 || size.toMegabytes() > 1) {
            throw new IllegalArgumentException(
                    "tributary.ingest." + name + " must be from 1KB to 1MB, is " + size);
        }
    }
}
