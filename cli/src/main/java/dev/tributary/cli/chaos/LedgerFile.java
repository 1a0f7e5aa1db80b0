package dev.tributary.cli.chaos;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The ledger on disk, one JSON object a line: {@code {"<kind of line>": {...}}}. A line is on the
 * disk when writing it returns; those of writers at the same time share one flush. Any number of
 * threads.
 */
final class LedgerFile implements Closeable {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final FileChannel channel;
    private final ReentrantLock disk = new ReentrantLock();
    private final Object queue = new Object();
    private List<byte[]> queued = new ArrayList<>();
    private long queuedCount;
    private long flushedCount;

    /**
     * A new ledger.
     *
     * @throws IOException if the file exists or cannot be made
     */
    LedgerFile(Path file) throws IOException {
        channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    /**
     * Writes a line.
     *
     * @throws UncheckedIOException if it may not be on the disk; a run must not go on then
     */
    void write(LedgerLine line) {
        byte[] bytes =
                (JSON.writeValueAsString(tagged(line)) + "\n").getBytes(StandardCharsets.UTF_8);
        long mine;
        synchronized (queue) {
            queued.add(bytes);
            mine = ++queuedCount;
        }
        disk.lock();
        try {
            if (flushedCount < mine) {
                flush();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the ledger cannot be written", e);
        } finally {
            disk.unlock();
        }
    }

    private void flush() throws IOException {
        List<byte[]> taken;
        long upTo;
        synchronized (queue) {
            taken = queued;
            queued = new ArrayList<>();
            upTo = queuedCount;
        }
        for (byte[] bytes : taken) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        }
        channel.force(false);
        flushedCount = upTo;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /**
     * All lines of a ledger.
     *
     * @throws IOException if it cannot be read, or a line is none
     */
    static List<LedgerLine> read(Path file) throws IOException {
        List<LedgerLine> lines = new ArrayList<>();
        for (String text : Files.readAllLines(file)) {
            try {
                lines.add(line(JSON.readTree(text)));
            } catch (JacksonException | IllegalArgumentException e) {
                throw new IOException("%s, line %d".formatted(file, lines.size() + 1), e);
            }
        }
        return lines;
    }

    private static Map<String, LedgerLine> tagged(LedgerLine line) {
        return switch (line) {
            case LedgerLine.Intent it -> Map.of("intent", it);
            case LedgerLine.Again it -> Map.of("again", it);
            case LedgerLine.Answer it -> Map.of("answer", it);
        };
    }

    private static LedgerLine line(JsonNode node) {
        String tag = String.join(",", node.propertyNames());
        return switch (tag) {
            case "intent" -> JSON.treeToValue(node.get(tag), LedgerLine.Intent.class);
            case "again" -> JSON.treeToValue(node.get(tag), LedgerLine.Again.class);
            case "answer" -> JSON.treeToValue(node.get(tag), LedgerLine.Answer.class);
            default -> throw new IllegalArgumentException("no line of a ledger: " + tag);
        };
    }
}
