package io.consentgate.cart;

import io.consentgate.cart.Plan.Grouped;
import io.consentgate.cart.SentPurchase.Doubt;
import io.consentgate.cart.SentPurchase.Told;
import io.consentgate.database.Transaction;
import io.consentgate.gate.Purchase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;

/** Writes down what becomes of orders that go in groups; inside the caller's transaction. */
final class GroupLedger {

    /** As long as a call may take; then it is looked for. */
    private static final Duration UNTIL_ANSWERED = Duration.ofMinutes(1);

    /** Records are written a few seconds after they were accepted (chapter 14). */
    private static final Duration FIRST_LOOK = Duration.ofSeconds(5);

    private final SentRecords records;
    private final PurchaseLedger ledger;
    private final Function<Purchase, String> digest;
    private final Clock clock;

    GroupLedger(SentRecords records, PurchaseLedger ledger, Function<Purchase, String> digest, Clock clock) {
        this.records = records;
        this.ledger = ledger;
        this.digest = digest;
        this.clock = clock;
    }

    boolean stands(Transaction tx, Waiting one) {
        return ledger.stands(tx, one.claim(), one.grouped().purchase());
    }

    SentPurchase writeDown(Transaction tx, Waiting one) {
        Grouped grouped = one.grouped();
        Instant now = clock.instant();
        SentPurchase known = grouped.known();
        boolean first = known == null || known.openCart() || known.neverTold();
        SentPurchase before = known != null
                ? known
                : SentPurchase.of(one.claim().account(), one.claim().site(), grouped.shop(), one.purchase(), now);
        SentPurchase row = before.told(
                first ? Doubt.ADDED : Doubt.CHANGED,
                one.purchase().orderId(),
                digest.apply(one.purchase()),
                new Told(now, now.plus(UNTIL_ANSWERED)));
        ledger.writeDown(tx, row);
        return row;
    }

    /** The call was not made, or nothing of it was taken. */
    void takeBack(Transaction tx, Waiting one, SentPurchase row) {
        SentPurchase known = one.grouped().known();
        if (known == null) {
            records.remove(tx, row);
        } else {
            records.save(tx, known);
        }
    }

    /** ActiveCampaign has the buyer from now on, with the gate's answer; the order comes later (chapter 14). */
    void accepted(Transaction tx, Waiting one, SentPurchase row) {
        Told told = new Told(row.told().at(), clock.instant().plus(FIRST_LOOK));
        SentPurchase accepted = row.told(Doubt.ACCEPTED, row.orderId(), row.digest(), told);
        ledger.confirm(tx, one.shopper(), one.purchase(), accepted, row.doubt() == Doubt.ADDED);
        SentCustomer known = one.shopper().customer(row.connection());
        records.save(
                tx,
                new SentCustomer(
                        row.account(),
                        row.connection(),
                        row.address(),
                        row.site(),
                        known == null ? null : known.remoteId(),
                        one.grouped().customer().value().acceptsMarketing()));
    }

    /** It may have been taken. */
    void lookSoon(Transaction tx, SentPurchase row) {
        records.save(tx, row.lookedForAt(clock.instant().plus(FIRST_LOOK)));
    }

    void refuse(Transaction tx, SentPurchase row, String why) {
        boolean there = row.doubt() == Doubt.CHANGED;
        ledger.refuse(tx, there ? row.seen().refused(row.digest()) : row.neverArrived(), why);
    }
}
