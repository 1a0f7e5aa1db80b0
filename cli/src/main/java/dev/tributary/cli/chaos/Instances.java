package dev.tributary.cli.chaos;

import java.net.URI;
import java.util.List;

/** The instances of a service, to be killed, stopped and started; by one thread at a time. */
public interface Instances {
    /** Base URLs of their APIs, whether they live or not. */
    List<URI> urls();

    /** Ends one as a power cut would. */
    void kill(int instance);

    /** Asks one to end, and waits until it has. */
    void stop(int instance);

    /** Starts one that has ended. */
    void start(int instance);

    /** Waits until one can do its work. */
    void awaitReady(int instance);
}
