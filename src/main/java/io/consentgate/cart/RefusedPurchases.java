package io.consentgate.cart;

import io.consentgate.activecampaign.Lane;
import io.consentgate.database.Transaction;
import io.consentgate.delivery.DeadLetters.DeadLetter;
import java.time.Instant;
import java.util.List;

/** Carts and orders that ActiveCampaign refused: replayed by looking at their buyer again, who is decided anew. */
public final class RefusedPurchases {

    private final SentRecords records;
    private final Shoppers shoppers;

    public RefusedPurchases(Shoppers shoppers) {
        this.records = new SqlSentRecords();
        this.shoppers = shoppers;
    }

    public void replay(Transaction tx, DeadLetter letter, Instant now) {
        records.askAgain(tx, letter.account(), letter.address(), letter.subject());
        shoppers.mark(tx, letter.account(), letter.subject().site(), List.of(letter.address()), Lane.CONTACT, now, now);
    }
}
