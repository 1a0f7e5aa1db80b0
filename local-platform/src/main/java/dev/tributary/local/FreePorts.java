package dev.tributary.local;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * TCP ports of the loopback address that nobody listens on.
 *
 * <p>They come from 20000 to 31999: below the range that systems take the ports of outgoing
 * connections from, so that none is lost to a client between being found and being listened on. A
 * port is handed out once in the life of the JVM, and to one JVM at a time: whoever hands it out
 * keeps the UDP port of the same number, which nothing else here is about.
 */
public final class FreePorts {
    private static final int FIRST = 20_000;
    private static final int LAST = 31_999;
    private static final int TRIES_MAX = 10_000;

    /** By port; guarded by itself. */
    private static final Map<Integer, DatagramSocket> HANDED_OUT = new HashMap<>();

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
                DatagramSocket claim = HANDED_OUT.containsKey(port) ? null : claim(port);
                if (claim != null && isFree(port)) {
                    HANDED_OUT.put(port, claim);
                    ports.add(port);
                } else if (claim != null) {
                    claim.close();
                }
            }
        }
        return ports;
    }

    /** Null where another JVM has handed it out, or somebody has the UDP port for another use. */
    private static @Nullable DatagramSocket claim(int port) {
        try {
            return new DatagramSocket(port, InetAddress.getLoopbackAddress());
        } catch (SocketException e) {
            return null;
        }
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
