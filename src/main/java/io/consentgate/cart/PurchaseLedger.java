package io.consentgate.cart;

import io.consentgate.cart.Happenings.Happening;
import io.consentgate.cart.Happenings.Kind;
import io.consentgate.cart.Shoppers.Claim;
import io.consentgate.database.Transaction;
import io.consentgate.delivery.DeadLetters;
import io.consentgate.gate.Cleared;
import io.consentgate.gate.Purchase;
import io.consentgate.gate.Purchase.Article;
import java.time.Clock;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes down what came of carts and orders: confirmed, refused, taken away; inside the caller's transaction. */
final class PurchaseLedger {

    private static final Logger LOG = LoggerFactory.getLogger(PurchaseLedger.class);

    private final SentRecords records;
    private final Shoppers shoppers;
    private final Happenings happenings;
    private final DeadLetters deadLetters;
    private final OrderWay way;
    private final Clock clock;

    PurchaseLedger(
            SentRecords records,
            Shoppers shoppers,
            Happenings happenings,
            DeadLetters deadLetters,
            OrderWay way,
            Clock clock) {
        this.records = records;
        this.shoppers = shoppers;
        this.happenings = happenings;
        this.deadLetters = deadLetters;
        this.way = way;
        this.clock = clock;
    }

    /** Whether what was planned still stands: the last question before a call. */
    boolean stands(Transaction tx, Claim claim, Cleared<?> cleared) {
        return !cleared.expired(clock.instant()) && shoppers.stands(tx, claim);
    }

    /** About to be told; the first order chooses the way of all later ones. */
    void writeDown(Transaction tx, SentPurchase row) {
        if (row.orderId() != null) {
            way.chosen(tx);
        }
        records.save(tx, row);
    }

    /** @param news whether it was never told before as what it is now */
    void confirm(Transaction tx, Shopper shopper, Purchase purchase, SentPurchase row, boolean news) {
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

    /** Kept without what was to be sent: who and why. It is not sent again before it changes, or somebody replays it. */
    void refuse(Transaction tx, SentPurchase row, String why) {
        LOG.warn("ActiveCampaign refuses {}, kept as a dead letter: {}", row, why);
        records.save(tx, row);
        deadLetters.put(tx, row.account(), row.address(), row.subject(), why, 1, clock.instant());
    }

    void forget(Transaction tx, SentPurchase row) {
        records.remove(tx, row);
        clear(tx, row);
    }

    /** Of a cart that became an order both may have been refused. */
    private void clear(Transaction tx, SentPurchase row) {
        deadLetters.clear(tx, row.account(), row.address(), row.subject());
        if (row.cartId() != null) {
            deadLetters.clear(tx, row.account(), row.address(), row.cartAgain().subject());
        }
    }
}
