package dev.tributary.local;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Optional;

/**
 * Runs another main method, and ends this JVM when the process that it is tied to is gone, so that
 * a killed test run leaves no servers behind. Uses nothing beyond the JDK, because it runs on the
 * class path of any program.
 *
 * <p>Arguments: the id of the process to be tied to, the main class, its arguments.
 */
final class TiedMain {
    private static final long SHUTDOWN_MS_MAX = 20_000;

    private TiedMain() {}

    public static void main(String[] args) throws Exception {
        Optional<ProcessHandle> master = ProcessHandle.of(Long.parseLong(args[0]));
        if (master.isEmpty()) {
            return;
        }
        Thread.ofPlatform().daemon().name("tied-to-" + args[0]).start(() -> follow(master.get()));
        Method main = Class.forName(args[1]).getDeclaredMethod("main", String[].class);
        main.setAccessible(true);
        main.invoke(null, (Object) Arrays.copyOfRange(args, 2, args.length));
    }

    private static void follow(ProcessHandle master) {
        master.onExit().join();
        Thread.ofPlatform().daemon().name("last-resort").start(TiedMain::haltWhenStuck);
        System.exit(0);
    }

    private static void haltWhenStuck() {
        try {
            Thread.sleep(SHUTDOWN_MS_MAX);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(1);
    }
}
