package io.consentgate.cart;

import io.consentgate.site.Selling;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/** When a cart counts as left behind and may be told so, by the site's own rules. Consent is the gate's question. */
final class CartRule {

    private final Selling.Carts rules;
    private final ZoneId zone;

    CartRule(Selling.Carts rules, ZoneId zone) {
        this.rules = rules;
        this.zone = zone;
    }

    /** What is to be done with a cart; {@code reason} for people and figures. */
    sealed interface Verdict {

        String reason();

        /** Its time has come. */
        record Ready() implements Verdict {
            @Override
            public String reason() {
                return "cart.abandoned";
            }
        }

        /** Not before that moment; then it is looked at anew. */
        record Wait(Instant until, String reason) implements Verdict {}

        /** Never, unless it changes. */
        record Never(String reason) implements Verdict {}
    }

    /**
     * What else is known of the cart's person.
     *
     * @param bought whether they bought since
     * @param newer whether another cart of theirs changed later
     * @param lastReminder when another cart of theirs was last told; null = never
     */
    record Around(boolean bought, boolean newer, Instant lastReminder) {}

    Verdict of(ShopCart cart, Around around, Instant now) {
        if (around.bought()) {
            return new Verdict.Never("cart.bought");
        }
        if (cart.expired()) {
            return new Verdict.Never("cart.expired");
        }
        if (cart.empty()) {
            return new Verdict.Never("cart.empty");
        }
        if (around.newer()) {
            return new Verdict.Never("cart.superseded");
        }
        if (rules.minimum() != null && cart.total().compareTo(rules.minimum()) < 0) {
            return new Verdict.Never("cart.belowMinimum");
        }
        Instant abandoned = abandonedAt(cart);
        if (now.isBefore(abandoned)) {
            return new Verdict.Wait(abandoned, "cart.active");
        }
        Instant free = around.lastReminder() == null
                ? Instant.MIN
                : around.lastReminder().plus(rules.pause());
        if (now.isBefore(free)) {
            return new Verdict.Wait(free, "cart.remindedRecently");
        }
        Instant loud = quietUntil(now);
        return loud == null || cart.historical() ? new Verdict.Ready() : new Verdict.Wait(loud, "cart.quietHours");
    }

    /** By the cart's own last change, not by when we heard of it. */
    Instant abandonedAt(ShopCart cart) {
        return cart.updatedAt().plus(rules.idle());
    }

    /** The end of the quiet hours that {@code now} lies in; null when it lies in none. */
    private Instant quietUntil(Instant now) {
        if (rules.quietFrom() == null) {
            return null;
        }
        ZonedDateTime here = now.atZone(zone);
        LocalTime time = here.toLocalTime();
        boolean overnight = rules.quietFrom().isAfter(rules.quietUntil());
        boolean quiet = overnight
                ? !time.isBefore(rules.quietFrom()) || time.isBefore(rules.quietUntil())
                : !time.isBefore(rules.quietFrom()) && time.isBefore(rules.quietUntil());
        if (!quiet) {
            return null;
        }
        boolean tomorrow = overnight && !time.isBefore(rules.quietUntil());
        return (tomorrow ? here.toLocalDate().plusDays(1) : here.toLocalDate())
                .atTime(rules.quietUntil())
                .atZone(zone)
                .toInstant();
    }
}
