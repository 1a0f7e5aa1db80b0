package dev.tributary.common.ops;

import dev.tributary.schemas.TopicSpec;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks whether the brokers answer, whether they run transactions of version 2 or later (earlier
 * ones let a delayed record of a dead producer into the next transaction), and whether every topic
 * is there with the partitions its spec declares.
 */
public final class KafkaStartCheck implements StartCheck {
    private static final int ASK_TIMEOUT_MS = 5_000;
    private static final String TRANSACTION_FEATURE = "transaction.version";
    private static final int TRANSACTION_VERSION_MIN = 2;

    private final Map<String, Object> configs;
    private final List<TopicSpec<?, ?>> topics;

    /**
     * @param clientConfigs how to reach the brokers
     * @param topics the topics the service reads and writes
     */
    public KafkaStartCheck(Map<String, Object> clientConfigs, List<TopicSpec<?, ?>> topics) {
        this.configs = new HashMap<>(clientConfigs);
        this.configs.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ASK_TIMEOUT_MS);
        this.configs.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ASK_TIMEOUT_MS);
        this.topics = List.copyOf(topics);
    }

    @Override
    public Optional<String> obstacle() {
        Object servers = configs.get(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG);
        try (Admin admin = Admin.create(configs)) {
            return transactionFault(admin).or(() -> topicFault(admin));
        } catch (ConfigException invalid) {
            return Optional.of("Kafka client setting: " + invalid.getMessage());
        } catch (AskFailedException failed) {
            return Optional.of("Kafka at " + servers + " does not answer: " + failed.getMessage());
        } catch (KafkaException failed) {
            Throwable cause = failed.getCause() == null ? failed : failed.getCause();
            return Optional.of("Kafka at " + servers + " cannot be used: " + cause.getMessage());
        }
    }

    private static Optional<String> transactionFault(Admin admin) {
        Map<String, FinalizedVersionRange> features =
                answer(admin.describeFeatures().featureMetadata()).finalizedFeatures();
        FinalizedVersionRange transactions = features.get(TRANSACTION_FEATURE);
        int version = transactions == null ? 0 : transactions.maxVersionLevel();
        return version >= TRANSACTION_VERSION_MIN
                ? Optional.empty()
                : Optional.of(
                        "the brokers' feature %s is %d; exactly-once needs %d (kafka-features upgrade)"
                                .formatted(TRANSACTION_FEATURE, version, TRANSACTION_VERSION_MIN));
    }

    private Optional<String> topicFault(Admin admin) {
        List<String> names = topics.stream().map(TopicSpec::name).toList();
        Map<String, KafkaFuture<TopicDescription>> descriptions =
                admin.describeTopics(names).topicNameValues();
        return topics.stream()
                .map(spec ->
                        topicFault(spec, Objects.requireNonNull(descriptions.get(spec.name()))))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> topicFault(
            TopicSpec<?, ?> spec, KafkaFuture<TopicDescription> description) {
        try {
            int partitions = answer(description).partitions().size();
            return partitions == spec.partitions()
                    ? Optional.empty()
                    : Optional.of(
                            "topic %s has %d partitions, its spec says %d"
                                    .formatted(spec.name(), partitions, spec.partitions()));
        } catch (AskFailedException failed) {
            if (failed.getCause() instanceof UnknownTopicOrPartitionException) {
                return Optional.of("topic " + spec.name() + " does not exist");
            }
            throw failed;
        }
    }

    private static <T> T answer(KafkaFuture<T> future) {
        try {
            return future.get(ASK_TIMEOUT_MS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            Throwable cause = failed.getCause() == null ? failed : failed.getCause();
            throw new AskFailedException(cause);
        } catch (TimeoutException late) {
            throw new AskFailedException(late);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AskFailedException(interrupted);
        }
    }

    private static final class AskFailedException extends RuntimeException {
        AskFailedException(Throwable cause) {
            super(cause.toString(), cause);
        }
    }
}
