package io.consentgate.cart;

import io.consentgate.cart.Shoppers.Claim;
import io.consentgate.database.Transaction;
import io.consentgate.delivery.Confirmed;
import io.consentgate.delivery.ConfirmedStates;
import io.consentgate.delivery.Owned;
import io.consentgate.delivery.Planning;
import io.consentgate.delivery.Planning.Seen;
import io.consentgate.person.People;
import io.consentgate.person.People.Identity;
import io.consentgate.site.Site;
import io.consentgate.site.Sites;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Gathers all that matters for one buyer at one moment, from one consistent snapshot. */
final class Looking {

    private final Sites sites;
    private final People people;
    private final Planning planning;
    private final ConfirmedStates states;
    private final Purchases purchases;
    private final SentRecords records;

    Looking(
            Sites sites,
            People people,
            Planning planning,
            ConfirmedStates states,
            Purchases purchases,
            SentRecords records) {
        this.sites = sites;
        this.people = people;
        this.planning = planning;
        this.states = states;
        this.purchases = purchases;
        this.records = records;
    }

    /** The address that an alias has now; empty while nobody knows, or when it is an address itself. */
    Optional<String> addressOf(Transaction tx, Claim claim) {
        Identity alias = new Identity(Identity.Kind.ALIAS, claim.who());
        return people.currentOwner(tx, claim.site(), alias)
                .flatMap(id -> people.find(tx, id))
                .map(People.Person::identity)
                .filter(identity -> identity.kind() == Identity.Kind.EMAIL)
                .map(Identity::value);
    }

    /** Empty when the site is gone from the configuration. */
    Optional<Shopper> shopper(Transaction tx, String account, String siteName, String address, Instant now) {
        return sites.named(siteName)
                .filter(site -> site.account().equals(account))
                .map(site -> shopper(tx, account, site, address, now));
    }

    private Shopper shopper(Transaction tx, String account, Site site, String address, Instant now) {
        Confirmed confirmed = states.find(tx, account, address).orElse(null);
        Planning.Look look = planning.look(tx, confirmed, account, address, now);
        Seen seen = look.seen().stream()
                .filter(one -> one.permission().site().name().equals(site.name()))
                .findFirst()
                .orElse(null);
        Owned owned = Owned.by(tx, people, site.name(), address);
        List<ShopCart> carts = purchases.carts(tx, owned.ids()).stream()
                .filter(cart -> owned.belongs().test(cart.personId(), cart.updatedAt()))
                .toList();
        List<ShopOrder> orders = purchases.orders(tx, owned.ids()).stream()
                .filter(order -> owned.belongs().test(order.personId(), order.placedAt()))
                .toList();
        return new Shopper(
                site,
                address,
                seen == null ? 0 : seen.personId(),
                seen == null ? null : seen.permission(),
                look.seen().stream().anyMatch(one -> one.decision().restricted()),
                confirmed != null && confirmed.known(),
                confirmed != null && confirmed.delivered(),
                carts,
                orders,
                Links.of(carts, orders, purchases.ordered(tx, site.name(), carts)),
                records.purchases(tx, account, site.name(), address),
                records.customers(tx, account, site.name(), address));
    }
}
