package io.consentgate.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentgate.demo.CanonicalEvents;
import io.consentgate.demo.ConnectorProcess;
import io.consentgate.standin.AutomationStart;
import io.consentgate.standin.RecordedRequest;
import io.consentgate.standin.StandInActiveCampaign;
import io.consentgate.standin.StandInOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How soon a cart is told once its time has come, what it costs, and how long many carts and their orders take. */
public final class CartBenchmark {

    private static final String SHOP = "bench.example";
    private static final Duration IDLE = Duration.ofHours(1);
    private static final int PUNCTUAL = 40;
    private static final CanonicalEvents EVENTS = new CanonicalEvents(SHOP, SHOP + "/carts", null);

    private CartBenchmark() {}

    public static void main(String[] arguments) {
        int buyers = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000;
        Bench.machine();
        Path data = Bench.fresh("carts");
        Path people = Bench.subscribers("cart-buyers", 0, buyers + PUNCTUAL, "buyers");
        try (StandInActiveCampaign standIn =
                        StandInActiveCampaign.start(StandInOptions.defaults().withHistoryBytes(64L << 20));
                ConnectorProcess connector = Bench.connector(data, standIn, "-Xmx256m")) {
            Bench.succeed(connector.command("setup"));
            connector.start();
            Bench.succeed(connector.command("import", people.toAbsolutePath().toString()));
            Bench.until(
                    30,
                    () -> standIn.account().contactCount() >= buyers + PUNCTUAL
                            && connector.metrics().isIdle());
            punctual(standIn, connector, buyers);
            many(standIn, connector, buyers);
            Bench.against("requests in the busiest second", standIn.maximumRequestsInAnySecond(), "", false, 5);
        }
    }

    /** Carts whose hour is over one after the other, a second and a half apart, beside nothing else. */
    private static void punctual(StandInActiveCampaign standIn, ConnectorProcess connector, int first) {
        Instant begin = Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(5);
        Map<String, Instant> due = new HashMap<>();
        List<ObjectNode> carts = new ArrayList<>();
        for (int i = 0; i < PUNCTUAL; i++) {
            Instant abandoned = begin.plusMillis(1500L * i);
            due.put(Bench.email(first + i), abandoned);
            carts.add(cart(first + i, abandoned.minus(IDLE)));
        }
        long before = aboutBuyers(standIn);
        send(connector, carts);
        Bench.until(5, () -> standIn.account().automationStarts().size() >= PUNCTUAL);
        long[] late = standIn.account().automationStarts().stream()
                .mapToLong(start ->
                        due.get(start.email()).truncatedTo(ChronoUnit.SECONDS).until(start.at(), ChronoUnit.MILLIS))
                .toArray();
        Bench.figure("carts, one every 1.5 s", String.valueOf(PUNCTUAL));
        Bench.figure("median after its time, whole seconds", Bench.percentile(late, 0.5) / 1000.0, "s");
        Bench.against("longest after its time, whole seconds", Bench.percentile(late, 1) / 1000.0, "s", false, 5);
        Bench.against(
                "calls for a buyer's first cart", (double) (aboutBuyers(standIn) - before) / PUNCTUAL, "", false, 2);
    }

    /** How often what was asked, since the setup. */
    private static Map<String, Long> kinds(StandInActiveCampaign standIn) {
        return standIn.history().stream()
                .collect(Collectors.groupingBy(
                        request -> request.method() + " " + request.path().replaceAll("\\d+$", "ID") + " "
                                + request.status(),
                        TreeMap::new,
                        Collectors.counting()));
    }

    /** All requests but those that the service makes by the clock, buyers or not. */
    private static long aboutBuyers(StandInActiveCampaign standIn) {
        return standIn.history().stream()
                .filter(request -> !byTheClock(request))
                .count();
    }

    /** The poll for unsubscribes, page by page, and the account's own switches, which the notice tells of. */
    private static boolean byTheClock(RecordedRequest request) {
        boolean poll = request.path().endsWith("/contacts")
                && String.valueOf(request.query()).contains("id_greater=");
        boolean switches =
                request.path().endsWith("/siteTracking") || request.path().endsWith("/campaigns");
        return request.method().equals("GET") && (poll || switches);
    }

    private static void many(StandInActiveCampaign standIn, ConnectorProcess connector, int buyers) {
        Instant left = Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(2, ChronoUnit.HOURS);
        List<ObjectNode> told = new ArrayList<>();
        for (int i = 0; i < buyers; i++) {
            if (i % 2 == 0) {
                told.add(order(i, left.plusSeconds(60)));
            }
            told.add(cart(i, left));
        }
        long before = aboutBuyers(standIn);
        Instant begun = Instant.now();
        send(connector, told);
        Bench.figure("carts and orders accepted in", begun.until(Instant.now(), ChronoUnit.MILLIS) / 1000.0, "s");
        Bench.until(
                180,
                () -> standIn.account().orders().size() >= buyers + PUNCTUAL
                        && connector.metrics().isIdle());
        double seconds = begun.until(Instant.now(), ChronoUnit.MILLIS) / 1000.0;
        double calls = aboutBuyers(standIn) - before;
        Bench.figure("%,d buyers, every second one with an order, told in".formatted(buyers), seconds, "s");
        Bench.figure("calls per buyer, order and customer's tag included", "%.3f".formatted(calls / buyers));
        Bench.figure("calls a second", calls / seconds, "of 5");
        kinds(standIn).forEach((kind, count) -> Bench.figure("  in all, " + kind, String.valueOf(count)));
        long reminded = standIn.account().automationStarts().stream()
                .filter(start -> start.trigger().equals("abandons cart"))
                .map(AutomationStart::email)
                .filter(email -> bought(email, buyers))
                .count();
        Bench.against("reminders after the purchase", reminded, "", false, 0);
    }

    /** Every second of the many; those whose punctuality was measured bought nothing. */
    private static boolean bought(String email, int buyers) {
        int buyer = Integer.parseInt(email.replaceAll("\\D", ""));
        return buyer < buyers && buyer % 2 == 0;
    }

    private static ObjectNode cart(int buyer, Instant changed) {
        return EVENTS.event("cart", "cart-" + buyer, changed, data -> {
            data.put("external_id", "cart-" + buyer)
                    .put("status", "active")
                    .put("captured_by", "account")
                    .put("currency", "EUR")
                    .put("total", "30.00")
                    .put("updated_at", changed.toString());
            data.putObject("person").put("email", Bench.email(buyer));
        });
    }

    private static ObjectNode order(int buyer, Instant placed) {
        return EVENTS.event("order", "order-" + buyer, placed, data -> {
            data.put("external_id", "order-" + buyer)
                    .put("cart_external_id", "cart-" + buyer)
                    .put("status", "processing")
                    .put("currency", "EUR")
                    .put("total", "30.00")
                    .put("placed_at", placed.toString());
            data.putObject("person").put("email", Bench.email(buyer));
        });
    }

    private static void send(ConnectorProcess connector, List<ObjectNode> events) {
        int status = connector
                .events("application/x-ndjson", CanonicalEvents.ndjson(events))
                .statusCode();
        if (status != 202) {
            throw new IllegalStateException("carts were answered with " + status);
        }
    }
}
