package dev.tributary.common.registry;

import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The schema registry's REST API as Confluent defined it; Apicurio ({@code /apis/ccompat/v7}),
 * Karapace and Redpanda serve it too. Avro schemas without references to other schemas.
 *
 * <p>Settings, by their customary names:
 *
 * <table>
 *   <caption>settings</caption>
 *   <tr><td>{@code schema.registry.url}</td><td>one or more addresses separated by commas, with
 *       their path; tried in turn</td></tr>
 *   <tr><td>{@code basic.auth.credentials.source}</td><td>{@code USER_INFO}, or {@code URL} (the
 *       default: what stands in the address, if anything)</td></tr>
 *   <tr><td>{@code basic.auth.user.info}</td><td>{@code user:password}</td></tr>
 *   <tr><td>{@code bearer.auth.credentials.source}</td><td>{@code STATIC_TOKEN}</td></tr>
 *   <tr><td>{@code bearer.auth.token}</td><td>the token</td></tr>
 *   <tr><td>{@code schema.registry.ssl.*}</td><td>Kafka's {@code ssl.truststore.*} and {@code
 *       ssl.keystore.*}: location, password, type (JKS, PKCS12, PEM), or PEM texts</td></tr>
 *   <tr><td>{@code max.retries}</td><td>3; how often all addresses are tried again</td></tr>
 *   <tr><td>{@code retries.wait.ms}, {@code retries.max.wait.ms}</td><td>100, 2000; bounds of the
 *       first and of every pause, doubled from one to the next, a random part of each</td></tr>
 *   <tr><td>{@code http.connect.timeout.ms}, {@code http.read.timeout.ms}</td><td>2000, 5000; of
 *       one attempt, the second from its beginning to the answer</td></tr>
 * </table>
 *
 * <p>Every method throws {@link SchemaRegistryException} where the registry refuses and {@link
 * SchemaRegistryUnavailableException} where none can answer now. Nothing is cached here: the serdes
 * keep what they resolved. Thread-safe.
 */
