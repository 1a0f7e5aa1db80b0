package dev.tributary.cli.suite;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/**
 * Stops a suite that another command started. A waiting {@code up} is asked to stop it, as Ctrl-C
 * would; what is left after that is stopped here.
 */
@Command(name = "down", mixinStandardHelpOptions = true, description = "Stops the suite.")
final class DownCommand implements Callable<Integer> {
    private static final long LAUNCHER_SECONDS_MAX = 150;
    private static final long PROCESS_SECONDS_MAX = 30;

    @Mixin private final StateFolder state = new StateFolder();

    @Override
    public Integer call() {
        Path folder = state.path();
        Optional<SuiteNote> noted = SuiteNote.find(folder);
        if (noted.isEmpty()) {
            System.out.println("nothing runs on " + folder);
            return 0;
        }
        SuiteNote suite = noted.get();
        try (Progress progress = Progress.onConsole()) {
            suite.livingLauncher().ifPresent(launcher -> stopThrough(launcher, progress));
            List<SuiteProcess> living = suite.living();
            terminateServices(living, folder);
            living.reversed().forEach(process -> stop(process, folder, progress));
        }
        SuiteNote.forget(folder);
        return 0;
    }

    /** Services do not need one another to end, so they end at the same time. */
    private static void terminateServices(List<SuiteProcess> living, Path folder) {
        living.stream()
                .filter(process -> process.managementUrl() != null)
                .flatMap(process -> process.alive(folder).stream())
                .forEach(ProcessHandle::destroy);
    }

    private static void stopThrough(ProcessHandle launcher, Progress progress) {
        Progress.Step step = progress.begin("stop the suite");
        launcher.destroy();
        boolean ended = ends(launcher, LAUNCHER_SECONDS_MAX);
        step.done(ended ? "" : "its launcher, pid %d, goes on".formatted(launcher.pid()));
    }

    private static void stop(SuiteProcess process, Path folder, Progress progress) {
        Progress.Step step = progress.begin("stop " + process.name());
        Optional<ProcessHandle> living = process.alive(folder);
        living.ifPresent(ProcessHandle::destroy);
        if (living.isEmpty() || ends(living.get(), PROCESS_SECONDS_MAX)) {
            step.done("");
            return;
        }
        ProcessHandle handle = living.get();
        handle.destroyForcibly();
        if (!ends(handle, PROCESS_SECONDS_MAX)) {
            step.failed();
            throw new SuiteFault(
                    "%s, pid %d, cannot be killed".formatted(process.name(), process.pid()));
        }
        step.done("killed after " + PROCESS_SECONDS_MAX + " s");
    }

    private static boolean ends(ProcessHandle handle, long seconds) {
        try {
            handle.onExit().orTimeout(seconds, TimeUnit.SECONDS).join();
            return true;
        } catch (CompletionException late) {
            return false;
        }
    }
}
