package dev.tributary.fraud.publish;

import dev.tributary.common.streams.Publication;
import dev.tributary.common.streams.TopicPublisher;
import dev.tributary.fraud.domain.rules.PublishedRule;
import dev.tributary.fraud.wire.RuleAvroMapper;
import dev.tributary.schemas.fraud.Rule;

/**
 * Writes rules to {@code fraud.rules.v1}, keyed by their id. Each call returns when all in-sync
 * replicas have the record, or when that could not be learned in time; doing the same again does no
 * harm.
 */
public final class RulePublisher {
    private final TopicPublisher<String, Rule> publisher;

    public RulePublisher(TopicPublisher<String, Rule> publisher) {
        this.publisher = publisher;
    }

    /** The rule stands as given, whatever stood before. */
    public Publication put(PublishedRule rule) throws InterruptedException {
        return publisher.publish(rule.ruleId(), RuleAvroMapper.toAvro(rule));
    }

    /** There is no such rule any more. */
    public Publication remove(String ruleId) throws InterruptedException {
        return publisher.publish(ruleId, null);
    }
}
