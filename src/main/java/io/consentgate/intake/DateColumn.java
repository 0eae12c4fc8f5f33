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
import java.util.EnumMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One column of dates has one way of writing them, found by looking at all of it: {@code 03/04/2024} alone decides
 * nothing. A row that is written otherwise than most is refused; a column in which day and month cannot be told apart,
 * or in which both orders stand, is refused whole (shop-sources.md 4.2).
 */
final class DateColumn {

    /** Ways of writing a date. */
    enum Style {
        ISO("yyyy-mm-dd"),
        PARTS("dd/mm/yyyy or mm/dd/yyyy"),
        COMPACT("yyyymmdd"),
        NAMED("5 mar 2024"),
        SERIAL("a spreadsheet's day number");

        final String words;

        Style(String words) {
            this.words = words;
        }
    }

    private static final Pattern ISO =
            Pattern.compile("(\\d{4})[-/](\\d{2})[-/](\\d{2})(?:[T ](\\d{2}):(\\d{2})(?::(\\d{2})(?:\\.\\d{1,9})?)?)?"
                    + " ?(Z|UTC|[+-]\\d{2}:?\\d{2})?");
    private static final Pattern PARTS = Pattern.compile("(\\d{1,2})([/.-])(\\d{1,2})\\2(\\d{4})"
            + "(?:,? +(\\d{1,2})[.:](\\d{2})(?:[.:](\\d{2}))?)?(?: ?([AaPp])\\.?[Mm]\\.?)?");
    private static final Pattern COMPACT =
            Pattern.compile("(\\d{4})(\\d{2})(\\d{2})(?:[T ]?(\\d{2})(\\d{2})(\\d{2}))?");
    private static final Pattern NAMED =
            Pattern.compile("(?:(\\d{1,2}) (\\p{L}{3,9})\\.?|(\\p{L}{3,9})\\.? (\\d{1,2}),?) (\\d{4})"
                    + "(?:,? +(\\d{1,2})[.:](\\d{2})(?:[.:](\\d{2}))?)?(?: ?([AaPp])\\.?[Mm]\\.?)?");
    private static final Pattern SERIAL = Pattern.compile("(\\d{5})(?:[.,](\\d+))?");
    private static final Pattern ZERO = Pattern.compile("0000[-/]?00[-/]?00.*|00/00/0000.*");
    private static final LocalDate SERIAL_ZERO = LocalDate.of(1899, 12, 30);

    private final Map<Style, Long> seen = new EnumMap<>(Style.class);
    private long others;
    private boolean dayFirstSeen;
    private boolean monthFirstSeen;
    private Style style;
    private Boolean dayFirst;
    private String unreadable;

    static boolean none(String cell) {
        return Cells.nothing(cell) || ZERO.matcher(cell).matches();
    }

    void observe(String cell) {
        if (none(cell)) {
            return;
        }
        Style way = style(cell);
        if (way == null) {
            others++;
            return;
        }
        seen.merge(way, 1L, Long::sum);
        Matcher parts = PARTS.matcher(cell);
        if (way == Style.PARTS && parts.matches()) {
            dayFirstSeen |=
                    Integer.parseInt(parts.group(1)) > 12 || parts.group(2).equals(".");
            monthFirstSeen |= Integer.parseInt(parts.group(3)) > 12;
        }
    }

    /** True, false, or null when this column does not tell. */
    Boolean dayFirstHere() {
        return dayFirstSeen == monthFirstSeen ? null : Boolean.valueOf(dayFirstSeen);
    }

    /** @param elsewhere the order in the other columns of the file, or declared; null when they do not tell either */
    void decide(Boolean elsewhere) {
        long most = seen.values().stream().mapToLong(Long::longValue).max().orElse(0);
        style = seen.entrySet().stream()
                .filter(entry -> entry.getValue() == most)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(null);
        boolean tie = seen.values().stream().filter(count -> count == most).count() > 1;
        dayFirst = dayFirstHere() == null ? elsewhere : dayFirstHere();
        if (style == null) {
            unreadable = others == 0 ? null : "a column whose dates have no form that is known";
        } else if (tie) {
            unreadable = "a column that mixes forms of dates";
        } else if (style == Style.PARTS && dayFirstSeen && monthFirstSeen) {
            unreadable = "a column that mixes day/month and month/day";
        } else if (style == Style.PARTS && dayFirst == null) {
            unreadable = "a column in which nothing tells the day from the month";
        }
    }

    /** Why nothing in this column can be read; null when it can. */
    String unreadable() {
        return unreadable;
    }

    String form() {
        if (style == null) {
            return "no dates";
        }
        return style == Style.PARTS ? (dayFirst ? "dd/mm/yyyy" : "mm/dd/yyyy") : style.words;
    }

