package io.consentgate.cart;

import io.consentgate.database.Transaction;
import io.consentgate.delivery.Owned;
import io.consentgate.gate.CartQuestion;
import io.consentgate.person.People;
import io.consentgate.site.Site;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** What a person has in their carts that were not bought, as far as the gate asks about them; changes nothing. */
public final class OpenCarts {

    private final People people;
    private final Offers offers;
    private final Purchases purchases = new SqlPurchases();
    private final SentRecords records = new SqlSentRecords();

    public OpenCarts(People people, RecoveryLinks links) {
        this.people = people;
        this.offers = new Offers(links);
    }

    public record Open(String shop, String id, CartQuestion question) {}

    /** Of one address, in the order of their last change; none of a site that sends no carts. */
    public List<Open> of(Transaction tx, Site site, String address) {
        if (site.selling().carts() == null) {
            return List.of();
        }
        Owned owned = Owned.by(tx, people, site.name(), address);
        List<ShopCart> carts = purchases.carts(tx, owned.ids()).stream()
                .filter(cart -> owned.belongs().test(cart.personId(), cart.updatedAt()))
                .filter(cart -> !cart.saysBought() && !cart.expired() && !cart.empty())
                .sorted(Comparator.comparing(ShopCart::updatedAt).thenComparing(ShopCart::id))
                .toList();
        List<SentPurchase> sent = records.purchases(tx, site.account(), site.name(), address);
        CartRule rule = new CartRule(site.selling().carts(), site.zone());
        return carts.stream().map(cart -> open(site, cart, sent, rule)).toList();
    }

    private Open open(Site site, ShopCart cart, List<SentPurchase> sent, CartRule rule) {
        SentPurchase known = sent.stream()
                .filter(one -> one.shop().equals(cart.shop()) && cart.id().equals(one.cartId()))
                .findFirst()
                .orElse(null);
        Instant abandonedAt =
                known == null || known.abandonedAt() == null ? rule.abandonedAt(cart) : known.abandonedAt();
        boolean link = offers.link(site, cart, abandonedAt) != null;
        return new Open(cart.shop(), cart.id(), cart.question(abandonedAt, known != null, link));
    }
}
