package io.consentgate.intake;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * One column of dates has one way of writing them, found by looking at all of it: {@code 03/04/2024} alone decides
 * nothing. A row that is written otherwise than most is refused; a column in which day and month cannot be told apart,
 * or in which both orders stand, is refused whole (shop-sources.md 4.2).
 */
final class DateColumn {

    private static final Pattern ZERO = Pattern.compile("0000[-/]?00[-/]?00.*|00/00/0000.*");

    private final Map<DateStyle, Long> seen = new EnumMap<>(DateStyle.class);
    private boolean othersSeen;
    private boolean dayFirstSeen;
    private boolean monthFirstSeen;
    private DateStyle style;
    private Boolean dayFirst;
    private String unreadable;

    /** Whether the cell says that there is no date, as PrestaShop's zeroes do. */
    static boolean none(String cell) {
        return Cells.nothing(cell) || ZERO.matcher(cell).matches();
    }

    void observe(String cell) {
        if (none(cell)) {
            return;
        }
        DateStyle way = DateStyle.of(cell);
        if (way == null) {
            othersSeen = true;
            return;
        }
        seen.merge(way, 1L, Long::sum);
        Boolean order = DateStyle.dayFirst(cell);
        dayFirstSeen |= Boolean.TRUE.equals(order);
        monthFirstSeen |= Boolean.FALSE.equals(order);
    }

    /** True, false, or null when this column does not tell. */
    Boolean dayFirstHere() {
        return dayFirstSeen == monthFirstSeen ? null : Boolean.valueOf(dayFirstSeen);
    }

    /** @param elsewhere the order in the other columns of the file; null when they do not tell either */
    void decide(Boolean elsewhere) {
        long most = seen.values().stream().mapToLong(Long::longValue).max().orElse(0);
        boolean tie = seen.values().stream().filter(count -> count == most).count() > 1;
        style = seen.entrySet().stream()
                .filter(entry -> entry.getValue() == most)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(null);
        dayFirst = dayFirstHere() == null ? elsewhere : dayFirstHere();
        if (style == null) {
            unreadable = othersSeen ? "a column whose dates have no form that is known" : null;
        } else if (tie) {
            unreadable = "a column that mixes forms of dates";
        } else if (style == DateStyle.PARTS && dayFirstSeen && monthFirstSeen) {
            unreadable = "a column that mixes day/month and month/day";
        } else if (style == DateStyle.PARTS && dayFirst == null) {
            unreadable = "a column in which nothing tells the day from the month";
        }
    }

    /** Why nothing in this column can be read; null when it can. */
    String unreadable() {
        return unreadable;
    }

    String form() {
        return style == null ? "no dates" : style.words(dayFirst);
    }

    /** Of one cell: a date without time, an instant with offset, or null when it is neither. */
    String read(String cell, ZoneId zone) {
        try {
            boolean readable = unreadable == null && style != null && DateStyle.of(cell) == style;
            return readable ? style.read(cell, dayFirst, zone) : null;
        } catch (DateTimeException doesNotExist) {
            return null;
        }
    }
}
