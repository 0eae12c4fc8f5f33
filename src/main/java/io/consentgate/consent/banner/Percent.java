package io.consentgate.consent.banner;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Percent-decoding as browsers encode ({@code encodeURIComponent}): a plus stays a plus, and what is not whole UTF-8 is an
 * error. {@code URLDecoder} does neither (consent.md 2.1 rule 7).
 */
final class Percent {

    private Percent() {}

    /** @throws BadValue {@code record.misencoded} */
    static String decode(String text) {
        int first = text.indexOf('%');
        if (first < 0) {
            return text;
        }
        int length = text.length();
        StringBuilder decoded = new StringBuilder(length).append(text, 0, first);
        int i = first;
        while (i < length) {
            char c = text.charAt(i);
            if (c != '%') {
                decoded.append(c);
                i++;
                continue;
            }
            int octet = octet(text, i);
            if (octet < 0x80) {
                if (octet < 0x20 || octet == 0x7F) {
                    throw misencoded();
                }
                decoded.append((char) octet);
                i += 3;
            } else {
                i = decodeRun(text, i, decoded);
            }
        }
        return decoded.toString();
    }

    /** For forms: a plus is a space, after splitting (consent.md 2.5). */
    static String decodeForm(String text) {
        return decode(text.replace('+', ' '));
    }

    private static int decodeRun(String text, int from, StringBuilder decoded) {
        byte[] octets = new byte[(text.length() - from) / 3];
        int count = 0;
        int i = from;
        while (i < text.length() && text.charAt(i) == '%') {
            int octet = octet(text, i);
            if (octet < 0x80) {
                break;
            }
            octets[count++] = (byte) octet;
            i += 3;
        }
        try {
            decoded.append(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets, 0, count)));
        } catch (CharacterCodingException broken) {
            throw misencoded();
        }
        return i;
    }

    private static int octet(String text, int at) {
        if (at + 2 >= text.length()) {
            throw misencoded();
        }
        int high = hex(text.charAt(at + 1));
        int low = hex(text.charAt(at + 2));
        if (high < 0 || low < 0) {
            throw misencoded();
        }
        return high << 4 | low;
    }

    /** ASCII only: {@link Character#digit} would take full-width digits too. */
    private static int hex(char c) {
        if (c >= '0' && c <= '9') {
            return c - '0';
        }
        if (c >= 'A' && c <= 'F') {
            return c - 'A' + 10;
        }
        return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
    }

    /** Characters that no tool writes: controls, the replacement character, halves of surrogate pairs. */
    static boolean isClean(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x20 || c == 0x7F || c == 0xFFFD) {
                return false;
            }
            if (Character.isSurrogate(c)) {
                if (i + 1 == text.length() || !Character.isSurrogatePair(c, text.charAt(i + 1))) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }

    private static BadValue misencoded() {
        return BadValue.because(BannerReason.MISENCODED);
    }
}
