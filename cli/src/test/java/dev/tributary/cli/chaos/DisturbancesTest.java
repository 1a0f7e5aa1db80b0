package dev.tributary.cli.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.cli.chaos.Disturbances.Happened;

import org.junit.jupiter.api.Test;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;

class DisturbancesTest {
    /** Instances that write down what is done to them. */
    private static final class Played implements Instances {
        private final List<String> done = new ArrayList<>();

        @Override
        public List<URI> urls() {
            return List.of(URI.create("http://one"), URI.create("http://two"));
        }

        @Override
        public void kill(int instance) {
            done.add("kill " + instance);
        }

        @Override
        public void stop(int instance) {
            done.add("stop " + instance);
        }

        @Override
        public void start(int instance) {
            done.add("start " + instance);
        }

        @Override
        public void awaitReady(int instance) {
            done.add("ready " + instance);
        }
    }

    private final Played played = new Played();

    private List<Happened> day(int kills, long seed) {
        Disturbances disturbances = new Disturbances(played, 1_000, kills, seed, Runnable::run);
        for (int begun = 0; begun < 1_000; begun++) {
            disturbances.before(begun);
        }
        return disturbances.end();
    }

    @Test
    void shouldKillAsOftenAsAskedForAndThenStopOnceInGoodOrder() {
        List<Happened> happened = day(3, 5);
        assertThat(happened.stream().map(Happened::graceful))
                .containsExactly(false, false, false, true);
        assertThat(happened.stream().map(Happened::at)).isSorted();
        assertThat(played.done).hasSize(12);
        for (int i = 0; i < happened.size(); i++) {
            int instance = happened.get(i).instance();
            assertThat(played.done.subList(3 * i, 3 * i + 3))
                    .containsExactly(
                            (happened.get(i).graceful() ? "stop " : "kill ") + instance,
                            "start " + instance,
                            "ready " + instance);
        }
    }

    @Test
    void shouldDoTheSameOfTheSameSeed() {
        assertThat(plan(day(5, 5))).isEqualTo(plan(day(5, 5)));
        assertThat(plan(day(5, 5))).isNotEqualTo(plan(day(5, 6)));
    }

    private static List<String> plan(List<Happened> happened) {
        return happened.stream().map(it -> it.at() + " " + it.instance()).toList();
    }
}
