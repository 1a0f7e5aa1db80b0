package dev.tributary.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * TCP ports of the loopback address that nobody listens on.
 *
 * <p>They come from 20000 to 31999: below the range that systems take the ports of outgoing
 * connections from, so that none is lost to a client between being found and being listened on. A
 * port is handed out once in the life of the JVM.
 */
public final class FreePorts {
    private static final int FIRST = 20_000;
    private static final int LAST = 31_999;
    private static final int TRIES_MAX = 10_000;

    private static final Set<Integer> HANDED_OUT = new HashSet<>();

    private FreePorts() {}

    /** One free port. */
    public static int one() {
        return some(1).getFirst();
    }

    /**
     * Several free ports.
     *
     * @throws IllegalStateException if there are not that many
     */
    public static List<Integer> some(int count) {
        List<Integer> ports = new ArrayList<>();
        synchronized (HANDED_OUT) {
            for (int tries = 0; ports.size() < count; tries++) {
                if (tries == TRIES_MAX) {
                    throw new IllegalStateException(
                            "no %d free ports between %d and %d".formatted(count, FIRST, LAST));
                }
                int port = ThreadLocalRandom.current().nextInt(FIRST, LAST + 1);
                if (!HANDED_OUT.contains(port) && isFree(port)) {
                    HANDED_OUT.add(port);
                    ports.add(port);
                }
            }
        }
        return ports;
    }

    /** Whether a server could listen on this port of the loopback address now. */
    public static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
