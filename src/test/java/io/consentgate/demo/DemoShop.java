package io.consentgate.demo;

import static io.consentgate.demo.ShopHistory.Kind.BOOKKEEPING;
import static io.consentgate.demo.ShopHistory.Kind.DISCOUNT;
import static io.consentgate.demo.ShopHistory.Kind.POSTAGE;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentgate.demo.ShopHistory.Invoice;
import io.consentgate.demo.ShopHistory.Line;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The real history with made-up people and consents on top, as the events that the shop would send. */
public final class DemoShop {

    public static final String SHOP = "online-retail.example";
    static final String NOTICE = "privacy-2026-01";

    private final ShopHistory history;
    private final Instant now;
    private final Duration moved;
    private final CanonicalEvents events = new CanonicalEvents(SHOP, SHOP + "/history", "historical");
    private final Map<String, MadeUpCustomer> customers = new TreeMap<>();

    /** @param now the demo's start: the last day of the history becomes the day before, so that nothing goes stale */
    public DemoShop(ShopHistory history, Instant now) {
        this.history = history;
        this.now = now.truncatedTo(ChronoUnit.SECONDS);
        this.moved = Duration.between(history.end().toInstant(ZoneOffset.UTC), this.now.minus(1, ChronoUnit.DAYS));
        history.byCustomer()
                .forEach((number, invoices) -> customers.put(
                        number,
                        MadeUpCustomer.of(
                                number,
                                invoices.get(0).country(),
                                invoices.stream().anyMatch(DemoShop::isSale))));
    }

    public ShopHistory history() {
        return history;
    }

    public Collection<MadeUpCustomer> customers() {
        return customers.values();
    }

    /** Everything the shop knows, person by person; what nobody is known to have bought comes last. */
    public List<ObjectNode> events() {
        List<ObjectNode> all = new ArrayList<>();
        history.byCustomer().forEach((number, invoices) -> {
            MadeUpCustomer customer = customers.get(number);
            all.add(contact(customer, invoices));
            invoices.forEach(invoice -> all.add(order(invoice, customer)));
            all.addAll(consents(customer, invoices));
        });
        history.invoices().stream()
                .filter(invoice ->
                        invoice.customer() == null && !invoice.articles().isEmpty())
                .forEach(invoice -> all.add(order(invoice, null)));
        return all;
    }

    /** Goods went out and were paid: a cancellation, a bookkeeping entry or an empty invoice is no sale. */
    private static boolean isSale(Invoice invoice) {
        return !invoice.cancellation()
                && !invoice.articles().isEmpty()
                && invoice.total().signum() > 0;
    }

    private Instant at(Invoice invoice) {
        return invoice.at().toInstant(ZoneOffset.UTC).plus(moved);
    }

    private Instant daysAgo(long days) {
        return now.minus(days, ChronoUnit.DAYS);
    }

    private ObjectNode contact(MadeUpCustomer customer, List<Invoice> invoices) {
        Instant first =
                invoices.stream().map(this::at).min(Comparator.naturalOrder()).orElseThrow();
        return events.event("contact", "contact-" + customer.number(), first, data -> {
            data.put("external_id", customer.number())
                    .put("email", customer.email())
                    .put("phone", customer.phone())
                    .put("first_name", customer.firstName())
                    .put("last_name", customer.lastName())
                    .put("locale", customer.locale())
                    .put("is_guest", false)
                    .put("created_at", first.toString())
                    .put("updated_at", first.toString());
            if (customer.country() != null) {
                data.put("country_code", customer.country());
            }
            if (customer.situation() == Situation.MINOR) {
                data.put(
                        "birth_date",
                        now.atZone(ZoneOffset.UTC).toLocalDate().minusYears(13).toString());
            }
            if (customer.loyal() || customer.situation() == Situation.BUNDLED) {
                BigDecimal spent = spent(invoices);
                data.putObject("loyalty")
                        .put("card_number", "LC" + customer.number())
                        .put("points", spent.intValue())
                        .put("total_spent", spent.toPlainString())
                        .put("enrolled_at", first.toString());
            }
        });
    }

