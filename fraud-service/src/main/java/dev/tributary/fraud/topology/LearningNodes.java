package dev.tributary.fraud.topology;

/** Names of the learning topology's nodes. Deployed state and metrics hang on them. */
final class LearningNodes {
    static final String READ_VERDICTS = "read-verdicts";
    static final String KEEP_FIRST_VERDICTS = "keep-first-verdicts";
    static final String KEEP_WHAT_IS_LEARNED_FROM = "keep-what-is-learned-from";
    static final String DECIDED = "decided";
    static final String READ_LABELS = "read-labels";
    static final String TAKE_DECIDED = "take-decided";
    static final String TAKE_LABELS = "take-labels";
    static final String MERGE_FACTS = "merge-facts";
    static final String JOIN_LABELS = "join-labels";
    static final String DIVERT_UNMATCHED = "divert-unmatched-labels";
    static final String WRITE_UNMATCHED = "write-unmatched-labels";
    static final String COUNT_PERFORMANCE = "count-performance";
    static final String WRITE_PERFORMANCE = "write-performance";
    static final String TELL_ENTITIES = "tell-entities";
    static final String ENTITY_NEWS = "entity-news";
    static final String FOLD_ENTITY_RISK = "fold-entity-risk";
    static final String WRITE_ENTITY_RISK = "write-entity-risk";

    private LearningNodes() {}
}
