package io.consentgate.intake;

import io.consentgate.activecampaign.Lane;
import io.consentgate.database.Transaction;
import io.consentgate.delivery.ChangedShoppers;
import io.consentgate.event.InboundEvent.Cart;
import io.consentgate.event.InboundEvent.Order;
import io.consentgate.person.People;
import io.consentgate.person.People.Identity;
import io.consentgate.site.Selling;
import io.consentgate.site.Site;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Whose carts and orders a batch of events changes, and when they are to be looked at: an order at once, a cart when its
 * time may come. One for each batch.
 */
final class ShopMarks {

    private final Transaction tx;
    private final Site site;
    private final Instant now;
    private final People people;
    private final ChangedShoppers shoppers;
    private final Map<Mark, Set<Identity>> marks = new HashMap<>();
    private final Map<String, Named> named = new TreeMap<>();

    private record Mark(Lane lane, Instant due) {}

    /** Carts that orders name and orders that carts name, of one shop: what they were the other's end of. */
    private record Named(Set<String> carts, Set<String> orders) {}

    ShopMarks(Transaction tx, Site site, Instant now, People people, ChangedShoppers shoppers) {
        this.tx = tx;
        this.site = site;
        this.now = now;
        this.people = people;
        this.shoppers = shoppers;
    }

    void order(String shop, Identity about, Order order, boolean historical) {
        if (site.selling().any()) {
            mark(about, historical ? Lane.BACKFILL : Lane.CONTACT, now);
            if (order.cartExternalId() != null) {
                named(shop).carts().add(order.cartExternalId());
            }
        }
    }

    void cart(String shop, Identity about, Cart cart, boolean historical) {
        Selling.Carts rules = site.selling().carts();
        if (rules == null) {
            return;
        }
        Instant abandoned = cart.updatedAt().plus(rules.idle());
        boolean waits = cart.status().equals("active") || cart.status().equals("abandoned");
        Instant due = waits && abandoned.isAfter(now) ? abandoned : now;
        mark(about, historical ? Lane.BACKFILL : Lane.CART, due);
        if (cart.orderExternalId() != null) {
            named(shop).orders().add(cart.orderExternalId());
        }
    }

    private Named named(String shop) {
        return named.computeIfAbsent(shop, any -> new Named(new TreeSet<>(), new TreeSet<>()));
    }

    private void mark(Identity about, Lane lane, Instant due) {
        if (about != null && about.kind() != Identity.Kind.PHONE) {
            marks.computeIfAbsent(new Mark(lane, due), any -> new HashSet<>()).add(about);
        }
    }

    void write(ShopRecords records) {
        named.forEach((shop, ids) -> people.find(tx, records.peopleOf(tx, site.name(), shop, ids.carts(), ids.orders()))
                .forEach(person -> mark(person.identity(), Lane.CART, now)));
        marks.forEach((mark, who) -> shoppers.mark(
                tx,
                site.account(),
                site.name(),
                who.stream().map(this::who).distinct().toList(),
                mark.lane(),
                mark.due(),
                now));
    }

    /** The address that an external id has now; itself while nobody knows one. */
    private String who(Identity identity) {
        if (identity.kind() == Identity.Kind.EMAIL) {
            return identity.value();
        }
        Optional<Long> owner = people.currentOwner(tx, site.name(), identity);
        return owner.flatMap(id -> people.find(tx, id))
                .map(People.Person::identity)
                .filter(found -> found.kind() == Identity.Kind.EMAIL)
                .map(Identity::value)
                .orElse(identity.value());
    }

    /** Carts and orders that waited for the address of these external ids. */
    void addressKnown(Collection<People.Alias> aliases) {
        if (site.selling().any() && !aliases.isEmpty()) {
            List<String> who =
                    aliases.stream().map(alias -> alias.identity().value()).toList();
            shoppers.wake(tx, site.account(), site.name(), who, now);
        }
    }
}
