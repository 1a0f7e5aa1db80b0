package dev.tributary.recommendation.domain;

/**
 * A click in an int: bits 0 to 27 are the item's number, 28 and 29 the kind, 30 says that the
 * session had the item before.
 */
final class PackedClick {
    private static final int KIND_SHIFT = 28;
    private static final int ITEM_MASK = (1 << KIND_SHIFT) - 1;
    private static final int AGAIN = 1 << 30;
    private static final int KIND_MASK = 3;

    private PackedClick() {}

    /**
     * Packs a click.
     *
     * @param kind the strongest thing that the session did with the item
     */
    static int of(int item, InteractionKind kind, boolean again) {
        int code =
                switch (kind) {
                    case VIEW -> 0;
                    case CART -> 1;
                    case PURCHASE -> 2;
                };
        return item | (code << KIND_SHIFT) | (again ? AGAIN : 0);
    }

    static int item(int click) {
        return click & ITEM_MASK;
    }

    static InteractionKind kind(int click) {
        return switch ((click >>> KIND_SHIFT) & KIND_MASK) {
            case 0 -> InteractionKind.VIEW;
            case 1 -> InteractionKind.CART;
            default -> InteractionKind.PURCHASE;
        };
    }

    /** Whether the session had the item before. */
    static boolean isAgain(int click) {
        return (click & AGAIN) != 0;
    }
}
