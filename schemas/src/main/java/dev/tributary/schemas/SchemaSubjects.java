package dev.tributary.schemas;

import org.apache.avro.Schema;

import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * Under which subjects the versions of a record are kept.
 *
 * <ul>
 *   <li>A record that travels on topics: {@code <topic>-value}, one subject for each topic whose
 *       value it is.
 *   <li>A record of state, which is one whose namespace ends in {@code .state}: {@code
 *       <owner>.<record-in-kebab-case>.state}, the owner being the part of the namespace before.
 * </ul>
 */
final class SchemaSubjects {
    private static final String STATE = ".state";

    /** Whether the record is kept by its owner only and never travels on a public topic. */
    static boolean isState(Schema record) {
        String namespace = record.getNamespace();
        return namespace != null && namespace.endsWith(STATE);
    }

    /** In the order of the topics; empty where no topic carries the record. */
    static List<String> of(Schema record, Collection<TopicSpec<?, ?>> topics) {
        if (isState(record)) {
            return List.of(stateSubject(record));
        }
        return topics.stream()
                .filter(topic -> topic.valueType().getName().equals(record.getFullName()))
                .map(TopicSpec::valueSubject)
                .toList();
    }

    private static String stateSubject(Schema record) {
        String namespace = record.getNamespace();
        String before = namespace.substring(0, namespace.length() - STATE.length());
        String owner = before.substring(before.lastIndexOf('.') + 1);
        String name =
                record.getName().replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
        return owner + "." + name + STATE;
    }

    private SchemaSubjects() {}
}
