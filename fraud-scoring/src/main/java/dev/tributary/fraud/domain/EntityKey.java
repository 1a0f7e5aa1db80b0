package dev.tributary.fraud.domain;

import java.util.ArrayList;
import java.util.List;

/** Identity of an entity; its text, such as {@code terminal/t-4-1}, is its key on topics. */
public record EntityKey(EntityKind kind, String id) {
    public EntityKey {
        Identifier.checked(kind.prefix(), id);
    }

    /** The entities that take part in the transaction, at most one of a kind. */
    public static List<EntityKey> of(CardTransaction transaction) {
        List<EntityKey> keys = new ArrayList<>();
        TerminalId terminal = transaction.terminalId();
        if (terminal != null) {
            keys.add(new EntityKey(EntityKind.TERMINAL, terminal.value()));
        }
        MerchantId merchant = transaction.merchantId();
        if (merchant != null) {
            keys.add(new EntityKey(EntityKind.MERCHANT, merchant.value()));
        }
        DeviceId device = transaction.deviceId();
        if (device != null) {
            keys.add(new EntityKey(EntityKind.DEVICE, device.value()));
        }
        IpAddress ip = transaction.ipAddress();
        if (ip != null) {
            keys.add(new EntityKey(EntityKind.IP, ip.value()));
        }
        return keys;
    }

    /**
     * Reads the text of a key.
     *
     * @throws IllegalArgumentException where it is none
     */
    public static EntityKey of(String text) {
        for (EntityKind kind : EntityKind.values()) {
            if (text.startsWith(kind.prefix() + "/")) {
                return new EntityKey(kind, text.substring(kind.prefix().length() + 1));
            }
        }
        throw new IllegalArgumentException("no key of an entity: '" + text + "'");
    }

    @Override
    public String toString() {
        return kind.prefix() + "/" + id;
    }
}
