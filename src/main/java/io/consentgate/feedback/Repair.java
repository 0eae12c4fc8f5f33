package io.consentgate.feedback;

import io.consentgate.activecampaign.Lane;
import io.consentgate.database.Transaction;
import io.consentgate.database.Transactions;
import io.consentgate.delivery.ChangedPeople;
import io.consentgate.delivery.Confirmed;
import io.consentgate.delivery.ConfirmedStates;
import io.consentgate.feedback.Findings.Finding;
import io.consentgate.feedback.Findings.Reason;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Marks whom a comparison found as changed and to be read: the delivery does what is right then. */
final class Repair {

    private static final int AT_ONCE = 500;

    private final String account;
    private final Transactions transactions;
    private final Findings findings;
    private final ConfirmedStates states;
    private final ChangedPeople changed;
    private final Clock clock;

    Repair(
            String account,
            Transactions transactions,
            Findings findings,
            ConfirmedStates states,
            ChangedPeople changed,
            Clock clock) {
        this.account = account;
        this.transactions = transactions;
        this.findings = findings;
        this.states = states;
        this.changed = changed;
        this.clock = clock;
    }

    /** @return how many were marked */
    long all() {
        long repaired = 0;
        List<Finding> some;
        do {
            some = transactions.write(tx -> {
                List<Finding> page = findings.page(tx, account, AT_ONCE);
                mark(tx, page);
                findings.remove(tx, account, page.stream().map(Finding::address).toList());
                return page;
            });
            repaired += some.size();
        } while (some.size() == AT_ONCE);
        return repaired;
    }

    /** Somebody not known here yet becomes known as not created here (READINGS 14). */
    private void mark(Transaction tx, Collection<Finding> page) {
        Instant now = clock.instant();
        Map<String, Confirmed> known =
                states.find(tx, account, page.stream().map(Finding::address).toList());
        List<Confirmed> doubted = new ArrayList<>();
        for (Finding finding : page) {
            Confirmed person = known.getOrDefault(
                    finding.address(), Sightings.seen(account, finding.address(), finding.remoteId()));
            doubted.add(Sightings.doubted(person, now));
            changed.mark(tx, account, List.of(finding.address()), lane(finding.reason()), now, now);
        }
        states.save(tx, doubted);
    }

    /** A large repair must not stand in the way of somebody who says no now. */
    private static Lane lane(Reason reason) {
        return switch (reason) {
            case ERASED_THERE -> Lane.WITHDRAWAL;
            case ACTIVE_NOT_ALLOWED, ACTIVE_UNKNOWN, NOT_ACTIVE_THERE -> Lane.CONTACT;
            case MISSING_THERE -> Lane.BACKFILL;
        };
    }
}
