package io.consentgate.cart;

import io.consentgate.gate.Gate.Permission;
import io.consentgate.site.Site;
import java.util.List;

/**
 * One buyer of one site, as far as carts and orders go, at one moment.
 *
 * @param personId their random number in this site; 0 when only the erasure is remembered
 * @param permission what the gate says; null when the site knows nothing of the address any more
 * @param restricted whether any site of the account has them restricted: then nothing is changed (READINGS 18)
 * @param there whether ActiveCampaign is known to hold the contact
 * @param delivered whether it holds the contact as it should be: carts and orders never make one (READINGS 28)
 */
record Shopper(
        Site site,
        String address,
        long personId,
        Permission permission,
        boolean restricted,
        boolean there,
        boolean delivered,
        List<ShopCart> carts,
        List<ShopOrder> orders,
        Links links,
        List<SentPurchase> sent,
        List<SentCustomer> customers) {

    boolean erased() {
        return permission == null || permission.decision().erased();
    }

    SentPurchase sentCart(String shop, String cartId) {
        return sent.stream()
                .filter(one -> one.shop().equals(shop) && cartId.equals(one.cartId()))
                .findFirst()
                .orElse(null);
    }

    SentPurchase sentOrder(String shop, String orderId) {
        return sent.stream()
                .filter(one -> one.shop().equals(shop) && orderId.equals(one.orderId()))
                .findFirst()
                .orElse(null);
    }

    SentCustomer customer(String connection) {
        return customers.stream()
                .filter(one -> one.connection().equals(connection))
                .findFirst()
                .orElse(null);
    }

    @Override
    public String toString() {
        return "Shopper[" + site.name() + ", " + carts.size() + " carts, " + orders.size() + " orders]";
    }
}
