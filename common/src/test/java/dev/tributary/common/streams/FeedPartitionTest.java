package dev.tributary.common.streams;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

class FeedPartitionTest {
    private final List<String> told = new ArrayList<>();
    private final FeedPartition<String, String> partition =
            new FeedPartition<>(
                    new CompactedFeed.Listener<>() {
                        @Override
                        public void put(String key, String value) {
                            told.add(key + "=" + value);
                        }

                        @Override
                        public void removed(String key) {
                            told.add("-" + key);
                        }

                        @Override
                        public void caughtUp() {
                            throw new AssertionError("a partition does not know");
                        }
                    },
                    true);

    @Test
    void shouldTellAtOnceWhenItIsReadForTheFirstTime() {
        partition.begin(5, 8);
        take(5, "a", "1");
        take(6, "a", "2");
        assertThat(partition.reached()).isFalse();
        take(7, "a", null);

        assertThat(told).containsExactly("a=1", "a=2", "-a");
        assertThat(partition.reached()).isTrue();
    }

    @Test
    void shouldHaveReachedTheEndWhenItIsEmpty() {
        assertThat(partition.reached()).isFalse();
        partition.begin(3, 3);
        assertThat(partition.reached()).isTrue();
    }

    @Test
    void shouldTellOnlyTheDifferenceWhenItIsReadAgain() {
        partition.begin(0, 3);
        take(0, "kept", "1");
        take(1, "gone", "1");
        take(2, "changed", "1");
        told.clear();

        partition.forgetPosition();
        assertThat(partition.begun()).isFalse();
        partition.begin(10, 14);
        take(10, "kept", "1");
        take(11, "changed", "old");
        take(12, "changed", "2");
        assertThat(told).isEmpty();
        take(13, "new", "1");

        assertThat(told).containsExactly("-gone", "kept=1", "changed=2", "new=1");
        take(14, "changed", "3");
        assertThat(told).endsWith("changed=3");
    }

    @Test
    void shouldForgetEverythingWhenTheLogWasMadeAnewAndIsEmpty() {
        partition.begin(0, 1);
        take(0, "gone", "1");
        told.clear();

        partition.begin(0, 0);

        assertThat(told).containsExactly("-gone");
    }

    @Test
    void shouldStartTheSecondReadingAnewWhenItIsInterrupted() {
        partition.begin(0, 1);
        take(0, "a", "1");
        told.clear();

        partition.begin(0, 3);
        take(0, "b", "1");
        partition.begin(0, 1);
        take(0, "a", "2");

        assertThat(told).containsExactly("a=2");
    }

    @Test
    void shouldNotWaitForWhatWasCutOff() {
        partition.begin(0, 10);
        take(0, "a", "1");
        partition.endsAt(20);
        assertThat(partition.reached()).isFalse();
        partition.endsAt(1);
        assertThat(partition.reached()).isTrue();
    }

    private void take(long offset, String key, String value) {
        partition.take(key, value);
        partition.movedTo(offset + 1);
    }
}
