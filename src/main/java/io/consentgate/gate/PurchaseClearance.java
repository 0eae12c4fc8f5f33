package io.consentgate.gate;

import io.consentgate.event.Channel;
import io.consentgate.event.Purpose;
import io.consentgate.gate.Gate.Permission;
import io.consentgate.gate.Purchase.Article;
import io.consentgate.site.Selling;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What of carts and orders may leave (consent.md 3.8, 3.12; DESIGN 1.4). */
final class PurchaseClearance {

    /** Shops write where a category lies: {@code Home > Health}. */
    private static final Pattern PATH = Pattern.compile("\\s*[>/|]\\s*");

    private final Clearance clearance;

    PurchaseClearance(Laws laws) {
        this.clearance = new Clearance(laws);
    }

    Optional<Cleared<Purchase>> purchase(Permission permission, Purchase purchase) {
        Decision decision = permission.decision();
        if (!permission.facts().email().equals(purchase.email())) {
            throw new IllegalArgumentException("the purchase is somebody else's than the permission");
        }
        Selling selling = permission.site().selling();
        boolean sent = purchase.isCart() ? selling.carts() != null : selling.orders() != null;
        if (!sent || decision.outcome() != Outcome.DELIVER || !may(decision, purchase)) {
            return Optional.empty();
        }
        Purchase minimised = profiled(decision) ? lawful(purchase, selling) : purchase.withoutDetail();
        return Optional.of(new Cleared<>(minimised, decision.decidedAt(), decision.validUntil()));
    }

    Optional<Cleared<ShopCustomer>> customer(Permission permission, String connection) {
        Decision decision = permission.decision();
        if (decision.outcome() != Outcome.DELIVER || !anyEmail(decision)) {
            return Optional.empty();
        }
        ShopCustomer customer = new ShopCustomer(permission.facts().email(), connection, marketing(decision));
        return Optional.of(new Cleared<>(customer, decision.decidedAt(), decision.validUntil()));
    }

    private boolean may(Decision decision, Purchase purchase) {
        if (!purchase.isCart()) {
            return anyEmail(decision);
        }
        return marketing(decision)
                && (!purchase.throughScript()
                        || allows(decision, Purpose.SITE_TRACKING) && allows(decision, Purpose.PROFILING_ONLINE));
    }

    private boolean profiled(Decision decision) {
        return allows(decision, Purpose.PROFILING_CLASSIC);
    }

    private boolean allows(Decision decision, Purpose purpose) {
        Set<Purpose> forbidden = clearance.forbidden(decision);
        return !forbidden.contains(purpose) && decision.allows(purpose, Channel.NONE);
    }

    private static boolean marketing(Decision decision) {
        return decision.allows(Purpose.DIRECT_MARKETING, Channel.EMAIL);
    }

    private static boolean anyEmail(Decision decision) {
        return marketing(decision) || decision.allows(Purpose.DIRECT_MARKETING_OWN_SIMILAR, Channel.EMAIL);
    }

    /** Without the articles that the site declares sensitive, whatever was consented to (R1). */
    private static Purchase lawful(Purchase purchase, Selling selling) {
        List<Article> rest = purchase.articles().stream()
                .filter(article -> !sensitive(article, selling.sensitive()))
                .toList();
        return rest.size() == purchase.articles().size() ? purchase : purchase.withArticles(rest);
    }

    private static boolean sensitive(Article article, Set<String> declared) {
        if (article.category() == null || declared.isEmpty()) {
            return false;
        }
        String category = article.category().strip().toLowerCase(Locale.ROOT);
        return declared.contains(category)
                || Arrays.stream(PATH.split(category)).anyMatch(declared::contains);
    }
}
