package io.consentgate.consent;

import io.consentgate.person.KeyedHash;

/** Stands for an order, or a cart, in the register, which names nothing that leads to a person. */
public final class SaleKey {

    private SaleKey() {}

    public static String of(KeyedHash hashes, String site, String shop, String externalId) {
        return hashes.hex("sale", site.length() + ":" + site + shop.length() + ":" + shop + externalId);
    }
}
