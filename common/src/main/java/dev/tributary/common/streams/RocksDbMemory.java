package dev.tributary.common.streams;

import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/**
 * The one block cache and write buffer budget that all state stores of a process share. Without it
 * each store of each partition takes about 100 MB of its own.
 *
 * <p>Handed by each {@link StreamsRuntime} to {@link BoundedMemoryRocksDbConfig} through the
 * configuration; closed once, after all topologies.
 */
public final class RocksDbMemory implements AutoCloseable {
    /** Key under which the configuration carries the instance. */
    static final String CONFIG = "tributary.rocksdb.memory";

    /** Part of the budget that memtables may take before they are flushed. */
    private static final double WRITE_BUFFER_SHARE = 0.5;

    static {
        RocksDB.loadLibrary();
    }

    private final Cache cache;
    private final WriteBufferManager writeBuffers;

    /**
     * @param bytes budget for blocks, indexes, filters and memtables together
     */
    public RocksDbMemory(long bytes) {
        cache = new LRUCache(bytes, -1, false, 0.1);
        writeBuffers = new WriteBufferManager((long) (bytes * WRITE_BUFFER_SHARE), cache);
    }

    Cache cache() {
        return cache;
    }

    WriteBufferManager writeBuffers() {
        return writeBuffers;
    }

    @Override
    public void close() {
        writeBuffers.close();
        cache.close();
    }
}
