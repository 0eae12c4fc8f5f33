package io.consentgate.cart;

import io.consentgate.activecampaign.BulkOrders.Order;
import io.consentgate.cart.Plan.Grouped;
import io.consentgate.cart.Shoppers.Claim;
import io.consentgate.gate.Purchase;

/** One order of one buyer, ready to go in a group. */
record Waiting(Claim claim, Shopper shopper, Grouped grouped) {

    Purchase purchase() {
        return grouped.purchase().value();
    }

    Order order() {
        return new Order(grouped.purchase(), grouped.customer());
    }
}
