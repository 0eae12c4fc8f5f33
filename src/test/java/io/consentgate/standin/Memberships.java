package io.consentgate.standin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Who is on which list with which status (9). */
final class Memberships {

    private final Setting setting;
    private final Announcements announcements;
    private final Map<Long, SortedIds[]> byListAndStatus = new HashMap<>();
    private final List<Resubscription> resubscriptions = new ArrayList<>();
    private long last;

    Memberships(Setting setting, Announcements announcements) {
        this.setting = setting;
        this.announcements = announcements;
    }

    Contact.Membership set(Contact contact, long list, int status, Instant at, int source, Origin origin) {
        Contact.Membership membership = contact.memberships.get(list);
        int before = membership == null ? -1 : membership.status;
        if (membership == null) {
            membership = new Contact.Membership(++last, list);
            contact.memberships.put(list, membership);
        } else {
            having(list, before).remove(contact.id);
        }
        membership.status = status;
        membership.source = source;
        having(list, status).add(contact.id);
        if (status == 1 && before != 1) {
            membership.subscribedAt = at;
            membership.unsubscribedAt = null;
        } else if (status == 2 && before != 2) {
            membership.unsubscribedAt = at;
        }
        if (before == 2 && status == 1) {
            resubscriptions.add(new Resubscription(contact.email, list, at, origin.source(), source));
        }
        if (status != before && status <= 2 && status >= 1) {
            announcements.changed(status == 1 ? "subscribe" : "unsubscribe", contact, origin, list, Map.of());
        }
        return membership;
    }

    SortedIds having(long list, int status) {
        return byListAndStatus
                .computeIfAbsent(list, id ->
                        new SortedIds[] {new SortedIds(), new SortedIds(), new SortedIds(), new SortedIds()})[status];
    }

    /** The sets of people with that status (-1 = any) on that list (0 = any list). */
    List<SortedIds> having(long list, long status, Iterable<Long> allLists) {
        List<SortedIds> sets = new ArrayList<>();
        for (long each : list > 0 ? List.of(list) : allLists) {
            for (int s = 0; s <= 3; s++) {
                if (status < 0 || status == s) {
                    sets.add(having(each, s));
                }
            }
        }
        return sets;
    }

    Iterable<Long> lists() {
        return byListAndStatus.keySet();
    }

    void forget(Contact contact) {
        contact.memberships.values().forEach(m -> having(m.list, m.status).remove(contact.id));
    }

    void recall(Contact contact) {
        contact.memberships.values().forEach(m -> having(m.list, m.status).add(contact.id));
    }

    List<Resubscription> resubscriptions() {
        return resubscriptions;
    }

    /** All strings, as GET shows it. */
    ObjectNode json(Contact contact, Contact.Membership membership) {
        ObjectNode json = Json.object()
                .put("contact", String.valueOf(contact.id))
                .put("list", String.valueOf(membership.list))
                .putNull("form")
                .put("seriesid", "0")
                .put("sdate", setting.date(membership.subscribedAt))
                .put("udate", setting.date(membership.unsubscribedAt))
                .put("status", String.valueOf(membership.status))
                .put("responder", "1")
                .put("sync", "0")
                .put("unsubreason", membership.reason)
                .putNull("campaign")
                .putNull("message")
                .put("first_name", contact.firstName)
                .put("last_name", contact.lastName)
                .put("ip4Sub", "0")
                .put("sourceid", String.valueOf(membership.source))
                .putNull("autosyncLog")
                .put("ip4_last", "0")
                .put("ip4Unsub", "0")
                .putNull("unsubscribeAutomation");
        json.set("links", setting.links("contactLists", membership.id, "automation", "list", "contact", "form"));
        return json.put("id", String.valueOf(membership.id)).putNull("automation");
    }
}
