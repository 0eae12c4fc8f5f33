package io.consentgate.cart;

import io.consentgate.activecampaign.Answer;
import io.consentgate.activecampaign.DeepData;
import io.consentgate.activecampaign.DeepData.Remote;
import io.consentgate.activecampaign.Lane;
import io.consentgate.cart.Purchases.CartKey;
import io.consentgate.cart.SentPurchase.Doubt;
import io.consentgate.cart.Shoppers.Claim;
import io.consentgate.database.Transaction;
import io.consentgate.database.Transactions;
import io.consentgate.gate.Cleared;
import io.consentgate.gate.Purchase;
import io.consentgate.gate.Removal;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** Makes the steps of a plan: each is written down before its call, and confirmed, or in doubt, after it. */
final class Steps {

    private static final Consumer<Transaction> NOTHING = tx -> {};

    private final DeepData account;
    private final Transactions transactions;
    private final SentRecords records;
    private final Purchases purchases;
    private final PurchaseLedger ledger;
    private final Function<Purchase, String> digest;
    private final CallWriting writing;
    private final CustomerSteps customers;
    private final Settling settling;
    private final Clock clock;

    Steps(
            DeepData account,
            Transactions transactions,
            SentRecords records,
            Purchases purchases,
            PurchaseLedger ledger,
            Function<Purchase, String> digest,
            Clock clock) {
        this.account = account;
        this.transactions = transactions;
        this.records = records;
        this.purchases = purchases;
        this.ledger = ledger;
        this.digest = digest;
        this.writing = new CallWriting(transactions, ledger);
        this.customers = new CustomerSteps(account, records, writing);
        this.settling = new Settling(account, records, purchases, ledger, writing, clock);
        this.clock = clock;
    }

    Outcome make(Claim claim, Shopper shopper, Step step) {
        Removal person = new Removal(shopper.address(), null);
        if (step instanceof Step.OfCustomer about) {
            return customers.make(claim, shopper, about);
        }
        if (step instanceof Step.Settle settle) {
            return settling.settle(person, settle.purchase());
        }
        if (step instanceof Step.Remove remove) {
            return settling.remove(person, remove.purchase());
        }
        if (step instanceof Step.EndCart end) {
            SentPurchase without = end.purchase().withoutRecord();
            return writing.ended(
                    account.removePurchase(Lane.CART, person, end.purchase().remoteId()),
                    tx -> records.save(tx, without),
                    tx -> records.save(tx, without));
        }
        if (step instanceof Step.Add add) {
            SentPurchase row = fresh(claim, add.purchase().value(), add.shop());
            return add(claim, shopper, new Making(add.lane(), add.purchase(), row, NOTHING, removing(row), true));
        }
        if (step instanceof Step.Remind remind) {
            return remind(claim, shopper, remind);
        }
        Step.Change change = (Step.Change) step;
        SentPurchase known = change.known();
        return known.remoteId() == null
                ? add(claim, shopper, new Making(change.lane(), change.purchase(), known, NOTHING, saving(known), true))
                : change(claim, shopper, change);
    }

    private SentPurchase fresh(Claim claim, Purchase purchase, String shop) {
        return SentPurchase.of(claim.account(), claim.site(), shop, purchase, clock.instant());
    }

    /** It is written down with the cart, for that outlives the record: a cart that changes is not reminded of again. */
    private Outcome remind(Claim claim, Shopper shopper, Step.Remind step) {
        SentPurchase row = fresh(claim, step.purchase().value(), step.shop());
        Making reminder = new Making(
                Lane.CART,
                step.purchase(),
                row,
                tx -> reminded(tx, row, clock.instant()),
                removing(row).andThen(tx -> reminded(tx, row, null)),
                false);
        return add(claim, shopper, reminder);
    }

    private void reminded(Transaction tx, SentPurchase row, Instant at) {
        purchases.reminded(tx, row.site(), new CartKey(row.shop(), row.cartId()), at);
    }

    /**
     * A record to be made.
     *
     * @param with is written down beside it
     * @param back takes back what was written down before a call that was not made
     * @param news whether triggers may start from it
     */
    private record Making(
            Lane lane,
            Cleared<Purchase> purchase,
            SentPurchase row,
            Consumer<Transaction> with,
            Consumer<Transaction> back,
            boolean news) {}

    private Consumer<Transaction> removing(SentPurchase row) {
        return tx -> records.remove(tx, row);
    }

    private Consumer<Transaction> saving(SentPurchase row) {
        return tx -> records.save(tx, row);
    }

