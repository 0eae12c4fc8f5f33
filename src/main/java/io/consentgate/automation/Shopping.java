package io.consentgate.automation;

import io.consentgate.database.Transaction;
import io.consentgate.site.Trigger;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** What people bought, as their shops said it; their external ids included. */
interface Shopping {

    /**
     * Who placed their last order in that time and none after it.
     *
     * @param unnoted the trigger that these orders did not set off yet; null = whether or not
     */
    List<LastOrder> lastOrders(Transaction tx, String site, Instant from, Instant until, String unnoted);

    /** @param personId whom the order names: an address or an external id */
    record LastOrder(long personId, String shop, String externalId, BigDecimal total, Instant at) {}

    /** Whether something was bought by any of them after that moment. */
    boolean boughtAfter(Transaction tx, Set<Long> personIds, Instant moment);

    /** How many orders they placed up to that moment; failed ones do not count. */
    int ordersUntil(Transaction tx, Set<Long> personIds, Instant moment);

    /** Categories of everything they ever bought, in small letters. */
    Set<String> categories(Transaction tx, Set<Long> personIds);

    /** What a trigger would look at now: open carts, or orders of that time. */
    List<LastOrder> candidates(Transaction tx, String site, Trigger.On on, Instant since);
}
