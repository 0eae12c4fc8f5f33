package io.consentgate.intake;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.zone.ZoneOffsetTransition;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A way of writing dates (shop-sources.md 4.2); the first whose pattern fits is the one. */
enum DateStyle {
    ISO(
            "yyyy-mm-dd",
            "(?<year>\\d{4})[-/](?<month>\\d{2})[-/](?<day>\\d{2})"
                    + "(?:[T ](?<hour>\\d{2}):(?<minute>\\d{2})(?::(?<second>\\d{2})(?:\\.\\d{1,9})?)?)?"
                    + " ?(?<offset>Z|UTC|[+-]\\d{2}:?\\d{2})?"),
    PARTS(
            "dd/mm/yyyy or mm/dd/yyyy",
            "(?<first>\\d{1,2})(?<sign>[/.-])(?<other>\\d{1,2})\\k<sign>(?<year>\\d{4})" + Clock.PATTERN),
    SERIAL("a spreadsheet's day number", "(?<days>\\d{5})(?:[.,](?<fraction>\\d{1,15}))?"),
    COMPACT(
            "yyyymmdd",
            "(?<year>\\d{4})(?<month>\\d{2})(?<day>\\d{2})(?:[T ]?(?<hour>\\d{2})(?<minute>\\d{2})(?<second>\\d{2}))?"),
    NAMED(
            "5 mar 2024",
            "(?:(?<day>\\d{1,2}) (?<name>\\p{L}{3,9})\\.?|(?<name2>\\p{L}{3,9})\\.? (?<day2>\\d{1,2}),?) (?<year>\\d{4})"
                    + Clock.PATTERN);

    private static final class Clock {
        private static final String PATTERN = "(?:,? +(?<hour>\\d{1,2})[.:](?<minute>\\d{2})(?:[.:](?<second>\\d{2}))?"
                + "(?: ?(?<half>[AaPp])\\.?[Mm]\\.?)?)?";
    }

    private static final LocalDate SERIAL_ZERO = LocalDate.of(1899, 12, 30);
    private static final int SECONDS_PER_DAY = 86_400;

    private final String words;
    private final Pattern pattern;

    DateStyle(String words, String regex) {
        this.words = words;
        this.pattern = Pattern.compile(regex);
    }

    /** Null when the cell is no date that we know. */
    static DateStyle of(String cell) {
        for (DateStyle style : values()) {
            if (style.pattern.matcher(cell).matches()) {
                return style;
            }
        }
        return null;
    }

    String words(Boolean dayFirst) {
        return this != PARTS || dayFirst == null ? words : dayFirst ? "dd/mm/yyyy" : "mm/dd/yyyy";
    }

    /** Of a cell of this style: a date without time, or an instant with offset. */
    String read(String cell, Boolean dayFirst, ZoneId zone) {
        Matcher m = pattern.matcher(cell);
        if (!m.matches()) {
            throw new DateTimeException("not of this form");
        }
        return switch (this) {
            case ISO -> text(date(m), time(m, 0), m.group("offset"), zone);
            case COMPACT -> text(date(m), time(m, 0), null, zone);
            case PARTS -> {
                int day = number(m, dayFirst ? "first" : "other");
                int month = number(m, dayFirst ? "other" : "first");
                yield text(LocalDate.of(number(m, "year"), month, day), time(m, halfDay(m)), null, zone);
            }
            case NAMED -> {
                boolean dayFirstHere = m.group("day") != null;
                int month = Months.number(m.group(dayFirstHere ? "name" : "name2"));
                int day = number(m, dayFirstHere ? "day" : "day2");
                yield text(LocalDate.of(number(m, "year"), month, day), time(m, halfDay(m)), null, zone);
            }
            case SERIAL -> {
                LocalDate date = SERIAL_ZERO.plusDays(number(m, "days"));
                String fraction = m.group("fraction");
                yield text(date, fraction == null ? null : partOfDay(fraction), null, zone);
            }
        };
    }

    /** True or false when this cell tells whether the day stands first, else null. */
    static Boolean dayFirst(String cell) {
        Matcher m = PARTS.pattern.matcher(cell);
        if (!m.matches()) {
            return null;
        }
        if (number(m, "first") > 12 || m.group("sign").equals(".")) {
            return true;
        }
        return number(m, "other") > 12 ? Boolean.FALSE : null;
    }

    private static LocalDate date(Matcher m) {
        return LocalDate.of(number(m, "year"), number(m, "month"), number(m, "day"));
    }

    private static LocalTime partOfDay(String fraction) {
        long second = Math.round(Double.parseDouble("0." + fraction) * SECONDS_PER_DAY);
        return LocalTime.ofSecondOfDay(Math.min(SECONDS_PER_DAY - 1, second));
    }

    /** 12 for an afternoon, -12 for the hour after midnight, 0 for a clock of 24 hours. */
    private static int halfDay(Matcher m) {
        if (m.group("half") == null) {
            return 0;
        }
        boolean twelve = number(m, "hour") == 12;
        boolean afternoon = m.group("half").equalsIgnoreCase("p");
        return twelve ? (afternoon ? 0 : -12) : afternoon ? 12 : 0;
    }

    private static LocalTime time(Matcher m, int shift) {
        if (m.group("hour") == null) {
            return null;
        }
        int second = m.group("second") == null ? 0 : number(m, "second");
        return LocalTime.of(number(m, "hour") + shift, number(m, "minute"), second);
    }

    private static String text(LocalDate date, LocalTime time, String offset, ZoneId zone) {
        return time == null
                ? date.toString()
                : DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(at(date.atTime(time), offset, zone));
    }

    private static OffsetDateTime at(LocalDateTime local, String offset, ZoneId zone) {
        if (offset != null) {
            return local.atOffset(offset.matches("Z|UTC") ? ZoneOffset.UTC : ZoneOffset.of(offset));
        }
        ZoneOffsetTransition change = zone.getRules().getTransition(local);
        if (change == null) {
            return local.atZone(zone).toOffsetDateTime();
        }
        // An hour that came twice or never: the earlier of the two instants that it can mean.
        ZoneOffset earlier = change.isGap() ? change.getOffsetAfter() : change.getOffsetBefore();
        return local.toInstant(earlier).atZone(zone).toOffsetDateTime();
    }

    private static int number(Matcher m, String group) {
        return Integer.parseInt(m.group(group));
    }
}
