package dev.tributary.fraud;

import dev.tributary.common.fixtures.ArchitectureRules;

import org.junit.jupiter.api.Test;

class ArchitectureTest {
    @Test
    void shouldKeepTheRulesOfTheHouse() {
        ArchitectureRules.check("dev.tributary.fraud", "net.sf.geographiclib..");
    }
}
