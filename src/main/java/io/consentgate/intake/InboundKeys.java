package io.consentgate.intake;

import io.consentgate.database.Transaction;
import java.time.Instant;
import java.util.List;

/** Which events were accepted: their keys and contents as keyed hashes. */
interface InboundKeys {

    /** @param hash of shop, source and id; @param content of what the event says */
    record Key(byte[] hash, byte[] content) {}

    enum Claim {
        FRESH,
        REPEATED,
        /** Accepted before, with other content. */
        CONTRADICTED
    }

    /** Occupies the keys; one answer each, in their order. Of equal keys the first is fresh. */
    List<Claim> claim(Transaction tx, List<Key> keys, Instant now);
}
