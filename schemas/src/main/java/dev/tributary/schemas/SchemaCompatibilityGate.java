package dev.tributary.schemas;

import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Decides whether the schemas of a checkout may be deployed beside and after everything that was
 * deployed before. Reads files only; needs no registry.
 *
 * <ul>
 *   <li>Each {@code .avsc} stands alone: one record a file, no reference to another file, no type
 *       that a second file defines too.
 *   <li>Each equals its newest frozen version in everything, doc included: whatever changes is a
 *       new version.
 *   <li>A value of a topic is compatible with every frozen version in both directions, because old
 *       and new producers and consumers run side by side. A record of state is read by its owner
 *       only: it must read every frozen version.
 *   <li>Nothing that Avro's own check passes changes what bytes mean: see {@link SchemaComparison}.
 *   <li>Docs, units and enum defaults: see {@link SchemaStyle}.
 *   <li>The history has no gap and no folder without a schema.
 * </ul>
 */
public final class SchemaCompatibilityGate {
    private final Path schemas;
    private final Path history;
    private final Collection<TopicSpec<?, ?>> topics;
    private final List<CompatibilityFault> faults = new ArrayList<>();
    private final Map<String, Path> definitions = new HashMap<>();
    private final Set<String> subjects = new TreeSet<>();

    private SchemaCompatibilityGate(
            Path schemas, Path history, Collection<TopicSpec<?, ?>> topics) {
        this.schemas = schemas;
        this.history = history;
        this.topics = topics;
    }

    /**
     * All faults of a checkout, in the order of its files.
     *
     * @param schemas today's schemas, {@code src/main/avro} of this module
     * @param history the frozen ones, {@code history} of this module
     * @param topics every topic there is
     * @return empty where the schemas may be deployed
     * @throws IOException where a folder cannot be read
     */
    public static List<CompatibilityFault> check(
            Path schemas, Path history, Collection<TopicSpec<?, ?>> topics) throws IOException {
        SchemaCompatibilityGate gate = new SchemaCompatibilityGate(schemas, history, topics);
        for (Path file : files(schemas)) {
            gate.checkFile(file);
        }
        gate.checkFolders();
        return List.copyOf(gate.faults);
    }

    private void checkFile(Path file) throws IOException {
        Schema today;
        try {
            today = new Schema.Parser().parse(Files.readString(file));
        } catch (AvroRuntimeException e) {
            add(file, "is not a schema by itself (schemas do not refer to each other): " + e);
            return;
        }
        if (today.getType() != Schema.Type.RECORD
                || !file.getFileName().toString().equals(today.getName() + ".avsc")) {
            add(file, "does not hold one record of the file's name");
            return;
        }
        checkDefinitions(file, today);
        List<String> subjectsOfRecord = SchemaSubjects.of(today, topics);
        if (subjectsOfRecord.isEmpty()) {
            add(file, "is neither the value of a topic nor, by its namespace, state");
        }
        faults.addAll(SchemaStyle.check(schemas.relativize(file).toString(), today));
        for (String subject : subjectsOfRecord) {
            subjects.add(subject);
            checkHistory(subject, today, file);
        }
    }

    private void checkDefinitions(Path file, Schema today) {
        for (String name : SchemaStyle.definedNames(today)) {
            Path other = definitions.putIfAbsent(name, file);
            if (other != null) {
                add(file, "defines " + name + ", as " + schemas.relativize(other) + " does");
            }
        }
    }

    private void checkHistory(String subject, Schema today, Path file) {
        List<FrozenSchema> frozen;
        try {
            frozen = SchemaHistory.inFolder(history).versions(subject);
        } catch (AvroRuntimeException e) {
            faults.add(new CompatibilityFault(subject, "", "a frozen version is no schema: " + e));
            return;
        }
        if (frozen.isEmpty() || !frozen.getLast().schema().toString().equals(today.toString())) {
            int next = frozen.size() + 1;
            String state =
                    frozen.isEmpty()
                            ? "nothing is frozen yet"
                            : "differs from its newest frozen version v" + frozen.size();
            faults.add(
                    new CompatibilityFault(
                            subject,
                            "",
                            "%s. If the change is meant, copy %s to %s/v%d.avsc; frozen files are never edited"
                                    .formatted(state, schemas.relativize(file), subject, next)));
        }
        boolean bothWays = !SchemaSubjects.isState(today);
        for (FrozenSchema version : frozen) {
            faults.addAll(SchemaComparison.compare(today, version, bothWays));
        }
    }

    private void checkFolders() throws IOException {
        Map<String, Integer> filesBySubject = new HashMap<>();
        for (Path file : files(history)) {
            String subject = history.relativize(file.getParent()).toString();
            filesBySubject.merge(subject, 1, Integer::sum);
            if (!subjects.contains(subject)) {
                add(file, "belongs to no schema of today");
            }
        }
        for (String subject : subjects) {
            int found = filesBySubject.getOrDefault(subject, 0);
            for (int version = 1; version <= found; version++) {
                if (!Files.exists(history.resolve(subject).resolve("v" + version + ".avsc"))) {
                    faults.add(
                            new CompatibilityFault(
                                    subject,
                                    "",
                                    "%d frozen files, but no v%d.avsc: versions have no gap and nothing lies beside them"
                                            .formatted(found, version)));
                }
            }
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private void add(Path file, String reason) {
        Path root = file.startsWith(schemas) ? schemas : history;
        faults.add(new CompatibilityFault(root.relativize(file).toString(), "", reason));
    }
}
