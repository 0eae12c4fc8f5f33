package io.consentgate.cart;

import io.consentgate.activecampaign.Lane;
import io.consentgate.cart.Shoppers.Claim;
import io.consentgate.database.Transaction;
import io.consentgate.database.Transactions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at one buyer, does what is due, looks again, and writes down when to come back. */
final class OneShopper {

    private static final Logger LOG = LoggerFactory.getLogger(OneShopper.class);

    /** Then others have their turn: a buyer with a long history holds up nobody. */
    private static final int STEPS_AT_ONCE = 6;

    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

    /** A contact that is on its way is there in seconds; in a long import in minutes. */
    private static final Duration FOR_A_CONTACT = Duration.ofSeconds(2);

    private static final Duration FOR_A_CONTACT_OF_THE_PAST = Duration.ofSeconds(20);

    private final Transactions transactions;
    private final Shoppers shoppers;
    private final Looking looking;
    private final Planner planner;
    private final Steps steps;
    private final Purchases purchases;
    private final Clock clock;

    OneShopper(
            Transactions transactions,
            Shoppers shoppers,
            Looking looking,
            Planner planner,
            Steps steps,
            Purchases purchases,
            Clock clock) {
        this.transactions = transactions;
        this.shoppers = shoppers;
        this.looking = looking;
        this.planner = planner;
        this.steps = steps;
        this.purchases = purchases;
        this.clock = clock;
    }

    /** What is left to go in a group; the buyer stays claimed until {@link #grouped} is told how that went. */
    List<Waiting> process(Claim claim) {
        try {
            if (!claim.isAlias()) {
                return work(claim);
            }
            unknownAddress(claim);
        } catch (RuntimeException failure) {
            LOG.error("a buyer's plan failed and is tried again: {} {}", claim, failure.toString(), failure);
            later(claim, SOON, true);
        }
        return List.of();
    }

    void grouped(Claim claim, Outcome outcome) {
        if (outcome instanceof Outcome.Later later) {
            later(claim, later.after(), later.failed());
        } else if (outcome instanceof Outcome.Stale || !process(claim).isEmpty()) {
            again(claim, clock.instant(), false);
        }
    }

    private List<Waiting> work(Claim claim) {
        int made = 0;
        while (true) {
            Instant now = clock.instant();
            Optional<Shopper> found =
                    transactions.read(tx -> looking.shopper(tx, claim.account(), claim.site(), claim.who(), now));
            if (found.isEmpty()) {
                write(tx -> shoppers.forget(tx, claim));
                return List.of();
            }
            Shopper shopper = found.get();
            Plan plan = planner.plan(shopper, now);
            if (plan.steps().isEmpty() && !plan.grouped().isEmpty()) {
                return plan.grouped().stream()
                        .map(grouped -> new Waiting(claim, shopper, grouped))
                        .toList();
            }
            if (plan.steps().isEmpty()) {
                settle(claim, shopper, plan, now);
                return List.of();
            }
            for (Step step : plan.steps()) {
                if (made++ == STEPS_AT_ONCE) {
                    again(claim, now, false);
                    return List.of();
                }
                Outcome outcome = steps.make(claim, shopper, step);
                if (outcome instanceof Outcome.Stale) {
                    again(claim, now, false);
                    return List.of();
                }
                if (outcome instanceof Outcome.Later later) {
                    later(claim, later.after(), later.failed());
                    return List.of();
                }
            }
        }
    }

    private void settle(Claim claim, Shopper shopper, Plan plan, Instant now) {
        write(tx -> {
            purchases.outcomes(tx, claim.site(), plan.outcomes());
            boolean nothing = shopper.carts().isEmpty()
                    && shopper.orders().isEmpty()
                    && shopper.sent().isEmpty()
                    && shopper.customers().isEmpty();
            if (nothing) {
                shoppers.forget(tx, claim);
            } else if (plan.waits()) {
                boolean past = claim.lane() == Lane.BACKFILL;
                shoppers.again(tx, claim, now.plus(past ? FOR_A_CONTACT_OF_THE_PAST : FOR_A_CONTACT), false);
            } else {
                boolean open = shopper.sent().stream().anyMatch(SentPurchase::openCart);
                shoppers.done(tx, claim, plan.next(), plan.cartAt(), open);
            }
        });
    }

    /** Known by an external id only: as soon as that has an address, it is the address' matter. */
    private void unknownAddress(Claim claim) {
        write(tx -> looking.addressOf(tx, claim).ifPresentOrElse(address -> move(tx, claim, address), () -> {
            shoppers.done(tx, claim, null, null, false);
        }));
    }

    private void move(Transaction tx, Claim claim, String address) {
        Instant now = clock.instant();
        shoppers.mark(tx, claim.account(), claim.site(), List.of(address), claim.lane(), now, now);
        shoppers.forget(tx, claim);
    }

    private void later(Claim claim, Duration after, boolean failed) {
        // Who said no does not wait for long once the service is back, nor does a cart.
        int most = claim.lane() == Lane.WITHDRAWAL ? 3 : claim.lane() == Lane.BACKFILL ? 8 : 5;
        Duration growing = Duration.ofSeconds(1L << Math.min(claim.attempts(), most));
        Duration wait = after.compareTo(growing) > 0 || !failed ? after : growing;
        Duration bounded = wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT;
        again(claim, clock.instant().plus(bounded), failed);
    }

    private void again(Claim claim, Instant due, boolean failed) {
        write(tx -> shoppers.again(tx, claim, due, failed));
    }

    private void write(Consumer<Transaction> work) {
        transactions.write(tx -> {
            work.accept(tx);
            return null;
        });
    }
}
