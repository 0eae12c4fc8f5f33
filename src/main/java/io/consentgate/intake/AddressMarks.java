package io.consentgate.intake;

import io.consentgate.activecampaign.Lane;
import io.consentgate.database.Transaction;
import io.consentgate.delivery.ChangedPeople;
import io.consentgate.person.People.Identity;
import io.consentgate.site.Site;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Marks whose remote contact may have to change. */
final class AddressMarks {

    private final ChangedPeople changed;

    AddressMarks(ChangedPeople changed) {
        this.changed = changed;
    }

    void mark(Transaction tx, Site site, Map<Long, Identity> persons, Lane lane, Instant now) {
        List<String> addresses = persons.values().stream()
                .filter(identity -> identity.kind() == Identity.Kind.EMAIL)
                .map(Identity::value)
                .toList();
        if (!addresses.isEmpty()) {
            changed.mark(tx, site.account(), addresses, lane, now, now);
        }
    }
}
