package io.consentgate.cart;

import io.consentgate.site.Site;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which of the account's connections a shop is: one for each shop that the site's file names, and one for all that it
 * owns without naming them.
 */
public final class Connections {

    private static final String EVERY_OTHER = "*";

    private Connections() {}

    static String of(Site site, String shop) {
        return site.shops().contains(shop) ? shop : site.name();
    }

    /** What {@code setup} makes for a site. */
    public static SortedSet<String> of(Site site) {
        SortedSet<String> names = new TreeSet<>();
        if (site.selling().any()) {
            site.shops().forEach(shop -> names.add(shop.equals(EVERY_OTHER) ? site.name() : shop));
        }
        return names;
    }
}
