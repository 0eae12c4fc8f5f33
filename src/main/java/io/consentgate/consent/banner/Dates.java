package io.consentgate.consent.banner;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** Dates as banners write them; null for what is none. */
final class Dates {

    /** The cookie directive's year: no banner is older. */
    private static final Instant EARLIEST = Instant.parse("2009-12-18T00:00:00Z");

    /** How far a browser's clock may run ahead of ours (READINGS 3). */
    private static final Duration SKEW = Duration.ofMinutes(5);

    private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";

    private Dates() {}

    static boolean credible(Instant at, Instant receivedAt) {
        return !at.isBefore(EARLIEST) && !ahead(at, receivedAt);
    }

    static boolean ahead(Instant at, Instant receivedAt) {
        return at.isAfter(receivedAt.plus(SKEW));
    }

    /** ISO 8601 with zone. */
    static Instant iso(Object value) {
        if (!(value instanceof String text) || text.length() < 17 || text.length() > 40) {
            return null;
        }
        try {
            int seconds = digits(text, 17, 19);
            boolean utc = text.charAt(text.length() - 1) == 'Z'
                    && text.charAt(4) == '-'
                    && text.charAt(7) == '-'
                    && text.charAt(10) == 'T'
                    && text.charAt(13) == ':'
                    && text.charAt(16) == ':';
            if (!utc || (text.length() != 20 && !(text.length() == 24 && text.charAt(19) == '.'))) {
                return OffsetDateTime.parse(text).toInstant();
            }
            return LocalDateTime.of(
                            digits(text, 0, 4),
                            digits(text, 5, 7),
                            digits(text, 8, 10),
                            digits(text, 11, 13),
                            digits(text, 14, 16),
                            seconds,
                            text.length() == 20 ? 0 : 1_000_000 * digits(text, 20, 23))
                    .toInstant(ZoneOffset.UTC);
        } catch (DateTimeException none) {
            return null;
        }
    }

    /** Milliseconds of 1970, a number or its digits. */
    static Instant millis(Object value) {
        if (value instanceof Long millis) {
            return Instant.ofEpochMilli(millis);
        }
        if (!(value instanceof String text) || text.isEmpty() || text.length() > 15) {
            return null;
        }
        long millis = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return null;
            }
            millis = 10 * millis + digit;
        }
        return Instant.ofEpochMilli(millis);
    }

    /**
     * JavaScript's {@code Date.toString} up to its offset, since a comment in any alphabet follows ({@code Mon Mar 02 2026
     * 10:00:00 GMT+0100 (...)}), or its {@code toUTCString} ({@code Mon, 02 Mar 2026 09:00:00 GMT}).
     */
    static Instant javascript(String text) {
        try {
            return text.indexOf(',') == 3 ? utcString(text) : localString(text);
        } catch (DateTimeException none) {
            return null;
        }
    }

    private static Instant localString(String text) {
        if (text.length() < 33 || !blanksAt(text, 3, 7, 10, 15) || !text.startsWith(" GMT", 24)) {
            return null;
        }
        char sign = text.charAt(28);
        if ((sign != '+' && sign != '-') || (text.length() > 33 && text.charAt(33) != ' ')) {
            return null;
        }
        int minutes = digits(text, 31, 33);
        if (minutes > 59) {
            return null;
        }
        minutes += 60 * digits(text, 29, 31);
        return at(digits(text, 11, 15), month(text, 4), digits(text, 8, 10), text, 16)
                .toInstant(ZoneOffset.ofTotalSeconds(60 * (sign == '-' ? -minutes : minutes)));
    }

    private static Instant utcString(String text) {
        if (text.length() != 29 || !blanksAt(text, 4, 7, 11, 16) || !text.endsWith(" GMT")) {
            return null;
        }
        return at(digits(text, 12, 16), month(text, 8), digits(text, 5, 7), text, 17)
                .toInstant(ZoneOffset.UTC);
    }

    private static LocalDateTime at(int year, int month, int day, String text, int time) {
        if (text.charAt(time + 2) != ':' || text.charAt(time + 5) != ':') {
            throw new DateTimeException("no time");
        }
        return LocalDateTime.of(
                year,
                month,
                day,
                digits(text, time, time + 2),
                digits(text, time + 3, time + 5),
                digits(text, time + 6, time + 8));
    }

    private static boolean blanksAt(String text, int... positions) {
        for (int position : positions) {
            if (text.charAt(position) != ' ') {
                return false;
            }
        }
        return true;
    }

    private static int month(String text, int at) {
        int index = MONTHS.indexOf(text.substring(at, at + 3));
        if (index < 0 || index % 3 != 0) {
            throw new DateTimeException("no month");
        }
        return index / 3 + 1;
    }

    private static int digits(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            int digit = i < text.length() ? text.charAt(i) - '0' : -1;
            if (digit < 0 || digit > 9) {
                throw new DateTimeException("no digit");
            }
            number = 10 * number + digit;
        }
        return number;
    }
}
