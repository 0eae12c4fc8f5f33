package io.consentgate.cart;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Which order ended which cart (shop-sources.md 2, consequence 2): by the ids that either of them names, else by person
 * and time. The same carts and orders give the same answer in whatever order they were told.
 */
final class Links {

    /** Shops touch the cart once more while they make the order. */
    private static final Duration SAME_MOMENT = Duration.ofMinutes(1);

    private final Map<ShopCart, ShopOrder> orderOf = new HashMap<>();
    private final Map<ShopOrder, ShopCart> cartOf = new HashMap<>();
    private final Set<ShopCart> bought = new HashSet<>();

    private Links() {}

    /** @param ordered carts that somebody's order names */
    static Links of(List<ShopCart> carts, List<ShopOrder> orders, Set<Purchases.CartKey> ordered) {
        Links links = new Links();
        List<ShopOrder> placed = orders.stream()
                .filter(ShopOrder::placed)
                .sorted(Comparator.comparing(ShopOrder::placedAt)
                        .thenComparing(ShopOrder::shop)
                        .thenComparing(ShopOrder::id))
                .toList();
        List<ShopCart> newestFirst = carts.stream()
                .sorted(Comparator.comparing(ShopCart::updatedAt)
                        .reversed()
                        .thenComparing(ShopCart::shop)
                        .thenComparing(ShopCart::id))
                .toList();
        for (ShopCart cart : newestFirst) {
            placed.stream()
                    .filter(order -> named(cart, order) && !links.cartOf.containsKey(order))
                    .findFirst()
                    .ifPresent(order -> links.link(cart, order));
        }
        for (ShopCart cart : newestFirst) {
            if (!links.orderOf.containsKey(cart) && !cart.saysBought()) {
                placed.stream()
                        .filter(order -> order.cartId() == null && order.shop().equals(cart.shop()))
                        .filter(order -> after(cart, order) && !links.cartOf.containsKey(order))
                        .findFirst()
                        .ifPresent(order -> links.link(cart, order));
            }
            if (cart.saysBought()
                    || links.orderOf.containsKey(cart)
                    || ordered.contains(new Purchases.CartKey(cart.shop(), cart.id()))
                    || placed.stream().anyMatch(order -> after(cart, order))) {
                links.bought.add(cart);
            }
        }
        return links;
    }

    private static boolean named(ShopCart cart, ShopOrder order) {
        return cart.shop().equals(order.shop())
                && (cart.id().equals(order.cartId()) || Objects.equals(cart.orderId(), order.id()));
    }

    private static boolean after(ShopCart cart, ShopOrder order) {
        return !order.placedAt().isBefore(cart.updatedAt().minus(SAME_MOMENT));
    }

    private void link(ShopCart cart, ShopOrder order) {
        orderOf.put(cart, order);
        cartOf.put(order, cart);
    }

    /** Null when none is known. */
    ShopOrder orderOf(ShopCart cart) {
        return orderOf.get(cart);
    }

    /** Null when none is known. */
    ShopCart cartOf(ShopOrder order) {
        return cartOf.get(order);
    }

    /** Whether its person bought meanwhile: no reminder any more. */
    boolean bought(ShopCart cart) {
        return bought.contains(cart);
    }
}
