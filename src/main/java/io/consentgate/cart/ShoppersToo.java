package io.consentgate.cart;

import io.consentgate.activecampaign.Lane;
import io.consentgate.database.Transaction;
import io.consentgate.delivery.ChangedPeople;
import java.time.Instant;
import java.util.Collection;

/** Whose contact is looked at again has carts and orders looked at too: what changes the one may change the other. */
public final class ShoppersToo implements ChangedPeople {

    private final ChangedPeople people;
    private final Shoppers shoppers;

    public ShoppersToo(ChangedPeople people, Shoppers shoppers) {
        this.people = people;
        this.shoppers = shoppers;
    }

    @Override
    public void mark(
            Transaction tx, String account, Collection<String> addresses, Lane lane, Instant due, Instant now) {
        people.mark(tx, account, addresses, lane, due, now);
        shoppers.wake(tx, account, addresses, lane, due, now);
    }
}
