package dev.tributary.ingest.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.ingest.domain.Basket.Outcome.Filled;
import dev.tributary.ingest.domain.Basket.Outcome.Refused;

import org.junit.jupiter.api.Test;

import java.util.List;

class BasketTest {
    @Test
    void shouldAddUpWhenASkuComesTwice() {
        assertThat(
                        Basket.of(
                                List.of(
                                        new LineItem("b", 1, 10),
                                        new LineItem("a", 2, 5),
                                        new LineItem("b", 3, 10)),
                                4,
                                50))
                .isEqualTo(
                        new Filled(
                                new Basket(
                                        List.of(
                                                new LineItem("b", 4, 10),
                                                new LineItem("a", 2, 5)))));
        assertThat(Basket.of(List.of(), 1, 1)).isEqualTo(new Filled(Basket.EMPTY));
    }

    @Test
    void shouldRefuseWhenTheSumIsBeyondTheLimits() {
        List<LineItem> lines = List.of(new LineItem("a", 2, 5), new LineItem("a", 2, 5));
        assertThat(Basket.of(lines, 4, 20)).isInstanceOf(Filled.class);
        assertThat(Basket.of(lines, 3, 20))
                .isEqualTo(new Refused("must have at most 3 units of a sku"));
        assertThat(Basket.of(lines, 4, 19)).isEqualTo(new Refused("must cost at most 19 in total"));
    }

    @Test
    void shouldRefuseInsteadOfOverflowWhenTheTotalFitsNoLong() {
        LineItem dear = new LineItem("a", Integer.MAX_VALUE, Long.MAX_VALUE / 2);
        assertThat(Basket.of(List.of(dear), Integer.MAX_VALUE, Long.MAX_VALUE))
                .isInstanceOf(Refused.class);
        LineItem many = new LineItem("a", Integer.MAX_VALUE, 0);
        assertThat(Basket.of(List.of(many, many), Integer.MAX_VALUE, Long.MAX_VALUE))
                .isInstanceOf(Refused.class);
    }

    @Test
    void shouldRefuseWhenASkuHasTwoPrices() {
        assertThat(Basket.of(List.of(new LineItem("a", 1, 5), new LineItem("a", 1, 6)), 9, 99))
                .isEqualTo(new Refused("must have one price for each sku"));
    }

    @Test
    void shouldNotExistWhenValuesAreImpossible() {
        assertThatThrownBy(() -> new LineItem("a", 0, 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new LineItem("a", 1, -1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Money(0, "EUR")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new GeoPoint(90.1, 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new GeoPoint(0, Double.NaN))
                .isInstanceOf(IllegalArgumentException.class);
        LineItem line = new LineItem("a", 1, 1);
        assertThatThrownBy(() -> new Basket(List.of(line, line)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
