package dev.tributary.cli.fraud;

import dev.tributary.cli.progress.ProgressBar;
import dev.tributary.fraud.domain.rules.PublishedRule;

import tools.jackson.databind.JsonNode;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The rules of a running suite. */
final class RulesOfSuite {
    private static final String PATH = "/v1/rules";

    private RulesOfSuite() {}

    /**
     * Puts those that are not there: a rule that is may have come further, or an analyst may have
     * changed it.
     *
     * @return what was done, in a line
     * @throws FraudDataException where one is refused; those before it were put, and putting all
     *     again does no harm
     */
    static String put(FraudApi fraud, List<PublishedRule> rules) throws InterruptedException {
        Set<String> known = known(fraud);
        List<PublishedRule> fresh =
                rules.stream().filter(rule -> !known.contains(rule.ruleId())).toList();
        try (ProgressBar progress =
                ProgressBar.onStandardError("publish", Math.max(1, fresh.size()))) {
            for (PublishedRule rule : fresh) {
                var _ =
                        fraud.put(
                                PATH + "/" + rule.ruleId(),
                                RuleLines.json(rule.definition(), rule.provenance()));
                progress.advance(1);
            }
        }
        return "published: %d rules on trial, %d were there already"
                .formatted(fresh.size(), rules.size() - fresh.size());
    }

    private static Set<String> known(FraudApi fraud) throws InterruptedException {
        Set<String> ids = new HashSet<>();
        String cursor = "";
        do {
            JsonNode page = fraud.get(PATH + "?limit=1000&cursor=" + cursor);
            if (!page.path("loaded").asBoolean()) {
                throw new FraudDataException(
                        "nothing was published: fraud-service does not know its rules yet");
            }
            page.path("rules").forEach(rule -> ids.add(rule.path("ruleId").asString()));
            cursor = page.path("nextCursor").asString("");
        } while (!cursor.isEmpty());
        return ids;
    }
}
