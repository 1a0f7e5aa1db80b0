package dev.tributary.local;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a child process runs: a Java program on the JDK that runs this one.
 *
 * @param name what people call it, in messages and as the name of its log
 * @param jvmOptions options of its JVM
 * @param classPath its class path, entries joined by the platform's separator; handed over in the
 *     environment, so that the command line stays readable
 * @param mainClass the class with its main method
 * @param arguments arguments of the main method
 * @param log file that takes its output, appended to
 */
public record ChildCommand(
        String name,
        List<String> jvmOptions,
        String classPath,
        String mainClass,
        List<String> arguments,
        Path log) {
    /**
     * Ctrl-C in a terminal interrupts every process of its group at once, and closing the terminal
     * hangs them up. A child must outlive both, because it is stopped in its turn by the process
     * that started it. A signal ignored before exec stays ignored, also by a JVM.
     */
    private static final List<String> DEAF_TO_THE_TERMINAL =
            List.of("/bin/sh", "-c", "trap '' INT HUP; exec \"$@\"", "sh");

    private static final File NOTHING = new File("/dev/null");

    public ChildCommand {
        jvmOptions = List.copyOf(jvmOptions);
        arguments = List.copyOf(arguments);
    }

    /** The same program with other arguments. */
    public ChildCommand withArguments(List<String> others) {
        return new ChildCommand(name, jvmOptions, classPath, mainClass, others, log);
    }

    /**
     * The same program, but it ends soon after this process is gone, however that ended. Without
     * this it outlives this process.
     */
    public ChildCommand tiedToThisProcess() {
        List<String> tied = new ArrayList<>();
        tied.add(Long.toString(ProcessHandle.current().pid()));
        tied.add(mainClass);
        tied.addAll(arguments);
        // Behind the others, so that what was recorded with the class path alone fits this, too.
        String path = classPath + File.pathSeparator + CodeLocation.ours();
        return new ChildCommand(name, jvmOptions, path, TiedMain.class.getName(), tied, log);
    }

    ProcessBuilder processBuilder() {
        List<String> words = new ArrayList<>(DEAF_TO_THE_TERMINAL);
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(jvmOptions);
        words.add(mainClass);
        words.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(words);
        builder.environment().put("CLASSPATH", classPath);
        builder.redirectInput(ProcessBuilder.Redirect.from(NOTHING));
        builder.redirectErrorStream(true);
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        return builder;
    }
}
