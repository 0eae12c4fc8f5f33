package io.consentgate.event;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Year;
import java.time.YearMonth;

/**
 * The schema's times ({@code 2025-07-02T18:29:58+02:00}) and dates. Written out because every event holds several:
 * ten times faster than a formatter, and a wrong one costs no exception. Unlike {@code OffsetDateTime} it knows every
 * offset of RFC 3339 and the leap second, which counts as the first instant after it.
 */
final class Rfc3339 {

    static final String TIME = "an RFC 3339 time with offset, for example 2025-07-02T18:29:58+02:00";
    static final String DATE = "a date, for example 2025-07-02";

    private static final int DATE_LENGTH = 10;
    private static final int SECONDS_END = 19;
    private static final int SECONDS_PER_DAY = 86_400;

    private Rfc3339() {}

    /** Null when it is none. */
    static LocalDate date(String text) {
        return text.length() == DATE_LENGTH ? leadingDate(text) : null;
    }

    /** Null when it is none. */
    static Instant instant(String text) {
        LocalDate date = text.length() > SECONDS_END && text.charAt(DATE_LENGTH) == 'T' ? leadingDate(text) : null;
        int hour = number(text, 11, 13, 23);
        int minute = number(text, 14, 16, 59);
        int second = number(text, 17, 19, 60);
        if (date == null || hour < 0 || minute < 0 || second < 0 || text.charAt(13) != ':' || text.charAt(16) != ':') {
            return null;
        }
        int at = SECONDS_END;
        int nanos = 0;
        if (text.charAt(at) == '.') {
            int digits = at + 1;
            for (at = digits; at < text.length() && digit(text.charAt(at)); at++) {
                nanos = nanos * 10 + text.charAt(at) - '0';
                if (at - digits == 9) {
                    return null;
                }
            }
            if (at == digits) {
                return null;
            }
            for (int i = at - digits; i < 9; i++) {
                nanos *= 10;
            }
        }
        Integer offset = offsetSeconds(text, at);
        if (offset == null) {
            return null;
        }
        long utc = date.toEpochDay() * SECONDS_PER_DAY + hour * 3600L + minute * 60L + second - offset;
        if (second == 60 && Math.floorMod(utc, SECONDS_PER_DAY) != 0) {
            return null;
        }
        return Instant.ofEpochSecond(utc, second == 60 ? 0 : nanos);
    }

    private static Integer offsetSeconds(String text, int at) {
        if (text.length() == at + 1 && text.charAt(at) == 'Z') {
            return 0;
        }
        if (text.length() != at + 6 || text.charAt(at + 3) != ':') {
            return null;
        }
        int hours = number(text, at + 1, at + 3, 23);
        int minutes = number(text, at + 4, at + 6, 59);
        char sign = text.charAt(at);
        if (hours < 0 || minutes < 0 || sign != '+' && sign != '-') {
            return null;
        }
        int seconds = hours * 3600 + minutes * 60;
        return sign == '-' ? -seconds : seconds;
    }

    private static LocalDate leadingDate(String text) {
        int year = number(text, 0, 4, Year.MAX_VALUE);
        int month = number(text, 5, 7, 12);
        int day = number(text, 8, 10, 31);
        boolean written = text.charAt(4) == '-' && text.charAt(7) == '-';
        if (!written
                || year < 0
                || month < 1
                || day < 1
                || !YearMonth.of(year, month).isValidDay(day)) {
            return null;
        }
        return LocalDate.of(year, month, day);
    }

    /** -1 when it is no number up to max. */
    private static int number(String text, int from, int to, int max) {
        if (to > text.length()) {
            return -1;
        }
        int number = 0;
        for (int i = from; i < to; i++) {
            if (!digit(text.charAt(i))) {
                return -1;
            }
            number = number * 10 + text.charAt(i) - '0';
        }
        return number <= max ? number : -1;
    }

    private static boolean digit(char c) {
        return c >= '0' && c <= '9';
    }
}
