package io.consentgate.cart;

import io.consentgate.activecampaign.Lane;
import io.consentgate.cart.CartRule.Around;
import io.consentgate.cart.CartRule.Verdict;
import io.consentgate.gate.CartAnswer;
import io.consentgate.gate.CartAnswer.Extent;
import io.consentgate.gate.CartQuestion;
import io.consentgate.gate.Cleared;
import io.consentgate.gate.Gate;
import io.consentgate.gate.Purchase;
import io.consentgate.gate.ShopCustomer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Compares what Deep Data should hold of one buyer with what it is known to hold. Pure: the same facts, the same plan. */
final class Planner {

    private final Gate gate;
    private final Offers offers;
    private final Function<Purchase, String> digest;

    Planner(Gate gate, Offers offers, Function<Purchase, String> digest) {
        this.gate = gate;
        this.offers = offers;
        this.digest = digest;
    }

    Plan plan(Shopper shopper, Instant now) {
        return new Planned(shopper, now).plan();
    }

    private final class Planned {

        private final Shopper shopper;
        private final Instant now;
        private final List<Step> ending = new ArrayList<>();
        private final List<Step.OfPurchase> carts = new ArrayList<>();
        private final List<Step.OfPurchase> orders = new ArrayList<>();
        private final Set<String> connections = new HashSet<>();
        private final Map<ShopCart, String> outcomes = new LinkedHashMap<>();
        private final Set<SentPurchase> wanted = new HashSet<>();
        private Instant cartAt;
        private Instant lawful;
        private boolean another;

        Planned(Shopper shopper, Instant now) {
            this.shopper = shopper;
            this.now = now;
        }

        Plan plan() {
            if (shopper.restricted()) {
                shopper.carts().forEach(cart -> outcomes.put(cart, "restriction.active"));
                return plan(List.of(), false);
            }
            List<Step> doubts = doubts();
            if (!doubts.isEmpty()) {
                return plan(doubts, false);
            }
            Optional<Cleared<ShopCustomer>> any = customer(shopper.site().name());
            if (any.isEmpty()) {
                return refused();
            }
            shopper.orders().stream()
                    .sorted(Comparator.comparing(ShopOrder::placedAt))
                    .forEach(this::order);
            shopper.carts().forEach(this::cart);
            if (another) {
                // One at a time: the cart that was told before is not waited for any more.
                carts.removeIf(step -> step instanceof Step.Change change && stillACart(change));
                wanted.removeIf(sent -> sent.openCart() && !becomesAnOrder(sent));
            }
            for (SentPurchase sent : shopper.sent()) {
                if (!wanted.contains(sent)) {
                    ending.add(new Step.Remove(sent));
                }
            }
            carts.forEach(this::needsCustomer);
            orders.forEach(this::needsCustomer);
            List<Step> customers = customers();
            List<Step> steps = new ArrayList<>(ending);
            if (shopper.delivered()) {
                steps.addAll(customers);
                steps.addAll(carts);
                steps.addAll(orders);
            }
            boolean more = !customers.isEmpty() || !carts.isEmpty() || !orders.isEmpty();
            return plan(steps, !shopper.delivered() && more);
        }

        private Plan plan(List<Step> steps, boolean waits) {
            Instant next = shopper.permission() == null
                    ? null
                    : shopper.permission().decision().validUntil();
            return new Plan(List.copyOf(steps), waits, earliest(next, lawful), cartAt, outcomes);
        }

        private List<Step> doubts() {
            List<Step> doubts = new ArrayList<>();
            shopper.sent().stream()
                    .filter(sent -> sent.doubt() != null)
                    .forEach(sent -> doubts.add(new Step.Settle(sent)));
            shopper.customers().stream()
                    .filter(customer -> customer.remoteId() == null)
                    .forEach(customer -> doubts.add(new Step.SettleCustomer(customer)));
            return doubts;
        }

