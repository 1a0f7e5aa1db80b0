package dev.tributary.fraud.domain;

import org.jspecify.annotations.Nullable;

import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * A short stable name for a tree of settings: the beginning of the SHA-256 of its leaves, each as
 * {@code path=value}, sorted. It walks the record components itself, so that a setting added later
 * cannot be forgotten here. Two settings that mean the same but are written differently (1 h and 60
 * min are written alike, 0.5 and 0.50 in a rate are not) may have different names.
 */
final class SettingsFingerprint {
    private static final int BYTES = 6;

    private SettingsFingerprint() {}

    static String of(Record settings) {
        Map<String, String> leaves = new TreeMap<>();
        collect("", settings, leaves);
        StringBuilder text = new StringBuilder();
        leaves.forEach((path, value) -> text.append(path).append('=').append(value).append('\n'));
        byte[] digest = sha256().digest(text.toString().getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest, 0, BYTES);
    }

    private static void collect(String path, @Nullable Object value, Map<String, String> leaves) {
        if (value instanceof Record settings) {
            for (RecordComponent component : settings.getClass().getRecordComponents()) {
                collect(path + "/" + component.getName(), read(component, settings), leaves);
            }
        } else if (value instanceof Map<?, ?> map) {
            map.forEach((key, entry) -> collect(path + "/" + key, entry, leaves));
        } else {
            leaves.put(path, oneLine(String.valueOf(value)));
        }
    }

    /** So that no text can look like two leaves. */
    private static String oneLine(String text) {
        return text.replace("\\", "\\\\").replace("\n", "\\n");
    }

    private static @Nullable Object read(RecordComponent component, Record settings) {
        try {
            return component.getAccessor().invoke(settings);
        } catch (ReflectiveOperationException broken) {
            throw new IllegalStateException("cannot read setting " + component, broken);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