    /** Of one cell: a date without time, an instant with offset, or null when it is neither. */
    String read(String cell, ZoneId zone) {
        try {
            return style(cell) == style && unreadable == null ? readAs(cell, zone) : null;
        } catch (DateTimeException doesNotExist) {
            return null;
        }
    }

    private String readAs(String cell, ZoneId zone) {
        return switch (style) {
            case ISO -> {
                Matcher m = matched(ISO, cell);
                LocalDate date = LocalDate.of(number(m, 1), number(m, 2), number(m, 3));
                yield text(date, time(m, 4, 0), m.group(7), zone);
            }
            case PARTS -> {
                Matcher m = matched(PARTS, cell);
                int day = number(m, dayFirst ? 1 : 3);
                int month = number(m, dayFirst ? 3 : 1);
                yield text(LocalDate.of(number(m, 4), month, day), time(m, 5, halfDay(m, 5, 8)), null, zone);
            }
            case NAMED -> {
                Matcher m = matched(NAMED, cell);
                boolean dayThenMonth = m.group(1) != null;
                int month = Months.number(m.group(dayThenMonth ? 2 : 3));
                LocalDate date = LocalDate.of(number(m, 5), month, number(m, dayThenMonth ? 1 : 4));
                yield text(date, time(m, 6, halfDay(m, 6, 9)), null, zone);
            }
            case COMPACT -> {
                Matcher m = matched(COMPACT, cell);
                LocalDate date = LocalDate.of(number(m, 1), number(m, 2), number(m, 3));
                yield text(date, time(m, 4, 0), null, zone);
            }
            case SERIAL -> {
                Matcher m = matched(SERIAL, cell);
                LocalDate date = SERIAL_ZERO.plusDays(number(m, 1));
                LocalTime time = m.group(2) == null
                        ? null
                        : LocalTime.ofSecondOfDay(
                                Math.min(86_399, Math.round(Double.parseDouble("0." + m.group(2)) * 86_400)));
                yield text(date, time, null, zone);
            }
        };
    }

    /** 12 for an afternoon, -12 for the hour after midnight, 0 for a clock of 24 hours. */
    private static int halfDay(Matcher parts, int hour, int half) {
        if (parts.group(half) == null || parts.group(hour) == null) {
            return 0;
        }
        boolean twelve = number(parts, hour) == 12;
        boolean afternoon = parts.group(half).equalsIgnoreCase("p");
        return twelve ? (afternoon ? 0 : -12) : afternoon ? 12 : 0;
    }

    private static LocalTime time(Matcher matcher, int hourGroup, int shift) {
        if (matcher.group(hourGroup) == null) {
            return null;
        }
        int second = matcher.group(hourGroup + 2) == null ? 0 : number(matcher, hourGroup + 2);
        return LocalTime.of(number(matcher, hourGroup) + shift, number(matcher, hourGroup + 1), second);
    }

    private static String text(LocalDate date, LocalTime time, String offset, ZoneId zone) {
        return time == null
                ? date.toString()
                : DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(at(date.atTime(time), offset, zone));
    }

    private static OffsetDateTime at(LocalDateTime local, String offset, ZoneId zone) {
        if (offset != null) {
            return local.atOffset(
                    offset.startsWith("Z") || offset.startsWith("U") ? ZoneOffset.UTC : ZoneOffset.of(offset));
        }
        ZoneOffsetTransition change = zone.getRules().getTransition(local);
        if (change == null) {
            return local.atZone(zone).toOffsetDateTime();
        }
        // An hour that came twice or never: the earlier of the two instants that it can mean.
        ZoneOffset earlier = change.isGap() ? change.getOffsetAfter() : change.getOffsetBefore();
        return local.toInstant(earlier).atZone(zone).toOffsetDateTime();
    }

    private static Style style(String cell) {
        if (ISO.matcher(cell).matches()) {
            return Style.ISO;
        }
        if (PARTS.matcher(cell).matches()) {
            return Style.PARTS;
        }
        if (SERIAL.matcher(cell).matches()) {
            return Style.SERIAL;
        }
        if (COMPACT.matcher(cell).matches()) {
            return Style.COMPACT;
        }
        return NAMED.matcher(cell).matches() ? Style.NAMED : null;
    }

    private static Matcher matched(Pattern pattern, String cell) {
        Matcher matcher = pattern.matcher(cell);
        if (!matcher.matches()) {
            throw new DateTimeException("not of this form");
        }
        return matcher;
    }

    private static int number(Matcher matcher, int group) {
        return Integer.parseInt(matcher.group(group));
    }
}
