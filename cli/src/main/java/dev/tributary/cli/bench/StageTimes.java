package dev.tributary.cli.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the services say their time goes: every timer named {@code <service>_stage_seconds} with a
 * label {@code stage}, in Prometheus' text format. Series that differ in other labels are added.
 *
 * @param sums by {@code service stage}, seconds and count since the service started
 */
record StageTimes(Map<String, Sum> sums) {
    private static final Pattern SAMPLE =
            Pattern.compile(
                    "(?<service>\\w+)_stage_seconds_(?<part>sum|count)"
                            + "\\{(?:[^}]*,)?stage=\"(?<stage>[^\"]*)\"[^}]*} (?<value>\\S+).*");
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    /** What a timer has counted. */
    record Sum(double seconds, double count) {
        Sum plus(Sum other) {
            return new Sum(seconds + other.seconds, count + other.count);
        }
    }

    /**
     * A stage during a measurement.
     *
     * @param stage {@code service stage}
     * @param meanMillis mean of one pass
     * @param count number of passes
     */
    record Stage(String stage, double meanMillis, long count) {}

    StageTimes {
        sums = Map.copyOf(sums);
    }

    /** Asks each service; one that does not answer contributes nothing. */
    static StageTimes scrape(HttpClient http, List<URI> managements) throws InterruptedException {
        StringBuilder text = new StringBuilder();
        for (URI management : managements) {
            HttpRequest request =
                    HttpRequest.newBuilder(management.resolve("/actuator/prometheus"))
                            .timeout(TIMEOUT)
                            .build();
            try {
                var response = http.send(request, BodyHandlers.ofString());
                if (response.statusCode() == 200) {
                    text.append(response.body()).append('\n');
                }
            } catch (IOException silent) {
                // The report shows which stages there are; a service without metrics has none.
            }
        }
        return parse(text.toString());
    }

    static StageTimes parse(String text) {
        Map<String, Sum> sums = new TreeMap<>();
        Matcher sample = SAMPLE.matcher("");
        text.lines()
                .filter(line -> sample.reset(line).matches())
                .forEach(line -> {
                    double value = Double.parseDouble(sample.group("value"));
                    Sum part =
                            sample.group("part").equals("sum")
                                    ? new Sum(value, 0)
                                    : new Sum(0, value);
                    sums.merge(
                            sample.group("service") + " " + sample.group("stage"), part, Sum::plus);
                });
        return new StageTimes(sums);
    }

    /** The stages passed since an earlier look, by name. */
    List<Stage> since(StageTimes earlier) {
        List<Stage> stages = new ArrayList<>();
        new TreeMap<>(sums)
                .forEach((name, now) -> {
                    Sum before = earlier.sums.getOrDefault(name, new Sum(0, 0));
                    double count = now.count() - before.count();
                    if (count > 0) {
                        double seconds = now.seconds() - before.seconds();
                        stages.add(new Stage(name, seconds / count * 1e3, (long) count));
                    }
                });
        return stages;
    }
}
