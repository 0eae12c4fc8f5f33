package io.consentgate.automation;

import io.consentgate.automation.Runs.Run;
import io.consentgate.database.Transaction;
import io.consentgate.person.People;
import io.consentgate.site.Site;
import io.consentgate.site.Sites;
import io.consentgate.site.Trigger;
import io.consentgate.site.Trigger.On;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Notes which triggers an occasion sets off; whether anybody is reached is decided when their time comes. */
public final class Occasions {

    /** A trigger that is switched on reaches who fell silent lately, not everybody who ever did. */
    static final Duration SILENT_LATELY = Duration.ofDays(7);

    private final Sites sites;
    private final Runs runs;
    private final Shopping shopping;
    private final Buyers buyers;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    public Occasions(Sites sites, SqlRuns runs, SqlShopping shopping, People people, Clock clock) {
        this.sites = sites;
        this.runs = runs;
        this.shopping = shopping;
        this.buyers = new Buyers(people);
        this.clock = clock;
    }

    /** Inside the transaction in which it happened. The same again changes nothing. */
    public void happened(Transaction tx, Occasion occasion) {
        if (occasion.kind() != Occasion.Kind.CART_ABANDONED) {
            runs.endCarts(tx, occasion.site(), occasion.personId(), "cart.bought", clock.instant());
        }
        Site site = sites.named(occasion.site()).orElse(null);
        if (site == null || !occasion.live() || occasion.kind() == Occasion.Kind.CART_RECOVERED) {
            return;
        }
        for (Trigger trigger : site.triggers()) {
            if (setsOff(tx, trigger, occasion)) {
                add(tx, site, trigger, occasion);
            }
        }
    }

    private boolean setsOff(Transaction tx, Trigger trigger, Occasion occasion) {
        boolean cart = occasion.kind() == Occasion.Kind.CART_ABANDONED;
        if (cart != (trigger.on() == On.CART_ABANDONED)
                || (!cart && !trigger.on().ofOrder())) {
            return false;
        }
        return switch (trigger.on()) {
            case FIRST_ORDER ->
                shopping.ordersUntil(tx, buyers.names(tx, occasion.site(), occasion.personId()), occasion.at()) <= 1;
            case PRODUCT_CATEGORY_BOUGHT, CROSS_SELL, UP_SELL -> {
                Set<String> categories = occasion.categories().stream()
                        .map(category -> category.strip().toLowerCase(Locale.ROOT))
                        .collect(Collectors.toSet());
                yield categories.stream().anyMatch(trigger.bought()::contains);
            }
            default -> true;
        };
    }

    private void add(Transaction tx, Site site, Trigger trigger, Occasion occasion) {
        runs.add(
                tx,
                new Run(
                        random.nextLong() & Long.MAX_VALUE,
                        site.account(),
                        site.name(),
                        trigger.name(),
                        occasion.personId(),
                        occasion.shop() + " " + occasion.externalId(),
                        occasion.kind() == Occasion.Kind.CART_ABANDONED,
                        occasion.total(),
                        occasion.at(),
                        occasion.at().plus(trigger.after())),
                clock.instant());
    }

    /** Sets off {@code no_order_for}: everybody whose last order came of that age lately. */
    public void silence(Transaction tx, String account) {
        Instant now = clock.instant();
        for (Site site : sites.onAccount(account)) {
            for (Trigger trigger : site.triggers()) {
                if (trigger.on() == On.NO_ORDER_FOR) {
                    silence(tx, site, trigger, now.minus(Duration.ofDays(trigger.days())));
                }
            }
        }
    }

    private void silence(Transaction tx, Site site, Trigger trigger, Instant until) {
        for (Shopping.LastOrder last :
                shopping.lastOrders(tx, site.name(), until.minus(SILENT_LATELY), until, trigger.name())) {
            buyers.owner(tx, site.name(), last.personId()).ifPresent(person -> {
                // Somebody may have bought under the address since, and before under an external id.
                if (!shopping.boughtAfter(tx, buyers.names(tx, site.name(), person.id()), last.at())) {
                    Instant silentSince = last.at().plus(Duration.ofDays(trigger.days()));
                    add(
                            tx,
                            site,
                            trigger,
                            new Occasion(
                                    Occasion.Kind.ORDER_PLACED,
                                    site.name(),
                                    person.id(),
                                    last.shop(),
                                    last.externalId(),
                                    last.total(),
                                    List.of(),
                                    true,
                                    silentSince));
                }
            });
        }
    }
}
