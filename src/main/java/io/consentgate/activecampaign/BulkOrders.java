package io.consentgate.activecampaign;

import io.consentgate.gate.Cleared;
import io.consentgate.gate.Purchase;
import io.consentgate.gate.Removal;
import io.consentgate.gate.ShopCustomer;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Orders of one account in groups over GraphQL (activecampaign-api.md 14), instead of one by one with
 * {@link DeepData}. An order that is told again is the same record: the connection and the shop's id decide.
 */
public interface BulkOrders {

    /** @param customer what the gate says of its buyer */
    record Order(Cleared<Purchase> purchase, Cleared<ShopCustomer> customer) {}

    /** Whether {@code setup} made this shop's connection. */
    boolean knows(String connection);

    /** How many of them, from the first on, one call can carry: at least one. */
    int fitting(List<Order> orders);

    /**
     * {@code bulkUpsertOrdersAsync}. Done says that they were accepted, not that they are there.
     *
     * @param group of one connection
     * @return the orders that are to blame, with the reason, when the service named them: what became of the others is
     *     not known then; empty when all were accepted. Refused when none was accepted and nobody named, or stale
     */
    Answer<Map<Order, String>> send(Lane lane, List<Order> group, Departure departure);

    /** Asked when a slot was taken. */
    interface Departure {

        /** Those that are still wanted; they are written down now. */
        List<Order> writtenDown(List<Order> orders);

        /** Asked again when the departure was missed after that. */
        boolean stand(List<Order> orders);
    }

    /** An order that was told, by the shop's own id. */
    record Told(Removal person, String connection, String orderId) {}

    /** {@code getOrder}, all in one call: which of them are there. */
    Answer<Set<Told>> read(Lane lane, List<Told> told);
}
