package dev.tributary.common.query;

import org.apache.kafka.streams.TopologyDescription;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Which topics a store can have taken in: those that its sub-topology reads. */
final class StoreTopics {
    private final Supplier<TopologyDescription> topology;
    private final String application;
    private final ConcurrentHashMap<String, Sources> byStore = new ConcurrentHashMap<>();

    /** What a sub-topology reads. */
    private record Sources(Set<String> topics, Set<Pattern> patterns) {}

    /**
     * @param topology as Kafka Streams describes it
     * @param application its id, which internal topics begin with
     */
    StoreTopics(Supplier<TopologyDescription> topology, String application) {
        this.topology = topology;
        this.application = application;
    }

    /** Whether the store's sub-topology reads the topic. */
    boolean reads(String store, String topic) {
        Sources sources = byStore.computeIfAbsent(store, this::sources);
        return sources.topics().contains(topic)
                || sources.patterns().stream().anyMatch(it -> it.matcher(topic).matches());
    }

    private Sources sources(String store) {
        Set<String> topics = new HashSet<>();
        Set<Pattern> patterns = new HashSet<>();
        topology.get().subtopologies().stream()
                .filter(it -> it.nodes().stream().anyMatch(node -> holds(node, store)))
                .flatMap(it -> it.nodes().stream())
                .forEach(node -> {
                    if (node instanceof TopologyDescription.Source source) {
                        if (source.topicPattern() != null) {
                            patterns.add(source.topicPattern());
                        }
                        if (source.topicSet() != null) {
                            source.topicSet()
                                    .forEach(topic -> {
                                        topics.add(topic);
                                        // What is repartitioned is described without its prefix.
                                        topics.add(application + "-" + topic);
                                    });
                        }
                    }
                });
        return new Sources(topics, patterns);
    }

    private static boolean holds(TopologyDescription.Node node, String store) {
        return node instanceof TopologyDescription.Processor processor
                && processor.stores().contains(store);
    }
}
