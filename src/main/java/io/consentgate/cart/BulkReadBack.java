package io.consentgate.cart;

import io.consentgate.activecampaign.Answer;
import io.consentgate.activecampaign.BulkOrders;
import io.consentgate.activecampaign.BulkOrders.Told;
import io.consentgate.activecampaign.Lane;
import io.consentgate.cart.SentPurchase.Doubt;
import io.consentgate.database.Transaction;
import io.consentgate.database.Transactions;
import io.consentgate.gate.Removal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Looks for the orders that were told in groups until they are there: accepted is not written yet, and what was not
 * answered may have been taken all the same (chapter 14). What never comes is told again, or becomes a dead letter.
 */
final class BulkReadBack {

    private static final int AT_ONCE = 30;
    private static final Duration AT_LEAST = Duration.ofSeconds(5);

    /** What was not answered and is not there by then was not taken. */
    private static final Duration UNANSWERED = Duration.ofMinutes(1);

    private static final Duration ACCEPTED = Duration.ofMinutes(10);

    private final String name;
    private final BulkOrders account;
    private final Transactions transactions;
    private final SentRecords records;
    private final Shoppers shoppers;
    private final PurchaseLedger ledger;
    private final Clock clock;

    BulkReadBack(
            String name,
            BulkOrders account,
            Transactions transactions,
            SentRecords records,
            Shoppers shoppers,
            PurchaseLedger ledger,
            Clock clock) {
        this.name = name;
        this.account = account;
        this.transactions = transactions;
        this.records = records;
        this.shoppers = shoppers;
        this.ledger = ledger;
        this.clock = clock;
    }

    void look(BooleanSupplier working) {
        while (working.getAsBoolean()) {
            Instant now = clock.instant();
            List<SentPurchase> due = transactions.read(tx -> records.toLookFor(tx, name, now, AT_ONCE));
            if (due.isEmpty()) {
                return;
            }
            read(due);
        }
    }

    private void read(List<SentPurchase> due) {
        Answer<Set<Told>> answer =
                account.read(Lane.CONTACT, due.stream().map(BulkReadBack::told).toList());
        if (answer instanceof Answer.Refused<Set<Told>> && due.size() > 1) {
            // One that is not there may spoil the answer of all.
            read(due.subList(0, due.size() / 2));
            read(due.subList(due.size() / 2, due.size()));
            return;
        }
        Optional<Set<Told>> there = answer instanceof Answer.Done<Set<Told>> done
                ? Optional.of(done.value())
                : answer instanceof Answer.Refused<Set<Told>> ? Optional.of(Set.of()) : Optional.empty();
        Duration pause = answer instanceof Answer.Unavailable<Set<Told>> unavailable
                ? unavailable.retryAfter()
                : Duration.ofSeconds(30);
        transactions.write(tx -> {
            for (SentPurchase row : due) {
                if (!records.isStill(tx, row)) {
                    continue;
                }
                if (there.isEmpty()) {
                    records.save(tx, row.lookedForAt(clock.instant().plus(pause)));
                } else if (there.get().contains(told(row))) {
                    found(tx, row);
                } else {
                    missing(tx, row);
                }
            }
            return null;
        });
    }

    private static Told told(SentPurchase row) {
        return new Told(new Removal(row.address(), null), row.connection(), row.orderId());
    }

    private void found(Transaction tx, SentPurchase row) {
        if (row.doubt() == Doubt.CHANGED) {
            records.save(tx, row.toBeToldAgain());
            again(tx, row);
        } else {
            records.save(tx, row.seen());
        }
    }

    private void missing(Transaction tx, SentPurchase row) {
        Duration age = Duration.between(row.told().at(), clock.instant());
        Duration patience = row.doubt() == Doubt.ACCEPTED ? ACCEPTED : UNANSWERED;
        if (age.compareTo(patience) < 0) {
            Duration wait = age.compareTo(AT_LEAST) < 0 ? AT_LEAST : age;
            records.save(tx, row.lookedForAt(clock.instant().plus(wait)));
        } else if (row.doubt() == Doubt.ACCEPTED) {
            ledger.refuse(tx, row.neverArrived(), "accepted, but not there after " + ACCEPTED.toMinutes() + " minutes");
            again(tx, row);
        } else {
            notTaken(tx, row);
            again(tx, row);
        }
    }

    private void notTaken(Transaction tx, SentPurchase row) {
        if (row.doubt() == Doubt.CHANGED) {
            records.save(tx, row.toBeToldAgain());
        } else if (row.cartId() != null && row.remoteId() != null) {
            records.save(tx, row.cartAgain());
        } else {
            records.remove(tx, row);
        }
    }

    private void again(Transaction tx, SentPurchase row) {
        Instant now = clock.instant();
        shoppers.mark(tx, name, row.site(), List.of(row.address()), Lane.CONTACT, now, now);
    }
}
