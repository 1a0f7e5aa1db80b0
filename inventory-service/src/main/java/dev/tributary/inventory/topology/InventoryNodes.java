package dev.tributary.inventory.topology;

/** Names of the nodes of stock and reservations. Deployed state and metrics hang on them. */
final class InventoryNodes {
    static final String READ_TRANSACTIONS = "read-transactions";
    static final String KEEP_BASKETS = "keep-baskets";
    static final String ASK_FOR_ORDERS = "ask-for-orders";
    static final String WRITE_ORDER_REQUESTS = "write-order-requests";
    static final String READ_VERDICTS = "read-verdicts";
    static final String KEEP_FIRST_VERDICTS = "keep-first-verdicts";
    static final String JUDGE_ORDERS = "judge-orders";
    static final String WRITE_JUDGEMENTS = "write-judgements";
    static final String READ_LABELS = "read-labels";
    static final String RESOLVE_ORDERS = "resolve-orders";
    static final String WRITE_RESOLUTIONS = "write-resolutions";

    static final String READ_RESERVATION_INPUTS = "read-reservation-inputs";
    static final String COORDINATE_RESERVATIONS = "coordinate-reservations";
    static final String TAKE_STOCK_COMMANDS = "take-stock-commands";
    static final String WRITE_STOCK_COMMANDS = "write-stock-commands";
    static final String TAKE_EXPIRIES = "take-expiries";
    static final String WRITE_EXPIRIES = "write-expiries";
    static final String TAKE_RESERVATIONS = "take-reservations";
    static final String WRITE_RESERVATIONS = "write-reservations";
    static final String TAKE_ORDERS = "take-orders";
    static final String WRITE_ORDERS = "write-orders";

    static final String READ_STOCK_COMMANDS = "read-stock-commands";
    static final String READ_STOCK_MOVEMENTS = "read-stock-movements";
    static final String ANY_STOCK_COMMANDS = "any-stock-commands";
    static final String ANY_STOCK_MOVEMENTS = "any-stock-movements";
    static final String MERGE_STOCK = "merge-stock";
    static final String KEEP_STOCK = "keep-stock";
    static final String TAKE_LINE_ANSWERS = "take-line-answers";
    static final String WRITE_LINE_ANSWERS = "write-line-answers";
    static final String TAKE_LEVELS = "take-levels";
    static final String WRITE_LEVELS = "write-levels";
    static final String TAKE_ALERTS = "take-alerts";
    static final String WRITE_ALERTS = "write-alerts";
    static final String TAKE_AUDITS = "take-audits";
    static final String WRITE_AUDITS = "write-audits";
    static final String TAKE_REJECTED = "take-rejected";
    static final String WRITE_REJECTED = "write-rejected";

    private InventoryNodes() {}
}
