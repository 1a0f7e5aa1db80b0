package dev.tributary.common.streams;

import java.util.Map;

/** The memory that stores of a topology under test share, as production's do. */
public final class RocksDbFixture implements AutoCloseable {
    private static final long BYTES = 16L * 1024 * 1024;

    private final RocksDbMemory memory = new RocksDbMemory(BYTES);

    /** Puts the memory where {@link BoundedMemoryRocksDbConfig} looks for it. */
    public void addTo(Map<String, Object> configs) {
        configs.put(RocksDbMemory.CONFIG, memory);
    }

    @Override
    public void close() {
        memory.close();
    }
}
