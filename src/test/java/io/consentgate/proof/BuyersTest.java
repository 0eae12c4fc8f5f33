package io.consentgate.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentgate.demo.CanonicalEvents;
import io.consentgate.standin.AutomationStart;
import io.consentgate.standin.Fault;
import io.consentgate.standin.StandInOptions;
import io.consentgate.standin.When;
import io.consentgate.standin.Where;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Buyers with carts and orders, told in no order and some of it twice, a fifth of them without consent, while
 * ActiveCampaign answers 429, breaks off, is away, and the connector is killed in the middle.
 */
class BuyersTest {

    private static final int CARTS = Integer.getInteger("proof.carts", 60);
    private static final Duration PATIENCE = Duration.ofSeconds(90L + CARTS);
    private static final Duration OUTAGE = Duration.ofSeconds(Integer.getInteger("proof.outage.seconds", 1));
    private static final String SHOP = "proof.example";

    /** What became of somebody's cart before anything could be sent, and how that is told. */
    private enum Fate {
        LEFT,
        BOUGHT_BY_ORDER,
        BOUGHT_BY_CART,
        BOUGHT_BY_PERSON,
        EMPTIED;

        boolean bought() {
            return this != LEFT && this != EMPTIED;
        }
    }

    private record Buyer(int number, boolean willing, boolean profiling, Fate fate) {

        String token(char kind) {
            return kind + "q" + String.format("%06d", number) + "z";
        }

        String email() {
            return token('e') + "@example.com";
        }

        String cart() {
            return "cart-" + number;
        }

        String order() {
            return "order-" + number;
        }
    }

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private final CanonicalEvents events = new CanonicalEvents(SHOP, SHOP + "/buyers", null);
    private final List<Buyer> buyers = new ArrayList<>();

    @TempDir
    Path data;

    BuyersTest() {
        for (int number = 1; number <= CARTS; number++) {
            buyers.add(new Buyer(
                    number,
                    number % 5 != 0,
                    number % 3 == 0,
                    Fate.values()[(number + number / 5) % Fate.values().length]));
            if (number % 5 == 0) {
                // The unwilling have every fate too.
                buyers.set(
                        number - 1, new Buyer(number, false, true, Fate.values()[number / 5 % Fate.values().length]));
            }
        }
    }

    private ObjectNode consent(Buyer buyer, String purpose, String channel, String status) {
        Instant at = now.minus(10, ChronoUnit.DAYS);
        return events.consent(purpose + buyer.number(), at, buyer.email(), purpose, channel, status, data -> {
            data.put("recorded_at", at.toString())
                    .put("notice_version", "2026-01")
                    .put("opt_in_level", "confirmed_opt_in");
            data.putObject("evidence").put("newsletter", "on");
        });
    }

    private ObjectNode cart(Buyer buyer, Instant changed, Consumer<ObjectNode> more) {
        return events.event("cart", "cart" + buyer.number() + changed, changed, data -> {
            data.put("external_id", buyer.cart())
                    .put("status", "active")
                    .put("currency", "EUR")
                    .put("total", "30.00")
                    .put("captured_by", "checkout")
                    .put("recovery_url", "https://proof.example/back/" + buyer.number())
                    .put("updated_at", changed.toString());
            data.putObject("person").put("email", buyer.email());
            data.putArray("items")
                    .addObject()
                    .put("name", "Thing " + buyer.token('n'))
                    .put("quantity", 1)
                    .put("total", "30.00");
            more.accept(data);
        });
    }

    private ObjectNode order(Buyer buyer, Instant placed, boolean namesCart) {
        return events.event("order", "order" + buyer.number(), placed, data -> {
            data.put("external_id", buyer.order())
                    .put("status", "processing")
                    .put("currency", "EUR")
                    .put("total", "31.50")
                    .put("placed_at", placed.toString());
            if (namesCart) {
                data.put("cart_external_id", buyer.cart());
            }
            data.putObject("person").put("email", buyer.email());
            data.putArray("items")
                    .addObject()
                    .put("name", "Thing " + buyer.token('n'))
                    .put("quantity", 1)
                    .put("unit_price", "31.50");
        });
    }

    private List<ObjectNode> everything() {
        List<ObjectNode> all = new ArrayList<>();
        Instant left = now.minus(2, ChronoUnit.HOURS);
        for (Buyer buyer : buyers) {
            all.add(consent(buyer, "direct_marketing", "email", buyer.willing() ? "given" : "refused"));
            if (buyer.profiling()) {
                all.add(consent(buyer, "profiling_classic", null, "given"));
            }
            all.add(cart(buyer, left, data -> {}));
            all.add(cart(buyer, left.minusSeconds(600), data -> data.put("total", "12.00")));
            switch (buyer.fate()) {
                case LEFT -> {}
                case EMPTIED ->
                    all.add(cart(buyer, left.plusSeconds(60), data -> {
                        data.putArray("items");
                        data.put("total", "0.00");
                    }));
                case BOUGHT_BY_ORDER -> all.add(order(buyer, left.plusSeconds(30), true));
                case BOUGHT_BY_PERSON -> all.add(order(buyer, left.plusSeconds(30), false));
                case BOUGHT_BY_CART -> {
                    all.add(order(buyer, left.minusSeconds(7200), false));
                    all.add(cart(buyer, left.plusSeconds(30), data -> data.put("status", "converted")
                            .put("order_external_id", buyer.order())));
                }
            }
        }
        Random dice = new Random(7);
        all.addAll(all.stream().filter(event -> dice.nextInt(10) == 0).toList());
        Collections.shuffle(all, dice);
        return all;
    }

