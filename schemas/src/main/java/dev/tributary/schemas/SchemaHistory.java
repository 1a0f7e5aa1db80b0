package dev.tributary.schemas;

import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The frozen versions of every schema, {@code <subject>/v1.avsc}, {@code v2.avsc} and so on without
 * gaps: append-only, a copy of what was deployed. Immutable and without a cache: read it once.
 *
 * <p>Versions are found by asking for one after the other, never by listing a class path, so that
 * the answer is the same from a folder, a jar and a jar within a jar.
 */
public final class SchemaHistory {
    /** More versions than this of one subject are refused. */
    static final int MAX_VERSIONS = 1_000;

    private final Source source;

    private SchemaHistory(Source source) {
        this.source = source;
    }

    /** The history that this module was built with. */
    public static SchemaHistory onClassPath() {
        return new SchemaHistory(
                name -> SchemaHistory.class.getResourceAsStream("/history/" + name));
    }

    /** The history of a checkout, {@code schemas/history} there. */
    public static SchemaHistory inFolder(Path folder) {
        return new SchemaHistory(name -> {
            Path file = folder.resolve(name);
            return Files.isRegularFile(file) ? Files.newInputStream(file) : null;
        });
    }

    /**
     * All versions of the subject, the oldest first; empty where nothing was ever frozen.
     *
     * @throws SchemaParseException where a frozen file is not an Avro schema
     */
    public List<FrozenSchema> versions(String subject) {
        List<FrozenSchema> versions = new ArrayList<>();
        for (int version = 1; version <= MAX_VERSIONS; version++) {
            String text = read(subject + "/v" + version + ".avsc");
            if (text == null) {
                return List.copyOf(versions);
            }
            versions.add(new FrozenSchema(subject, version, new Schema.Parser().parse(text)));
        }
        throw new IllegalStateException(subject + " has more than " + MAX_VERSIONS + " versions");
    }

    /**
     * All versions of the record, under every subject that it has in {@link TopicCatalog} or as
     * state; subject by subject, the oldest first.
     */
    public List<FrozenSchema> versionsOf(Schema record) {
        return SchemaSubjects.of(record, TopicCatalog.ALL).stream()
                .flatMap(subject -> versions(subject).stream())
                .toList();
    }

    private @Nullable String read(String name) {
        try (InputStream bytes = source.open(name)) {
            return bytes == null ? null : new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read history/" + name, e);
        }
    }

    private interface Source {
        @Nullable InputStream open(String name) throws IOException;
    }
}