        /** Nothing may be sent: what could start a mail ends at once; all of it goes with the person. */
        private Plan refused() {
            String reason = shopper.permission() == null
                    ? "subject.erased"
                    : shopper.permission().decision().reason();
            shopper.carts().forEach(cart -> outcomes.put(cart, reason));
            boolean all = shopper.erased() || !shopper.there();
            for (SentPurchase sent : shopper.sent()) {
                if (all || sent.openCart()) {
                    ending.add(new Step.Remove(sent));
                }
            }
            for (SentCustomer customer : shopper.customers()) {
                if (all) {
                    ending.add(new Step.RemoveCustomer(customer));
                } else if (!Boolean.FALSE.equals(customer.accepts())) {
                    ending.add(new Step.Reject(customer));
                }
            }
            return plan(ending, false);
        }

        private void order(ShopOrder order) {
            SentPurchase sent = shopper.sentOrder(order.shop(), order.id());
            ShopCart cart = shopper.links().cartOf(order);
            SentPurchase open = sent == null && cart != null ? open(cart) : null;
            SentPurchase known = sent != null ? sent : open;
            if (known == null && order.undone()) {
                return;
            }
            // What is made anew was told before: it starts nothing a second time.
            boolean again = known != null
                    && known != open
                    && known.remoteId() == null
                    && known.digest() == null
                    && !known.refused();
            boolean live = known == null || known == open ? !order.historical() : known.live() && !again;
            Optional<Cleared<Purchase>> cleared = clear(offers.order(
                    shopper.site(), shopper.address(), order, known == null ? null : known.cartId(), live));
            if (known != null && cleared.isPresent()) {
                wanted.add(known);
            }
            cleared.ifPresent(purchase -> {
                if (known == null) {
                    Lane lane = order.historical() ? Lane.BACKFILL : Lane.CONTACT;
                    orders.add(new Step.Add(lane, purchase, order.shop()));
                } else if (known == open) {
                    carts.add(new Step.Change(Lane.CART, purchase, known));
                } else if (!digest.apply(purchase.value()).equals(known.digest())) {
                    orders.add(new Step.Change(order.historical() ? Lane.BACKFILL : Lane.CONTACT, purchase, known));
                }
            });
            if (cleared.isEmpty() && sent != null) {
                wanted.add(sent);
            }
        }

        private SentPurchase open(ShopCart cart) {
            SentPurchase sent = shopper.sentCart(cart.shop(), cart.id());
            return sent != null && sent.openCart() ? sent : null;
        }

        private void cart(ShopCart cart) {
            SentPurchase sent = shopper.sentCart(cart.shop(), cart.id());
            if (sent != null && !sent.openCart()) {
                outcomes.put(cart, "cart.recovered");
                wanted.add(sent);
                namedOnly(cart, sent);
                return;
            }
            if (shopper.site().selling().carts() == null) {
                return;
            }
            if (sent != null && shopper.links().orderOf(cart) == null && namedOnly(cart, sent)) {
                outcomes.put(cart, "cart.recovered");
                return;
            }
            if (wanted.contains(sent)) {
                outcomes.put(cart, "cart.recovered");
                return;
            }
            CartRule rule = new CartRule(
                    shopper.site().selling().carts(), shopper.site().zone());
            Verdict verdict = rule.of(cart, around(cart, sent), now);
            Instant abandonedAt = sent == null ? rule.abandonedAt(cart) : sent.abandonedAt();
            boolean told = sent != null && !sent.neverTold();
            Purchase purchase =
                    offers.cart(shopper.site(), shopper.address(), cart, abandonedAt, !told && !cart.historical());
            CartQuestion question = cart.question(abandonedAt, told, purchase.url() != null);
            CartAnswer answer = gate.cart(shopper.permission(), question);
            if (!answer.may() && !(verdict instanceof Verdict.Never)) {
                outcomes.put(cart, answer.reason());
                return;
            }
            outcomes.put(cart, verdict.reason());
            if (verdict instanceof Verdict.Wait wait) {
                cartAt = earliest(cartAt, wait.until());
                keep(sent);
            } else if (verdict instanceof Verdict.Ready) {
                keep(sent);
                gate.clear(shopper.permission(), purchase, question)
                        .ifPresent(cleared -> abandoned(cart, sent, cleared, answer));
            } else if (verdict.reason().equals("cart.superseded")
                    || verdict.reason().equals("cart.belowMinimum")) {
                keep(sent);
            }
            if (wanted.contains(sent)) {
                lawful = earliest(lawful, answer.validUntil());
            }
        }

