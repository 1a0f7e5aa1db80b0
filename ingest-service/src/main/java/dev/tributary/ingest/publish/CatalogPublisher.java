package dev.tributary.ingest.publish;

import dev.tributary.common.streams.Publication;
import dev.tributary.common.streams.TopicPublisher;
import dev.tributary.ingest.domain.CatalogItem;
import dev.tributary.ingest.store.CatalogItemAvroMapper;

import java.time.Instant;

/**
 * Writes items to {@code ingest.catalog.v1}, keyed by their sku. Each call returns when all in-sync
 * replicas have the record, or when that could not be learned in time; doing the same again does no
 * harm.
 */
public final class CatalogPublisher {
    private final TopicPublisher<String, dev.tributary.schemas.ingest.CatalogItem> publisher;

    public CatalogPublisher(
            TopicPublisher<String, dev.tributary.schemas.ingest.CatalogItem> publisher) {
        this.publisher = publisher;
    }

    /** The item stands as given, whatever stood before. */
    public Publication put(CatalogItem item) throws InterruptedException {
        return publisher.publish(item.sku(), CatalogItemAvroMapper.toAvro(item));
    }

    /**
     * There is no such item any more.
     *
     * @param at when it was taken out
     */
    public Publication withdraw(String sku, Instant at) throws InterruptedException {
        return publisher.publish(sku, CatalogItemAvroMapper.withdrawn(sku, at));
    }
}
