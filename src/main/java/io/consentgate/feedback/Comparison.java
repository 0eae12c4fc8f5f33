package io.consentgate.feedback;

import io.consentgate.activecampaign.RemoteContact;
import io.consentgate.database.Transaction;
import io.consentgate.delivery.Confirmed;
import io.consentgate.delivery.ConfirmedStates;
import io.consentgate.feedback.Findings.Finding;
import io.consentgate.feedback.Findings.Known;
import io.consentgate.feedback.Findings.Reason;
import io.consentgate.feedback.PageMatch.Seen;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Lays one page of contacts beside the confirmed people of the same range of ids, and writes down what differs. */
final class Comparison {

    private static final int AT_ONCE = 500;

    private final String account;
    private final ConfirmedStates states;
    private final Findings findings;
    private final Permitted permitted;
    private final PageMatch match;

    Comparison(String account, ConfirmedStates states, Findings findings, Permitted permitted, PageMatch match) {
        this.account = account;
        this.states = states;
        this.findings = findings;
        this.permitted = permitted;
        this.match = match;
    }

    /** Contacts that are active on a list. */
    void active(Transaction tx, List<RemoteContact> page, String list, Instant now) {
        List<Finding> found = new ArrayList<>();
        for (Seen seen : match.match(tx, page, now)) {
            Confirmed person = person(seen);
            if (underWay(person)) {
                continue;
            }
            Permitted.Answer answer = permitted.of(tx, person, now);
            if (!answer.lists().contains(list)) {
                Reason reason = answer.erased()
                        ? Reason.ERASED_THERE
                        : answer.known() ? Reason.ACTIVE_NOT_ALLOWED : Reason.ACTIVE_UNKNOWN;
                found.add(new Finding(seen.address(), seen.contact().id(), reason));
            }
        }
        findings.put(tx, account, found);
    }

    /** Contacts of the account, whatever their lists. */
    void present(Transaction tx, List<RemoteContact> page, Instant now) {
        List<Finding> found = new ArrayList<>();
        for (Seen seen : match.match(tx, page, now)) {
            Confirmed person = person(seen);
            if (!underWay(person) && permitted.of(tx, person, now).erased()) {
                found.add(new Finding(seen.address(), seen.contact().id(), Reason.ERASED_THERE));
            }
        }
        findings.put(tx, account, found);
    }

    /**
     * Confirmed people whose id lies in the page's range and is not among its contacts.
     *
     * @param list null = the account as a whole
     * @return from where to go on; null when the range is done
     */
    String absent(Transaction tx, List<RemoteContact> page, String after, String upTo, String list, Instant now) {
        Set<String> there = new HashSet<>();
        page.forEach(contact -> there.add(contact.id()));
        List<Known> range = findings.knownById(tx, account, after, upTo, AT_ONCE);
        List<String> missing = range.stream()
                .filter(known -> !there.contains(known.remoteId()))
                .map(Known::address)
                .toList();
        Map<String, Confirmed> confirmed = states.find(tx, account, missing);
        List<Finding> found = new ArrayList<>();
        for (Confirmed person : confirmed.values()) {
            absent(tx, person, list, now, found);
        }
        findings.put(tx, account, found);
        return range.size() < AT_ONCE ? null : range.get(range.size() - 1).remoteId();
    }

    /** Somebody confirmed without an id whom no page of the account showed. */
    void unidentified(Transaction tx, List<Confirmed> people, Instant now) {
        List<Finding> found = new ArrayList<>();
        for (Confirmed person : people) {
            if (person.remoteId() == null) {
                absent(tx, person, null, now, found);
            }
        }
        findings.put(tx, account, found);
    }

    private void absent(Transaction tx, Confirmed person, String list, Instant now, List<Finding> found) {
        if (person.doubt() != null || (list != null && !person.state().activeOn(list))) {
            return;
        }
        Set<String> lists = permitted.of(tx, person, now).lists();
        if (list == null ? !lists.isEmpty() : lists.contains(list)) {
            Reason reason = list == null ? Reason.MISSING_THERE : Reason.NOT_ACTIVE_THERE;
            found.add(new Finding(person.address(), person.remoteId(), reason));
        }
    }

    private Confirmed person(Seen seen) {
        return seen.known()
                .orElseGet(() ->
                        Sightings.seen(account, seen.address(), seen.contact().id()));
    }

    /** What was sent a moment ago is read back anyway. */
    private static boolean underWay(Confirmed person) {
        return person.doubt() != null && person.doubt().kind() != Confirmed.Doubt.Kind.REREAD;
    }
}
