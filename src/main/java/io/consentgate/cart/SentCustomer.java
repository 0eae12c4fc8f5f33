package io.consentgate.cart;

/**
 * A buyer as a shop's connection holds them.
 *
 * @param remoteId null while making it was not answered, or when orders made it that were told in groups
 * @param accepts what ActiveCampaign was last told about marketing; null when that is not known
 */
record SentCustomer(String account, String connection, String address, String site, String remoteId, Boolean accepts) {

    /** Whether it is not known if it is there. */
    boolean inDoubt() {
        return remoteId == null && accepts == null;
    }

    @Override
    public String toString() {
        return "SentCustomer[" + connection + ", remote " + remoteId + "]";
    }
}
