package io.consentgate.cart;

import io.consentgate.activecampaign.Answer;
import io.consentgate.activecampaign.DeepData;
import io.consentgate.activecampaign.DeepData.Remote;
import io.consentgate.activecampaign.Lane;
import io.consentgate.cart.Happenings.Happening;
import io.consentgate.cart.Happenings.Kind;
import io.consentgate.cart.Purchases.CartKey;
import io.consentgate.cart.SentPurchase.Doubt;
import io.consentgate.cart.Shoppers.Claim;
import io.consentgate.database.Transaction;
import io.consentgate.database.Transactions;
import io.consentgate.delivery.DeadLetters;
import io.consentgate.gate.Cleared;
import io.consentgate.gate.Purchase;
import io.consentgate.gate.Purchase.Article;
import io.consentgate.gate.Removal;
import io.consentgate.gate.ShopCustomer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the steps of a plan: each is written down before its call, and confirmed, or in doubt, after it. */
final class Steps {

    private static final Logger LOG = LoggerFactory.getLogger(Steps.class);

    private static final Duration REFUSED_CUSTOMER = Duration.ofMinutes(5);

    private static final Consumer<Transaction> NOTHING = tx -> {};

    private final DeepData account;
    private final Transactions transactions;
    private final SentRecords records;
    private final Purchases purchases;
    private final Shoppers shoppers;
    private final Happenings happenings;
    private final DeadLetters deadLetters;
    private final Function<Purchase, String> digest;
    private final Clock clock;

    Steps(
            DeepData account,
            Transactions transactions,
            SentRecords records,
            Purchases purchases,
            Shoppers shoppers,
            Happenings happenings,
            DeadLetters deadLetters,
            Function<Purchase, String> digest,
            Clock clock) {
        this.account = account;
        this.transactions = transactions;
        this.records = records;
        this.purchases = purchases;
        this.shoppers = shoppers;
        this.happenings = happenings;
        this.deadLetters = deadLetters;
        this.digest = digest;
        this.clock = clock;
    }