    @Test
    void none_is_lost_none_reminded_after_buying_none_told_without_consent_none_told_twice() {
        try (Rig rig = new Rig(data, StandInOptions.defaults().withHistoryBytes(1L << 30), true)) {
            rig.connector.start();
            // Everything is known before anything may leave: without setup nothing is sent (READINGS 27).
            rig.send(everything());
            assertThat(rig.standIn.history())
                    .noneMatch(request -> request.path().contains("ecom"));
            rig.setUp();
            misbehave(rig);
            await("carts begin to arrive")
                    .atMost(PATIENCE)
                    .until(() -> rig.account().orders().size() > CARTS / 10);
            rig.connector.kill();
            rig.connector.start();
            away(rig);
            await("everything is there").atMost(PATIENCE).until(() -> missing(rig)
                    .isEmpty());
            rig.standIn.faults().clear();
            rig.awaitIdle(PATIENCE);
            asPromised(rig, 0);

            List<Buyer> later = buyers.stream()
                    .filter(buyer -> buyer.fate() == Fate.LEFT)
                    .limit(10)
                    .toList();
            rig.send(later.stream()
                    .map(buyer -> order(buyer, Instant.now().truncatedTo(ChronoUnit.SECONDS), buyer.number() % 2 == 0))
                    .toList());
            long recovered = later.stream().filter(Buyer::willing).count();
            await("recovered").atMost(PATIENCE).until(() -> states(rig, 3).size() == recovered);
            rig.awaitIdle(PATIENCE);
            asPromised(rig, (int) recovered);
        }
    }

    private static void misbehave(Rig rig) {
        List<Fault> faults = List.of(
                new Fault.TooManyRequests(1, true),
                new Fault.CutConnectionAfterTaking(),
                new Fault.CutConnectionBefore(),
                new Fault.MalformedJson(),
                new Fault.AfterTaking(new Fault.ServerError(500)));
        for (int i = 0; i < faults.size(); i++) {
            rig.standIn.faults().inject(faults.get(i), Where.everywhere(), When.probability(0.02, 300 + i));
        }
    }

    /** Until the breaker is open, and for as long as asked. */
    private static void away(Rig rig) {
        rig.standIn.faults().inject(new Fault.ServerError(521), Where.everywhere(), When.probability(1.0, 1));
        await("the breaker stays open")
                .during(OUTAGE)
                .atMost(OUTAGE.plus(PATIENCE))
                .until(() -> rig.connector.health().body(), health -> health.contains("breaker open"));
        rig.standIn.faults().clear();
        misbehave(rig);
    }

    private List<JsonNode> states(Rig rig, int state) {
        return rig.account().orders().stream()
                .filter(order -> order.path("state").asInt() == state)
                .toList();
    }

    private Set<String> missing(Rig rig) {
        Set<String> wanted = new TreeSet<>();
        for (Buyer buyer : buyers) {
            if (buyer.willing() && buyer.fate() == Fate.LEFT) {
                wanted.add(buyer.cart());
            }
            if (buyer.willing() && buyer.fate().bought()) {
                wanted.add(buyer.order());
            }
        }
        for (JsonNode order : rig.account().orders()) {
            wanted.remove(order.path("externalcheckoutid").asText());
            wanted.remove(order.path("externalid").asText());
        }
        return wanted;
    }

    private void asPromised(Rig rig, int recovered) {
        assertThat(missing(rig)).as("lost").isEmpty();
        assertThat(repeated(rig, "externalid")).as("orders there twice").isEmpty();
        assertThat(repeated(rig, "externalcheckoutid")).as("carts there twice").isEmpty();
        assertThat(states(rig, 3)).hasSize(recovered);

        Map<String, List<AutomationStart>> starts =
                rig.account().automationStarts().stream().collect(Collectors.groupingBy(AutomationStart::trigger));
        Set<String> reminded = starts.getOrDefault("abandons cart", List.of()).stream()
                .map(AutomationStart::email)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(reminded)
                .isEqualTo(buyers.stream()
                        .filter(buyer -> buyer.willing() && buyer.fate() == Fate.LEFT)
                        .map(Buyer::email)
                        .collect(Collectors.toCollection(TreeSet::new)));
        assertThat(starts.getOrDefault("abandons cart", List.of())).hasSameSizeAs(reminded);
        assertThat(starts.getOrDefault("makes a purchase", List.of()))
                .extracting(AutomationStart::orderId)
                .doesNotHaveDuplicates();

        Traffic traffic = new Traffic(rig.standIn.history());
        assertThat(buyers)
                .filteredOn(buyer -> !buyer.willing())
                .allSatisfy(buyer -> assertThat(traffic.with(buyer.token('e'))).isEmpty());
        assertThat(buyers)
                .filteredOn(buyer -> !buyer.willing() || !buyer.profiling())
                .allSatisfy(buyer -> assertThat(traffic.with(buyer.token('n')))
                        .as("articles")
                        .isEmpty());
        assertThat(rig.account().customers())
                .allSatisfy(customer ->
                        assertThat(customer.path("acceptsMarketing").asText()).isEqualTo("1"));
        assertThat(rig.standIn.maximumRequestsInAnySecond()).isLessThanOrEqualTo(5);
    }

    private static Set<String> repeated(Rig rig, String member) {
        Map<String, Integer> seen = new TreeMap<>();
        rig.account().orders().stream()
                .map(order -> order.path(member))
                .filter(id -> !id.isNull() && !id.isMissingNode())
                .forEach(id -> seen.merge(id.asText(), 1, Integer::sum));
        seen.values().removeIf(times -> times == 1);
        return seen.keySet();
    }
}
