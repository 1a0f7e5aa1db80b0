package dev.tributary.cli.smoke;

import dev.tributary.cli.suite.LocalSuite;
import dev.tributary.cli.suite.Service;

/** What claims are about and tried with: a suite that runs, and what has happened in it. */
record Scene(LocalSuite suite, SuiteClient client, Purchases purchases, Claims claims) {
    /** Base URL of a service. */
    String url(Service service) {
        return suite.url(service);
    }
}
