package dev.tributary.local;

import kafka.tools.StorageTool;

import org.apache.kafka.common.Uuid;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Runs a broker in this JVM until SIGTERM; formats its storage first where it is new.
 *
 * <p>Arguments: the server properties, the log directory that they name.
 */
final class BrokerMain {
    private BrokerMain() {}

    public static void main(String[] args) {
        String properties = args[0];
        Path data = Path.of(args[1]);
        if (!Files.exists(data.resolve("meta.properties"))) {
            String clusterId = Uuid.randomUuid().toString();
            String[] format = {"format", "--cluster-id", clusterId, "--config", properties};
            int exit = StorageTool.execute(format, System.out);
            if (exit != 0) {
                System.exit(exit);
            }
        }
        kafka.Kafka.main(new String[] {properties});
    }
}
