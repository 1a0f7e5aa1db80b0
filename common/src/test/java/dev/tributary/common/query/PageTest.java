package dev.tributary.common.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.common.streams.QueryableStore;
import dev.tributary.common.web.ProblemException;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;

class PageTest {
    private static final String STORE = "things-by-id";

    @Test
    void shouldMergeInTheOrderOfBytesAndEndWhenAllPartsHaveEnded() {
        Page page =
                Page.of(
                        STORE,
                        10,
                        List.of(
                                part(null, "b", "\uD83D\uDE00"),
                                part(null),
                                part(null, "a", "\uFF5E")));

        assertThat(page.items()).containsExactly("a", "b", "\uFF5E", "\uD83D\uDE00");
        assertThat(page.next()).isNull();
    }

    @Test
    void shouldCutToTheLimitAndGoOnBehindTheLast() {
        Page page = Page.of(STORE, 2, List.of(part("c", "a", "c"), part(null, "b")));

        assertThat(page.items()).containsExactly("a", "b");
        assertThat(key(page)).isEqualTo("b");
    }

    @Test
    void shouldListNothingBeyondWhereSomePartStoppedLooking() {
        Page page = Page.of(STORE, 10, List.of(part("m", "a"), part(null, "b", "z")));

        assertThat(page.items()).containsExactly("a", "b");
        assertThat(key(page)).isEqualTo("m");
        assertThat(Page.of(STORE, 10, List.of(part("m"))).items()).isEmpty();
        assertThat(key(Page.of(STORE, 10, List.of(part("m"))))).isEqualTo("m");
    }

    @Test
    void shouldListEveryKeyOnceHoweverKeysLieAndPartsStop() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<TreeSet<String>> partitions = new ArrayList<>();
        TreeSet<String> all = new TreeSet<>(QueryableStore.KEY_ORDER);
        for (int partition = 0; partition < 5; partition++) {
            partitions.add(new TreeSet<>(QueryableStore.KEY_ORDER));
        }
        for (int key = 0; key < 500; key++) {
            String text = Integer.toString(random.nextInt(1 << 20), 36);
            if (all.add(text)) {
                partitions.get(random.nextInt(5)).add(text);
            }
        }
        List<Object> listed = new ArrayList<>();
        String after = "";
        while (after != null) {
            List<PagePart> parts = new ArrayList<>();
            for (TreeSet<String> keys : partitions) {
                int upTo = 1 + random.nextInt(8);
                List<String> rest = keys.tailSet(after, false).stream().toList();
                List<String> some = rest.subList(0, Math.min(upTo, rest.size()));
                parts.add(
                        part(
                                some.size() == rest.size() ? null : some.getLast(),
                                some.toArray(String[]::new)));
            }
            Page page = Page.of(STORE, 1 + random.nextInt(20), parts);
            listed.addAll(page.items());
            after = page.next() == null ? null : key(page);
        }
        assertThat(listed).as("seed %d", seed).isEqualTo(List.copyOf(all));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "AAAA", "AQAAAAA", "!!", "AQAAAABh", "AgAAAABh"})
    void shouldRefuseWhatIsNoCursor(String cursor) {
        assertThatIllegalArgumentException().isThrownBy(() -> PageCursor.key(STORE, cursor));
    }

    @Test
    void shouldRefuseTheCursorOfAnotherListAndLeaveNothingToEscape() {
        String cursor = PageCursor.of(STORE, "\u00FC/+?&=\uD83D\uDE00");

        assertThat(cursor).matches("[A-Za-z0-9_-]+");
        assertThat(PageCursor.key(STORE, cursor)).isEqualTo("\u00FC/+?&=\uD83D\uDE00");
        assertThatIllegalArgumentException().isThrownBy(() -> PageCursor.key("other", cursor));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PageCursor.key(STORE, "A".repeat(5_000)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1001", "-1", "x", "", "99999999999"})
    void shouldRefuseLimitsOutOfBounds(String limit) {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/v1/things");
        request.setParameter("limit", limit);

        assertThatThrownBy(() -> PageDemand.of(request, ListRead.of(STORE, (key, _) -> key)))
                .isInstanceOf(ProblemException.class);
    }

    @Test
    void shouldTakeLimitsWithinBounds() {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/v1/things");
        ListRead<String> list = ListRead.of(STORE, (key, _) -> key);

        assertThat(PageDemand.of(request, list)).isEqualTo(new PageDemand(100, null));
        request.setParameter("limit", "1000");
        request.setParameter("cursor", PageCursor.of(STORE, "k"));
        assertThat(PageDemand.of(request, list)).isEqualTo(new PageDemand(1_000, "k"));
    }

    private static String key(Page page) {
        return PageCursor.key(STORE, page.next());
    }

    private static PagePart part(@Nullable String through, String... keys) {
        return new PagePart(
                List.of(),
                Arrays.stream(keys).map(it -> new PagePart.Entry(it, it)).toList(),
                through,
                Freshness.Role.ACTIVE,
                0,
                "");
    }
}