        private void keep(SentPurchase sent) {
            if (sent != null) {
                wanted.add(sent);
            }
        }

        private void abandoned(ShopCart cart, SentPurchase sent, Cleared<Purchase> purchase, CartAnswer answer) {
            if (sent == null) {
                another = true;
                carts.add(
                        answer.extent() == Extent.LINK_ONLY
                                ? new Step.Remind(purchase, cart.shop())
                                : new Step.Add(Lane.CART, purchase, cart.shop()));
            } else if (!digest.apply(purchase.value()).equals(sent.digest())) {
                carts.add(new Step.Change(Lane.CART, purchase, sent));
            }
        }

        /** The cart names the order that nobody told of yet: its record is recovered with what the cart says. */
        private boolean namedOnly(ShopCart cart, SentPurchase sent) {
            boolean told = cart.orderId() == null
                    || shopper.orders().stream()
                            .anyMatch(order -> order.shop().equals(cart.shop())
                                    && order.id().equals(cart.orderId()));
            if (told || shopper.sentOrder(cart.shop(), cart.orderId()) != null && sent.openCart()) {
                return false;
            }
            clear(offers.recovered(shopper.site(), shopper.address(), cart, sent.abandonedAt()))
                    .filter(purchase -> !digest.apply(purchase.value()).equals(sent.digest()))
                    .ifPresent(purchase -> carts.add(new Step.Change(Lane.CART, purchase, sent)));
            wanted.add(sent);
            return true;
        }

        private Around around(ShopCart cart, SentPurchase sent) {
            boolean newer = sent == null
                    && shopper.carts().stream()
                            .filter(other -> !other.expired() && !other.empty())
                            .filter(other -> !shopper.links().bought(other))
                            .anyMatch(other -> later(other, cart));
            Instant lastReminder = sent != null
                    ? null
                    : shopper.sent().stream()
                            .filter(other -> other.openCart() && other.live() && !other.neverTold())
                            .filter(other -> !Objects.equals(other.cartId(), cart.id()))
                            .map(SentPurchase::sentAt)
                            .max(Comparator.naturalOrder())
                            .orElse(null);
            return new Around(shopper.links().bought(cart), newer, lastReminder);
        }

        private static boolean later(ShopCart one, ShopCart other) {
            int byTime = one.updatedAt().compareTo(other.updatedAt());
            return byTime > 0 || byTime == 0 && one.id().compareTo(other.id()) > 0;
        }

        private static Instant earliest(Instant one, Instant other) {
            return other == null || one != null && one.isBefore(other) ? one : other;
        }

        private static boolean stillACart(Step.Change change) {
            return change.purchase().value().isCart();
        }

        private boolean becomesAnOrder(SentPurchase sent) {
            return carts.stream()
                    .anyMatch(step ->
                            step instanceof Step.Change change && change.known().equals(sent));
        }

        private void needsCustomer(Step.OfPurchase step) {
            connections.add(step.purchase().value().connection());
        }

        private List<Step> customers() {
            List<Step> steps = new ArrayList<>();
            Set<String> missing = new HashSet<>(connections);
            for (SentCustomer known : shopper.customers()) {
                missing.remove(known.connection());
                customer(known.connection())
                        .filter(now ->
                                !Boolean.valueOf(now.value().acceptsMarketing()).equals(known.accepts()))
                        .ifPresent(now -> steps.add(new Step.ChangeCustomer(now, known)));
            }
            Lane lane = carts.isEmpty() ? Lane.CONTACT : Lane.CART;
            missing.stream().sorted().forEach(connection -> customer(connection)
                    .ifPresent(customer -> steps.add(new Step.AddCustomer(lane, customer))));
            return steps;
        }

        private Optional<Cleared<ShopCustomer>> customer(String connection) {
            return shopper.permission() == null ? Optional.empty() : gate.customer(shopper.permission(), connection);
        }

        private Optional<Cleared<Purchase>> clear(Purchase purchase) {
            return gate.clear(shopper.permission(), purchase);
        }
    }
}
