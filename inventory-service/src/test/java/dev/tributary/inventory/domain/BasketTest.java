package dev.tributary.inventory.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.inventory.domain.Basket.Outcome;
import dev.tributary.inventory.domain.Basket.Outcome.Filled;
import dev.tributary.inventory.domain.Basket.Outcome.Refused;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

class BasketTest {
    @Test
    void shouldAddUpWhenASkuComesTwice() {
        assertThat(of(3, 4, line("b", 1), line("a", 2), line("b", 3)))
                .isEqualTo(new Filled(new Basket(List.of(line("b", 4), line("a", 2)))));
    }

    @Test
    void shouldRefuseWhenALimitIsExceeded() {
        assertThat(of(3, 3, line("b", 1), line("a", 2), line("b", 3)))
                .isEqualTo(new Refused(ReservationFault.QUANTITY));
        assertThat(of(2, 4, line("b", 1), line("a", 2), line("b", 3)))
                .isEqualTo(new Refused(ReservationFault.TOO_MANY_LINES));
        assertThat(of(3, 4)).isEqualTo(new Refused(ReservationFault.NO_LINES));
    }

    @Test
    void shouldRefuseInsteadOfOverflowWhenTheSumFitsNoLong() {
        assertThat(of(2, Long.MAX_VALUE, line("a", Long.MAX_VALUE), line("a", 1)))
                .isEqualTo(new Refused(ReservationFault.QUANTITY));
        assertThat(of(2, Long.MAX_VALUE, line("a", Long.MAX_VALUE - 1), line("a", 1)))
                .isInstanceOf(Filled.class);
    }

    @Test
    void shouldKeepToTheDefaultsAtTheirEdge() {
        ReservationSettings defaults = ReservationSettings.defaults();
        List<BasketLine> most =
                IntStream.range(0, defaults.linesMax())
                        .mapToObj(i -> line("sku-" + i, defaults.quantityMax()))
                        .toList();
        assertThat(Basket.of(most, defaults)).isEqualTo(new Filled(new Basket(most)));
    }

    @Test
    void shouldNotExistWhenValuesAreImpossible() {
        assertThatThrownBy(() -> line("a", 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Basket(List.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Basket(List.of(line("a", 1), line("a", 1))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Outcome of(int linesMax, long quantityMax, BasketLine... lines) {
        return Basket.of(
                List.of(lines),
                new ReservationSettings(linesMax, quantityMax, Duration.ofHours(1), Duration.ZERO));
    }

    private static BasketLine line(String sku, long quantity) {
        return new BasketLine(new Sku(sku), quantity);
    }
}
