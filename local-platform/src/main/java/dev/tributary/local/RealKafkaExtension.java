package dev.tributary.local;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests the shared {@link RealKafka} as a parameter, with the suite's topics in place.
 * Registered with {@code @ExtendWith(RealKafkaExtension.class)}; static code, such as Spring's
 * {@code @DynamicPropertySource}, asks {@link RealKafka#shared()} instead.
 */
public final class RealKafkaExtension implements BeforeAllCallback, ParameterResolver {
    @Override
    public void beforeAll(ExtensionContext context) {
        RealKafka.shared().createTopics();
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == RealKafka.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return RealKafka.shared();
    }
}
