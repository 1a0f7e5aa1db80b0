package dev.tributary.common.ops;

import dev.tributary.common.query.OwnerClient;
import dev.tributary.common.query.QueryResponder;
import dev.tributary.common.query.QueryRoute;
import dev.tributary.common.registry.SchemaRegistryClient;
import dev.tributary.common.streams.RocksDbMemory;
import dev.tributary.common.streams.StreamsProperties;
import dev.tributary.common.streams.StreamsRuntime;

import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.state.HostInfo;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What every service with topologies is wired with, whatever its business. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(StreamsProperties.class)
public class StreamsWiring {
    @Bean
    InstantSource wallClock() {
        return InstantSource.system();
    }

    @Bean(destroyMethod = "close")
    SchemaRegistryClient schemaRegistry(KafkaProperties kafka) {
        return SchemaRegistryClient.of(kafka.buildStreamsProperties());
    }

    /** Closed with the context, when every topology has ended. */
    @Bean(destroyMethod = "close")
    RocksDbMemory rocksDbMemory(StreamsProperties properties) {
        return new RocksDbMemory(properties.rocksDbMemory().toBytes());
    }

    /** Where other instances reach this one. */
    @Bean
    HostInfo self(KafkaProperties kafka) {
        Object server = kafka.buildStreamsProperties().get(StreamsConfig.APPLICATION_SERVER_CONFIG);
        return HostInfo.buildFromEndpoint(String.valueOf(server));
    }

    /** One for the whole service, which remembers who did not answer. */
    @Bean
    OwnerClient ownerClient() {
        return new OwnerClient();
    }

    @Bean
    QueryRoute queryRoute(OwnerClient peers) {
        return new QueryRoute(peers);
    }

    @Bean
    QueryResponder queryResponder(QueryRoute route, HostInfo self) {
        return new QueryResponder(route, self.host() + ":" + self.port());
    }

    /** Ready when every topology of the service is. */
    @Bean
    CompositeHealthContributor streamsHealthContributor(List<StreamsRuntime> runtimes) {
        return each(runtimes, StreamsReadiness::new);
    }

    /** Live when every topology of the service is. */
    @Bean
    CompositeHealthContributor streamsLivenessHealthContributor(List<StreamsRuntime> runtimes) {
        return each(runtimes, StreamsLiveness::new);
    }

    private static CompositeHealthContributor each(
            List<StreamsRuntime> runtimes, Function<StreamsRuntime, HealthIndicator> health) {
        Map<String, HealthIndicator> byApplication =
                runtimes.stream().collect(Collectors.toMap(StreamsRuntime::application, health));
        return CompositeHealthContributor.fromMap(byApplication);
    }
}
