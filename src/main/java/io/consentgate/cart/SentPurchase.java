package io.consentgate.cart;

import java.time.Instant;

/**
 * One record of ActiveCampaign's that stands for a cart, for an order, or for a cart that became an order.
 *
 * @param remoteId null while it was not answered
 * @param digest of what was confirmed; null when it has to be sent again
 * @param doubt null when confirmed
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

    SentPurchase added(String remote, String confirmed) {
        return new SentPurchase(
                id,
                account,
                site,
                shop,
                connection,
                address,
                cartId,
                orderId,
                remote,
                confirmed,
                null,
                live,
                abandonedAt,
                sentAt);
    }

    SentPurchase inDoubt(Doubt about, String order) {
        return new SentPurchase(
                id,
                account,
                site,
                shop,
                connection,
                address,
                cartId,
                order,
                remoteId,
                digest,
                about,
                live,
                abandonedAt,
                sentAt);
    }

    @Override
    public String toString() {
        return "SentPurchase[" + id + ", " + (openCart() ? "cart" : "order") + ", remote " + remoteId + "]";
    }
}
