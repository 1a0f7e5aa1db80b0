package dev.tributary.cli.customer;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Finds where bytes of a record mention an identifier, whatever schema they have: as a whole string
 * of Avro, which is its length and its bytes, or as a part of a key.
 */
final class Mention {
    private static final int LENGTH_OF_ONE_BYTE = 63;
    private static final int LOW_BITS = 0x7f;
    private static final int MORE = 0x80;
    private static final int LOW_BIT_COUNT = 7;

    private final byte[] text;
    private final byte[] string;

    Mention(String identifier) {
        this.text = identifier.getBytes(StandardCharsets.UTF_8);
        this.string = string(text);
    }

    /** As Avro's binary encoding has it: a zigzag number of variable length, then UTF-8. */
    private static byte[] string(byte[] text) {
        byte[] length =
                text.length <= LENGTH_OF_ONE_BYTE
                        ? new byte[] {(byte) (text.length << 1)}
                        : new byte[] {
                            (byte) (((text.length << 1) & LOW_BITS) | MORE),
                            (byte) ((text.length << 1) >> LOW_BIT_COUNT)
                        };
        byte[] string = Arrays.copyOf(length, length.length + text.length);
        System.arraycopy(text, 0, string, length.length, text.length);
        return string;
    }

    /** Whether a key is the identifier, or has it between characters that are of no identifier. */
    boolean isInKey(byte[] key) {
        for (int at = find(key, text, 0); at >= 0; at = find(key, text, at + 1)) {
            int end = at + text.length;
            boolean begins = at == 0 || isBorder(key[at - 1]);
            boolean ends = end == key.length || isBorder(key[end]);
            if (begins && ends) {
                return true;
            }
        }
        return false;
    }

    /** Whether a value has the identifier as a string. */
    boolean isInValue(byte[] value) {
        return find(value, string, 0) >= 0;
    }

    /** Characters of control, and @ as in the ids of visits. */
    private static boolean isBorder(byte character) {
        return (character >= 0 && character < ' ') || character == '@';
    }

    private static int find(byte[] in, byte[] what, int from) {
        for (int at = from; at <= in.length - what.length; at++) {
            if (Arrays.equals(in, at, at + what.length, what, 0, what.length)) {
                return at;
            }
        }
        return -1;
    }
}
