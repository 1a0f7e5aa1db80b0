package dev.tributary.ingest.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.ingest.domain.Basket;
import dev.tributary.ingest.domain.CardId;
import dev.tributary.ingest.domain.CardTransaction;
import dev.tributary.ingest.domain.Channel;
import dev.tributary.ingest.domain.GeoPoint;
import dev.tributary.ingest.domain.LineItem;
import dev.tributary.ingest.domain.Money;
import dev.tributary.ingest.domain.TransactionBody;
import dev.tributary.ingest.domain.TransactionId;
import dev.tributary.schemas.ingest.Transaction;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Instant;
import java.util.List;

class TransactionAvroMapperTest {
    private static final Instant RECEIVED = Instant.parse("2026-01-31T12:00:00Z");
    private static final Instant OCCURRED = Instant.parse("2026-01-30T12:00:00Z");

    @Test
    void shouldMapEveryFieldWhenAllAreThere() {
        TransactionBody body =
                new TransactionBody(
                        new CardId("c"),
                        "u",
                        new Money(7, "JPY"),
                        "m",
                        "t",
                        Channel.ECOMMERCE,
                        "d",
                        "::1",
                        "DE",
                        new GeoPoint(1.5, -2.5),
                        new Basket(List.of(new LineItem("s", 2, 3))),
                        OCCURRED);
        CardTransaction transaction =
                CardTransaction.receive(new TransactionId("id"), body, RECEIVED);

        assertThat(TransactionAvroMapper.toAvro(transaction))
                .isEqualTo(
                        new Transaction(
                                "id",
                                body.fingerprint(),
                                "c",
                                "u",
                                7L,
                                "JPY",
                                "m",
                                "t",
                                dev.tributary.schemas.ingest.Channel.ECOMMERCE,
                                "d",
                                "::1",
                                "DE",
                                new dev.tributary.schemas.ingest.GeoPoint(1.5, -2.5),
                                List.of(new dev.tributary.schemas.ingest.LineItem("s", 2, 3L)),
                                OCCURRED,
                                RECEIVED));
    }

    @ParameterizedTest
    @EnumSource
    void shouldMapEveryChannelWhenTheRestIsLeftOut(Channel channel) {
        TransactionBody body =
                new TransactionBody(
                        new CardId("c"),
                        null,
                        new Money(7, "JPY"),
                        "m",
                        null,
                        channel,
                        null,
                        null,
                        null,
                        null,
                        Basket.EMPTY,
                        null);

        Transaction avro =
                TransactionAvroMapper.toAvro(
                        CardTransaction.receive(new TransactionId("id"), body, RECEIVED));

        assertThat(avro.getChannel().name()).isEqualTo(channel.name());
        assertThat(avro.getOccurredAt()).isEqualTo(RECEIVED);
        assertThat(avro.getLocation()).isNull();
        assertThat(avro.getItems()).isEmpty();
    }
}
