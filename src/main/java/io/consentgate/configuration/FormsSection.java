package io.consentgate.configuration;

import io.consentgate.site.Site;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code forms}: what each form says, and from which day to which it said so. */
final class FormsSection {

    private FormsSection() {}

    static List<Site.Form> read(Section file, ZoneId zone) {
        List<Site.Form> forms = new ArrayList<>();
        for (Section section : file.sections("forms")) {
            Site.Form form = form(section, zone);
            if (form != null) {
                refuseOverlap(section, form, forms);
                forms.add(form);
            }
            section.refuseOthers();
        }
        return forms;
    }

    /** Null when its name or a date cannot be read: nothing more can be said about it then. */
    private static Site.Form form(Section section, ZoneId zone) {
        String collectedFrom = section.text("collected_from");
        String noticeVersion = section.text("notice_version");
        String wording = section.text("wording");
        boolean boxesStartEmpty = section.flag("boxes_start_empty", false);
        if (!section.has("boxes_start_empty")) {
            section.wrong("boxes_start_empty", "is missing", "true or false", null);
        }
        LocalDate from = section.dateOr("from", null);
        LocalDate until = section.dateOr("until", null);
        boolean backwards = from != null && until != null && until.isBefore(from);
        if (backwards) {
            section.wrong("until", "is before from", "the last day of this version, " + from + " or later", null);
        }
        boolean datesRead = (from != null) == section.has("from") && (until != null) == section.has("until");
        if (collectedFrom == null || !datesRead || backwards) {
            return null;
        }
        return new Site.Form(
                collectedFrom,
                noticeVersion,
                wording,
                boxesStartEmpty,
                from == null ? null : midnight(from, zone),
                until == null ? null : midnight(until.plusDays(1), zone));
    }

    private static Instant midnight(LocalDate day, ZoneId zone) {
        return day.atStartOfDay(zone).toInstant();
    }

    /** Which of two versions somebody saw must never be a guess. */
    private static void refuseOverlap(Section section, Site.Form form, List<Site.Form> earlier) {
        for (Site.Form other : earlier) {
            if (!other.collectedFrom().equals(form.collectedFrom()) || !other.overlaps(form)) {
                continue;
            }
            boolean dated =
                    form.from() != null || form.until() != null || other.from() != null || other.until() != null;
            if (dated) {
                section.wrong(
                        "from",
                        "overlaps with another version of \"" + form.collectedFrom() + "\"",
                        "one version of a form at a time",
                        "end the older one with until, the day before the newer one's from");
            } else {
                section.wrong(
                        "collected_from",
                        "is declared twice",
                        "each form once, or versions of it with from and until",
                        null);
            }
            return;
        }
    }
}
