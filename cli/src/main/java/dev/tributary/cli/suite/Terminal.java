package dev.tributary.cli.suite;

import java.io.Console;

/** What is known of where the output goes. */
public final class Terminal {
    private Terminal() {}

    /** Whether a line that was printed can be drawn again. */
    public static boolean isLive() {
        Console console = System.console();
        return console != null && console.isTerminal() && !"dumb".equals(System.getenv("TERM"));
    }
}
