package io.consentgate.delivery;

import io.consentgate.delivery.RemoteState.Membership;
import io.consentgate.gate.ContactState;
import io.consentgate.mapping.Target;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BinaryOperator;

/**
 * What has to be done to make the confirmed state the desired one. Pure.
 *
 * @param changed targets whose value differs, those to be cleared included
 * @param cleared targets among {@code changed} that hold a value from here and must hold none
 * @param subscribe lists on which the person is not known to be active and should be
 * @param again lists among {@code subscribe} that the person had left: they take a re-subscription (READINGS 37)
 * @param unsubscribe lists on which the person is active and should not be
 */
record Difference(
        SortedSet<Target> changed,
        SortedSet<Target> cleared,
        SortedSet<String> subscribe,
        SortedSet<String> again,
        SortedSet<String> unsubscribe,
        SortedSet<String> tag,
        SortedSet<String> untag) {

    /**
     * @param mine names of the lists that the sites of this account map: no other list is touched
     * @param targets the mapped targets by key, to name those that are to be cleared
     * @param digest keyed digest of (target key, value)
     */
    static Difference between(
            ContactState desired,
            RemoteState confirmed,
            Set<String> mine,
            Map<String, Target> targets,
            BinaryOperator<String> digest) {
        SortedSet<Target> changed = new TreeSet<>();
        desired.fields().forEach((target, value) -> {
            if (!digest.apply(target.key(), value).equals(confirmed.fields().get(target.key()))) {
                changed.add(target);
            }
        });
        Set<String> wanted = new TreeSet<>();
        desired.fields().keySet().forEach(target -> wanted.add(target.key()));
        SortedSet<Target> cleared = new TreeSet<>();
        for (String key : confirmed.fields().keySet()) {
            Target target = targets.get(key);
            if (target != null && !wanted.contains(key)) {
                cleared.add(target);
            }
        }
        changed.addAll(cleared);
        SortedSet<String> subscribe = new TreeSet<>();
        SortedSet<String> again = new TreeSet<>();
        for (String list : desired.lists()) {
            if (!confirmed.activeOn(list)) {
                subscribe.add(list);
                Membership membership = confirmed.lists().get(list);
                if (membership != null && membership.status() == Membership.UNSUBSCRIBED) {
                    again.add(list);
                }
            }
        }
        SortedSet<String> unsubscribe = new TreeSet<>();
        for (String list : confirmed.lists().keySet()) {
            if (confirmed.activeOn(list)
                    && mine.contains(list)
                    && !desired.lists().contains(list)) {
                unsubscribe.add(list);
            }
        }
        SortedSet<String> tag = new TreeSet<>(desired.tags());
        tag.removeAll(confirmed.tags());
        SortedSet<String> untag = new TreeSet<>(confirmed.tags());
        untag.removeAll(desired.tags());
        return new Difference(changed, cleared, subscribe, again, unsubscribe, tag, untag);
    }

    boolean isEmpty() {
        return changed.isEmpty() && subscribe.isEmpty() && unsubscribe.isEmpty() && tag.isEmpty() && untag.isEmpty();
    }

    /** Whether a bulk import can do all of it: imports only add, and never re-subscribe (READINGS 19). */
    boolean onlyAdds() {
        return cleared.isEmpty() && again.isEmpty() && unsubscribe.isEmpty() && untag.isEmpty();
    }

    /** The digests of all desired values: what is confirmed once they were taken. */
    static Map<String, String> digests(ContactState desired, BinaryOperator<String> digest) {
        Map<String, String> digests = new TreeMap<>();
        desired.fields().forEach((target, value) -> digests.put(target.key(), digest.apply(target.key(), value)));
        return digests;
    }
}
