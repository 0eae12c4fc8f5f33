package io.consentgate.cart;

import io.consentgate.delivery.DeadLetters.Kind;
import io.consentgate.delivery.DeadLetters.Subject;
import io.consentgate.gate.Purchase;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;

/**
 * One record of ActiveCampaign's that stands for a cart, for an order, or for a cart that became an order.
 *
 * @param remoteId null while it was not answered; of an order told in a group never asked
 * @param digest of what was confirmed, or of what was told in a group; null when it has to be sent again
 * @param doubt null when confirmed
 * @param refused whether ActiveCampaign said no to what the digest stands for
 * @param live whether it was made so that automations start
 * @param abandonedAt of a cart: what it was first said to be
 * @param told null while it goes over REST
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
        Instant sentAt,
        Told told) {

    /** What was written down before a call whose answer is not known. */
    enum Doubt {
        ADDED,
        CHANGED,
        /** Told in a group and accepted, which does not mean that it is there. */
        ACCEPTED
    }

    /**
     * An order that went in a group over GraphQL.
     *
     * @param lookAt when it is looked for there; null when it was seen
     */
    record Told(Instant at, Instant lookAt) {}

    /** Not yet told. */
    static SentPurchase of(String account, String site, String shop, Purchase purchase, Instant now) {
        return new SentPurchase(
                ThreadLocalRandom.current().nextLong(Long.MAX_VALUE),
                account,
                site,
                shop,
                purchase.connection(),
                purchase.email(),
                purchase.cartId(),
                purchase.orderId(),
                null,
                null,
                null,
                false,
                purchase.live(),
                purchase.abandonedAt(),
                now,
                null);
    }

    boolean openCart() {
        return cartId != null && orderId == null;
    }

    /** Never told: refused when it should have been made. */
    boolean neverTold() {
        return refused && remoteId == null && told == null;
    }

    /** A cart whose order was refused when it was told in a group: the cart is still open there. */
    boolean cartOfRefusedOrder() {
        return refused && told == null && cartId != null && orderId != null && remoteId != null;
    }

    /** Told in a group whose answer is not known: looked for first. */
    boolean unanswered() {
        return told != null && doubt != null && doubt != Doubt.ACCEPTED;
    }

    Subject subject() {
        return new Subject(openCart() ? Kind.CART : Kind.ORDER, site, shop, openCart() ? cartId : orderId);
    }

    SentPurchase added(String remote, String confirmed) {
        return with(orderId, remote, confirmed, null, false, told);
    }

    SentPurchase inDoubt(Doubt about, String order) {
        return with(order, remoteId, digest, about, refused, told);
    }

    /** @param said digest of what was refused */
    SentPurchase refused(String said) {
        return with(orderId, remoteId, said, null, true, told);
    }

    /** What was to be the first of it in a group is not there. */
    SentPurchase neverArrived() {
        return with(orderId, remoteId, digest, null, true, null);
    }

    /** About to go, or gone, in a group. */
    SentPurchase told(Doubt about, String order, String said, Told when) {
        return with(order, remoteId, said, about, false, when);
    }

    SentPurchase lookedForAt(Instant next) {
        return with(orderId, remoteId, digest, doubt, refused, new Told(told.at(), next));
    }

    SentPurchase seen() {
        return with(orderId, remoteId, digest, null, false, new Told(told.at(), null));
    }

    /** What is there may be older than what was told. */
    SentPurchase toBeToldAgain() {
        return with(orderId, remoteId, null, null, false, new Told(told.at(), null));
    }

    SentPurchase withoutRecord() {
        return with(orderId, null, digest, doubt, refused, told);
    }

    /** The order that should have ended it did not arrive. */
    SentPurchase cartAgain() {
        return with(null, remoteId, null, null, false, null);
    }

    private SentPurchase with(String order, String remote, String confirmed, Doubt about, boolean no, Told when) {
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
                sentAt,
                when);
    }

    @Override
    public String toString() {
        return "SentPurchase[" + id + ", " + (openCart() ? "cart" : "order") + ", remote " + remoteId + "]";
    }
}
