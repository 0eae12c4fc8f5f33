package io.consentgate.gate;

/**
 * A buyer as a shop's connection may hold them.
 *
 * @param acceptsMarketing the gate's own answer for e-mail marketing, nobody else's
 */
public record ShopCustomer(String email, String connection, boolean acceptsMarketing) {

    @Override
    public String toString() {
        return "ShopCustomer[of " + connection + "]";
    }
}
