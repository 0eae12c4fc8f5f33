package io.consentgate.cart;

import io.consentgate.activecampaign.Answer;
import io.consentgate.activecampaign.BulkOrders;
import io.consentgate.activecampaign.Lane;
import io.consentgate.gate.Purchase;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The GraphQL side in memory, with the same calls as {@link FakeDeepData}: what it holds, and how it goes wrong. */
final class FakeBulkOrders implements BulkOrders {

    /** How a call ends. */
    enum Fate {
        TAKEN_UNANSWERED,
        LOST,
        NOT_NOW,
        /** Refused as a whole, nobody named. */
        REFUSED,
        /** Accepted, and never written. */
        SWALLOWED
    }

    final Map<String, Purchase> orders = new TreeMap<>();
    final Map<String, Boolean> accepts = new TreeMap<>();
    final Deque<Fate> fates = new ArrayDeque<>();
    /** Ids that are refused by name. */
    final Set<String> bad = new TreeSet<>();
    /** Ids that make the whole call refused, with nobody named. */
    final Set<String> poison = new TreeSet<>();
    /** What is taken when somebody else of the group is named. */
    boolean takesTheRest;

    int most = 30;
    private final FakeDeepData account;

    FakeBulkOrders(FakeDeepData account) {
        this.account = account;
    }

    @Override
    public boolean knows(String connection) {
        return true;
    }

    @Override
    public int fitting(List<Order> all) {
        return Math.min(most, all.size());
    }

    @Override
    public Answer<Map<Order, String>> send(Lane lane, List<Order> group, Departure departure) {
        account.atDeparture.run();
        List<Order> sent = departure.writtenDown(group);
        if (sent.isEmpty() || !departure.stand(sent)) {
            return new Answer.Refused<>("stale");
        }
        account.calls.add("GROUP " + sent.stream().map(FakeBulkOrders::name).collect(Collectors.joining(", ")));
        Fate fate = fates.poll();
        if (fate == Fate.LOST || fate == Fate.TAKEN_UNANSWERED) {
            if (fate == Fate.TAKEN_UNANSWERED) {
                take(sent);
            }
            return new Answer.Unavailable<>("cut", Duration.ofSeconds(5), true);
        }
        if (fate == Fate.NOT_NOW) {
            return new Answer.Unavailable<>("status 429", Duration.ofSeconds(2), false);
        }
        if (fate == Fate.REFUSED || sent.stream().anyMatch(order -> poison.contains(id(order)))) {
            return new Answer.Refused<>("status 200: too many tokens");
        }
        Map<Order, String> named = new LinkedHashMap<>();
        sent.stream()
                .filter(order -> bad.contains(id(order)))
                .forEach(order -> named.put(order, "refused: [currency]"));
        if (fate != Fate.SWALLOWED && (named.isEmpty() || takesTheRest)) {
            take(sent.stream().filter(order -> !named.containsKey(order)).toList());
        }
        return new Answer.Done<>(named);
    }

    private static String id(Order order) {
        return order.purchase().value().orderId();
    }

    private static String name(Order order) {
        Purchase value = order.purchase().value();
        return (value.cartId() == null ? "" : value.cartId() + ">") + value.orderId() + (value.live() ? "" : " silent");
    }

    private void take(List<Order> sent) {
        for (Order order : sent) {
            orders.put(id(order), order.purchase().value());
            String email = order.customer().value().email();
            accepts.put(email, order.customer().value().acceptsMarketing());
            account.customers.put(email, order.customer().value().acceptsMarketing());
        }
    }

    @Override
    public Answer<Set<Told>> read(Lane lane, List<Told> told) {
        account.calls.add("READ " + told.stream().map(Told::orderId).collect(Collectors.joining(", ")));
        return new Answer.Done<>(
                told.stream().filter(one -> orders.containsKey(one.orderId())).collect(Collectors.toSet()));
    }
}
