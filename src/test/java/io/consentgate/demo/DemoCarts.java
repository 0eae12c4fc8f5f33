package io.consentgate.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** A chapter of the demo: carts left behind, recovered and refused, each compared with what has to become of it. */
final class DemoCarts {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Screen screen;
    private final ConnectorProcess connector;
    private final Account account;
    private final DemoTriggers triggers;
    private final DemoShop shop;
    private final Set<String> changedMinds;
    private final Clock clock;
    private final Instant left;
    private final CanonicalEvents events = new CanonicalEvents(DemoShop.SHOP, DemoShop.SHOP + "/carts", null);
    private final Map<Story, List<MadeUpCustomer>> cast = new LinkedHashMap<>();

    /** What happens to a cart, and whether its person gets a reminder. */
    private enum Story {
        LEFT("left behind two hours ago", Situation.CONFIRMED, 4, true),
        WITH_ARTICLES("left behind, profiling allowed", Situation.WITH_PROFILING, 3, true),
        RECOVERED("left behind, and bought after the reminder", Situation.CONFIRMED, 3, true),
        BOUGHT("bought before the hour was over", Situation.WITH_PROFILING, 3, false),
        EMPTIED("emptied again", Situation.CONFIRMED, 2, false),
        CUSTOMER_ONLY("soft opt-in: own products, no reminders", Situation.SOFT_OPT_IN, 3, false),
        REFUSED("said no to marketing", Situation.REFUSED, 3, false),
        SILENT("was never asked", Situation.SILENT, 3, false);

        private final String label;
        private final Situation situation;
        private final int people;
        private final boolean reminded;

        Story(String label, Situation situation, int people, boolean reminded) {
            this.label = label;
            this.situation = situation;
            this.people = people;
            this.reminded = reminded;
        }
    }

    DemoCarts(
            Screen screen,
            ConnectorProcess connector,
            Account account,
            DemoTriggers triggers,
            DemoShop shop,
            Set<String> changedMinds,
            Clock clock) {
        this.screen = screen;
        this.connector = connector;
        this.account = account;
        this.triggers = triggers;
        this.shop = shop;
        this.changedMinds = changedMinds;
        this.clock = clock;
        this.left = clock.instant().truncatedTo(ChronoUnit.SECONDS).minus(2, ChronoUnit.HOURS);
    }

    void tell() {
        screen.chapter("Carts and triggers");
        assign();
        List<ObjectNode> told = new ArrayList<>();
        cast.forEach((story, people) -> people.forEach(customer -> told.addAll(before(story, customer))));
        Instant begun = clock.instant();
        send(told);
        int reminders = (int) count(story -> story.reminded);
        boolean there = until(() -> openCarts() == reminders);
        screen.expect(
                "left behind",
                "%d of %d carts in ActiveCampaign after %s"
                        .formatted(openCarts(), count(story -> true), seconds(begun)),
                there);
        List<MadeUpCustomer> reminded = people(story -> story.reminded);
        boolean started = until(() -> triggers.reminded(reminded) == reminders);
        screen.expect(
                "started in the marketer's automation",
                "%d of them after %s".formatted(triggers.reminded(reminded), seconds(begun)),
                started);
        begun = clock.instant();
        send(cast.get(Story.RECOVERED).stream()
                .map(customer -> order(customer, clock.instant().truncatedTo(ChronoUnit.SECONDS)))
                .toList());
        boolean recovered = until(() -> state(3) == cast.get(Story.RECOVERED).size());
        screen.expect("recovered", "%d by their order after %s".formatted(state(3), seconds(begun)), recovered);
        screen.line("");
        Screen.Table table = screen.new Table("lrrr", "cart", "people", "reminders", "in ActiveCampaign");
        cast.forEach((story, people) -> table.row(
                story.label,
                people.size(),
                people.stream()
                        .mapToLong(customer -> account.starts("abandons cart", customer.email()))
                        .sum(),
                people.stream().filter(this::known).count()));
        table.print();
        screen.line("");
        long wrong = cast.entrySet().stream()
                .flatMap(entry -> entry.getValue().stream()
                        .filter(customer ->
                                account.starts("abandons cart", customer.email()) != (entry.getKey().reminded ? 1 : 0)))
                .count();
        screen.expect("reminders too many or too few", String.valueOf(wrong), wrong == 0);
        screen.line("");
        int decorated = cast.get(Story.BOUGHT).size();
        until(() -> triggers.tagged(cast.get(Story.BOUGHT)) == decorated);
        triggers.tell(Map.of("cart-reminder", reminders, "decoration", decorated));
    }

