package io.consentgate.feedback;

import io.consentgate.activecampaign.Lane;
import io.consentgate.activecampaign.RemoteContact;
import io.consentgate.database.Transaction;
import io.consentgate.delivery.ChangedPeople;
import io.consentgate.delivery.Confirmed;
import io.consentgate.delivery.ConfirmedStates;
import io.consentgate.person.EmailAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds who the contacts of a page are, and learns their ids on the way. A contact whose address or id is another than
 * we knew is to be read before anybody relies on it.
 */
final class PageMatch {

    private final String account;
    private final ConfirmedStates states;
    private final ChangedPeople changed;

    PageMatch(String account, ConfirmedStates states, ChangedPeople changed) {
        this.account = account;
        this.states = states;
        this.changed = changed;
    }

    /** @param address under which we know the person; the contact's own when we do not */
    record Seen(RemoteContact contact, String address, Optional<Confirmed> known) {}

    /** Contacts without a usable address are left out: nothing from here can be meant for them. */
    List<Seen> match(Transaction tx, List<RemoteContact> page, Instant now) {
        Map<String, RemoteContact> byAddress = new LinkedHashMap<>();
        for (RemoteContact contact : page) {
            EmailAddress.normalise(contact.email()).ifPresent(address -> byAddress.put(address, contact));
        }
        Map<String, Confirmed> known = states.find(tx, account, byAddress.keySet());
        List<Seen> seen = new ArrayList<>();
        List<Confirmed> learned = new ArrayList<>();
        List<String> moved = new ArrayList<>();
        byAddress.forEach((address, contact) -> {
            Confirmed one = known.get(address);
            if (one == null) {
                one = states.findByRemoteId(tx, account, contact.id()).orElse(null);
                if (one != null && Sightings.settled(one)) {
                    one = Sightings.doubted(one, now);
                    learned.add(one);
                    moved.add(one.address());
                }
            } else if (one.remoteId() == null) {
                one = Sightings.identified(one, contact.id());
                learned.add(one);
            } else if (!one.remoteId().equals(contact.id())) {
                one = Sightings.doubted(Sightings.another(one, contact.id()), now);
                learned.add(one);
                moved.add(address);
            }
            seen.add(new Seen(contact, one == null ? address : one.address(), Optional.ofNullable(one)));
        });
        if (!learned.isEmpty()) {
            states.save(tx, learned);
        }
        if (!moved.isEmpty()) {
            changed.mark(tx, account, moved, Lane.CONTACT, now, now);
        }
        return seen;
    }
}
