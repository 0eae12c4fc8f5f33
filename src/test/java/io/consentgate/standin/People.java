package io.consentgate.standin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** What persons (by a link in a mail) and administrators (in the account) do; webhooks report it. */
public final class People {

    private final StandInAccount account;
    private final Rooms rooms;

    People(StandInAccount account, Rooms rooms) {
        this.account = account;
        this.rooms = rooms;
    }

    public void personUnsubscribes(String email, String listId, Instant at) {
        setStatus(email, listId, 2, at, Origin.PUBLIC);
    }

    public void personSubscribes(String email, String listId, Instant at) {
        setStatus(email, listId, 1, at, Origin.PUBLIC);
    }

    /** @param links where links are counted: all, html, text, mime or none */
    public void adminWritesCampaign(String name, boolean countsOpens, String links) {
        account.locked(() -> {
            rooms.campaigns.add(name, countsOpens, links);
            return null;
        });
    }

    public void adminUnsubscribes(String email, String listId) {
        setStatus(email, listId, 2, rooms.setting.now(), Origin.ADMIN);
    }

    public void adminSubscribes(String email, String listId) {
        setStatus(email, listId, 1, rooms.setting.now(), Origin.ADMIN);
    }

    private void setStatus(String email, String listId, int status, Instant at, Origin origin) {
        with(email, contact -> {
            Contact.Membership known = contact.memberships.get(Json.number(listId));
            if (known != null) {
                known.reason = status == 2 && origin == Origin.PUBLIC ? "No longer interested" : null;
            }
            rooms.memberships.set(contact, Json.number(listId), status, at, 0, origin);
            rooms.contacts.touch(contact);
        });
    }

    public void bounceHard(String email) {
        with(email, contact -> {
            contact.bouncedHard = true;
            contact.bouncedAt = rooms.setting.now();
            if (rooms.setting.isOn(Quirk.BOUNCE_MARKS_MEMBERSHIPS)) {
                contact.memberships.values().stream()
                        .filter(membership -> membership.status == 1)
                        .toList()
                        .forEach(membership -> rooms.memberships.set(
                                contact, membership.list, 3, contact.bouncedAt, membership.source, Origin.SYSTEM));
            }
            rooms.contacts.touch(contact);
            rooms.announcements()
                    .changed(
                            "bounce",
                            contact,
                            Origin.SYSTEM,
                            0,
                            Map.of(
                                    "bounce[type]",
                                    "hard",
                                    "bounce[code]",
                                    "5.1.1",
                                    "bounce[description]",
                                    "Mailbox unavailable",
                                    "campaign[id]",
                                    "1"));
        });
    }

    public void personChangesEmail(String email, String newEmail) {
        with(email, contact -> {
            rooms.contacts.changeEmail(contact, newEmail);
            rooms.contacts.touch(contact);
            rooms.announcements().changed("update", contact, Origin.PUBLIC, 0, Map.of());
        });
    }

    public void adminTags(String email, String tag) {
        with(email, contact -> {
            rooms.taggings.add(contact, rooms.tags.named(tag), Origin.ADMIN);
            rooms.contacts.touch(contact);
        });
    }

    public void adminUntags(String email, String tag) {
        with(email, contact -> {
            rooms.taggings.remove(contact, rooms.tags.named(tag), Origin.ADMIN);
            rooms.contacts.touch(contact);
        });
    }

    public void adminSetsField(String email, String fieldId, String value) {
        with(email, contact -> {
            rooms.values.write(contact, Json.number(fieldId), value);
            rooms.contacts.touch(contact);
            rooms.announcements().changed("update", contact, Origin.ADMIN, 0, Map.of());
        });
    }

    /** No webhook tells a deletion; the id answers 404 from now on. */
    public void adminDeletes(String email) {
        with(email, rooms::delete);
    }

    /** Brings a deleted contact back under its old id. */
    public void adminRestores(String email) {
        account.locked(() -> {
            rooms.contacts.deleted().stream()
                    .filter(contact -> ContactBook.key(contact.email).equals(ContactBook.key(email)))
                    .findFirst()
                    .ifPresent(rooms::restore);
            return null;
        });
    }

    public void adminExcludes(String email) {
        account.locked(() -> {
            rooms.exclusions.add(email);
            return null;
        });
    }

    /** The id of a new contact. */
    public String adminCreatesContact(String email) {
        return account.locked(() -> String.valueOf(rooms.contacts.create(email).id));
    }

    /** The id of a new list. */
    public String adminCreatesList(String name) {
        ObjectNode wanted = Json.object()
                .put("name", name)
                .put("stringid", name.toLowerCase(Locale.ROOT).replace(' ', '-'))
                .put("sender_url", "https://shop.example")
                .put("sender_reminder", "You asked for news in our shop.");
        return account.locked(() -> Json.text(rooms.lists.create(wanted), "id"));
    }

    /** The id of a new field; type as in {@code POST /fields}. */
    public String adminCreatesField(String title, String type) {
        ObjectNode wanted = Json.object().put("title", title).put("type", type);
        return account.locked(() -> Json.text(rooms.fields.create(wanted), "id"));
    }

    /** The id of the tag of that name, new or old. */
    public String adminCreatesTag(String name) {
        return account.locked(() -> String.valueOf(rooms.tags.named(name)));
    }

    public String adminCreatesAutomation(String name) {
        return account.locked(() -> String.valueOf(rooms.automations.create(name)));
    }

    public void adminStartsAutomation(String email, String automationId) {
        with(email, contact -> rooms.automations.enter(contact, Json.number(automationId)));
    }

    public void adminRegistersEvent(String name) {
        account.locked(() -> {
            rooms.events.register(name);
            return null;
        });
    }

    private void with(String email, Consumer<Contact> action) {
        account.locked(() -> {
            action.accept(rooms.contacts
                    .byEmail(email)
                    .orElseThrow(() -> new IllegalArgumentException("The account has no contact of that address")));
            return null;
        });
    }
}
