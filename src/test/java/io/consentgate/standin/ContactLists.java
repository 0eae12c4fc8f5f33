package io.consentgate.standin;

import static io.consentgate.standin.Quirk.CONTACT_LISTS_ANSWER_201;
import static io.consentgate.standin.Quirk.CONTACT_LISTS_STRING_TYPES;
import static io.consentgate.standin.Quirk.RESUBSCRIBE_ALLOWED;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** {@code POST /contactLists} and the lists of one contact (9). */
final class ContactLists {

    private static final String[] LINKS_OF_2021 = {
        "automation", "list", "contact", "form", "autosyncLog", "campaign", "unsubscribeAutomation", "message"
    };

    private final Setting setting;
    private final ContactBook contacts;
    private final Memberships memberships;
    private final Lists lists;
    private final ContactJson contactJson;

    ContactLists(
            Setting setting,
            ContactBook contacts,
            Memberships memberships,
            Lists lists,
            ContactJson contactJson,
            Routes routes) {
        this.setting = setting;
        this.contacts = contacts;
        this.memberships = memberships;
        this.lists = lists;
        this.contactJson = contactJson;
        routes.on("POST /contactLists", this::write).on("GET /contacts/*/contactLists", this::ofContact);
    }

    private Answer write(Call call) {
        ObjectNode wanted = call.record("contactList");
        Contact contact = contacts.byId(Json.number(wanted, "contact"))
                .orElseThrow(() -> Refusal.invalid("The contact does not exist.", "related_missing", "contact"));
        long list = Json.number(wanted, "list");
        lists.find(list).orElseThrow(() -> Refusal.invalid("The list does not exist.", "related_missing", "list"));
        long status = Json.number(wanted, "status");
        if (status < 0 || status > 3) {
            throw Refusal.invalid("The value you selected is not a valid choice.", "field_invalid", "status");
        }
        Contact.Membership old = contact.memberships.get(list);
        if (old != null && old.status == 2 && status == 1 && !setting.isOn(RESUBSCRIBE_ALLOWED)) {
            throw Refusal.invalid("The contact has unsubscribed from this list.", "field_invalid", "status");
        }
        boolean strings = setting.isOn(CONTACT_LISTS_STRING_TYPES);
        long source = wanted.hasNonNull("sourceid") ? Json.number(wanted, "sourceid") : strings ? 3 : 4;
        Contact.Membership membership =
                memberships.set(contact, list, (int) status, setting.now(), (int) source, Origin.API);
        contacts.touch(contact);
        ObjectNode body = Json.object();
        body.putArray("contacts").add(contactJson.full(contact));
        body.set("contactList", written(contact, membership, strings));
        return Answer.of(setting.isOn(CONTACT_LISTS_ANSWER_201) ? 201 : 200, body);
    }

    private ObjectNode written(Contact contact, Contact.Membership membership, boolean strings) {
        ObjectNode json = Json.object().put("id", String.valueOf(membership.id));
        json.put("status", membership.status)
                .put("sdate", setting.date(membership.subscribedAt))
                .put("udate", setting.date(membership.unsubscribedAt))
                .put("unsubreason", "")
                .put("sourceid", membership.source)
                .putNull("campaign")
                .putNull("message")
                .putNull("unsubscribeAutomation");
        if (strings) {
            json.put("contact", String.valueOf(contact.id))
                    .put("list", String.valueOf(membership.list))
                    .put("first_name", contact.firstName)
                    .put("last_name", contact.lastName)
                    .set("links", setting.links("contactLists", membership.id, LINKS_OF_2021));
        } else {
            json.put("contact", contact.id)
                    .put("list", membership.list)
                    .set("links", setting.links("contactLists", membership.id, "list", "contact", "automation"));
        }
        return json;
    }

    private Answer ofContact(Call call) {
        Contact contact = contacts.get(call.part(1));
        ObjectNode body = Json.object();
        contact.memberships.values().forEach(m -> body.withArray("contactLists").add(memberships.json(contact, m)));
        body.withArray("contactLists");
        return Answer.ok(body);
    }
}
