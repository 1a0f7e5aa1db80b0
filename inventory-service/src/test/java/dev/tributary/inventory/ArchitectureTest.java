package dev.tributary.inventory;

import dev.tributary.common.fixtures.ArchitectureRules;

import org.junit.jupiter.api.Test;

class ArchitectureTest {
    @Test
    void shouldKeepTheRulesOfTheHouse() {
        ArchitectureRules.check("dev.tributary.inventory");
    }
}
