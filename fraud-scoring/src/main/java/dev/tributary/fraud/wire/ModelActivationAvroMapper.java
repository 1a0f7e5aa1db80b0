package dev.tributary.fraud.wire;

import dev.tributary.fraud.domain.model.Activation;
import dev.tributary.schemas.fraud.ModelActivation;

/** Between what says which model should score and its record on the wire. */
public final class ModelActivationAvroMapper {
    /** The one key there is. */
    public static final String KEY = "live";

    private ModelActivationAvroMapper() {}

    public static ModelActivation toAvro(Activation activation) {
        return new ModelActivation(activation.version(), activation.before(), activation.at());
    }

    /**
     * @throws InvalidModelException where the key is another
     */
    public static Activation toDomain(String key, ModelActivation activation) {
        if (!key.equals(KEY)) {
            throw new InvalidModelException("an activation for '%s'".formatted(key));
        }
        return new Activation(
                activation.getModelVersion(),
                activation.getPreviousVersion(),
                activation.getActivatedAt());
    }
}
