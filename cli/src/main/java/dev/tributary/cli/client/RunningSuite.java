package dev.tributary.cli.client;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The suite as it runs on this machine.
 *
 * @param ingest base URL of ingest-service
 * @param processes what it consists of; empty where it was not started from this folder
 */
public record RunningSuite(URI ingest, List<ServiceProcess> processes) {
    /** Where ingest-service listens unless told otherwise. */
    public static final String DEFAULT_INGEST = "http://127.0.0.1:8081";

    private static final int MANAGEMENT_PORT_OFFSET = 1_000;
    private static final int CONNECT_MILLIS = 2_000;
    private static final String NOTE = "suite.json";
    private static final String INGEST = "ingest-service";
    private static final String FRAUD = "fraud-service";
    private static final int FRAUD_PORT = 8082;
    private static final String BROKER = "broker";
    private static final int BROKER_PORT = 9092;
    private static final String REGISTRY = "registry";
    private static final int REGISTRY_PORT = 8085;

    /**
     * A process of the suite.
     *
     * @param port where its clients reach it
     * @param management base URL of its health and metrics, where it has them
     */
    public record ServiceProcess(String name, long pid, int port, @Nullable URI management) {}

    public RunningSuite {
        processes = List.copyOf(processes);
    }

    /**
     * The suite noted in a folder, else the customary address. A note that cannot be read says
     * nothing.
     *
     * @param state the folder that {@code tributary up} keeps its state in
     */
    public static RunningSuite in(Path state) {
        RunningSuite unknown = new RunningSuite(URI.create(DEFAULT_INGEST), List.of());
        try {
            JsonNode note = new JsonMapper().readTree(Files.readAllBytes(state.resolve(NOTE)));
            URI ingest = unknown.ingest;
            List<ServiceProcess> processes = new ArrayList<>();
            for (JsonNode process : note.path("processes")) {
                String name = process.path("name").asString();
                JsonNode management = process.path("managementUrl");
                processes.add(
                        new ServiceProcess(
                                name,
                                process.path("pid").asLong(),
                                process.path("port").asInt(),
                                management.isString() ? URI.create(management.asString()) : null));
                if (name.equals(INGEST)) {
                    ingest = at(ingest.getHost(), process.path("port").asInt());
                }
            }
            return new RunningSuite(ingest, processes);
        } catch (IOException | JacksonException | IllegalArgumentException unreadable) {
            return unknown;
        }
    }

    /** This suite where the URL is its own, else one of which nothing but the URL is known. */
    public RunningSuite at(URI url) {
        return url.getPort() == ingest.getPort() ? this : new RunningSuite(url, List.of());
    }

    /**
     * Whether something listens where ingest-service should; asked first, so that a wrong address
     * is told at once.
     */
    public boolean answers() {
        try (Socket socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(ingest.getHost(), ingest.getPort()), CONNECT_MILLIS);
            return true;
        } catch (IOException | IllegalArgumentException nothingThere) {
            return false;
        }
    }

    /** What to tell a user where {@link #answers} is false. */
    public String silence() {
        return "nothing answers at "
                + ingest
                + ": start the suite with ./tributary up, or give --url";
    }

    /**
     * Where services tell their health and metrics; where no process is known, the customary
     * addresses of ingest-service and of fraud-service beside it.
     */
    public List<URI> managements() {
        if (processes.isEmpty()) {
            return Stream.of(ingest.getPort(), ingest.getPort() + 1)
                    .map(port -> at(ingest.getHost(), port + MANAGEMENT_PORT_OFFSET))
                    .toList();
        }
        return processes.stream()
                .flatMap(process -> Stream.ofNullable(process.management()))
                .toList();
    }

    /** Base URL of fraud-service: of this suite, else the customary address. */
    public URI fraud() {
        return at(ingest.getHost(), port(FRAUD, FRAUD_PORT));
    }

    /** Where Kafka clients connect: of this suite, else the customary address. */
    public String bootstrapServers() {
        return ingest.getHost() + ":" + port(BROKER, BROKER_PORT);
    }

    /** Base of the registry's Confluent API: of this suite, else the customary address. */
    public String registry() {
        return at(ingest.getHost(), port(REGISTRY, REGISTRY_PORT)) + "/apis/ccompat/v7";
    }

    private int port(String name, int customary) {
        return processes.stream()
                .filter(process -> process.name().equals(name))
                .findFirst()
                .map(ServiceProcess::port)
                .orElse(customary);
    }

    private static URI at(String host, int port) {
        return URI.create("http://" + host + ":" + port);
    }
}
