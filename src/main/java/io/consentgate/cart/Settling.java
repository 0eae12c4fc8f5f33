package io.consentgate.cart;

import io.consentgate.activecampaign.Answer;
import io.consentgate.activecampaign.DeepData;
import io.consentgate.activecampaign.DeepData.Remote;
import io.consentgate.activecampaign.Lane;
import io.consentgate.cart.Purchases.CartKey;
import io.consentgate.gate.Removal;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** Carts and orders that ActiveCampaign is asked about: what was not answered, and what is to go. */
final class Settling {

    /** What was told in a group is there in seconds, usually (chapter 14). */
    private static final Duration ON_ITS_WAY = Duration.ofMinutes(10);

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(30);

    private final DeepData account;
    private final SentRecords records;
    private final Purchases purchases;
    private final PurchaseLedger ledger;
    private final CallWriting writing;
    private final Clock clock;

    Settling(
            DeepData account,
            SentRecords records,
            Purchases purchases,
            PurchaseLedger ledger,
            CallWriting writing,
            Clock clock) {
        this.account = account;
        this.records = records;
        this.purchases = purchases;
        this.ledger = ledger;
        this.writing = writing;
        this.clock = clock;
    }

    Outcome remove(Removal person, SentPurchase sent) {
        if (sent.remoteId() != null) {
            return writing.ended(
                    account.removePurchase(Lane.WITHDRAWAL, person, sent.remoteId()),
                    tx -> ledger.forget(tx, sent),
                    tx -> ledger.forget(tx, sent));
        }
        return sent.told() == null ? writing.write(tx -> ledger.forget(tx, sent)) : removeTold(person, sent);
    }

    /** Nobody knows the number of what was told in a group; and the copy comes after what {@code getOrder} shows. */
    private Outcome removeTold(Removal person, SentPurchase sent) {
        Answer<Optional<Remote>> found =
                account.findPurchase(Lane.WITHDRAWAL, person, sent.connection(), null, sent.orderId());
        if (!(found instanceof Answer.Done<Optional<Remote>> done)) {
            return Outcome.of(found);
        }
        if (done.value().isPresent()) {
            return remove(person, sent.added(done.value().get().id(), null));
        }
        boolean onItsWay = clock.instant().isBefore(sent.told().at().plus(ON_ITS_WAY));
        return onItsWay ? new Outcome.Later(LOOK_AGAIN, false) : writing.write(tx -> ledger.forget(tx, sent));
    }

    Outcome settle(Removal person, SentPurchase purchase) {
        return purchase.remoteId() == null ? settleAdded(person, purchase) : settleChanged(person, purchase);
    }

    private Outcome settleAdded(Removal person, SentPurchase purchase) {
        Answer<Optional<Remote>> found =
                account.findPurchase(Lane.CART, person, purchase.connection(), purchase.cartId(), purchase.orderId());
        if (!(found instanceof Answer.Done<Optional<Remote>> done)) {
            return Outcome.of(found);
        }
        return writing.write(tx -> done.value()
                .ifPresentOrElse(remote -> records.save(tx, purchase.added(remote.id(), null)), () -> {
                    records.remove(tx, purchase);
                    if (purchase.openCart()) {
                        purchases.reminded(tx, purchase.site(), new CartKey(purchase.shop(), purchase.cartId()), null);
                    }
                }));
    }

    private Outcome settleChanged(Removal person, SentPurchase purchase) {
        Answer<Remote> read = account.readPurchase(Lane.CART, person, purchase.remoteId());
        if (read instanceof Answer.Gone<Remote>) {
            return writing.write(tx -> records.save(tx, purchase.added(null, null)));
        }
        if (!(read instanceof Answer.Done<Remote> there)) {
            return Outcome.of(read);
        }
        return writing.write(tx ->
                records.save(tx, purchase.inDoubt(null, there.value().orderId()).added(purchase.remoteId(), null)));
    }
}
