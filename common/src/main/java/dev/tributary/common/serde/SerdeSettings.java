package dev.tributary.common.serde;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

import java.util.Map;

/**
 * What a configuration map says about reading and writing; what it says about the registry is the
 * client's.
 *
 * @param type what is read, or null where the writer's schema names it
 */
record SerdeSettings(
        boolean isKey,
        SubjectNaming naming,
        boolean autoRegister,
        @Nullable Class<? extends SpecificRecord> type) {

    static final String AUTO_REGISTER = "auto.register.schemas";
    private static final String USE_LATEST = "use.latest.version";
    private static final String SPECIFIC = "specific.avro.reader";

    /**
     * @throws ConfigException where a setting is wrong or asks for what is not done here
     */
    static SerdeSettings of(Map<String, ?> configs, boolean isKey) {
        if (flag(configs, USE_LATEST, false)) {
            throw new ConfigException(
                    USE_LATEST, true, "a record is written with the schema of its own class");
        }
        if (!flag(configs, SPECIFIC, true)) {
            throw new ConfigException(SPECIFIC, false, "generated classes only are read here");
        }
        String part = isKey ? "key" : "value";
        String naming = part + ".subject.name.strategy";
        return new SerdeSettings(
                isKey,
                SubjectNaming.of(naming, text(configs, naming, "TopicNameStrategy")),
                flag(configs, AUTO_REGISTER, true),
                type(configs, "specific.avro." + part + ".type"));
    }

    SerdeSettings withType(Class<? extends SpecificRecord> fixed) {
        return new SerdeSettings(isKey, naming, autoRegister, fixed);
    }

    private static @Nullable Class<? extends SpecificRecord> type(
            Map<String, ?> configs, String setting) {
        String name = text(configs, setting, "");
        if (name.isEmpty()) {
            return null;
        }
        try {
            return Utils.loadClass(name, SpecificRecord.class);
        } catch (ClassNotFoundException | ClassCastException e) {
            throw new ConfigException(setting, name, "no generated class has this name");
        }
    }

    private static boolean flag(Map<String, ?> configs, String setting, boolean otherwise) {
        String text = text(configs, setting, Boolean.toString(otherwise));
        if (!text.equalsIgnoreCase("true") && !text.equalsIgnoreCase("false")) {
            throw new ConfigException(setting, text, "takes true or false");
        }
        return Boolean.parseBoolean(text);
    }

    private static String text(Map<String, ?> configs, String setting, String otherwise) {
        Object value = configs.get(setting);
        return switch (value) {
            case null -> otherwise;
            case Class<?> type -> type.getName();
            default -> value.toString().strip();
        };
    }
}
