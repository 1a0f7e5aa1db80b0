package dev.tributary.fraud;

import dev.tributary.common.fixtures.ArchitectureRules;

import org.junit.jupiter.api.Test;

class ArchitectureTest {
    @Test
    void shouldKeepTheRulesOfTheHouse() {
        // CEL answers in Guava's lists, so its calls name them.
        ArchitectureRules.check(
                "dev.tributary.fraud",
                "net.sf.geographiclib..",
                "dev.cel..",
                "com.google.common.collect..");
    }
}
