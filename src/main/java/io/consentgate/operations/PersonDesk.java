package io.consentgate.operations;

import io.consentgate.database.Transaction;
import io.consentgate.database.Transactions;
import io.consentgate.delivery.Confirmed;
import io.consentgate.delivery.ConfirmedStates;
import io.consentgate.delivery.FactsReader;
import io.consentgate.gate.Gate;
import io.consentgate.gate.TrackedEvent;
import io.consentgate.intake.BannerIntake;
import io.consentgate.site.Site;
import io.consentgate.tracking.PersonTokens;
import java.time.Instant;

/** Whether a page may tell ActiveCampaign who is looking at it. */
public final class PersonDesk {

    private static final String VISIT = "page visit";

    private final Transactions transactions;
    private final PersonTokens tokens;
    private final BannerIntake visitors;
    private final FactsReader facts;
    private final ConfirmedStates states;
    private final Gate gate;

    public PersonDesk(
            Transactions transactions,
            PersonTokens tokens,
            BannerIntake visitors,
            FactsReader facts,
            ConfirmedStates states,
            Gate gate) {
        this.transactions = transactions;
        this.tokens = tokens;
        this.visitors = visitors;
        this.facts = facts;
        this.states = states;
        this.gate = gate;
    }

    /**
     * Writes down that this person is using this visitor's browser, as the shop vouches, and asks the gate: tracking and
     * online profiling allowed now, and the person delivered (READINGS 25).
     */
    public boolean mayBeTold(Site site, String visitorId, String email, String token, Instant now) {
        if (!tokens.vouches(token, site.name(), email, now)) {
            return false;
        }
        return transactions.write(
                tx -> visitors.identify(tx, site, visitorId, email, now) && allowed(tx, site, email, now));
    }

    private boolean allowed(Transaction tx, Site site, String email, Instant now) {
        // The yes that was told a moment ago is itself on its way to the contact: that is no reason to wait.
        boolean present = states.find(tx, site.account(), email)
                .filter(Confirmed::present)
                .isPresent();
        return present
                && facts.read(tx, site, email, true)
                        .map(known -> new Gate.Permission(site, known.facts(), gate.decide(site, known.facts(), now)))
                        .flatMap(permission -> gate.clear(permission, new TrackedEvent(email, VISIT, null)))
                        .isPresent();
    }
}
