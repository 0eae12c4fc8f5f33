package io.consentgate.cart;

import io.consentgate.activecampaign.Answer;
import io.consentgate.cart.Shoppers.Claim;
import io.consentgate.database.Transaction;
import io.consentgate.database.Transactions;
import io.consentgate.gate.Cleared;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** What is written down around a call: before it what is about to be sent, after it what came of it. */
final class CallWriting {

    private final Transactions transactions;
    private final PurchaseLedger ledger;

    CallWriting(Transactions transactions, PurchaseLedger ledger) {
        this.transactions = transactions;
        this.ledger = ledger;
    }

    /** The last question before a call. */
    BooleanSupplier still(Claim claim, Cleared<?> cleared) {
        return writing(claim, cleared, tx -> {});
    }

    /** The last question before the call, and what is about to be sent written down: both in one transaction. */
    BooleanSupplier writing(Claim claim, Cleared<?> cleared, Consumer<Transaction> intent) {
        return () -> transactions.write(tx -> {
            boolean stands = ledger.stands(tx, claim, cleared);
            if (stands) {
                intent.accept(tx);
            }
            return stands;
        });
    }

    static boolean inDoubt(Answer<?> answer) {
        return answer instanceof Answer.Unavailable<?> unavailable && unavailable.inDoubt();
    }

    /** What ends something: done, or not there any more; else later. */
    Outcome ended(Answer<Void> answer, Consumer<Transaction> done, Consumer<Transaction> gone) {
        if (answer instanceof Answer.Done<Void>) {
            return write(done);
        }
        if (answer instanceof Answer.Gone<Void>) {
            return write(gone);
        }
        return Outcome.of(answer);
    }

    Outcome write(Consumer<Transaction> work) {
        transactions.write(tx -> {
            work.accept(tx);
            return null;
        });
        return Outcome.WENT;
    }
}
