package dev.tributary.common.query;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.CRC32;

/**
 * Where a page of a list ended: the key of the last entry that was looked at. Clients pass it on
 * without looking into it. It holds for one list, whichever instances there are.
 */
final class PageCursor {
    private static final byte VERSION = 1;
    private static final int HEADER_BYTES = 1 + Integer.BYTES;
    private static final int LENGTH_MAX = 4_096;

    private PageCursor() {}

    /** The cursor of a page of a store's list that ended with a key. */
    static String of(String store, String key) {
        byte[] utf8 = key.getBytes(StandardCharsets.UTF_8);
        byte[] cursor =
                ByteBuffer.allocate(HEADER_BYTES + utf8.length)
                        .put(VERSION)
                        .putInt(check(store, utf8))
                        .put(utf8)
                        .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(cursor);
    }

    /**
     * The key after which the next page begins.
     *
     * @throws IllegalArgumentException when the text is no cursor of this store's list
     */
    static String key(String store, String cursor) {
        if (cursor.length() > LENGTH_MAX) {
            throw new IllegalArgumentException("longer than any cursor");
        }
        ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(cursor));
        if (bytes.remaining() < HEADER_BYTES || bytes.get() != VERSION) {
            throw new IllegalArgumentException("not a cursor of this version");
        }
        int check = bytes.getInt();
        byte[] utf8 = new byte[bytes.remaining()];
        bytes.get(utf8);
        if (check != check(store, utf8)) {
            throw new IllegalArgumentException("not a cursor of this list");
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("not a cursor", e);
        }
    }

    /** Tells a cursor of another list, or something made up, from one of this list. */
    private static int check(String store, byte[] key) {
        CRC32 check = new CRC32();
        check.update(store.getBytes(StandardCharsets.UTF_8));
        check.update(0);
        check.update(key);
        return (int) check.getValue();
    }
}
