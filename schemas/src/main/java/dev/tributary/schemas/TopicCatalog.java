package dev.tributary.schemas;

import java.util.List;
import java.util.stream.Stream;

/** Every topic of the suite, by owner; immutable. */
public final class TopicCatalog {
    /** All topics. */
    public static final List<TopicSpec<?, ?>> ALL =
            Stream.of(
                            IngestTopics.ALL,
                            FraudTopics.ALL,
                            RecommendationTopics.ALL,
                            InventoryTopics.ALL)
                    .flatMap(List::stream)
                    .toList();

    private TopicCatalog() {}
}
