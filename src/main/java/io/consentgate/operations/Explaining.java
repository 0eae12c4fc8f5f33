package io.consentgate.operations;

import io.consentgate.cart.OpenCarts;
import io.consentgate.consent.History;
import io.consentgate.database.Transaction;
import io.consentgate.database.Transactions;
import io.consentgate.delivery.Confirmed;
import io.consentgate.delivery.ConfirmedStates;
import io.consentgate.delivery.FactsReader;
import io.consentgate.gate.Explanation;
import io.consentgate.gate.Facts;
import io.consentgate.gate.Gate;
import io.consentgate.person.EmailAddress;
import io.consentgate.site.Site;
import io.consentgate.site.Sites;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Answers "why?" for one address, site by site; writes nothing. */
public final class Explaining {
    private final Transactions transactions;
    private final Sites sites;
    private final FactsReader facts;
    private final ConfirmedStates states;
    private final OpenCarts carts;
    private final Gate gate;
    private final Clock clock;

    public Explaining(
            Transactions transactions,
            Sites sites,
            FactsReader facts,
            ConfirmedStates states,
            OpenCarts carts,
            Gate gate,
            Clock clock) {
        this.transactions = transactions;
        this.sites = sites;
        this.facts = facts;
        this.states = states;
        this.carts = carts;
        this.gate = gate;
        this.clock = clock;
    }

    /** Empty when the text is no e-mail address. */
    public Optional<Explanation> of(String email, Locale locale) {
        return EmailAddress.normalise(email)
                .map(address -> transactions.read(tx -> Explanation.of(
                        address,
                        sites.all().stream()
                                .map(site -> answer(tx, site, address, clock.instant()))
                                .toList(),
                        locale)));
    }

    private Explanation.Answer answer(Transaction tx, Site site, String address, Instant now) {
        boolean there =
                states.find(tx, site.account(), address).map(Confirmed::known).orElse(false);
        FactsReader.Known known = facts.read(tx, site, address, there).orElse(null);
        Facts said = known == null ? nothing(site, address, there) : known.facts();
        Gate.Permission permission = new Gate.Permission(site, said, gate.decide(site, said, now));
        return new Explanation.Answer(
                known == null ? null : known.personId(),
                permission.decision(),
                carts.of(tx, site, address).stream()
                        .map(cart ->
                                new Explanation.OfCart(cart.shop(), cart.id(), gate.cart(permission, cart.question())))
                        .toList());
    }

    /** Nobody has said anything about the address: what the gate answers then. */
    private static Facts nothing(Site site, String address, boolean there) {
        return new Facts(site.name(), address, Map.of(), null, History.EMPTY, List.of(), List.of(), null, null, there);
    }
}
