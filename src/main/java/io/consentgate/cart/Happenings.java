package io.consentgate.cart;

import io.consentgate.database.Transaction;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/**
 * What carts and orders mean for whoever starts something from them. Told inside the transaction that confirms it in
 * ActiveCampaign, so only of people who may be sent to, and once each; whether something may follow is decided anew.
 */
public interface Happenings {

    Happenings NONE = (tx, happening) -> {};

    enum Kind {
        /** A cart was told to ActiveCampaign as left behind. */
        CART_ABANDONED,
        /** A cart that was left behind became an order. */
        CART_RECOVERED,
        /** An order was told to ActiveCampaign for the first time, recovered carts included. */
        ORDER_PLACED
    }

    /**
     * @param personId the buyer's random number in the site
     * @param address normalised
     * @param externalId the shop's id of the cart or the order
     * @param live false for what was loaded from the past: nothing starts from it
     * @param categories of the articles that may be told, so empty without consent to profiling
     */
    record Happening(
            Kind kind,
            String account,
            String site,
            long personId,
            String address,
            String shop,
            String externalId,
            BigDecimal total,
            String currency,
            List<String> categories,
            boolean live,
            Instant at) {

        /** Never who it was. */
        @Override
        public String toString() {
            return "Happening[" + kind + " in " + site + "]";
        }
    }

    void happened(Transaction tx, Happening happening);
}
