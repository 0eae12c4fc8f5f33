package io.consentgate.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/** The shapes of a contact: short after creation, full everywhere else (6.1, 6.3). */
final class ContactJson {

    private static final String[] RELATIONS = {
        "bounceLogs",
        "contactAutomations?limit=1000&orders%5Blastdate%5D=DESC",
        "contactData",
        "contactGoals",
        "contactLists",
        "contactLogs",
        "contactTags",
        "contactDeals",
        "deals",
        "fieldValues",
        "geoIps",
        "notes",
        "organization",
        "plusAppend",
        "trackingLogs",
        "scoreValues",
        "accountContacts",
        "automationEntryCounts"
    };

    private final Setting setting;

    ContactJson(Setting setting) {
        this.setting = setting;
    }

    ObjectNode created(Contact contact) {
        ObjectNode json = Json.object()
                .put("email", contact.email)
                .put("phone", contact.phone)
                .put("firstName", contact.firstName)
                .put("lastName", contact.lastName)
                .put("email_empty", false)
                .put("cdate", setting.date(contact.created))
                .put("udate", setting.date(contact.updated))
                .put("orgid", "")
                .put("orgname", "");
        json.set("links", links(contact));
        return json.put("hash", hash(contact)).put("id", id(contact)).put("organization", "");
    }

    ObjectNode full(Contact contact) {
        return full(contact, contact.updated == null ? contact.created : contact.updated);
    }

    /** PUT shows the time stamp from before the change (18). */
    ObjectNode afterPut(Contact contact) {
        boolean stale = setting.isOn(Quirk.PUT_ANSWERS_STALE_TIMESTAMP);
        return full(contact, stale ? contact.updatedBefore : contact.updated);
    }

    private ObjectNode full(Contact contact, Instant updatedTimestamp) {
        ObjectNode json = Json.object()
                .put("cdate", setting.date(contact.created))
                .put("email", contact.email)
                .put("phone", contact.phone)
                .put("firstName", contact.firstName)
                .put("lastName", contact.lastName)
                .put("orgid", "0")
                .put("orgname", contact.organization)
                .put("segmentio_id", "")
                .put("bounced_hard", contact.bouncedHard ? "1" : "0")
                .put("bounced_soft", "0")
                .put("bounced_date", setting.date(contact.bouncedAt))
                .put("ip", "0")
                .putNull("ua")
                .put("hash", hash(contact))
                .putNull("socialdata_lastcheck")
                .put("email_local", "")
                .put("email_domain", contact.email.substring(contact.email.indexOf('@') + 1))
                .put("sentcnt", "0")
                .putNull("rating_tstamp")
                .put("gravatar", "0")
                .put("deleted", contact.deletedAt == null ? "0" : "1")
                .put("anonymized", "0")
                .put("adate", setting.date(null))
                .put("udate", setting.date(contact.updated))
                .put("edate", setting.date(null))
                .put("deleted_at", setting.date(contact.deletedAt))
                .put("created_utc_timestamp", setting.utcWall(contact.created))
                .put("updated_utc_timestamp", setting.utcWall(updatedTimestamp))
                .put("created_timestamp", setting.wall(contact.created))
                .put("updated_timestamp", setting.wall(updatedTimestamp))
                .putNull("created_by")
                .putNull("updated_by")
                .put("email_empty", false)
                .put("mpp_tracking", "0");
        json.set("links", links(contact));
        return json.put("id", id(contact)).putNull("organization");
    }

    /** One entry of the list of contacts, with the two empty arrays that only lists have. */
    ObjectNode listed(Contact contact) {
        ObjectNode json = full(contact);
        json.putArray("scoreValues");
        json.putArray("accountContacts");
        return json;
    }

    private JsonNode links(Contact contact) {
        return setting.links("contacts", contact.id, RELATIONS);
    }

    private static String id(Contact contact) {
        return String.valueOf(contact.id);
    }

    private static String hash(Contact contact) {
        byte[] seed = ("contact-" + contact.id).getBytes(StandardCharsets.UTF_8);
        return UUID.nameUUIDFromBytes(seed).toString().replace("-", "");
    }
}
