package io.consentgate.standin;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** All contacts of an account, by id, address and day of change. */
final class ContactBook {

    private static final Pattern ADDRESS = Pattern.compile("[^@\\s\"<>,;]+@[^@\\s\"<>,;.]+(\\.[^@\\s\"<>,;.]+)+");

    private final Setting setting;
    private final Map<Long, Contact> byId = new HashMap<>();
    private final Map<String, Contact> byEmail = new HashMap<>();
    private final Map<Long, Contact> deleted = new TreeMap<>();
    private final SortedIds ids = new SortedIds();
    private final NavigableMap<LocalDate, SortedIds> byDay = new TreeMap<>();
    private long last = 100;

    ContactBook(Setting setting) {
        this.setting = setting;
    }

    static boolean isAddress(String email) {
        return ADDRESS.matcher(email).matches();
    }

    static String key(String email) {
        return email.strip().toLowerCase(Locale.ROOT);
    }

    Contact create(String email) {
        Contact contact = new Contact(++last, email.strip(), setting.now());
        take(contact);
        return contact;
    }

    private void take(Contact contact) {
        byId.put(contact.id, contact);
        byEmail.put(key(contact.email), contact);
        ids.add(contact.id);
        day(contact.updated).add(contact.id);
    }

    Optional<Contact> byEmail(String email) {
        return Optional.ofNullable(byEmail.get(key(email)));
    }

    Optional<Contact> byId(long id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** The contact of the path; 404 with the service's internal model name. */
    Contact get(String id) {
        return byId(Json.number(id)).orElseThrow(() -> Refusal.noResult(404, "Subscriber", id));
    }

    void touch(Contact contact) {
        day(contact.updated).remove(contact.id);
        contact.updatedBefore = contact.updated;
        contact.updated = setting.now();
        day(contact.updated).add(contact.id);
    }

    void changeEmail(Contact contact, String email) {
        byEmail.remove(key(contact.email));
        contact.email = email.strip();
        byEmail.put(key(contact.email), contact);
    }

    /** 17: a deletion is soft first; the id is gone for the API, an administrator can restore it. */
    void delete(Contact contact) {
        byId.remove(contact.id);
        byEmail.remove(key(contact.email));
        ids.remove(contact.id);
        day(contact.updated).remove(contact.id);
        contact.deletedAt = setting.now();
        deleted.put(contact.id, contact);
    }

    void restore(Contact contact) {
        deleted.remove(contact.id);
        contact.deletedAt = null;
        take(contact);
    }

    SortedIds ids() {
        return ids;
    }

    List<SortedIds> changedFrom(LocalDate first) {
        return new ArrayList<>(byDay.tailMap(first, true).values());
    }

    Collection<Contact> deleted() {
        return deleted.values();
    }

    private SortedIds day(Instant instant) {
        return byDay.computeIfAbsent(instant.atZone(Setting.CENTRAL).toLocalDate(), day -> new SortedIds());
    }
}
