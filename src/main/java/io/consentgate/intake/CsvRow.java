package io.consentgate.intake;

import io.consentgate.event.Normalised;
import io.consentgate.event.Problem;
import io.consentgate.person.EmailAddress;
import io.consentgate.person.PhoneNumber;
import io.consentgate.site.Site;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads the cells of one row and gathers what is wrong with them. */
final class CsvRow {

    private final Layout layout;
    private final Map<Integer, DateColumn> dates;
    private final Site site;
    private final List<String> cells;
    private final List<Problem> problems = new ArrayList<>(0);

    CsvRow(Layout layout, Map<Integer, DateColumn> dates, Site site, List<String> cells) {
        this.layout = layout;
        this.dates = dates;
        this.site = site;
        this.cells = cells;
    }

    List<Problem> problems() {
        return problems;
    }

    void refuse(int column, String problem) {
        problems.add(new Problem(layout.name(column), problem));
    }

    /** As it stands in the file, for evidence and messages. */
    String raw(int column) {
        return column < cells.size() ? Cells.trim(cells.get(column)) : "";
    }

    /** Null when the cell says nothing; refused when a spreadsheet would calculate it. */
    String text(int column) {
        String text = Cells.unshielded(raw(column));
        if (Cells.nothing(text)) {
            return null;
        }
        if (Cells.formula(text)) {
            refuse(column, "a formula (it starts with =, +, - or @); expected plain text");
            return null;
        }
        if (text.indexOf('\ufffd') >= 0) {
            refuse(column, "a character that the file's encoding does not have; expected UTF-8 or Windows-1252");
            return null;
        }
        if (PhoneNumber.SCIENTIFIC.matcher(text).matches()) {
            refuse(column, "a number whose digits a spreadsheet has cut off (E notation); expected all digits");
            return null;
        }
        return text;
    }

    String email(int column) {
        String text = text(column);
        return text == null ? null : normal(column, EmailAddress.parse(text), EmailAddress.EXPECTED);
    }

    String phone(int column) {
        String text = Cells.unshielded(raw(column));
        return Cells.nothing(text)
                ? null
                : normal(column, PhoneNumber.e164(text, site.phoneRegion()), PhoneNumber.EXPECTED);
    }

    private String normal(int column, Normalised normalised, String expected) {
        if (normalised instanceof Normalised.Refused refused) {
            refuse(column, refused.found() + "; expected " + expected);
        }
        return normalised.value().orElse(null);
    }

    /** A date or an instant, as the schema writes them; null when there is none or it was refused. */
    String date(int column) {
        String text = Cells.unshielded(raw(column));
        if (DateColumn.none(text)) {
            return null;
        }
        DateColumn way = dates.get(column);
        if (way.unreadable() != null) {
            refuse(column, way.unreadable() + "; expected one form, for example yyyy-mm-dd");
            return null;
        }
        boolean mailchimp = layout.audience() != Layout.Audience.NOT_MAILCHIMP;
        ZoneId zone = mailchimp ? ZoneOffset.UTC : site.zone();
        String date = way.read(text, zone);
        if (date == null) {
            refuse(
                    column,
                    "a date that does not exist or is written otherwise than the others; expected " + way.form());
        }
        return date;
    }

    /**
     * Midnight where only the day is known. No decision hangs on these dates: a column of them that cannot be read is
     * left out, and the file's remarks say so.
     */
    String instant(int column) {
        String date = dates.get(column).unreadable() == null ? date(column) : null;
        return date == null || date.length() > 10
                ? date
                : LocalDate.parse(date).atStartOfDay(site.zone()).format(DateTimeFormatter.ISO_OFFSET_DATE_TIME);
    }

    /** Only the day. */
    String day(int column) {
        String date = date(column);
        return date == null ? null : date.substring(0, 10);
    }

    /** ISO code, from a code or a name in the languages that our shops write. */
    String country(int column) {
        String text = text(column);
        String code = text == null ? null : Countries.code(text);
        if (text != null && code == null) {
            refuse(column, "text that names no country; expected an ISO code such as IT, or a name");
        }
        return code;
    }

    /** Empty when the row was refused because of it. */
    Answer answer(int column) {
        return Answer.of(Cells.unshielded(raw(column))).orElseGet(() -> {
            refuse(column, "text that is neither yes nor no; expected one of " + Answer.EXPECTED);
            return Answer.UNKNOWN;
        });
    }

    /** BCP 47; what is none says nothing, because nothing hangs on it. */
    String language(int column) {
        String text = text(column);
        String tag = text == null ? "" : text.replace('_', '-');
        return tag.matches("[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*") && !tag.equalsIgnoreCase("null")
                ? tag.length() == 2 ? tag.toLowerCase(Locale.ROOT) : tag
                : null;
    }
}