    private Outcome add(Claim claim, Shopper shopper, Making making) {
        Cleared<Purchase> purchase = making.purchase();
        String customer = customerOf(shopper, purchase);
        if (customer == null) {
            return Outcome.STALE;
        }
        SentPurchase asked = making.row().inDoubt(Doubt.ADDED, purchase.value().orderId());
        Answer<String> answer = account.addPurchase(
                making.lane(),
                purchase,
                customer,
                writing.writing(
                        claim,
                        purchase,
                        ((Consumer<Transaction>) tx -> ledger.writeDown(tx, asked)).andThen(making.with())));
        if (answer instanceof Answer.Done<String> done) {
            return confirmed(
                    shopper, purchase, asked.added(done.value(), digest.apply(purchase.value())), making.news());
        }
        if (answer instanceof Answer.Refused<String> refused && !refused.stale()) {
            return refused(claim, shopper, purchase, asked, refused.why());
        }
        if (!CallWriting.inDoubt(answer)) {
            writing.write(making.back());
        }
        return Outcome.of(answer);
    }

    /** It may be there already, from a time that we know nothing of (13.3): then it is brought to what it should be. */
    private Outcome refused(Claim claim, Shopper shopper, Cleared<Purchase> purchase, SentPurchase asked, String why) {
        Purchase value = purchase.value();
        Answer<Optional<Remote>> there = account.findPurchase(
                Lane.CONTACT,
                new Removal(shopper.address(), null),
                value.connection(),
                value.cartId(),
                value.orderId());
        if (!(there instanceof Answer.Done<Optional<Remote>> done)) {
            return Outcome.of(there);
        }
        Optional<String> ours = done.value()
                .map(Remote::id)
                .filter(id -> transactions.read(tx -> !records.holds(tx, claim.account(), id)));
        if (ours.isPresent()) {
            return writing.write(tx -> records.save(tx, asked.added(ours.get(), null)));
        }
        Answer<Optional<String>> customer =
                account.findCustomer(Lane.CONTACT, new Removal(shopper.address(), null), value.connection());
        if (customer instanceof Answer.Done<Optional<String>> known
                && known.value().isEmpty()) {
            // Somebody removed the customer there: it is made anew, and then the purchase.
            return writing.write(tx -> {
                records.remove(tx, asked);
                records.remove(tx, shopper.customer(value.connection()));
            });
        }
        return refuse(asked.refused(digest.apply(value)), why);
    }

    private Outcome change(Claim claim, Shopper shopper, Step.Change step) {
        String customer = customerOf(shopper, step.purchase());
        if (customer == null) {
            return Outcome.STALE;
        }
        Purchase value = step.purchase().value();
        SentPurchase known = step.known();
        SentPurchase asked = known.inDoubt(Doubt.CHANGED, value.orderId());
        Answer<Void> answer = account.updatePurchase(
                step.lane(),
                step.purchase(),
                known.remoteId(),
                customer,
                writing.writing(claim, step.purchase(), tx -> ledger.writeDown(tx, asked)));
        if (answer instanceof Answer.Done<Void>) {
            boolean recovered = known.openCart() && value.orderId() != null;
            return confirmed(shopper, step.purchase(), asked.added(known.remoteId(), digest.apply(value)), recovered);
        }
        if (answer instanceof Answer.Gone<Void>) {
            return writing.write(tx -> records.save(tx, known.added(null, null)));
        }
        if (answer instanceof Answer.Refused<Void> refused && !refused.stale()) {
            return known.openCart() && value.orderId() != null
                    ? recoveryRefused(asked, digest.apply(value), refused.why())
                    : refuse(known.refused(digest.apply(value)), refused.why());
        }
        if (!CallWriting.inDoubt(answer)) {
            writing.write(tx -> records.save(tx, known));
        }
        return Outcome.of(answer);
    }

    /** What was bought must not be reminded of: the cart is taken away, the order waits as a dead letter. */
    private Outcome recoveryRefused(SentPurchase asked, String said, String why) {
        Answer<Void> removed = account.removePurchase(Lane.CART, new Removal(asked.address(), null), asked.remoteId());
        return removed instanceof Answer.Done<Void>
                ? refuse(asked.added(null, null).refused(said), why)
                : Outcome.of(removed);
    }

    private Outcome confirmed(Shopper shopper, Cleared<Purchase> cleared, SentPurchase row, boolean news) {
        return writing.write(tx -> ledger.confirm(tx, shopper, cleared.value(), row, news));
    }

    private Outcome refuse(SentPurchase row, String why) {
        return writing.write(tx -> ledger.refuse(tx, row, why));
    }

    /** Null when the customer is not known yet: the next look adds it first. */
    private String customerOf(Shopper shopper, Cleared<Purchase> purchase) {
        return transactions.read(tx ->
                records.customers(tx, shopper.site().account(), shopper.site().name(), shopper.address()).stream()
                        .filter(customer ->
                                customer.connection().equals(purchase.value().connection()))
                        .map(SentCustomer::remoteId)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null));
    }
}
