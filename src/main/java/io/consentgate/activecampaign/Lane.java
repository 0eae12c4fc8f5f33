package io.consentgate.activecampaign;

/** Who goes first on an account's call budget; the earlier constant wins (MISSION, "What none of them has", 5). */
public enum Lane {
    WITHDRAWAL,
    CART,
    CONTACT,
    BACKFILL
}
