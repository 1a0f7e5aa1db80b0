package dev.tributary.common.streams;

import org.apache.kafka.streams.StreamsConfig;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.util.unit.DataSize;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the environment says of a topology beyond Kafka's own settings.
 *
 * @param rocksDbMemory memory of all state stores of the process together, outside the heap
 */
@ConfigurationProperties("tributary.streams")
public record StreamsProperties(@DefaultValue("96MB") DataSize rocksDbMemory) {

    /**
     * Lays the environment over a service's settings: {@code spring.kafka.*} and {@code
     * spring.kafka.streams.*} win.
     *
     * @param service defaults of this topology, from {@link StreamsDefaults}
     * @param kafka what Spring Boot bound
     * @param name the application's id where {@code spring.kafka.streams.application-id} is not set
     * @param suffix tells the topologies of a service apart; follows the id; may be empty
     */
    public static Map<String, Object> layer(
            Map<String, Object> service, KafkaProperties kafka, String name, String suffix) {
        Map<String, Object> configs = new LinkedHashMap<>(service);
        configs.put(StreamsConfig.APPLICATION_ID_CONFIG, name);
        configs.putAll(kafka.buildStreamsProperties());
        configs.merge(
                StreamsConfig.APPLICATION_ID_CONFIG,
                suffix,
                (id, tail) -> String.valueOf(id) + tail);
        return configs;
    }
}