    private void assign() {
        Set<String> taken = new HashSet<>(changedMinds);
        for (Story story : Story.values()) {
            List<MadeUpCustomer> people = shop.customers().stream()
                    .filter(customer -> customer.situation() == story.situation)
                    // Some left in the chapters before.
                    .filter(customer -> !story.situation.permitted() || account.isSubscribed(customer.email()))
                    .filter(customer -> taken.add(customer.email()))
                    .limit(story.people)
                    .toList();
            cast.put(story, people);
        }
    }

    private long count(Predicate<Story> which) {
        return cast.entrySet().stream()
                .filter(entry -> which.test(entry.getKey()))
                .mapToLong(entry -> entry.getValue().size())
                .sum();
    }

    private List<MadeUpCustomer> people(Predicate<Story> which) {
        return cast.entrySet().stream()
                .filter(entry -> which.test(entry.getKey()))
                .flatMap(entry -> entry.getValue().stream())
                .toList();
    }

    private List<ObjectNode> before(Story story, MadeUpCustomer customer) {
        List<ObjectNode> told = new ArrayList<>();
        if (story == Story.BOUGHT) {
            told.add(order(customer, left.plusSeconds(600)));
        }
        told.add(cart(customer, left, data -> {}));
        if (story == Story.EMPTIED) {
            told.add(cart(customer, left.plusSeconds(60), data -> {
                data.put("total", "0.00");
                data.putArray("items");
            }));
        }
        return told;
    }

    private ObjectNode cart(MadeUpCustomer customer, Instant changed, Consumer<ObjectNode> more) {
        String id = "cart-" + customer.number();
        return events.event("cart", id + "-" + changed, changed, data -> {
            data.put("external_id", id)
                    .put("status", "active")
                    .put("captured_by", "account")
                    .put("currency", "GBP")
                    .put("total", "42.50")
                    .put("recovery_url", "https://shop.example.com/cart/" + customer.number())
                    .put("updated_at", changed.toString());
            data.putObject("person").put("external_id", customer.number()).put("email", customer.email());
            data.putArray("items")
                    .addObject()
                    .put("sku", "85123A")
                    .put("name", "WHITE HANGING HEART T-LIGHT HOLDER")
                    .put("quantity", 10)
                    .put("unit_price", "4.25");
            more.accept(data);
        });
    }

    private ObjectNode order(MadeUpCustomer customer, Instant placed) {
        return events.event("order", "cart-order-" + customer.number(), placed, data -> {
            data.put("external_id", "web-" + customer.number())
                    .put("cart_external_id", "cart-" + customer.number())
                    .put("status", "processing")
                    .put("currency", "GBP")
                    .put("total", "47.45")
                    .put("placed_at", placed.toString());
            data.putObject("person").put("external_id", customer.number()).put("email", customer.email());
            data.putArray("items")
                    .addObject()
                    .put("name", "WHITE HANGING HEART T-LIGHT HOLDER")
                    .put("category", DemoTriggers.CATEGORY)
                    .put("quantity", 10)
                    .put("unit_price", "4.25");
        });
    }

    private void send(Collection<ObjectNode> some) {
        int status = connector
                .events("application/x-ndjson", CanonicalEvents.ndjson(some))
                .statusCode();
        if (status != 202) {
            throw new IllegalStateException("carts were answered with " + status);
        }
    }

    private long openCarts() {
        return state(2);
    }

    private long state(int state) {
        return account.orders().stream()
                .filter(order -> order.path("state").asInt() == state)
                .count();
    }

    private boolean known(MadeUpCustomer customer) {
        return account.orders().stream().anyMatch(order -> isCart(order, customer));
    }

    private static boolean isCart(JsonNode order, MadeUpCustomer customer) {
        return order.path("externalcheckoutid").asText().equals("cart-" + customer.number());
    }

    private String seconds(Instant begun) {
        return "%.1f s".formatted(Duration.between(begun, clock.instant()).toMillis() / 1000.0);
    }

    private boolean until(BooleanSupplier condition) {
        Instant give = clock.instant().plus(PATIENCE);
        while (!condition.getAsBoolean()) {
            if (clock.instant().isAfter(give)) {
                return false;
            }
            ConnectorProcess.pause(20);
        }
        return true;
    }
}