    Outcome make(Claim claim, Shopper shopper, Step step) {
        Removal person = new Removal(shopper.address(), null);
        if (step instanceof Step.Settle settle) {
            return settle(person, settle.purchase());
        }
        if (step instanceof Step.SettleCustomer settle) {
            return settle(person, settle.customer());
        }
        if (step instanceof Step.Remove remove) {
            SentPurchase sent = remove.purchase();
            return sent.remoteId() == null
                    ? write(tx -> forget(tx, sent))
                    : ended(
                            account.removePurchase(Lane.WITHDRAWAL, person, sent.remoteId()),
                            tx -> forget(tx, sent),
                            tx -> forget(tx, sent));
        }
        if (step instanceof Step.RemoveCustomer remove) {
            SentCustomer customer = remove.customer();
            return ended(
                    account.removeCustomer(Lane.WITHDRAWAL, person, customer.remoteId()),
                    tx -> records.remove(tx, customer),
                    tx -> records.remove(tx, customer));
        }
        if (step instanceof Step.Reject reject) {
            SentCustomer customer = reject.customer();
            return ended(
                    account.rejectMarketing(Lane.WITHDRAWAL, person, customer.remoteId()),
                    tx -> records.save(tx, accepting(customer, customer.remoteId(), false)),
                    tx -> records.remove(tx, customer));
        }
        if (step instanceof Step.AddCustomer add) {
            return add(claim, shopper, add);
        }
        if (step instanceof Step.ChangeCustomer change) {
            SentCustomer known = change.known();
            boolean accepts = change.customer().value().acceptsMarketing();
            return ended(
                    account.updateCustomer(
                            accepts ? Lane.CONTACT : Lane.WITHDRAWAL,
                            change.customer(),
                            known.remoteId(),
                            still(claim, change.customer())),
                    tx -> records.save(tx, accepting(known, known.remoteId(), accepts)),
                    tx -> records.remove(tx, known));
        }
        if (step instanceof Step.Add add) {
            SentPurchase row = fresh(claim, shopper, add.purchase().value(), add.shop());
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

    private void forget(Transaction tx, SentPurchase sent) {
        records.remove(tx, sent);
        clear(tx, sent);
    }

    /** Of a cart that became an order both may have been refused. */
    private void clear(Transaction tx, SentPurchase sent) {
        deadLetters.clear(tx, sent.account(), sent.address(), sent.subject());
        if (sent.cartId() != null) {
            deadLetters.clear(
                    tx, sent.account(), sent.address(), sent.inDoubt(null, null).subject());
        }
    }

    /** Kept without what was to be sent: who and why. It is not sent again before it changes, or somebody replays it. */
    private Outcome refuse(Claim claim, SentPurchase row, String why) {
        LOG.warn("ActiveCampaign refuses {}, kept as a dead letter: {} {}", row, claim, why);
        return write(tx -> {
            records.save(tx, row);
            deadLetters.put(tx, row.account(), row.address(), row.subject(), why, 1, clock.instant());
        });
    }

    /** What ends something: done, or not there any more; else later. */
    private Outcome ended(Answer<Void> answer, Consumer<Transaction> done, Consumer<Transaction> gone) {
        if (answer instanceof Answer.Done<Void>) {
            return write(done);
        }
        if (answer instanceof Answer.Gone<Void>) {
            return write(gone);
        }
        return Outcome.of(answer);
    }

    private Outcome add(Claim claim, Shopper shopper, Step.AddCustomer step) {
        ShopCustomer value = step.customer().value();
        SentCustomer asked =
                new SentCustomer(claim.account(), value.connection(), shopper.address(), claim.site(), null, null);
        Answer<String> answer = account.addCustomer(
                step.lane(), step.customer(), writing(claim, step.customer(), tx -> records.save(tx, asked)));
        if (answer instanceof Answer.Done<String> done) {
            return write(tx -> records.save(tx, accepting(asked, done.value(), value.acceptsMarketing())));
        }
        if (!inDoubt(answer)) {
            write(tx -> records.remove(tx, asked));
        }
        if (answer instanceof Answer.Refused<String> refused && !refused.stale()) {
            LOG.warn("ActiveCampaign refuses a customer: {} {}", claim, refused.why());
            return new Outcome.Later(REFUSED_CUSTOMER, true);
        }
        return Outcome.of(answer);
    }

    private static SentCustomer accepting(SentCustomer known, String remoteId, boolean accepts) {
        return new SentCustomer(known.account(), known.connection(), known.address(), known.site(), remoteId, accepts);
    }

    private SentPurchase fresh(Claim claim, Shopper shopper, Purchase purchase, String shop) {
        return new SentPurchase(
                ThreadLocalRandom.current().nextLong(Long.MAX_VALUE),
                claim.account(),
                claim.site(),
                shop,
                purchase.connection(),
                shopper.address(),
                purchase.cartId(),
                purchase.orderId(),
                null,
                null,
                null,
                false,
                purchase.live(),
                purchase.abandonedAt(),
                clock.instant());
    }

    /** It is written down with the cart, for that outlives the record: a cart that changes is not reminded of again. */
    private Outcome remind(Claim claim, Shopper shopper, Step.Remind step) {
        SentPurchase row = fresh(claim, shopper, step.purchase().value(), step.shop());
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
                writing(claim, purchase, saving(asked).andThen(making.with())));
        if (answer instanceof Answer.Done<String> done) {
            return confirmed(
                    shopper, purchase, asked.added(done.value(), digest.apply(purchase.value())), making.news());
        }
        if (answer instanceof Answer.Refused<String> refused && !refused.stale()) {
            return refused(claim, shopper, purchase, asked, refused.why());
        }
        if (!inDoubt(answer)) {
            write(making.back());
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
            return write(tx -> records.save(tx, asked.added(ours.get(), null)));
        }
        Answer<Optional<String>> customer =
                account.findCustomer(Lane.CONTACT, new Removal(shopper.address(), null), value.connection());
        if (customer instanceof Answer.Done<Optional<String>> known
                && known.value().isEmpty()) {
            // Somebody removed the customer there: it is made anew, and then the purchase.
            return write(tx -> {
                records.remove(tx, asked);
                records.remove(tx, shopper.customer(value.connection()));
            });
        }
        return refuse(claim, asked.refused(digest.apply(value)), why);
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
                writing(claim, step.purchase(), tx -> records.save(tx, asked)));
        if (answer instanceof Answer.Done<Void>) {
            boolean recovered = known.openCart() && value.orderId() != null;
            return confirmed(shopper, step.purchase(), asked.added(known.remoteId(), digest.apply(value)), recovered);
        }
        if (answer instanceof Answer.Gone<Void>) {
            return write(tx -> records.save(tx, known.added(null, null)));
        }
        if (answer instanceof Answer.Refused<Void> refused && !refused.stale()) {
            return known.openCart() && value.orderId() != null
                    ? recoveryRefused(claim, asked, digest.apply(value), refused.why())
                    : refuse(claim, known.refused(digest.apply(value)), refused.why());
        }
        if (!inDoubt(answer)) {
            write(tx -> records.save(tx, known));
        }
        return Outcome.of(answer);
    }

