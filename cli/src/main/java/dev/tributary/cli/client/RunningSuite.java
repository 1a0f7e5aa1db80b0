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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    private static final Path STATE = Path.of(".tributary", "suite.json");

    /**
     * A process of the suite.
     *
     * @param management base URL of its health and metrics, where it has them
     */
    public record ServiceProcess(String name, long pid, @Nullable URI management) {}

    public RunningSuite {
        processes = List.copyOf(processes);
    }

    /** What was started from the working folder, else the customary address. */
    public static RunningSuite here() {
        return read(STATE);
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

    /**
     * Reads every object that has a {@code pid}: its {@code name} or else the name it stands under,
     * its {@code url} or {@code port}, its {@code managementUrl} or {@code managementPort}. A file
     * that is absent or not of this form says nothing.
     */
    static RunningSuite read(Path state) {
        List<ServiceProcess> processes = new ArrayList<>();
        URI ingest = URI.create(DEFAULT_INGEST);
        try {
            Map<String, JsonNode> found = new LinkedHashMap<>();
            collect("suite", new JsonMapper().readTree(Files.readAllBytes(state)), found);
            for (Map.Entry<String, JsonNode> process : found.entrySet()) {
                JsonNode node = process.getValue();
                URI url = url(node, "url", "port");
                if (url != null && process.getKey().startsWith("ingest")) {
                    ingest = url;
                }
                processes.add(
                        new ServiceProcess(
                                process.getKey(),
                                node.path("pid").asLong(),
                                url(node, "managementUrl", "managementPort")));
            }
        } catch (IOException | JacksonException | IllegalArgumentException absent) {
            return new RunningSuite(URI.create(DEFAULT_INGEST), List.of());
        }
        return new RunningSuite(ingest, processes);
    }

    private static void collect(String name, JsonNode node, Map<String, JsonNode> found) {
        if (node.path("pid").isIntegralNumber()) {
            found.putIfAbsent(node.path("name").asString(name), node);
        } else if (node.isArray()) {
            node.forEach(element -> collect(name, element, found));
        } else if (node.isObject()) {
            node.properties().forEach(field -> collect(field.getKey(), field.getValue(), found));
        }
    }

    private static @Nullable URI url(JsonNode node, String urlField, String portField) {
        if (node.path(urlField).isString()) {
            return URI.create(node.path(urlField).asString());
        }
        return node.path(portField).isIntegralNumber()
                ? at("127.0.0.1", node.path(portField).asInt())
                : null;
    }

    private static URI at(String host, int port) {
        return URI.create("http://" + host + ":" + port);
    }
}
