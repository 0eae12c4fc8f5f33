package io.consentgate.standin;

import static io.consentgate.standin.Quirk.INCLUDE_CONTACT_LISTS;
import static io.consentgate.standin.Quirk.UNKNOWN_PARAMETERS_IGNORED;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
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
            List<Contact> found = contacts.byEmail(email.get()).filter(ContactFilter.of(query, setting)).stream()
                    .toList();
            return new Page(found, found.size());
        }
        List<SortedIds> sets = candidates(query);
        boolean descending = query.value("orders[id]").orElse("").equalsIgnoreCase("DESC");
        if (sets.size() == 1 && isAnsweredByOneIndex(query) && !descending) {
            return sliced(sets.get(0), query);
        }
        List<Contact> found = sets.stream()
                .flatMapToLong(set ->
                        Arrays.stream(set.toArray()).skip(set.indexAfter(ContactFilter.number(query, "id_greater", 0))))
                .distinct()
                .mapToObj(id -> contacts.byId(id).orElseThrow())
                .filter(ContactFilter.of(query, setting))
                .sorted(ContactFilter.order(query))
                .toList();
        return new Page(found.stream().skip(query.offset()).limit(query.limit()).toList(), found.size());
    }

    /** Whether the candidates are exactly the matches, so that a page can be cut out without looking at the rest. */
    private static boolean isAnsweredByOneIndex(Query query) {
        int indexes = (ContactFilter.number(query, "listid", 0) > 0 || ContactFilter.status(query) >= 0 ? 1 : 0)
                + (ContactFilter.number(query, "tagid", 0) > 0 ? 1 : 0)
                + (query.filter("updated_after").isPresent() ? 1 : 0);
        return indexes <= 1 && query.names().stream().noneMatch(NEEDS_A_LOOK.asMatchPredicate());
    }

    private Page sliced(SortedIds ids, Query query) {
        int first = ids.indexAfter(ContactFilter.number(query, "id_greater", 0));
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
        long list = ContactFilter.number(query, "listid", 0);
        long status = ContactFilter.status(query);
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
        if (ContactFilter.number(query, "tagid", 0) > 0) {
            return List.of(tags.carriers(ContactFilter.number(query, "tagid", 0)));
        }
        return ContactFilter.date(query, "updated_after", setting)
                .map(contacts::changedFrom)
                .orElse(List.of(contacts.ids()));
    }

    /** meta.page_input.email is there only when the filter was understood; a client compares it. */
    private ObjectNode meta(Query query, int total) {
        ObjectNode meta = Json.object();
        ObjectNode input = meta.putObject("page_input")
                .put("segmentid", 0)
                .put("formid", 0)
                .put("listid", ContactFilter.number(query, "listid", 0))
                .put("tagid", ContactFilter.number(query, "tagid", 0))
                .put("limit", query.limit())
                .put("offset", query.offset())
                .put("search", query.value("search").orElse(null))
                .putNull("sort")
                .put("seriesid", 0)
                .put("waitid", 0)
                .put("status", ContactFilter.status(query))
                .put("forceQuery", 0)
                .put("cacheid", "0123456789abcdef0123456789abcdef");
        query.value("email").ifPresent(email -> input.put("email", email));
        return meta.put("total", String.valueOf(total)).put("sortable", true);
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
