package io.consentgate.site;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.LocalTime;
import java.util.Set;

/**
 * What a site sends to ActiveCampaign's Deep Data: orders, and carts that were left behind. A part that its file does not
 * name is not sent.
 *
 * @param orders null = no orders
 * @param carts null = no carts
 * @param sensitive article categories that never leave, in lower case (consent.md 3.2 R1)
 * @param domains where ActiveCampaign's site tracking may run
 */
public record Selling(Orders orders, Carts carts, Set<String> sensitive, Set<String> domains) {

    public static final Selling NOTHING = new Selling(null, null, Set.of(), Set.of());

    public Selling {
        sensitive = Set.copyOf(sensitive);
        domains = Set.copyOf(domains);
    }

    /**
     * @param page the shop's address as the connection shows it; null = the controller's website
     * @param logo an image for the connection; null = the page's favicon
     */
    public record Orders(URI page, URI logo) {}

    /**
     * @param idle how long a cart rests before it counts as left behind, from its own last change
     * @param quietFrom no reminder starts from here, in the site's zone; null = at any hour
     * @param quietUntil up to here
     * @param minimum carts of less are left alone; null = none
     * @param pause from one reminder of a person to the next, for another cart
     * @param linkDays how long a recovery link of ours works
     * @param page where a link of ours leads when the shop gives none; null = carts without a link of the shop have none
     * @param ownCustomers whether carts of own customers go where the country's law lets soft opt-in carry them (C4)
     * @param reminder the one informative reminder without consent (consent.md 3.6 C2); null = switched off
     */
    public record Carts(
            Duration idle,
            LocalTime quietFrom,
            LocalTime quietUntil,
            BigDecimal minimum,
            Duration pause,
            Duration linkDays,
            URI page,
            boolean ownCustomers,
            Reminder reminder) {

        /** Of people who agreed to marketing, and of nobody else. */
        public Carts(
                Duration idle,
                LocalTime quietFrom,
                LocalTime quietUntil,
                BigDecimal minimum,
                Duration pause,
                Duration linkDays,
                URI page) {
            this(idle, quietFrom, quietUntil, minimum, pause, linkDays, page, false, null);
        }
    }

    /**
     * @param disclosedIn version of the notice that tells of the reminder
     * @param assessment id of the legitimate-interest assessment
     */
    public record Reminder(String disclosedIn, String assessment) {}

    /** Whether anything of the kind is sent at all. */
    public boolean any() {
        return orders != null || carts != null;
    }
}
