package io.consentgate.standin;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One contact with everything that hangs on it; changed only under the account's lock. */
final class Contact {

    final long id;
    final Instant created;
    String email;
    String firstName = "";
    String lastName = "";
    String phone = "";
    String organization = "";
    Instant updated;
    Instant updatedBefore;
    Instant bouncedAt;
    boolean bouncedHard;
    Instant deletedAt;
    final Map<Long, Membership> memberships = new TreeMap<>();
    final Map<Long, FieldValue> values = new TreeMap<>();
    final Map<Long, Tagging> taggings = new TreeMap<>();
    final List<Event> events = new ArrayList<>(0);

    Contact(long id, String email, Instant created) {
        this.id = id;
        this.email = email;
        this.created = created;
        this.updated = created;
        this.updatedBefore = created;
    }

    /** 9: status 0 unconfirmed, 1 active, 2 unsubscribed, 3 bounced. */
    static final class Membership {
        final long id;
        final long list;
        int status;
        Instant subscribedAt;
        Instant unsubscribedAt;
        int source;
        String reason;

        Membership(long id, long list) {
            this.id = id;
            this.list = list;
        }
    }

    static final class FieldValue {
        final long id;
        final long contact;
        final long field;
        final Instant created;
        Instant updated;
        String value;

        FieldValue(long id, long contact, long field, Instant created) {
            this.id = id;
            this.contact = contact;
            this.field = field;
            this.created = created;
        }
    }

    record Tagging(long id, long contact, long tag, Instant created) {}

    record Event(long id, String name, String data, Instant at) {}
}
