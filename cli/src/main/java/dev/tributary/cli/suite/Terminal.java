package dev.tributary.cli.suite;

import java.io.Console;

/** What is known of where the output goes. */
final class Terminal {
    private Terminal() {}

    /** Whether a line that was printed can be drawn again. */
    // Whether there is a console where there is no terminal has changed from JDK to JDK.
    @SuppressWarnings("SystemConsoleNull")
    static boolean isLive() {
        Console console = System.console();
        boolean terminal = console != null && console.isTerminal();
        return terminal && !"dumb".equals(System.getenv("TERM"));
    }
}
