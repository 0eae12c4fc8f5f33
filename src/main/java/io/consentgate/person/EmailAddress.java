package io.consentgate.person;

import io.consentgate.event.Normalised;
import java.net.IDN;
import java.util.Locale;
import java.util.Optional;

/**
 * An e-mail address in the one form by which people are told apart: lower case, the domain in ASCII, so that an
 * address with look-alike letters is never equal to the real one (READINGS 32). Stricter than RFC 5322: whatever could
 * be read as two addresses, or break a header or a CSV line, is refused. Dots and plus signs are kept, because they
 * belong to the address.
 */
public final class EmailAddress {

    public static final String EXPECTED = "an e-mail address such as anna@example.com";

    private static final int MAX_LOCAL = 64;
    private static final int MAX_ADDRESS = 254;
    private static final int MAX_LABEL = 63;
    private static final String LOCAL_SIGNS = "!#$%&'*+-/=?^_`{|}~.";

    /** Letters that the two IDNA standards read differently: one would become somebody else's domain. */
    private static final String AMBIGUOUS = "\u00df\u1e9e\u03c2\u200c\u200d";

    private EmailAddress() {}

    public static Optional<String> normalise(String raw) {
        return parse(raw).value();
    }

    public static Normalised parse(String raw) {
        if (raw.isEmpty()) {
            return new Normalised.Refused("empty text");
        }
        if (blank(raw.charAt(0)) || blank(raw.charAt(raw.length() - 1))) {
            return new Normalised.Refused("text with blanks around it");
        }
        int at = raw.indexOf('@');
        if (at < 0 || at != raw.lastIndexOf('@')) {
            return new Normalised.Refused(at < 0 ? "text without @" : "text with more than one @");
        }
        String local = raw.substring(0, at);
        String wrong = wrongLocal(local);
        if (wrong != null) {
            return new Normalised.Refused(wrong);
        }
        String domain = asciiDomain(raw.substring(at + 1));
        if (domain == null) {
            return new Normalised.Refused("an address whose domain cannot exist");
        }
        if (at + 1 + domain.length() > MAX_ADDRESS) {
            return new Normalised.Refused("an address of more than 254 characters");
        }
        return new Normalised.Value(local.toLowerCase(Locale.ROOT) + '@' + domain);
    }

    private static String wrongLocal(String local) {
        if (local.isEmpty() || local.length() > MAX_LOCAL) {
            return local.isEmpty() ? "nothing before the @" : "more than 64 characters before the @";
        }
        for (int i = 0; i < local.length(); i++) {
            char c = local.charAt(i);
            if (c >= 0x80) {
                return "characters outside ASCII before the @";
            }
            if (!letterOrDigit(c) && LOCAL_SIGNS.indexOf(c) < 0) {
                return "quotes, blanks or other signs before the @ that a mail header cannot carry";
            }
            if (c == '.' && (i == 0 || i == local.length() - 1 || local.charAt(i - 1) == '.')) {
                return "a misplaced dot before the @";
            }
        }
        return null;
    }

    /** Null when it is no domain of two labels or more. */
    private static String asciiDomain(String domain) {
        String ascii = domain;
        if (!domain.chars().allMatch(c -> c < 0x80)) {
            if (domain.chars().anyMatch(c -> AMBIGUOUS.indexOf(c) >= 0)) {
                return null;
            }
            try {
                ascii = IDN.toASCII(domain, IDN.USE_STD3_ASCII_RULES);
            } catch (IllegalArgumentException | StringIndexOutOfBoundsException notADomain) {
                return null;
            }
        }
        return hostname(ascii) ? ascii.toLowerCase(Locale.ROOT) : null;
    }

    private static boolean hostname(String domain) {
        int labels = 0;
        int start = 0;
        for (int i = 0; i <= domain.length(); i++) {
            if (i == domain.length() || domain.charAt(i) == '.') {
                boolean label = i > start
                        && i - start <= MAX_LABEL
                        && domain.charAt(start) != '-'
                        && domain.charAt(i - 1) != '-';
                if (!label) {
                    return false;
                }
                labels++;
                start = i + 1;
            } else if (!letterOrDigit(domain.charAt(i)) && domain.charAt(i) != '-') {
                return false;
            }
        }
        return labels > 1;
    }

    private static boolean letterOrDigit(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
    }

    private static boolean blank(char c) {
        return c <= ' ' || Character.isWhitespace(c) || Character.isSpaceChar(c);
    }
}
