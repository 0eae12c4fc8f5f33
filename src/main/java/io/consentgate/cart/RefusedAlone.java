package io.consentgate.cart;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Orders that were refused each by itself while a group was split. Several of many, all for one and the same reason
 * while none was taken: it is not the orders, so nobody becomes a dead letter for it.
 */
final class RefusedAlone {

    private static final int SEVERAL = 3;

    record Refused(SentPurchase row, String why) {}

    private final Map<Waiting, Refused> orders = new LinkedHashMap<>();
    private boolean taken;

    void add(Waiting one, SentPurchase row, String why) {
        orders.put(one, new Refused(row, why));
    }

    /** Some of the group were. */
    void taken() {
        taken = true;
    }

    boolean general() {
        return !taken
                && orders.size() >= SEVERAL
                && orders.values().stream().map(Refused::why).distinct().count() == 1;
    }

    Map<Waiting, Refused> orders() {
        return orders;
    }
}
