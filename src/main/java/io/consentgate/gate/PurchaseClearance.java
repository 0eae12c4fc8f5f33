package io.consentgate.gate;

import io.consentgate.event.Channel;
import io.consentgate.event.Purpose;
import io.consentgate.gate.CartAnswer.Extent;
import io.consentgate.gate.Gate.Permission;
import io.consentgate.gate.Purchase.Article;
import io.consentgate.site.Selling;
import java.time.Instant;
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

    Optional<Cleared<Purchase>> order(Permission permission, Purchase order) {
        Decision decision = permission.decision();
        if (order.isCart()) {
            throw new IllegalArgumentException("a cart is cleared with the question of what is known of it");
        }
        if (permission.site().selling().orders() == null || !delivers(permission, order) || !anyEmail(decision)) {
            return Optional.empty();
        }
        return cleared(minimised(permission, order), decision, decision.validUntil());
    }

    Optional<Cleared<Purchase>> cart(Permission permission, Purchase cart, CartAnswer answer) {
        Decision decision = permission.decision();
        if (permission.site().selling().carts() == null || !delivers(permission, cart) || !answer.may()) {
            return Optional.empty();
        }
        Purchase rest = answer.extent() == Extent.LINK_ONLY ? cart.linkOnly() : minimised(permission, cart);
        return cleared(rest, decision, Moments.earliest(decision.validUntil(), answer.validUntil()));
    }

    private static boolean delivers(Permission permission, Purchase purchase) {
        if (!permission.facts().email().equals(purchase.email())) {
            throw new IllegalArgumentException("the purchase is somebody else's than the permission");
        }
        return permission.decision().outcome() == Outcome.DELIVER;
    }

    private Purchase minimised(Permission permission, Purchase purchase) {
        return profiled(permission.decision())
                ? lawful(purchase, permission.site().selling())
                : purchase.withoutDetail();
    }

    private static Optional<Cleared<Purchase>> cleared(Purchase purchase, Decision decision, Instant validUntil) {
        return Optional.of(new Cleared<>(purchase, decision.decidedAt(), validUntil));
    }

    Optional<Cleared<ShopCustomer>> customer(Permission permission, String connection) {
        Decision decision = permission.decision();
        if (decision.outcome() != Outcome.DELIVER || !anyEmail(decision)) {
            return Optional.empty();
        }
        ShopCustomer customer = new ShopCustomer(permission.facts().email(), connection, marketing(decision));
        return Optional.of(new Cleared<>(customer, decision.decidedAt(), decision.validUntil()));
    }

    private boolean profiled(Decision decision) {
        return !clearance.forbidden(decision).contains(Purpose.PROFILING_CLASSIC)
                && decision.allows(Purpose.PROFILING_CLASSIC, Channel.NONE);
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
