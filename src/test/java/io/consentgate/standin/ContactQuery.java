package io.consentgate.standin;

import static io.consentgate.standin.Quirk.INCLUDE_CONTACT_LISTS;
import static io.consentgate.standin.Quirk.UNKNOWN_PARAMETERS_IGNORED;
import static io.consentgate.standin.Quirk.UPDATED_AFTER_EXCLUDES_ITS_DAY;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

/** {@code GET /contacts} (5, 6.3); served from indexes, so that a page of 100,000 contacts costs one page. */
final class ContactQuery {

    private static final String KNOWN = "ids\\[\\d*]|email|email_like|search|listid|status|tagid|id_greater|id_less"
            + "|limit|offset|include|forceQuery|orders\\[(id|cdate|udate|email|first_name|last_name)]"
            + "|filters\\[(email|updated_after|updated_before|created_after|created_before)]";

    private static final Pattern NEEDS_A_LOOK = Pattern.compile("ids\\[\\d*]|email_like|search|id_less"
            + "|orders\\[(cdate|udate|email|first_name|last_name)]"
            + "|filters\\[(updated_before|created_after|created_before)]");

    private final Setting setting;
    private final ContactBook contacts;
    private final Memberships memberships;
    private final Tags tags;
    private final ContactJson contactJson;

    ContactQuery(
            Setting setting,
            ContactBook contacts,
            Memberships memberships,
            Tags tags,
            ContactJson contactJson,
            Routes routes) {
        this.setting = setting;
        this.contacts = contacts;
        this.memberships = memberships;
        this.tags = tags;
        this.contactJson = contactJson;
        routes.on("GET /contacts", this::list);
    }

    private record Page(List<Contact> contacts, int total) {}

    private Answer list(Call call) {
        Query query = call.query();
        if (!setting.isOn(UNKNOWN_PARAMETERS_IGNORED)) {
            refuseUnknown(query);
        }
        Page page = page(query);
        boolean include = setting.isOn(INCLUDE_CONTACT_LISTS)
                && query.value("include").orElse("").contains("contactLists");
        ObjectNode body = Json.object();
        body.putArray("scoreValues");
        ArrayNode listed = body.putArray("contacts");
        for (Contact contact : page.contacts) {
            ObjectNode json = contactJson.listed(contact);
            if (include) {
                contact.memberships.values().forEach(membership -> {
                    body.withArray("contactLists").add(memberships.json(contact, membership));
                    json.withArray("contactLists").add(String.valueOf(membership.id));
                });
            }
            listed.add(json);
        }
        return Answer.ok(body.set("meta", meta(query, page.total)));
    }

    private Page page(Query query) {
        Optional<String> email = query.value("email").or(() -> query.filter("email"));
        if (email.isPresent()) {
            List<Contact> found = contacts.byEmail(email.get()).filter(matches(query)).stream()
                    .toList();
            return new Page(found, found.size());
        }
        List<SortedIds> sets = candidates(query);
        boolean descending = query.value("orders[id]").orElse("").equalsIgnoreCase("DESC");
        if (sets.size() == 1 && isAnsweredByOneIndex(query) && !descending) {
            return sliced(sets.get(0), query);
        }
        List<Contact> found = sets.stream()
                .flatMapToLong(set -> Arrays.stream(set.toArray()).skip(set.indexAfter(number(query, "id_greater", 0))))
                .distinct()
                .mapToObj(id -> contacts.byId(id).orElseThrow())
                .filter(matches(query))
                .sorted(order(query))
                .toList();
        return new Page(found.stream().skip(query.offset()).limit(query.limit()).toList(), found.size());
    }

    /** Whether the candidates are exactly the matches, so that a page can be cut out without looking at the rest. */
    private static boolean isAnsweredByOneIndex(Query query) {
        int indexes = (number(query, "listid", 0) > 0 || status(query) >= 0 ? 1 : 0)
                + (number(query, "tagid", 0) > 0 ? 1 : 0)
                + (query.filter("updated_after").isPresent() ? 1 : 0);
        return indexes <= 1 && query.names().stream().noneMatch(NEEDS_A_LOOK.asMatchPredicate());
    }

