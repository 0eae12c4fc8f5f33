package io.consentgate.cart;

import io.consentgate.activecampaign.Lane;
import io.consentgate.gate.Cleared;
import io.consentgate.gate.Purchase;
import io.consentgate.gate.ShopCustomer;

/** One thing to do in ActiveCampaign for one buyer. */
sealed interface Step {

    /** What is in doubt is read, not assumed. */
    record Settle(SentPurchase purchase) implements Step {}

    record Remove(SentPurchase purchase) implements Step {}

    /** The order that the cart became was refused: nobody is to be reminded of it. */
    record EndCart(SentPurchase purchase) implements Step {}

    /** About the customer that carts and orders hang on. */
    sealed interface OfCustomer extends Step {}

    /** A customer whose making was not answered. */
    record SettleCustomer(SentCustomer customer) implements OfCustomer {}

    record RemoveCustomer(SentCustomer customer) implements OfCustomer {}

    record Reject(SentCustomer customer) implements OfCustomer {}

    record AddCustomer(Lane lane, Cleared<ShopCustomer> customer) implements OfCustomer {}

    record ChangeCustomer(Cleared<ShopCustomer> customer, SentCustomer known) implements OfCustomer {}

    /** Tells of a cart or an order; the customer has to be there first. */
    sealed interface OfPurchase extends Step {

        Cleared<Purchase> purchase();
    }

    /** @param shop whose ids the purchase's are */
    record Add(Lane lane, Cleared<Purchase> purchase, String shop) implements OfPurchase {}

    /** The one informative reminder of a cart without consent: it starts no trigger, and never goes a second time. */
    record Remind(Cleared<Purchase> purchase, String shop) implements OfPurchase {}

    record Change(Lane lane, Cleared<Purchase> purchase, SentPurchase known) implements OfPurchase {}
}
