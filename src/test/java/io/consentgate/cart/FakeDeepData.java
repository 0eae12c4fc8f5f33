package io.consentgate.cart;

import io.consentgate.activecampaign.Answer;
import io.consentgate.activecampaign.DeepData;
import io.consentgate.activecampaign.Lane;
import io.consentgate.gate.Cleared;
import io.consentgate.gate.Purchase;
import io.consentgate.gate.Removal;
import io.consentgate.gate.ShopCustomer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/** Deep Data in memory: what it holds, what it was asked, and how the next calls go wrong. */
final class FakeDeepData implements DeepData {

    /** How a call ends. */
    enum Fate {
        /** Carried out, and the answer is lost. */
        TAKEN_UNANSWERED,
        LOST,
        NOT_NOW,
        REFUSED
    }

    record Kept(Purchase purchase, String customer) {}

    final Map<String, Boolean> customers = new TreeMap<>();
    final Map<String, Kept> purchases = new TreeMap<>();
    final List<String> calls = new ArrayList<>();
    final Deque<Fate> fates = new ArrayDeque<>();
    /** Done when a slot is taken, before the last question. */
    Runnable atDeparture = () -> {};

    private int lastId;

    @Override
    public boolean knows(String connection) {
        return true;
    }

    private <T> Answer<T> call(String what, BooleanSupplier still, java.util.function.Supplier<Answer<T>> done) {
        atDeparture.run();
        if (!still.getAsBoolean()) {
            return new Answer.Refused<>("stale");
        }
        calls.add(what);
        Fate fate = fates.poll();
        if (fate == null) {
            return done.get();
        }
        return switch (fate) {
            case TAKEN_UNANSWERED -> {
                done.get();
                yield new Answer.Unavailable<>("cut", Duration.ofSeconds(5), true);
            }
            case LOST -> new Answer.Unavailable<>("cut", Duration.ofSeconds(5), true);
            case NOT_NOW -> new Answer.Unavailable<>("status 429", Duration.ofSeconds(2), false);
            case REFUSED -> new Answer.Refused<>("status 422");
        };
    }

    private static String name(Purchase purchase) {
        return (purchase.cartId() == null ? "" : "cart " + purchase.cartId() + " ")
                + (purchase.orderId() == null ? "" : "order " + purchase.orderId() + " ")
                + (purchase.live() ? "live" : "silent");
    }

    @Override
    public Answer<String> addCustomer(Lane lane, Cleared<ShopCustomer> customer, BooleanSupplier still) {
        String email = customer.value().email();
        return call("POST customer " + email, still, () -> {
            customers.put(email, customer.value().acceptsMarketing());
            return new Answer.Done<>(email);
        });
    }

    @Override
    public Answer<Void> updateCustomer(Lane lane, Cleared<ShopCustomer> customer, String id, BooleanSupplier still) {
        return call("PUT customer " + customer.value().acceptsMarketing(), still, () -> {
            customers.put(id, customer.value().acceptsMarketing());
            return new Answer.Done<>(null);
        });
    }

    @Override
    public Answer<String> addPurchase(Lane lane, Cleared<Purchase> purchase, String customerId, BooleanSupplier still) {
        Purchase value = purchase.value();
        return call("POST " + name(value), still, () -> {
            if (holds(value)) {
                return new Answer.Refused<>("status 422: [duplicate]");
            }
            String id = String.valueOf(++lastId);
            purchases.put(id, new Kept(value, customerId));
            return new Answer.Done<>(id);
        });
    }

    private boolean holds(Purchase value) {
        return purchases.values().stream()
                .map(Kept::purchase)
                .anyMatch(one -> value.isCart()
                        ? value.cartId().equals(one.cartId())
                        : value.orderId().equals(one.orderId()));
    }

    @Override
    public Answer<Void> updatePurchase(
            Lane lane, Cleared<Purchase> purchase, String id, String customerId, BooleanSupplier still) {
        return call("PUT " + name(purchase.value()), still, () -> {
            if (!purchases.containsKey(id)) {
                return new Answer.Gone<>();
            }
            purchases.put(id, new Kept(purchase.value(), customerId));
            return new Answer.Done<>(null);
        });
    }

    @Override
    public Answer<Optional<Remote>> findPurchase(
            Lane lane, Removal person, String connection, String cart, String order) {
        return call(
                "GET " + (order == null ? "cart " + cart : "order " + order),
                () -> true,
                () -> new Answer.Done<>(purchases.entrySet().stream()
                        .filter(one -> order == null
                                ? cart.equals(one.getValue().purchase().cartId())
                                : order.equals(one.getValue().purchase().orderId()))
                        .map(one -> remote(one.getKey()))
                        .findFirst()));
    }

    private Remote remote(String id) {
        Purchase purchase = purchases.get(id).purchase();
        return new Remote(id, purchase.cartId(), purchase.orderId(), 0);
    }

    @Override
    public Answer<Remote> readPurchase(Lane lane, Removal person, String id) {
        return call(
                "GET " + id,
                () -> true,
                () -> purchases.containsKey(id) ? new Answer.Done<>(remote(id)) : new Answer.Gone<>());
    }

    @Override
    public Answer<Void> rejectMarketing(Lane lane, Removal person, String customerId) {
        return call("PUT customer false", () -> true, () -> {
            customers.put(customerId, false);
            return new Answer.Done<>(null);
        });
    }

    @Override
    public Answer<Optional<String>> findCustomer(Lane lane, Removal person, String connection) {
        return call(
                "GET customer",
                () -> true,
                () -> new Answer.Done<>(
                        customers.containsKey(person.email()) ? Optional.of(person.email()) : Optional.empty()));
    }

    @Override
    public Answer<Void> removePurchase(Lane lane, Removal person, String id) {
        return call("DELETE " + name(purchases.get(id).purchase()), () -> true, () -> {
            purchases.remove(id);
            return new Answer.Done<>(null);
        });
    }

    @Override
    public Answer<Void> removeCustomer(Lane lane, Removal person, String id) {
        return call("DELETE customer", () -> true, () -> {
            customers.remove(id);
            return new Answer.Done<>(null);
        });
    }
}
