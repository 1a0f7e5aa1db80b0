package dev.tributary.cli.suite;

import java.util.List;

/** The commands that start, stop and show the suite. */
public final class SuiteCommands {
    private SuiteCommands() {}

    /** Each a picocli command. */
    public static List<Object> all() {
        return List.of(new UpCommand(), new DownCommand(), new StatusCommand(), new LogsCommand());
    }
}
