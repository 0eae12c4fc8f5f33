package io.consentgate.cart;

import io.consentgate.activecampaign.Lane;
import io.consentgate.gate.Cleared;
import io.consentgate.gate.Purchase;
import io.consentgate.gate.ShopCustomer;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What a buyer's carts and orders ask for now.
 *
 * @param steps in the order in which they are to be made; what ends something comes first
 * @param grouped orders that go over GraphQL, together with other buyers' (decision 116)
 * @param waits whether more is to be done as soon as the contact is there
 * @param next when time alone may change something; null = never
 * @param cartAt when the next cart's time comes; null = none waits
 * @param outcomes what becomes of each cart, a reason code
 */
record Plan(
        List<Step> steps,
        List<Grouped> grouped,
        boolean waits,
        Instant next,
        Instant cartAt,
        Map<ShopCart, String> outcomes) {

    /**
     * @param shop whose ids the order's are
     * @param known null when it was never told; an open cart when that became the order
     */
    record Grouped(
            Lane lane, Cleared<Purchase> purchase, Cleared<ShopCustomer> customer, String shop, SentPurchase known) {}
}
