package io.consentgate.activecampaign;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentgate.activecampaign.RemoteContact.Membership;
import io.consentgate.mapping.Target;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Contacts as the REST part of the API writes them: camelCase, custom values inside {@code contact} (chapter 6). */
final class ContactJson {

    private static final Map<String, String> STANDARD =
            Map.of("email", "email", "first_name", "firstName", "last_name", "lastName", "phone", "phone");

    private final Collection<Target> mapped;

    /** @param mapped what is read back from ActiveCampaign */
    ContactJson(Collection<Target> mapped) {
        this.mapped = mapped;
    }

    /**
     * A contact with the changed values only: what is not sent is kept, and empty text clears (6.2).
     *
     * @param email null when the address is not to be written
     * @throws NotSetUp when a custom field is not in the directory
     */
    static ObjectNode body(String email, Map<Target, String> values, Set<Target> changed, Directory directory) {
        ObjectNode contact = Json.object();
        if (email != null) {
            contact.put("email", email);
        }
        for (Target target : new TreeSet<>(changed)) {
            String value = values.getOrDefault(target, "");
            if (target instanceof Target.Standard standard) {
                contact.put(STANDARD.get(standard.key()), value);
            } else {
                contact.withArray("fieldValues")
                        .addObject()
                        .put("field", fieldId(target, directory))
                        .put("value", value);
            }
        }
        return Json.wrapped("contact", contact);
    }

    static String fieldId(Target target, Directory directory) {
        String title = ((Target.Custom) target).title();
        return NotSetUp.unless(directory.fields().get(title), "custom field", title);
    }

    /** The answer to {@code GET contacts/{id}}: memberships and values stand beside the contact. */
    RemoteContact whole(JsonNode answer, Directory directory) {
        JsonNode contact = answer.path("contact");
        Map<String, Membership> lists = new HashMap<>();
        for (JsonNode list : answer.path("contactLists")) {
            lists.put(
                    Json.text(list, "list"),
                    new Membership(Json.number(list, "status", 0), Json.instant(list, "udate")));
        }
        return remote(contact, lists, values(contact, answer.path("fieldValues"), directory));
    }

    /** One of many: nothing but the contact itself. */
    static RemoteContact bare(JsonNode contact) {
        return remote(contact, Map.of(), Map.of());
    }

    /** Deleted contacts may still be shown for a while (chapter 17). */
    static boolean deleted(JsonNode contact) {
        return Json.flag(contact, "deleted");
    }

    private Map<Target, String> values(JsonNode contact, JsonNode fieldValues, Directory directory) {
        Map<String, String> custom = new HashMap<>();
        for (JsonNode value : fieldValues) {
            custom.put(Json.text(value, "field", ""), Json.text(value, "value", ""));
        }
        Map<Target, String> values = new HashMap<>();
        for (Target target : mapped) {
            Optional<String> value = target instanceof Target.Custom field
                    ? Optional.ofNullable(directory.fields().get(field.title())).map(custom::get)
                    : Optional.ofNullable(Json.text(contact, STANDARD.get(target.key())));
            value.filter(text -> !text.isEmpty()).ifPresent(text -> values.put(target, text));
        }
        return values;
    }

    private static RemoteContact remote(JsonNode contact, Map<String, Membership> lists, Map<Target, String> values) {
        return new RemoteContact(
                Json.text(contact, "id"),
                Json.text(contact, "email", "").toLowerCase(Locale.ROOT),
                Json.instant(contact, "cdate"),
                Map.copyOf(lists),
                Map.copyOf(values),
                Json.flag(contact, "bounced_hard"));
    }
}
