package dev.tributary.cli.suite;

import dev.tributary.local.FreePorts;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The ports of a suite: the well-known ones, all moved by the same number. A port for management
 * lies 1000 above the one for clients.
 *
 * @param offset what is added to each well-known port; from 0 to {@value #OFFSET_MAX}
 */
public record SuitePorts(int offset) {
    /** Keeps every port below those that systems take for outgoing connections. */
    static final int OFFSET_MAX = 22_000;

    private static final int BROKER = 9092;
    private static final int CONTROLLER = 9093;
    private static final int REGISTRY = 8085;
    private static final int MANAGEMENT_ABOVE = 1000;

    private static final int FREE_OFFSET_MIN = 12_000;
    private static final int TRIES_MAX = 200;

    public SuitePorts {
        if (offset < 0 || offset > OFFSET_MAX) {
            throw new SuiteFault(
                    "the port offset is %d; it must lie from 0 to %d"
                            .formatted(offset, OFFSET_MAX));
        }
    }

    /** The well-known ports. */
    public static SuitePorts standard() {
        return new SuitePorts(0);
    }

    /** Ports that are all free now, at an offset of 12,000 or more. */
    public static SuitePorts free() {
        for (int tries = 0; tries < TRIES_MAX; tries++) {
            int steps = ThreadLocalRandom.current().nextInt((OFFSET_MAX - FREE_OFFSET_MIN) / 10);
            SuitePorts ports = new SuitePorts(FREE_OFFSET_MIN + 10 * steps);
            if (ports.all().keySet().stream().allMatch(FreePorts::isFree)) {
                return ports;
            }
        }
        throw new SuiteFault("no free ports for a suite found in " + TRIES_MAX + " tries");
    }

    public int broker() {
        return BROKER + offset;
    }

    public int controller() {
        return CONTROLLER + offset;
    }

    public int registry() {
        return REGISTRY + offset;
    }

    public int registryManagement() {
        return registry() + MANAGEMENT_ABOVE;
    }

    public int of(Service service) {
        return service.port() + offset;
    }

    public int managementOf(Service service) {
        return of(service) + MANAGEMENT_ABOVE;
    }

    /** Every port with what it is for. */
    Map<Integer, String> all() {
        Map<Integer, String> all = new TreeMap<>();
        all.put(broker(), "the broker");
        all.put(controller(), "the broker's controller");
        all.put(registry(), "the schema registry");
        all.put(registryManagement(), "the schema registry's health");
        for (Service service : Service.values()) {
            all.put(of(service), service.id());
            all.put(managementOf(service), service.id() + "'s health and metrics");
        }
        return all;
    }
}
