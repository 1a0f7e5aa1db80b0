package dev.tributary.cli.suite;

import dev.tributary.local.ChildProcess;
import dev.tributary.local.FreePorts;

import java.util.List;

/**
 * Where an instance of a service is found on this machine.
 *
 * @param number 1 for the suite's own, 2 and more for further ones
 * @param port where it serves clients
 * @param managementPort where it tells its health and metrics
 */
record ServicePlace(Service service, int number, int port, int managementPort) {
    static final String LOOPBACK = "127.0.0.1";

    ServicePlace {
        if (number < 1) {
            throw new IllegalArgumentException("the number of an instance is " + number);
        }
    }

    /** Of the suite's own instance. */
    static ServicePlace own(Service service, SuitePorts ports) {
        return new ServicePlace(service, 1, ports.of(service), ports.managementOf(service));
    }

    /** Of a further instance, on ports that are free now. */
    static ServicePlace further(Service service, int number) {
        List<Integer> ports = FreePorts.some(2);
        return new ServicePlace(service, number, ports.get(0), ports.get(1));
    }

    /**
     * Name of the process, of its log and of its state folder: of the suite's own, the service's.
     */
    String name() {
        return number == 1 ? service.id() : service.id() + "-" + number;
    }

    /** Identity within its consumer groups, the same after every restart. */
    String memberId() {
        return service.id() + "-" + number;
    }

    String url() {
        return "http://" + LOOPBACK + ":" + port;
    }

    String managementUrl() {
        return "http://" + LOOPBACK + ":" + managementPort;
    }

    String readinessUrl() {
        return managementUrl() + "/actuator/health/readiness";
    }

    /** The process as it is noted for other commands. */
    SuiteProcess describe(ChildProcess process) {
        return new SuiteProcess(
                name(), process.pid(), port, managementUrl(), readinessUrl(), process.log());
    }
}
