package dev.tributary.common.web;

import io.micrometer.core.instrument.MeterRegistry;

import org.apache.catalina.Context;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardHost;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.util.unit.DataSize;

/** Import it, and everything that the service refuses is {@code application/problem+json}. */
@Configuration(proxyBeanMethods = false)
public class StrictWeb {
    /**
     * How much of a refused body is still read. Many clients send all of a body before they read;
     * closing on them earlier would cost them the answer that says why.
     */
    static final DataSize SWALLOWED = DataSize.ofMegabytes(32);

    @Bean
    ProblemAdvice problemAdvice(MeterRegistry meters) {
        return new ProblemAdvice(meters);
    }

    @Bean
    ProblemErrorController problemErrorController() {
        return new ProblemErrorController();
    }

    /** After Spring Boot's own customizers, which set the same things. */
    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> problemReports() {
        return factory -> {
            factory.addConnectorCustomizers(StrictWeb::readPastRefusedBodies);
            factory.addContextCustomizers(StrictWeb::reportAsProblems);
        };
    }

    private static void readPastRefusedBodies(Connector connector) {
        if (connector.getProtocolHandler() instanceof AbstractHttp11Protocol<?> http) {
            http.setMaxSwallowSize(Math.toIntExact(SWALLOWED.toBytes()));
        }
    }

    private static void reportAsProblems(Context context) {
        if (context.getParent() instanceof StandardHost host) {
            host.setErrorReportValveClass(ProblemReportValve.class.getName());
        }
    }
}