    private static BigDecimal spent(List<Invoice> invoices) {
        return invoices.stream()
                .map(Invoice::total)
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .max(BigDecimal.ZERO)
                .setScale(2, RoundingMode.HALF_UP);
    }

    private ObjectNode order(Invoice invoice, MadeUpCustomer customer) {
        Instant placed = at(invoice);
        return events.event("order", "order-" + invoice.number(), placed, data -> {
            data.put("external_id", invoice.number()).put("number", invoice.number());
            if (customer != null) {
                data.putObject("person").put("external_id", customer.number()).put("email", customer.email());
            }
            data.put("status", invoice.cancellation() ? "cancelled" : isSale(invoice) ? "completed" : "failed")
                    .put("currency", "GBP")
                    .put("total", invoice.total().toPlainString())
                    .put("placed_at", placed.toString())
                    .put("updated_at", placed.toString());
            if (invoice.of(POSTAGE).signum() != 0) {
                data.put("shipping_total", invoice.of(POSTAGE).toPlainString());
            }
            if (invoice.of(DISCOUNT).signum() != 0) {
                data.put("discount_total", invoice.of(DISCOUNT).negate().toPlainString());
            }
            if (invoice.of(BOOKKEEPING).signum() != 0) {
                data.put("platform_status", "with manual entries");
            }
            ArrayNode items = data.putArray("items");
            invoice.articles().stream().limit(1000).forEach(line -> items.add(item(line)));
        });
    }

    private static ObjectNode item(Line line) {
        return CanonicalEvents.object()
                .put("sku", line.code())
                .put("name", line.description())
                .put("quantity", line.quantity())
                .put("unit_price", line.unitPrice().stripTrailingZeros().toPlainString())
                .put("total", line.total().stripTrailingZeros().toPlainString());
    }

    private List<ObjectNode> consents(MadeUpCustomer customer, List<Invoice> invoices) {
        long days = 20 + MadeUpCustomer.roll(customer.number(), "when") % 300;
        Instant asked = daysAgo(days);
        Consumer<ObjectNode> confirmed = data -> {
            proven(data, asked);
            confirmed(data, asked);
        };
        return switch (customer.situation()) {
            case CONFIRMED -> List.of(newsletter(customer, "given", asked, confirmed));
            case WITH_PROFILING ->
                List.of(
                        newsletter(customer, "given", asked, confirmed),
                        say(customer, "profiling_classic", null, "given", asked, data -> proven(data, asked)));
            case WITH_TRACKING ->
                List.of(
                        newsletter(customer, "given", asked, confirmed),
                        say(customer, "profiling_classic", null, "refused", asked, DemoShop::nothing),
                        say(customer, "profiling_online", "web", "given", asked, data -> proven(data, asked)),
                        say(customer, "site_tracking", "web", "given", asked, data -> proven(data, asked)));
            case AGAIN ->
                List.of(
                        newsletter(customer, "given", asked, confirmed),
                        newsletter(customer, "withdrawn", daysAgo(days - 5), DemoShop::nothing),
                        newsletter(customer, "given", daysAgo(days - 10), data -> {
                            proven(data, daysAgo(days - 10));
                            confirmed(data, daysAgo(days - 10));
                        }));
            case SOFT_OPT_IN -> List.of(softOptIn(customer, invoices));
            case SINGLE_OPT_IN ->
                List.of(newsletter(customer, "given", daysAgo(2), data -> {
                    proven(data, daysAgo(2));
                    data.put("opt_in_level", "single_opt_in");
                }));
            case PENDING -> List.of(newsletter(customer, "pending", daysAgo(1), data -> requested(data, daysAgo(1))));
            case NEVER_CONFIRMED ->
                List.of(newsletter(customer, "pending", daysAgo(30), data -> requested(data, daysAgo(30))));
            case REFUSED -> List.of(newsletter(customer, "refused", asked, DemoShop::nothing));
            case WITHDRAWN ->
                List.of(
                        newsletter(customer, "given", asked, confirmed),
                        newsletter(customer, "withdrawn", daysAgo(days - 12), DemoShop::nothing));
            case OBJECTION ->
                List.of(
                        newsletter(customer, "given", asked, confirmed),
                        events.request("objection-" + customer.number(), "objection", customer.email(), daysAgo(6)));
            case RESTRICTION ->
                List.of(
                        newsletter(customer, "given", asked, confirmed),
                        events.request(
                                "restriction-" + customer.number(), "restriction", customer.email(), daysAgo(6)));
            case PRE_TICKED ->
                List.of(newsletter(customer, "given", asked, confirmed.andThen(data -> data.put("pre_ticked", true))));
            case BUNDLED ->
                List.of(newsletter(customer, "given", asked, confirmed.andThen(data -> data.putArray("bundled_with")
                        .add("loyalty_enrolment"))));
            case STALE -> {
                Instant longAgo = daysAgo(800 + days);
                yield List.of(newsletter(customer, "given", longAgo, data -> {
                    proven(data, longAgo);
                    confirmed(data, longAgo);
                }));
            }
            case UNDATED ->
                List.of(newsletter(customer, "given", null, confirmed.andThen(data -> {
                    data.putNull("recorded_at");
                    data.remove("double_opt_in");
                })));
            case WITHOUT_NOTICE ->
                List.of(newsletter(customer, "given", asked, confirmed.andThen(data -> data.remove("notice_version"))));
            case WITHOUT_EVIDENCE ->
                List.of(newsletter(customer, "given", asked, confirmed.andThen(data -> data.putObject("evidence"))));
            case MINOR -> List.of(newsletter(customer, "given", asked, confirmed));
            case TRACKING_ONLY ->
                List.of(
                        say(customer, "profiling_online", "web", "given", asked, data -> proven(data, asked)),
                        say(customer, "site_tracking", "web", "given", asked, data -> proven(data, asked)));
            case SILENT -> List.of();
        };
    }

