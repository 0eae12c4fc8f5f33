package io.consentgate.cart;

import io.consentgate.activecampaign.BulkOrders;
import io.consentgate.cart.Shoppers.Claim;
import io.consentgate.database.Transactions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Puts orders of many buyers into groups as large as one call takes, and sends them (decision 116). */
final class BulkSending {

    private final BulkOrders account;
    private final Transactions transactions;
    private final GroupLedger ledger;

    BulkSending(BulkOrders account, Transactions transactions, GroupLedger ledger) {
        this.account = account;
        this.transactions = transactions;
        this.ledger = ledger;
    }

    /** How it went for each buyer; what is urgent and what is new leaves before the past. */
    Map<Claim, Outcome> send(List<Waiting> waiting) {
        Map<Claim, Outcome> outcomes = new LinkedHashMap<>();
        Map<String, List<Waiting>> apart = new LinkedHashMap<>();
        waiting.stream()
                .sorted(Comparator.comparing((Waiting one) -> one.grouped().lane())
                        .thenComparing(one -> one.purchase().createdAt())
                        .thenComparing(one -> one.claim().who()))
                .forEach(one -> apart.computeIfAbsent(
                                one.purchase().live() + one.purchase().connection(), any -> new ArrayList<>())
                        .add(one));
        apart.values().forEach(alike -> send(alike, outcomes));
        return outcomes;
    }

    private void send(List<Waiting> alike, Map<Claim, Outcome> outcomes) {
        List<Waiting> rest = alike;
        while (!rest.isEmpty()) {
            int fitting = account.knows(rest.get(0).purchase().connection())
                    ? account.fitting(rest.stream().map(Waiting::order).toList())
                    : rest.size();
            RefusedAlone alone = new RefusedAlone();
            List<Waiting> group = rest.subList(0, fitting);
            new OrderGroup(account, transactions, ledger, (one, outcome) -> note(outcomes, one, outcome), alone, group)
                    .send();
            settle(alone, outcomes);
            rest = rest.subList(fitting, rest.size());
        }
    }

    private void settle(RefusedAlone alone, Map<Claim, Outcome> outcomes) {
        boolean general = alone.general();
        transactions.write(tx -> {
            alone.orders().forEach((one, refused) -> {
                if (general) {
                    ledger.takeBack(tx, one, refused.row());
                } else {
                    ledger.refuse(tx, refused.row(), refused.why());
                }
            });
            return null;
        });
        if (general) {
            alone.orders()
                    .keySet()
                    .forEach(one -> note(outcomes, one, new Outcome.Later(OrderGroup.GENERAL_REFUSAL, true)));
        }
    }

    /** A buyer with several orders waits when one of them has to. */
    private static void note(Map<Claim, Outcome> outcomes, Waiting one, Outcome outcome) {
        outcomes.merge(one.claim(), outcome, (before, now) -> before instanceof Outcome.Later ? before : now);
    }
}
