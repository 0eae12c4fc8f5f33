package io.consentgate.standin;

import static io.consentgate.standin.Quirk.UPDATED_AFTER_EXCLUDES_ITS_DAY;

import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/** What the parameters of {@code GET /contacts} ask for: who matches and in which order (6.3). */
final class ContactFilter {

    private ContactFilter() {}

    static Predicate<Contact> of(Query query, Setting setting) {
        long list = number(query, "listid", 0);
        long status = status(query);
        long tag = number(query, "tagid", 0);
        long greater = number(query, "id_greater", 0);
        long less = number(query, "id_less", Long.MAX_VALUE);
        String like = query.value("email_like").orElse("").replace("%", "").toLowerCase(Locale.ROOT);
        String search = query.value("search").orElse("").toLowerCase(Locale.ROOT);
        Optional<LocalDate> updatedAfter = date(query, "updated_after", setting);
        Optional<LocalDate> updatedBefore = date(query, "updated_before", setting);
        Optional<LocalDate> createdAfter = date(query, "created_after", setting);
        Optional<LocalDate> createdBefore = date(query, "created_before", setting);
        return contact -> contact.id > greater
                && contact.id < less
                && (list == 0 && status < 0
                        || contact.memberships.values().stream()
                                .anyMatch(m -> (list == 0 || m.list == list) && (status < 0 || m.status == status)))
                && (tag == 0 || contact.taggings.containsKey(tag))
                && ContactBook.key(contact.email).contains(like)
                && (contact.email + " " + contact.firstName + " " + contact.lastName)
                        .toLowerCase(Locale.ROOT)
                        .contains(search)
                && updatedAfter.map(day -> !day(contact.updated).isBefore(day)).orElse(true)
                && updatedBefore.map(day -> day(contact.updated).isBefore(day)).orElse(true)
                && createdAfter.map(day -> !day(contact.created).isBefore(day)).orElse(true)
                && createdBefore.map(day -> day(contact.created).isBefore(day)).orElse(true);
    }

    private static LocalDate day(Instant instant) {
        return instant.atZone(Setting.CENTRAL).toLocalDate();
    }

    /** 6.3: typed as date, so the time of day is cut off; something unreadable is ignored. */
    static Optional<LocalDate> date(Query query, String filter, Setting setting) {
        try {
            boolean nextDay = filter.endsWith("_after") && setting.isOn(UPDATED_AFTER_EXCLUDES_ITS_DAY);
            return query.filter(filter)
                    .map(text -> LocalDate.parse(text.substring(0, Math.min(10, text.length()))))
                    .map(date -> nextDay ? date.plusDays(1) : date);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    static Comparator<Contact> order(Query query) {
        Comparator<Contact> order = Comparator.comparingLong(contact -> contact.id);
        for (String name : query.names()) {
            Comparator<Contact> wanted =
                    switch (name) {
                        case "orders[id]" -> Comparator.comparingLong(contact -> contact.id);
                        case "orders[cdate]" -> Comparator.comparing(contact -> contact.created);
                        case "orders[udate]" -> Comparator.comparing(contact -> contact.updated);
                        case "orders[email]" -> Comparator.comparing(contact -> contact.email);
                        case "orders[first_name]" -> Comparator.comparing(contact -> contact.firstName);
                        case "orders[last_name]" -> Comparator.comparing(contact -> contact.lastName);
                        default -> null;
                    };
            if (wanted != null) {
                boolean descending = query.value(name).orElse("").equalsIgnoreCase("DESC");
                return (descending ? wanted.reversed() : wanted).thenComparing(order);
            }
        }
        return order;
    }

    static long number(Query query, String name, long otherwise) {
        long number = query.value(name).map(Json::number).orElse(otherwise);
        return number < 0 ? otherwise : number;
    }

    static long status(Query query) {
        long status = number(query, "status", -1);
        return status > 3 ? -1 : status;
    }
}
