package dev.tributary.fraud.publish;

import dev.tributary.common.streams.Publication;
import dev.tributary.common.streams.TopicPublisher;
import dev.tributary.fraud.domain.model.Activation;
import dev.tributary.fraud.wire.ModelActivationAvroMapper;
import dev.tributary.schemas.fraud.Model;
import dev.tributary.schemas.fraud.ModelActivation;

/**
 * Writes to {@code fraud.model-activations.v1} which model should score, and takes models out of
 * {@code fraud.models.v1}. Each call returns when all in-sync replicas have the record, or when
 * that could not be learned in time; doing the same again does no harm.
 */
public final class ModelPublisher {
    private final TopicPublisher<String, Model> models;
    private final TopicPublisher<String, ModelActivation> activations;

    public ModelPublisher(
            TopicPublisher<String, Model> models,
            TopicPublisher<String, ModelActivation> activations) {
        this.models = models;
        this.activations = activations;
    }

    /** This model should score from now on. */
    public Publication activate(Activation activation) throws InterruptedException {
        return activations.publish(
                ModelActivationAvroMapper.KEY, ModelActivationAvroMapper.toAvro(activation));
    }

    /** There is no such model any more. */
    public Publication remove(String version) throws InterruptedException {
        return models.publish(version, null);
    }
}
