package io.consentgate.site;

import io.consentgate.event.Channel;
import io.consentgate.event.Purpose;
import io.consentgate.mapping.Target;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * What a marketer has started when something happens in the shop.
 *
 * @param name unique in its site
 * @param days {@code no_order_for}: since the last order; else 0
 * @param bought categories of which something has to be bought; empty = whatever was bought
 * @param notYet categories of which nothing may have been bought yet
 * @param after waited from the occasion on
 * @param atMost how often one person is reached by it
 * @param paused by the file; it can also be paused while running
 */
public record Trigger(
        String name,
        On on,
        int days,
        Set<String> bought,
        Set<String> notYet,
        Duration after,
        Audience audience,
        Action action,
        Cap atMost,
        boolean paused) {

    public Trigger {
        bought = Set.copyOf(bought);
        notYet = Set.copyOf(notYet);
    }

    /** Where a person's profile keeps that it was set off: from there it is part of what ActiveCampaign should hold. */
    public String member() {
        return "trigger." + name;
    }

    /** The custom field that it sets. */
    public Optional<Target.Custom> target() {
        return action instanceof Field field
                ? Optional.of(new Target.Custom(field.title(), field.value() == null ? "date" : "text"))
                : Optional.empty();
    }

    /** The tag that it puts on. */
    public Optional<String> tag() {
        return action instanceof Tag tag ? Optional.of(tag.name()) : Optional.empty();
    }

    public enum On {
        CART_ABANDONED,
        ORDER_PLACED,
        FIRST_ORDER,
        NO_ORDER_FOR,
        PRODUCT_CATEGORY_BOUGHT,
        CROSS_SELL,
        UP_SELL;

        /** What somebody bought is told only with consent to profiling (consent.md 3.8, 3.12). */
        public boolean profiles() {
            return this == PRODUCT_CATEGORY_BOUGHT || this == CROSS_SELL || this == UP_SELL;
        }

        public boolean ofOrder() {
            return this != CART_ABANDONED && this != NO_ORDER_FOR;
        }
    }

    /**
     * Whom it is meant for; whoever may not be sent to is never among them.
     *
     * @param purpose and
     * @param channel that have to be allowed
     * @param countries ISO codes; empty = every country
     * @param tags the shop's own tags, one of which the person carries; empty = everybody
     * @param minimumTotal of the cart or order; null = any
     */
    public record Audience(
            Purpose purpose, Channel channel, Set<String> countries, Set<String> tags, BigDecimal minimumTotal) {

        public Audience {
            countries = Set.copyOf(countries);
            tags = Set.copyOf(tags);
        }
    }

    /** What happens in ActiveCampaign. */
    public sealed interface Action {}

    /** Nothing beyond the cart or order itself: automations there start from Deep Data. */
    public record DeepData() implements Action {}

    public record Tag(String name) implements Action {}

    /** @param value null = the day of the occasion */
    public record Field(String title, String value) implements Action {}

    /** Needs tracking consent, as every event does (READINGS 25). */
    public record Event(String name, String value) implements Action {}

    /** Enrolment in an automation that is there already: the API cannot make one. */
    public record Enrol(String automation) implements Action {}

    /** So many times in so many days. */
    public record Cap(int times, int days) {}
}
