package io.consentgate.delivery;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What came from here and was confirmed in ActiveCampaign, or what was sent and is in doubt. Values are kept as keyed
 * digests only: enough to see a difference, useless to read a person.
 *
 * @param fields digest of the confirmed value per target key
 * @param lists what is known of memberships, by list name
 * @param tags names of tags put on from here
 * @param firstSentAt epoch milliseconds of the first call or import that could have created the contact; null when
 *     it was only seen there
 * @param ended how much of the contact's mail was ended from here since it was last delivered
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record RemoteState(
        Map<String, String> fields, Map<String, Membership> lists, Set<String> tags, Long firstSentAt, Ended ended) {

    public static final RemoteState NOTHING = new RemoteState(Map.of(), Map.of(), Set.of(), null, null);

    /** MAPPED: the lists that are mapped here; ALL: every list where the person was active (READINGS 14). */
    public enum Ended {
        MAPPED,
        ALL
    }

    /**
     * Membership of one list.
     *
     * @param status 0 unconfirmed, 1 active, 2 unsubscribed, 3 bounced
     * @param ours whether ConsentGate wrote that status itself (READINGS 37)
     */
    public record Membership(int status, boolean ours) {
        public static final int ACTIVE = 1;
        public static final int UNSUBSCRIBED = 2;
    }

    public RemoteState {
        fields = fields == null ? Map.of() : fields;
        lists = lists == null ? Map.of() : lists;
        tags = tags == null ? Set.of() : tags;
    }

    public boolean activeOn(String list) {
        Membership membership = lists.get(list);
        return membership != null && membership.status() == Membership.ACTIVE;
    }

    /** Whether anything was ever sent from here: only then there is something of ours to clear. */
    public boolean sent() {
        return firstSentAt != null;
    }

    RemoteState withFields(Map<String, String> next) {
        return new RemoteState(new TreeMap<>(next), lists, tags, firstSentAt, ended);
    }

    public RemoteState withList(String list, int status, boolean ours) {
        Map<String, Membership> next = new TreeMap<>(lists);
        next.put(list, new Membership(status, ours));
        return new RemoteState(fields, next, tags, firstSentAt, ended);
    }

    RemoteState withLists(Map<String, Membership> next) {
        return new RemoteState(fields, new TreeMap<>(next), tags, firstSentAt, ended);
    }

    RemoteState withTags(Set<String> next) {
        return new RemoteState(fields, lists, new TreeSet<>(next), firstSentAt, ended);
    }

    RemoteState withEnded(Ended next) {
        return new RemoteState(fields, lists, tags, firstSentAt, next);
    }

    RemoteState sentAt(Instant now) {
        return firstSentAt != null ? this : new RemoteState(fields, lists, tags, now.toEpochMilli(), ended);
    }
}
