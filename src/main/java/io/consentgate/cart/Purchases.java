package io.consentgate.cart;

import io.consentgate.database.Transaction;
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

    record CartKey(String shop, String id) {}
}
