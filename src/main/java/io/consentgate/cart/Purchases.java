package io.consentgate.cart;

import io.consentgate.database.Transaction;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What shops said about carts and orders, read back. */
interface Purchases {

    List<ShopCart> carts(Transaction tx, Collection<Long> personIds);

    List<ShopOrder> orders(Transaction tx, Collection<Long> personIds);

    /** Of these carts, those that some order names, whoever placed it; by shop and id. */
    Set<CartKey> ordered(Transaction tx, String site, Collection<ShopCart> carts);

    /** Writes down what became of carts, where that is new. */
    void outcomes(Transaction tx, String site, Map<ShopCart, String> outcomes);

    /**
     * That the one informative reminder of a cart leaves.
     *
     * @param at null takes it back: it did not leave
     */
    void reminded(Transaction tx, String site, CartKey cart, Instant at);

    record CartKey(String shop, String id) {}
}
