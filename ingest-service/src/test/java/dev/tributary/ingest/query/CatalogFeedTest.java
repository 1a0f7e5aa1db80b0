package dev.tributary.ingest.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tributary.ingest.domain.CatalogItem;
import dev.tributary.ingest.store.CatalogItemAvroMapper;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.junit.jupiter.api.Test;

import java.time.Instant;

class CatalogFeedTest {
    private static final int ITEMS_MAX = 3;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final CatalogFeed feed = new CatalogFeed(ITEMS_MAX, meters);

    @Test
    void shouldShowAnItemAsItWasToldLastUntilItIsWithdrawn() {
        put("a", 1);
        put("a", 2);

        assertThat(feed.find("a")).isEqualTo(item("a", 2));
        assertThat(feed.find("b")).isNull();

        feed.put("a", CatalogItemAvroMapper.withdrawn("a", Instant.EPOCH));
        feed.put("never seen", CatalogItemAvroMapper.withdrawn("never seen", Instant.EPOCH));
        assertThat(feed.find("a")).isNull();
        assertThat(feed.find("never seen")).isNull();
        put("a", 3);
        assertThat(feed.find("a")).isEqualTo(item("a", 3));

        feed.removed("a");
        feed.removed("a");
        assertThat(feed.find("a")).isNull();
    }

    @Test
    void shouldBeLoadedOnceTheFeedHasCaughtUp() {
        put("a", 1);
        assertThat(feed.isLoaded()).isFalse();

        feed.caughtUp();
        assertThat(feed.isLoaded()).isTrue();
    }

    @Test
    void shouldKeepAsManyItemsAsItMayAndNotOneMore() {
        put("a", 1);
        put("b", 1);
        assertThat(feed.isFull()).isFalse();
        put("c", 1);
        assertThat(feed.isFull()).isTrue();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> put("d", 1))
                .withMessageContaining("more than 3");
        put("c", 2);

        assertThat(feed.find("d")).isNull();
        assertThat(feed.find("c")).isEqualTo(item("c", 2));
        assertThat(meters.get("tributary.ingest.catalog").gauge().value()).isEqualTo(ITEMS_MAX);

        feed.removed("a");
        put("d", 1);
        assertThat(feed.find("d")).isNotNull();
    }

    @Test
    void shouldRefuseARecordThatIsNoItemOfItsKeyAndKeepWhatStood() {
        put("a", 1);
        var other = CatalogItemAvroMapper.toAvro(item("b", 2));
        var impossible = CatalogItemAvroMapper.toAvro(item("a", 2));
        impossible.setPriceMinor(-1L);

        assertThatIllegalArgumentException().isThrownBy(() -> feed.put("a", other));
        assertThatIllegalArgumentException().isThrownBy(() -> feed.put("a", impossible));

        assertThat(feed.find("a")).isEqualTo(item("a", 1));
        assertThat(feed.find("b")).isNull();
    }

    private void put(String sku, long priceMinor) {
        feed.put(sku, CatalogItemAvroMapper.toAvro(item(sku, priceMinor)));
    }

    private static CatalogItem item(String sku, long priceMinor) {
        return new CatalogItem(sku, "n", "c", priceMinor, "EUR", null, Instant.EPOCH);
    }
}
