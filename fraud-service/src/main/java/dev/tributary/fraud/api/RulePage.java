package dev.tributary.fraud.api;

import com.fasterxml.jackson.annotation.JsonInclude;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * Rules in the order of their ids.
 *
 * @param rules some of them
 * @param nextCursor where the next page begins; absent on the last
 * @param ruleSetVersion what verdicts of the instance that answers are stamped with
 * @param loaded false while only the rules of the settings are known here
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record RulePage(
        List<RuleDocument> rules,
        @Nullable String nextCursor,
        String ruleSetVersion,
        boolean loaded) {}