    private Page sliced(SortedIds ids, Query query) {
        int first = ids.indexAfter(number(query, "id_greater", 0));
        int total = ids.size() - first;
        int from = (int) Math.min((long) first + query.offset(), ids.size());
        int to = Math.min(from + query.limit(), ids.size());
        List<Contact> page = LongStream.range(from, to)
                .mapToObj(index -> contacts.byId(ids.at((int) index)).orElseThrow())
                .toList();
        return new Page(page, total);
    }

    /** The smallest indexes that together hold every match. */
    private List<SortedIds> candidates(Query query) {
        long list = number(query, "listid", 0);
        long status = status(query);
        if (!query.values("ids[]").isEmpty()) {
            SortedIds named = new SortedIds();
            query.values("ids[]").stream()
                    .map(Json::number)
                    .filter(id -> contacts.ids().contains(id))
                    .forEach(named::add);
            return List.of(named);
        }
        if (list > 0 || status >= 0) {
            List<SortedIds> sets = memberships.having(list, status, memberships.lists());
            return sets.size() == 1
                    ? sets
                    : sets.stream().filter(set -> set.size() > 0).toList();
        }
        if (number(query, "tagid", 0) > 0) {
            return List.of(tags.carriers(number(query, "tagid", 0)));
        }
        return date(query, "updated_after").map(contacts::changedFrom).orElse(List.of(contacts.ids()));
    }

    private Predicate<Contact> matches(Query query) {
        long list = number(query, "listid", 0);
        long status = status(query);
        long tag = number(query, "tagid", 0);
        long greater = number(query, "id_greater", 0);
        long less = number(query, "id_less", Long.MAX_VALUE);
        String like = query.value("email_like").orElse("").replace("%", "").toLowerCase(Locale.ROOT);
        String search = query.value("search").orElse("").toLowerCase(Locale.ROOT);
        Optional<LocalDate> updatedAfter = date(query, "updated_after");
        Optional<LocalDate> updatedBefore = date(query, "updated_before");
        Optional<LocalDate> createdAfter = date(query, "created_after");
        Optional<LocalDate> createdBefore = date(query, "created_before");
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
    private Optional<LocalDate> date(Query query, String filter) {
        try {
            boolean nextDay = filter.endsWith("_after") && setting.isOn(UPDATED_AFTER_EXCLUDES_ITS_DAY);
            return query.filter(filter)
                    .map(text -> LocalDate.parse(text.substring(0, Math.min(10, text.length()))))
                    .map(date -> nextDay ? date.plusDays(1) : date);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static Comparator<Contact> order(Query query) {
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

    /** meta.page_input.email is there only when the filter was understood; a client compares it. */
    private ObjectNode meta(Query query, int total) {
        ObjectNode meta = Json.object();
        ObjectNode input = meta.putObject("page_input")
                .put("segmentid", 0)
                .put("formid", 0)
                .put("listid", number(query, "listid", 0))
                .put("tagid", number(query, "tagid", 0))
                .put("limit", query.limit())
                .put("offset", query.offset())
                .put("search", query.value("search").orElse(null))
                .putNull("sort")
                .put("seriesid", 0)
                .put("waitid", 0)
                .put("status", status(query))
                .put("forceQuery", 0)
                .put("cacheid", "0123456789abcdef0123456789abcdef");
        query.value("email").ifPresent(email -> input.put("email", email));
        return meta.put("total", String.valueOf(total)).put("sortable", true);
    }

    private static long number(Query query, String name, long otherwise) {
        long number = query.value(name).map(Json::number).orElse(otherwise);
        return number < 0 ? otherwise : number;
    }

    private static long status(Query query) {
        long status = number(query, "status", -1);
        return status > 3 ? -1 : status;
    }

    private static void refuseUnknown(Query query) {
        for (String name : query.names()) {
            if (!name.matches(KNOWN)) {
                ObjectNode error = Json.object().put("title", "Unknown parameter " + name);
                throw Refusal.error(400, error);
            }
        }
    }
}