public final class SchemaRegistryClient implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    private final RegistryTransport transport;

    private SchemaRegistryClient(RegistrySettings settings) {
        this.transport = new RegistryTransport(settings);
    }

    /**
     * A client; nothing is sent yet.
     *
     * @param configs settings as above, others are ignored
     * @throws ConfigException where a setting is missing or wrong
     */
    public static SchemaRegistryClient of(Map<String, ?> configs) {
        return new SchemaRegistryClient(RegistrySettings.of(configs));
    }

    /**
     * Registers the schema as the newest version of the subject, unless the subject has it already.
     * What makes two schemas one is the registry's to say: for some a change of docs, aliases or an
     * enum's default makes a new version, for others (Apicurio) it makes none.
     *
     * @return its id
     * @throws SchemaRegistryException {@linkplain SchemaRegistryException#isIncompatible()
     *     incompatible} where the subject's compatibility level forbids it
     */
    public int register(String subject, Schema schema) {
        String purpose = "register schema %s of subject '%s'".formatted(name(schema), subject);
        JsonNode answer =
                transport.call(purpose, "POST", subjectPath(subject, "/versions"), body(schema));
        return number(purpose, answer, "id");
    }

    /** The schema as a version of the subject; empty where the subject does not have it. */
    public Optional<RegisteredSchema> lookUp(String subject, Schema schema) {
        String purpose = "look up schema %s of subject '%s'".formatted(name(schema), subject);
        return known(() -> {
            JsonNode answer =
                    transport.call(purpose, "POST", subjectPath(subject, ""), body(schema));
            return registered(purpose, answer);
        });
    }

    /**
     * The schema with this id.
     *
     * @throws SchemaRegistryException {@linkplain SchemaRegistryException#isUnknown() unknown}
     *     where there is none
     */
    public Schema schema(int id) {
        String purpose = "get schema with id " + id;
        return parse(purpose, transport.call(purpose, "GET", "/schemas/ids/" + id, null));
    }

    /** The newest version of the subject; empty where it has none. */
    public Optional<RegisteredSchema> latest(String subject) {
        return version(subject, "latest");
    }

    /** That version of the subject; empty where it has none such. */
    public Optional<RegisteredSchema> version(String subject, int version) {
        return version(subject, Integer.toString(version));
    }

    private Optional<RegisteredSchema> version(String subject, String version) {
        String purpose = "get version %s of subject '%s'".formatted(version, subject);
        String path = subjectPath(subject, "/versions/" + version);
        return known(() -> registered(purpose, transport.call(purpose, "GET", path, null)));
    }

    /** Numbers of the subject's versions, ascending; empty where there is no such subject. */
    public List<Integer> versions(String subject) {
        String purpose = "list versions of subject '%s'".formatted(subject);
        return known(() -> transport.call(purpose, "GET", subjectPath(subject, "/versions"), null))
                .map(answer -> answer.valueStream().map(JsonNode::asInt).sorted().toList())
                .orElse(List.of());
    }

    /** Names of all subjects. */
    public List<String> subjects() {
        JsonNode answer = transport.call("list subjects", "GET", "/subjects", null);
        return answer.valueStream().map(JsonNode::asString).toList();
    }

    /**
     * Whether the subject's compatibility level would let the schema in; a subject without versions
     * lets in every schema.
     */
    public CompatibilityCheck checkCompatibility(String subject, Schema schema) {
        String purpose =
                "check compatibility of schema %s with subject '%s'"
                        .formatted(name(schema), subject);
        String path = "/compatibility" + subjectPath(subject, "/versions?verbose=true");
        return known(() -> transport.call(purpose, "POST", path, body(schema)))
                .map(answer -> {
                    List<String> messages = new ArrayList<>();
                    answer.path("messages").forEach(m -> messages.add(m.asString("")));
                    return new CompatibilityCheck(
                            answer.path("is_compatible").asBoolean(false), messages);
                })
                .orElse(new CompatibilityCheck(true, List.of()));
    }

    /** The level that holds for subjects without one of their own. */
    public CompatibilityLevel compatibility() {
        String purpose = "get the global compatibility level";
        return level(purpose, transport.call(purpose, "GET", "/config", null));
    }

    /** Sets the level that holds for subjects without one of their own. */
    public void setCompatibility(CompatibilityLevel level) {
        String purpose = "set the global compatibility level to " + level;
        transport.call(purpose, "PUT", "/config", body(level));
    }

    /**
     * The subject's own level; empty where it has none. Some registries (Apicurio) answer for such
     * a subject with the level that holds for it.
     */
    public Optional<CompatibilityLevel> compatibility(String subject) {
        String purpose = "get the compatibility level of subject '%s'".formatted(subject);
        try {
            String path = "/config/" + encode(subject);
            return Optional.of(level(purpose, transport.call(purpose, "GET", path, null)));
        } catch (SchemaRegistryException e) {
            if (e.isWithoutLevel()) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Sets the subject's own level. */
    public void setCompatibility(String subject, CompatibilityLevel level) {
        String purpose =
                "set the compatibility level of subject '%s' to %s".formatted(subject, level);
        transport.call(purpose, "PUT", "/config/" + encode(subject), body(level));
    }

    /** Breaks off calls that are under way; later ones fail. */
    @Override
    public void close() {
        transport.close();
    }

    private RegisteredSchema registered(String purpose, JsonNode answer) {
        return new RegisteredSchema(
                answer.path("subject").asString(""),
                number(purpose, answer, "version"),
                number(purpose, answer, "id"),
                parse(purpose, answer));
    }

    private static Schema parse(String purpose, JsonNode answer) {
        String type = answer.path("schemaType").asString("AVRO");
        if (!type.equals("AVRO")) {
            throw senseless(purpose, "it is a schema of type " + type + ", not Avro", null);
        }
        if (!answer.path("references").isEmpty()) {
            throw senseless(purpose, "it refers to other schemas, which is not supported", null);
        }
        try {
            return SchemaText.parse(answer.path("schema").asString(""));
        } catch (AvroRuntimeException e) {
            throw senseless(purpose, "what the registry has is no Avro schema: " + e, e);
        }
    }

    private static int number(String purpose, JsonNode answer, String field) {
        JsonNode value = answer.path(field);
        if (!value.isInt()) {
            throw senseless(purpose, "the answer has no number '" + field + "'", null);
        }
        return value.asInt();
    }

    private static CompatibilityLevel level(String purpose, JsonNode answer) {
        String name = answer.path("compatibilityLevel").asString("");
        try {
            return CompatibilityLevel.valueOf(name);
        } catch (IllegalArgumentException e) {
            throw senseless(purpose, "the registry has the unknown level '" + name + "'", e);
        }
    }

    private static SchemaRegistryException senseless(
            String purpose, String reason, @Nullable Throwable e) {
        return new SchemaRegistryException("cannot " + purpose + ": " + reason, 200, 0, e);
    }

    private static <T> Optional<T> known(Supplier<T> call) {
        try {
            return Optional.of(call.get());
        } catch (SchemaRegistryException e) {
            if (e.isUnknown()) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static JsonNode body(Schema schema) {
        return JSON.createObjectNode().put("schema", SchemaText.of(schema));
    }

    private static JsonNode body(CompatibilityLevel level) {
        return JSON.createObjectNode().put("compatibility", level.name());
    }

    private static String name(Schema schema) {
        return schema.getType() == Schema.Type.RECORD ? schema.getFullName() : schema.getName();
    }

    private static String subjectPath(String subject, String rest) {
        return "/subjects/" + encode(subject) + rest;
    }

    private static String encode(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
