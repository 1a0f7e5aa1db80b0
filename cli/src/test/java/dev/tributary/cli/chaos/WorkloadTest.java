package dev.tributary.cli.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.cli.chaos.Operation.Kind;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.List;

class WorkloadTest {
    private static Workload.Settings settings(int operations, long seed) {
        return new Workload.Settings(operations, 50, 10, 5, 30, seed, "t");
    }

    @Test
    void shouldDrawTheSameFromTheSameSeedAndOtherFromAnother() {
        assertThat(Workload.draw(settings(2_000, 7))).isEqualTo(Workload.draw(settings(2_000, 7)));
        assertThat(Workload.draw(settings(2_000, 7)))
                .isNotEqualTo(Workload.draw(settings(2_000, 8)));
    }

    @Test
    void shouldDrawAsManyAsAskedForEachWithAnIdOfItsOwn() {
        for (int operations : List.of(50, 51, 999, 1_000)) {
            List<Operation> drawn = all(operations);
            assertThat(drawn).hasSize(operations);
            assertThat(drawn.stream().map(Operation::id)).doesNotHaveDuplicates();
        }
    }

    @Test
    void shouldMixAllKindsAndDeliverATenthAgain() {
        List<Operation> drawn = all(20_000);
        assertThat(drawn.stream().map(Operation::kind))
                .containsAll(
                        Arrays.stream(Kind.values())
                                .filter(it -> it != Kind.HONEST && it != Kind.FRAUD)
                                .toList());
        assertThat(drawn.stream().filter(Operation::again).count()).isBetween(1_800L, 2_200L);
        assertThat(drawn.stream().filter(it -> it.kind() == Kind.ADJUSTMENT))
                .anyMatch(it -> it.lines().getFirst().quantity() < 0);
    }

    @Test
    void shouldBeginWithAReceiptOfEverySkuAndKeepToItsSkus() {
        List<Operation> drawn = all(5_000);
        List<String> skus = Workload.skus(settings(5_000, 7));
        assertThat(drawn.subList(0, 50).stream().map(it -> it.lines().getFirst().sku()))
                .containsExactlyElementsOf(skus);
        assertThat(drawn.stream().flatMap(it -> it.lines().stream()).map(Operation.Line::sku))
                .isSubsetOf(skus);
    }

    @Test
    void shouldReserveBeforeItConfirmsOrReleases() {
        for (List<Operation> script : Workload.draw(settings(5_000, 7))) {
            Kind first = script.getFirst().kind();
            if (script.size() > 1) {
                assertThat(first).isEqualTo(Kind.RESERVE);
            }
            assertThat(first).isNotIn(Kind.CONFIRM, Kind.RELEASE, Kind.OTHER_RESERVE);
            assertThat(script.stream().map(Operation::subject).distinct()).hasSize(1);
        }
    }

    @Test
    void shouldRefuseWhatCannotBeDrawn() {
        assertThatThrownBy(() -> settings(49, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Workload.Settings(9, 1, 101, 1, 1, 1, "t"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Workload.Settings(9, 1, 10, 3, 2, 1, "t"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static List<Operation> all(int operations) {
        return Workload.draw(settings(operations, 7)).stream().flatMap(List::stream).toList();
    }
}
