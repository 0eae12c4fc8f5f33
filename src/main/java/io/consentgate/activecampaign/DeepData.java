package io.consentgate.activecampaign;

import io.consentgate.gate.Cleared;
import io.consentgate.gate.Purchase;
import io.consentgate.gate.Removal;
import io.consentgate.gate.ShopCustomer;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * The e-commerce side of one account (activecampaign-api.md 13). Calls wait for a slot, ask {@code still} and answer as
 * those of {@link ActiveCampaign}. Nothing here puts anybody on a list: connections are made without one.
 */
public interface DeepData {

    /** Whether {@code setup} made this shop's connection. */
    boolean knows(String connection);

    /** {@code POST ecomCustomers}; one that is there already is found and brought to the same answer. */
    Answer<String> addCustomer(Lane lane, Cleared<ShopCustomer> customer, BooleanSupplier still);

    /** {@code PUT ecomCustomers/{id}}: what the gate now says about marketing. */
    Answer<Void> updateCustomer(Lane lane, Cleared<ShopCustomer> customer, String id, BooleanSupplier still);

    /** {@code POST ecomOrders}: a cart, or an order. */
    Answer<String> addPurchase(Lane lane, Cleared<Purchase> purchase, String customerId, BooleanSupplier still);

    /**
     * {@code PUT ecomOrders/{id}}: the whole purchase again. With an order's number it turns a cart into a recovered one
     * (13.4).
     */
    Answer<Void> updatePurchase(
            Lane lane, Cleared<Purchase> purchase, String id, String customerId, BooleanSupplier still);

    /** Looks for what may have been made, by the shop's own id; never by address. {@code order} null = a cart's id. */
    Answer<Optional<Remote>> findPurchase(Lane lane, Removal person, String connection, String cart, String order);

    /** {@code GET ecomOrders/{id}}. */
    Answer<Remote> readPurchase(Lane lane, Removal person, String id);

    /** @param orderId null while it is a cart */
    record Remote(String id, String cartId, String orderId, long total) {}

    /** {@code PUT ecomCustomers/{id}}: no marketing any more; for somebody who may not be sent to. */
    Answer<Void> rejectMarketing(Lane lane, Removal person, String customerId);

    /** Looks for a customer that may have been made. */
    Answer<Optional<String>> findCustomer(Lane lane, Removal person, String connection);

    /** {@code DELETE ecomOrders/{id}}; not there any more is success. */
    Answer<Void> removePurchase(Lane lane, Removal person, String id);

    /** {@code DELETE ecomCustomers/{id}}; not there any more is success. */
    Answer<Void> removeCustomer(Lane lane, Removal person, String id);
}
