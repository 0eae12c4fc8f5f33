package io.consentgate.cart;

import io.consentgate.activecampaign.Answer;
import io.consentgate.activecampaign.BulkOrders;
import io.consentgate.activecampaign.BulkOrders.Order;
import io.consentgate.activecampaign.Lane;
import io.consentgate.database.Transaction;
import io.consentgate.database.Transactions;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * One call with many orders, and what is left of it. Each is written down with the others, in the transaction that asks
 * a last time whether its plan still stands. A refused group is split until the bad one stands alone.
 */
final class OrderGroup implements BulkOrders.Departure {

    static final Duration GENERAL_REFUSAL = Duration.ofMinutes(5);

    private final BulkOrders account;
    private final Transactions transactions;
    private final GroupLedger ledger;
    private final BiConsumer<Waiting, Outcome> outcomes;
    private final RefusedAlone alone;
    private final Map<Order, Waiting> members = new LinkedHashMap<>();
    private final Map<Order, SentPurchase> written = new LinkedHashMap<>();

    /** @param waiting of one connection, all live or all of the past */
    OrderGroup(
            BulkOrders account,
            Transactions transactions,
            GroupLedger ledger,
            BiConsumer<Waiting, Outcome> outcomes,
            RefusedAlone alone,
            List<Waiting> waiting) {
        this.account = account;
        this.transactions = transactions;
        this.ledger = ledger;
        this.outcomes = outcomes;
        this.alone = alone;
        // In the order in which everybody locks buyers.
        waiting.stream()
                .sorted(Comparator.comparing(one -> one.claim().who()))
                .forEach(one -> members.put(one.order(), one));
    }

    void send() {
        outcome(members.keySet(), Outcome.WENT);
        Lane lane = members.values().stream()
                .map(one -> one.grouped().lane())
                .min(Comparator.naturalOrder())
                .orElseThrow();
        Answer<Map<Order, String>> answer = account.send(lane, List.copyOf(members.keySet()), this);
        if (answer instanceof Answer.Done<Map<Order, String>> done) {
            taken(done.value());
        } else if (answer instanceof Answer.Refused<Map<Order, String>> refused && !refused.stale()) {
            refused(refused.why());
        } else if (answer instanceof Answer.Unavailable<Map<Order, String>> unavailable && unavailable.inDoubt()) {
            write(tx -> written.values().forEach(row -> ledger.lookSoon(tx, row)));
        } else {
            takeBack(written.keySet());
            outcome(members.keySet(), Outcome.of(answer));
        }
    }

    private void taken(Map<Order, String> named) {
        if (named.isEmpty()) {
            alone.taken();
            write(tx -> written.forEach((order, row) -> ledger.accepted(tx, members.get(order), row)));
            return;
        }
        write(tx -> named.forEach((order, why) -> ledger.refuse(tx, written.get(order), why)));
        List<Order> rest = written.keySet().stream()
                .filter(order -> !named.containsKey(order))
                .toList();
        if (rest.isEmpty()) {
            return;
        }
        if (rest.get(0).purchase().value().live()) {
            // Whether they were taken nobody says (chapter 14), and what is told twice starts twice.
            write(tx -> rest.forEach(order -> ledger.lookSoon(tx, written.get(order))));
            return;
        }
        takeBack(rest);
        smaller(rest).send();
    }

    /** Nobody is named, and none was taken. */
    private void refused(String why) {
        List<Order> all = List.copyOf(written.keySet());
        if (all.size() == 1) {
            alone.add(members.get(all.get(0)), written.get(all.get(0)), why);
            return;
        }
        takeBack(all);
        if (alone.general()) {
            outcome(all, new Outcome.Later(GENERAL_REFUSAL, true));
            return;
        }
        smaller(all.subList(0, all.size() / 2)).send();
        smaller(all.subList(all.size() / 2, all.size())).send();
    }

    private OrderGroup smaller(List<Order> some) {
        List<Waiting> rest = some.stream().map(members::get).toList();
        return new OrderGroup(account, transactions, ledger, outcomes, alone, rest);
    }

    @Override
    public List<Order> writtenDown(List<Order> orders) {
        List<Order> wanted = transactions.write(tx -> {
            written.clear();
            for (Order order : orders) {
                if (ledger.stands(tx, members.get(order))) {
                    written.put(order, ledger.writeDown(tx, members.get(order)));
                }
            }
            return List.copyOf(written.keySet());
        });
        outcome(orders.stream().filter(order -> !written.containsKey(order)).toList(), Outcome.STALE);
        return wanted;
    }

    @Override
    public boolean stand(List<Order> orders) {
        return transactions.write(tx -> orders.stream().allMatch(order -> ledger.stands(tx, members.get(order))));
    }

    private void takeBack(Iterable<Order> orders) {
        write(tx -> orders.forEach(order -> ledger.takeBack(tx, members.get(order), written.get(order))));
    }

    private void outcome(Iterable<Order> some, Outcome outcome) {
        some.forEach(order -> outcomes.accept(members.get(order), outcome));
    }

    private void write(Consumer<Transaction> work) {
        transactions.write(tx -> {
            work.accept(tx);
            return null;
        });
    }
}