    private ObjectNode softOptIn(MadeUpCustomer customer, List<Invoice> invoices) {
        Invoice sale = invoices.stream().filter(DemoShop::isSale).findFirst().orElseThrow();
        return say(customer, "direct_marketing_own_similar", "email", "given", at(sale), data -> {
            proven(data, at(sale));
            data.put("collected_from", "checkout")
                    .put("legal_basis", "soft_opt_in")
                    .put("sale_order_external_id", sale.number())
                    .put("opt_out_offered", true);
        });
    }

    private ObjectNode newsletter(MadeUpCustomer customer, String status, Instant at, Consumer<ObjectNode> more) {
        return say(customer, "direct_marketing", "email", status, at, more);
    }

    private ObjectNode say(
            MadeUpCustomer customer,
            String purpose,
            String channel,
            String status,
            Instant at,
            Consumer<ObjectNode> more) {
        String id = "consent-" + customer.number() + "-" + purpose + "-" + status
                + (at == null ? "" : "-" + at.until(now, ChronoUnit.DAYS));
        return events.consent(id, at, customer.email(), purpose, channel, status, data -> {
            if (at != null) {
                data.put("recorded_at", at.toString());
            }
            more.accept(data);
        });
    }

    private static void nothing(ObjectNode data) {}

    private static void proven(ObjectNode data, Instant at) {
        data.put("recorded_at", at.toString())
                .put("collected_from", "newsletter_form")
                .put("notice_version", NOTICE)
                .put("wording", "Made up for the demo: I would like to receive the newsletter.");
        data.putObject("evidence").put("newsletter", "on");
    }

    private static void confirmed(ObjectNode data, Instant at) {
        data.put("opt_in_level", "confirmed_opt_in");
        data.putObject("double_opt_in")
                .put("requested_at", at.toString())
                .put("confirmed_at", at.plus(7, ChronoUnit.MINUTES).toString());
    }

    private static void requested(ObjectNode data, Instant at) {
        data.put("collected_from", "newsletter_form").put("notice_version", NOTICE);
        data.putObject("double_opt_in").put("requested_at", at.toString());
    }
}