    /** What was bought must not be reminded of: the cart is taken away, the order waits as a dead letter. */
    private Outcome recoveryRefused(Claim claim, SentPurchase asked, String said, String why) {
        Answer<Void> removed = account.removePurchase(Lane.CART, new Removal(asked.address(), null), asked.remoteId());
        return removed instanceof Answer.Done<Void>
                ? refuse(claim, asked.added(null, null).refused(said), why)
                : Outcome.of(removed);
    }

    private Outcome confirmed(Shopper shopper, Cleared<Purchase> cleared, SentPurchase row, boolean news) {
        Purchase purchase = cleared.value();
        return write(tx -> {
            records.save(tx, row);
            clear(tx, row);
            if (news && purchase.isCart()) {
                happened(tx, Kind.CART_ABANDONED, shopper, purchase, row, row.cartId());
            } else if (news) {
                if (row.cartId() != null) {
                    happened(tx, Kind.CART_RECOVERED, shopper, purchase, row, row.cartId());
                }
                happened(tx, Kind.ORDER_PLACED, shopper, purchase, row, row.orderId());
            }
        });
    }

    private void happened(
            Transaction tx, Kind kind, Shopper shopper, Purchase purchase, SentPurchase row, String externalId) {
        happenings.happened(
                tx,
                new Happening(
                        kind,
                        row.account(),
                        row.site(),
                        shopper.personId(),
                        row.address(),
                        row.shop(),
                        externalId,
                        purchase.total(),
                        purchase.currency(),
                        purchase.articles().stream()
                                .map(Article::category)
                                .filter(Objects::nonNull)
                                .distinct()
                                .toList(),
                        purchase.live(),
                        clock.instant()));
    }

    private Outcome settle(Removal person, SentPurchase purchase) {
        return purchase.remoteId() == null ? settleAdded(person, purchase) : settleChanged(person, purchase);
    }

    private Outcome settleAdded(Removal person, SentPurchase purchase) {
        Answer<Optional<Remote>> found =
                account.findPurchase(Lane.CART, person, purchase.connection(), purchase.cartId(), purchase.orderId());
        if (!(found instanceof Answer.Done<Optional<Remote>> done)) {
            return Outcome.of(found);
        }
        return write(tx -> done.value()
                .ifPresentOrElse(remote -> records.save(tx, purchase.added(remote.id(), null)), () -> {
                    records.remove(tx, purchase);
                    if (purchase.openCart()) {
                        reminded(tx, purchase, null);
                    }
                }));
    }

    private Outcome settleChanged(Removal person, SentPurchase purchase) {
        Answer<Remote> read = account.readPurchase(Lane.CART, person, purchase.remoteId());
        if (read instanceof Answer.Gone<Remote>) {
            return write(tx -> records.save(tx, purchase.added(null, null)));
        }
        if (!(read instanceof Answer.Done<Remote> there)) {
            return Outcome.of(read);
        }
        return write(tx ->
                records.save(tx, purchase.inDoubt(null, there.value().orderId()).added(purchase.remoteId(), null)));
    }

    private Outcome settle(Removal person, SentCustomer customer) {
        Answer<Optional<String>> found = account.findCustomer(Lane.CART, person, customer.connection());
        if (!(found instanceof Answer.Done<Optional<String>> done)) {
            return Outcome.of(found);
        }
        return write(tx -> done.value()
                .ifPresentOrElse(
                        id -> records.save(
                                tx,
                                new SentCustomer(
                                        customer.account(),
                                        customer.connection(),
                                        customer.address(),
                                        customer.site(),
                                        id,
                                        null)),
                        () -> records.remove(tx, customer)));
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

    private BooleanSupplier still(Claim claim, Cleared<?> cleared) {
        return writing(claim, cleared, NOTHING);
    }

    /** The last question before the call, and what is about to be sent written down: both in one transaction. */
    private BooleanSupplier writing(Claim claim, Cleared<?> cleared, Consumer<Transaction> intent) {
        return () -> transactions.write(tx -> {
            boolean stands = !cleared.expired(clock.instant()) && shoppers.stands(tx, claim);
            if (stands) {
                intent.accept(tx);
            }
            return stands;
        });
    }

    private static boolean inDoubt(Answer<?> answer) {
        return answer instanceof Answer.Unavailable<?> unavailable && unavailable.inDoubt();
    }

    private Outcome write(Consumer<Transaction> work) {
        transactions.write(tx -> {
            work.accept(tx);
            return null;
        });
        return Outcome.WENT;
    }
}
