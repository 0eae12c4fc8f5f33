package io.consentgate.cart;

import io.consentgate.delivery.DeadLetters.Kind;
import io.consentgate.delivery.DeadLetters.Subject;
import java.time.Instant;

/**
 * One record of ActiveCampaign's that stands for a cart, for an order, or for a cart that became an order.
 *
 * @param remoteId null while it was not answered
 * @param digest of what was confirmed; null when it has to be sent again
 * @param doubt null when confirmed
 * @param refused whether ActiveCampaign said no to what the digest stands for
 * @param live whether it was made so that automations start
 * @param abandonedAt of a cart: what it was first said to be
 */
record SentPurchase(
        long id,
        String account,
        String site,
        String shop,
        String connection,
        String address,
        String cartId,
        String orderId,
        String remoteId,
        String digest,
        Doubt doubt,
        boolean refused,
        boolean live,
        Instant abandonedAt,
        Instant sentAt) {

    /** What was written down before a call whose answer is not known. */
    enum Doubt {
        ADDED,
        CHANGED
    }

    boolean openCart() {
        return cartId != null && orderId == null;
    }

    /** Never told: refused when it should have been made. */
    boolean neverTold() {
        return refused && remoteId == null;
    }

    Subject subject() {
        return new Subject(openCart() ? Kind.CART : Kind.ORDER, site, shop, openCart() ? cartId : orderId);
    }

    SentPurchase added(String remote, String confirmed) {
        return with(orderId, remote, confirmed, null, false);
    }

    SentPurchase inDoubt(Doubt about, String order) {
        return with(order, remoteId, digest, about, refused);
    }

    /** @param said digest of what was refused */
    SentPurchase refused(String said) {
        return with(orderId, remoteId, said, null, true);
    }

    private SentPurchase with(String order, String remote, String confirmed, Doubt about, boolean no) {
        return new SentPurchase(
                id,
                account,
                site,
                shop,
                connection,
                address,
                cartId,
                order,
                remote,
                confirmed,
                about,
                no,
                live,
                abandonedAt,
                sentAt);
    }

    @Override
    public String toString() {
        return "SentPurchase[" + id + ", " + (openCart() ? "cart" : "order") + ", remote " + remoteId + "]";
    }
}
