package dev.tributary.recommendation.query;

import static dev.tributary.recommendation.WireRecords.item;
import static dev.tributary.recommendation.WireRecords.stock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.recommendation.domain.Sku;

import org.junit.jupiter.api.Test;

class AssortmentTest {
    private static final Sku BOOK = new Sku("book");

    private final Assortment assortment = new Assortment();

    @Test
    void shouldShowAnItemThatNobodyKnows() {
        assertThat(assortment.shows(BOOK)).isTrue();
    }

    @Test
    void shouldHideAnItemWhileNothingIsLeftOfIt() {
        assortment.stock().put("book", stock("book", 1));
        assertThat(assortment.shows(BOOK)).isTrue();
        assortment.stock().put("book", stock("book", 0));
        assertThat(assortment.shows(BOOK)).isFalse();
        assortment.stock().put("book", stock("book", -1));
        assertThat(assortment.shows(BOOK)).isFalse();
        assertThat(assortment.shows(new Sku("pen"))).isTrue();
        assortment.stock().put("book", stock("book", 1));
        assertThat(assortment.shows(BOOK)).isTrue();
    }

    @Test
    void shouldHideAnItemWhileItIsWithdrawn() {
        assortment.catalogue().put("book", item("book", true));
        assertThat(assortment.shows(BOOK)).isFalse();
        // That it is there does not bring it back.
        assortment.stock().put("book", stock("book", 1));
        assertThat(assortment.shows(BOOK)).isFalse();
        assortment.catalogue().put("book", item("book", false));
        assertThat(assortment.shows(BOOK)).isTrue();
    }

    @Test
    void shouldShowAnItemOfWhichEverythingIsForgotten() {
        assortment.stock().put("book", stock("book", 0));
        assortment.catalogue().put("book", item("book", true));
        assortment.stock().removed("book");
        assortment.catalogue().removed("book");
        assertThat(assortment.shows(BOOK)).isTrue();
    }

    @Test
    void shouldKnowTheCategoryOfAnItemOfTheCatalogue() {
        assertThat(assortment.category(BOOK)).isNull();
        assortment.catalogue().put("book", item("book", "books", false));
        assertThat(assortment.category(BOOK)).isEqualTo("books");
        assortment.catalogue().put("book", item("book", "gifts", false));
        assertThat(assortment.category(BOOK)).isEqualTo("gifts");
        assortment.catalogue().put("book", item("book", "", true));
        assertThat(assortment.category(BOOK)).isNull();
        assortment.catalogue().put("book", item("book", "books", false));
        assortment.catalogue().removed("book");
        assertThat(assortment.category(BOOK)).isNull();
    }
}
