package io.consentgate.intake;

import java.util.Arrays;

/** The three bytes that some editors put before UTF-8. */
final class ByteOrderMark {

    private ByteOrderMark() {}

    /** 3 when the bytes start with one, else 0. */
    static int length(byte[] bytes, int end) {
        return end >= 3 && bytes[0] == (byte) 0xef && bytes[1] == (byte) 0xbb && bytes[2] == (byte) 0xbf ? 3 : 0;
    }

    static byte[] without(byte[] bytes) {
        int mark = length(bytes, bytes.length);
        return mark == 0 ? bytes : Arrays.copyOfRange(bytes, mark, bytes.length);
    }
}
