package io.consentgate.confirmation;

import io.consentgate.person.KeyedHash;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The address that a confirmation mail comes back to: {@code bounces+<token>@shop.example.com}. The token is the mail's
 * random number and a keyed hash of it, apart from that of the link: whoever reads the mailbox can confirm nothing with
 * it, and without the installation's secret nobody makes one. Lower case and digits only, since mail servers may change
 * the case of an address.
 */
final class ReturnPaths {

    /** Of 64 octets that the part before the at sign may have (RFC 5321 4.5.3.1.1), what the token leaves. */
    static final int LONGEST_NAME = 24;

    /** In the mail itself too: many relays put an envelope sender of their own in place of ours. */
    static final String HEADER = "X-Confirmation-Return";

    private static final String SEAL = "confirmation-return";
    private static final int SEAL_BYTES = 8;
    private static final int BYTES = Links.ID_BYTES + SEAL_BYTES;
    private static final int RADIX = 32;
    private static final int DIGITS = (BYTES * 8 + 4) / 5;
    private static final Pattern TOKEN = Pattern.compile("(?<![0-9a-z])[0-9a-v]{" + DIGITS + "}(?![0-9a-z])");

    private final KeyedHash hashes;
    private final String name;
    private final String domain;

    /** @param address that mails come back to, without a plus */
    ReturnPaths(KeyedHash hashes, String address) {
        int at = address.lastIndexOf('@');
        this.hashes = hashes;
        this.name = address.substring(0, at);
        this.domain = address.substring(at);
    }

    String address(byte[] id) {
        return name + "+" + token(hashes, id) + domain;
    }

    static String token(KeyedHash hashes, byte[] id) {
        byte[] token = Arrays.copyOf(id, BYTES);
        System.arraycopy(seal(hashes, id), 0, token, Links.ID_BYTES, SEAL_BYTES);
        String digits = new BigInteger(1, token).toString(RADIX);
        return "0".repeat(DIGITS - digits.length()) + digits;
    }

    private static byte[] seal(KeyedHash hashes, byte[] id) {
        return Arrays.copyOf(hashes.of(SEAL, HexFormat.of().formatHex(id)), SEAL_BYTES);
    }

    /** The mail that a text names; empty when it holds no token that was made here. */
    static Optional<byte[]> mailIn(KeyedHash hashes, String text) {
        Matcher token = TOKEN.matcher(text.toLowerCase(Locale.ROOT));
        while (token.find()) {
            BigInteger number = new BigInteger(token.group(), RADIX);
            if (number.bitLength() <= BYTES * 8) {
                byte[] bytes = new byte[BYTES];
                byte[] read = number.toByteArray();
                int from = Math.max(0, read.length - BYTES);
                System.arraycopy(read, from, bytes, BYTES - (read.length - from), read.length - from);
                byte[] id = Arrays.copyOf(bytes, Links.ID_BYTES);
                if (MessageDigest.isEqual(seal(hashes, id), Arrays.copyOfRange(bytes, Links.ID_BYTES, BYTES))) {
                    return Optional.of(id);
                }
            }
        }
        return Optional.empty();
    }
}
