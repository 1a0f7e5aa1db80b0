package dev.tributary.local;

import dev.tributary.schemas.TopicSpec;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/** Creates the topics that are missing; never changes one that exists, but says how it differs. */
public final class TopicProvisioner {
    private static final long POLL_NANOS = 20_000_000;

    private final Admin admin;
    private final short replicationFactor;
    private final Duration bound;

    /**
     * A provisioner for one cluster.
     *
     * @param admin stays open
     * @param replicationFactor of each topic it creates
     * @param bound longest wait for one answer of the cluster
     */
    public TopicProvisioner(Admin admin, short replicationFactor, Duration bound) {
        this.admin = admin;
        this.replicationFactor = replicationFactor;
        this.bound = bound;
    }

    /**
     * What was done and found.
     *
     * @param created names of the topics created now
     * @param present names of the topics found as their specs want them
     * @param differences one sentence for each way in which an existing topic is not as its spec
     *     wants it
     */
    public record Report(List<String> created, List<String> present, List<String> differences) {
        public Report {
            created = List.copyOf(created);
            present = List.copyOf(present);
            differences = List.copyOf(differences);
        }
    }

    /**
     * Brings the cluster as near to the specs as it can without changing what exists; returns when
     * every topic can be seen.
     *
     * @throws IllegalStateException if the cluster refuses or does not answer in time
     */
    public Report provision(Collection<TopicSpec<?, ?>> specs) {
        Map<String, TopicDescription> before = describe(specs);
        List<String> created =
                create(specs.stream().filter(spec -> !before.containsKey(spec.name())).toList());
        Map<String, TopicDescription> topics = awaitAll(specs);
        Map<String, Config> configs = configs(topics.keySet());
        List<String> present = new ArrayList<>();
        List<String> differences = new ArrayList<>();
        for (TopicSpec<?, ?> spec : specs) {
            if (created.contains(spec.name())) {
                continue;
            }
            List<String> found =
                    differences(
                            spec,
                            Objects.requireNonNull(topics.get(spec.name())),
                            Objects.requireNonNull(configs.get(spec.name())));
            differences.addAll(found);
            if (found.isEmpty()) {
                present.add(spec.name());
            }
        }
        return new Report(created, present, differences);
    }

    /** A broker learns of a topic a little after the controller has created it. */
    private Map<String, TopicDescription> awaitAll(Collection<TopicSpec<?, ?>> specs) {
        long deadline = System.nanoTime() + bound.toNanos();
        Map<String, TopicDescription> found = describe(specs);
        while (found.size() < specs.size()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        "of %d topics %d can be seen after %d ms: %s"
                                .formatted(
                                        specs.size(),
                                        found.size(),
                                        bound.toMillis(),
                                        found.keySet()));
            }
            LockSupport.parkNanos(POLL_NANOS);
            found = describe(specs);
        }
        return found;
    }

    private Map<String, TopicDescription> describe(Collection<TopicSpec<?, ?>> specs) {
        List<String> names = specs.stream().map(TopicSpec::name).toList();
        Map<String, TopicDescription> found = new TreeMap<>();
        admin.describeTopics(names)
                .topicNameValues()
                .forEach((name, answer) -> {
                    try {
                        found.put(name, answer(answer, "describe topic " + name));
                    } catch (MissingTopic e) {
                        // Left out of the map: to be created.
                    }
                });
        return found;
    }

    private Map<String, Config> configs(Collection<String> names) {
        List<ConfigResource> resources =
                names.stream()
                        .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                        .toList();
        Map<String, Config> found = new TreeMap<>();
        answer(admin.describeConfigs(resources).all(), "read the topics' settings")
                .forEach((resource, config) -> found.put(resource.name(), config));
        return found;
    }

    /**
     * Creates them at one request, which takes the cluster hardly longer than one topic.
     *
     * @return names of those created; others exist, created meanwhile or not seen before
     */
    private List<String> create(List<TopicSpec<?, ?>> specs) {
        Map<String, KafkaFuture<Void>> answers =
                admin.createTopics(
                                specs.stream()
                                        .map(spec ->
                                                new NewTopic(
                                                                spec.name(),
                                                                spec.partitions(),
                                                                replicationFactor)
                                                        .configs(spec.configs()))
                                        .toList())
                        .values();
        return specs.stream()
                .map(TopicSpec::name)
                .filter(name -> isCreated(name, Objects.requireNonNull(answers.get(name))))
                .toList();
    }

    private boolean isCreated(String name, KafkaFuture<Void> answer) {
        try {
            answer(answer, "create topic " + name);
            return true;
        } catch (ExistingTopic e) {
            return false;
        }
    }

    private static List<String> differences(
            TopicSpec<?, ?> spec, TopicDescription description, Config config) {
        List<String> differences = new ArrayList<>();
        int partitions = description.partitions().size();
        if (partitions != spec.partitions()) {
            differences.add(
                    "topic %s has %d partitions, not %d"
                            .formatted(spec.name(), partitions, spec.partitions()));
        }
        spec.configs()
                .forEach((name, wanted) -> {
                    ConfigEntry entry = config.get(name);
                    String value = entry == null ? "unknown" : entry.value();
                    if (!wanted.equals(value)) {
                        differences.add(
                                "topic %s has %s=%s, not %s"
                                        .formatted(spec.name(), name, value, wanted));
                    }
                });
        return differences;
    }

    private <T> T answer(KafkaFuture<T> future, String aim) {
        try {
            return future.get(bound.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                throw new MissingTopic();
            }
            if (e.getCause() instanceof TopicExistsException) {
                throw new ExistingTopic();
            }
            throw new IllegalStateException("cannot " + aim + ": " + e.getCause(), e);
        } catch (TimeoutException e) {
            throw new IllegalStateException(
                    "cannot %s: no answer within %d ms".formatted(aim, bound.toMillis()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("cannot " + aim + ": interrupted", e);
        }
    }

    private static final class MissingTopic extends RuntimeException {}

    private static final class ExistingTopic extends RuntimeException {}
}
