package dev.tributary.recommendation;

import dev.tributary.common.fixtures.ArchitectureRules;

import org.junit.jupiter.api.Test;

class ArchitectureTest {
    @Test
    void shouldKeepTheRulesOfTheHouse() {
        ArchitectureRules.check("dev.tributary.recommendation", "com.carrotsearch.hppc..");
    }
}
