package io.consentgate.activecampaign;

import com.fasterxml.jackson.databind.JsonNode;
import io.consentgate.gate.Purchase;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Orders over GraphQL (chapter 14). */
public final class HttpBulkOrders implements BulkOrders {

    /** What the official plug-in sends at once, so what the service is used to. */
    static final int MOST_ORDERS = 30;

    /** The parser takes 15,000; the rest is for what it may count otherwise than we do. */
    static final int MOST_TOKENS = 12_000;

    /** No limit is published; the one of imports (7.1) is known to pass. */
    static final int MOST_BYTES = 400_000;

    private static final Duration LATER = Duration.ofSeconds(5);
    private static final Duration UNTIL_SET_UP = Duration.ofMinutes(1);
    private static final String PATH = "ecom/graphql";
    private static final String NAMED = "storeOrderId-";

    /** Of a failure that says nothing about the orders. */
    private static final List<String> PASSING = List.of("internal", "timeout", "timed out", "unavailable", "try again");

    private final Calls calls;
    private final Supplier<Directory> directory;

    public HttpBulkOrders(Calls calls, Supplier<Directory> directory) {
        this.calls = calls;
        this.directory = directory;
    }

    @Override
    public boolean knows(String connection) {
        return directory.get().connections().containsKey(connection);
    }

    @Override
    public int fitting(List<Order> orders) {
        int tokens = OrderMutation.tokens(OrderMutation.of(List.of()));
        int bytes = 0;
        int number = 0;
        for (Order order : orders) {
            String written = written(order);
            tokens += OrderMutation.tokens(written);
            bytes += written.getBytes(StandardCharsets.UTF_8).length;
            if (number > 0 && (number == MOST_ORDERS || tokens > MOST_TOKENS || bytes > MOST_BYTES)) {
                return number;
            }
            number++;
        }
        return number;
    }

    private String written(Order order) {
        Purchase purchase = order.purchase().value();
        return OrderMutation.order(
                purchase,
                directory.get().connections().get(purchase.connection()),
                order.customer().value().acceptsMarketing());
    }

    @Override
    public Answer<Map<Order, String>> send(Lane lane, List<Order> group, Departure departure) {
        if (group.stream().anyMatch(order -> !knows(order.purchase().value().connection()))) {
            return new Answer.Unavailable<>(
                    "a connection is not known in the account yet: run setup", UNTIL_SET_UP, false);
        }
        List<Order> sent = new ArrayList<>();
        BooleanSupplier still = () -> sent.isEmpty() || departure.stand(sent);
        Verdict verdict = calls.send(lane, Use.CALL, PATH, "data", still, () -> {
            sent.addAll(departure.writtenDown(group));
            return sent.isEmpty()
                    ? null
                    : request(OrderMutation.of(sent.stream().map(this::written).toList()));
        });
        if (verdict.answer() instanceof Answer.Done<Reply> done) {
            return taken(sent, done.value().json());
        }
        if (verdict.answer() instanceof Answer.Refused<Reply> refused && !refused.stale()) {
            return refused(sent, verdict.body(), refused.why());
        }
        return verdict.answer().map(reply -> Map.of());
    }

    private static Request request(String query) {
        return Request.post(PATH, Json.object().put("query", query));
    }

    private static Answer<Map<Order, String>> taken(List<Order> sent, JsonNode json) {
        if (json.path("errors").isEmpty()) {
            return new Answer.Done<>(Map.of());
        }
        Map<Order, String> named = named(sent, json);
        return named.isEmpty()
                ? new Answer.Unavailable<>("an answer with data and with errors", LATER, true)
                : new Answer.Done<>(named);
    }

    private static Answer<Map<Order, String>> refused(List<Order> sent, JsonNode json, String why) {
        Map<Order, String> named = named(sent, json);
        if (!named.isEmpty()) {
            return new Answer.Done<>(named);
        }
        String said = json.path("errors").toString().toLowerCase(Locale.ROOT);
        return PASSING.stream().anyMatch(said::contains)
                ? new Answer.Unavailable<>(why, LATER, true)
                : new Answer.Refused<>(why);
    }

    /** The bad ones stand in the keys of {@code extensions}: {@code currency-storeOrderId-10001}. */
    private static Map<Order, String> named(List<Order> sent, JsonNode json) {
        Map<Order, String> named = new LinkedHashMap<>();
        for (JsonNode error : json.path("errors")) {
            error.path("extensions").fields().forEachRemaining(one -> {
                int at = one.getKey().indexOf(NAMED);
                String id = at < 0 ? null : one.getKey().substring(at + NAMED.length());
                sent.stream()
                        .filter(order -> order.purchase().value().orderId().equals(id))
                        .forEach(order -> named.putIfAbsent(
                                order,
                                reason(
                                        one.getKey().substring(0, at),
                                        one.getValue().asText())));
            });
        }
        return named;
    }

    private static String reason(String member, String text) {
        String what = member.endsWith("-") ? member.substring(0, member.length() - 1) : member;
        return Why.safe("refused: " + (what.isEmpty() ? "" : "[" + what + "] ") + text);
    }

    @Override
    public Answer<Set<Told>> read(Lane lane, List<Told> told) {
        StringBuilder query = new StringBuilder("{");
        for (int i = 0; i < told.size(); i++) {
            Told one = told.get(i);
            String connection = directory.get().connections().get(one.connection());
            if (connection == null) {
                return new Answer.Unavailable<>(
                        "a connection is not known in the account yet: run setup", UNTIL_SET_UP, false);
            }
            query.append('o').append(i).append(":getOrder(legacyConnectionId:").append(connection);
            query.append(" storeOrderId:")
                    .append(OrderMutation.quoted(one.orderId()))
                    .append("){storeOrderId}");
        }
        return calls.send(lane, PATH, request(query.append('}').toString()), "data")
                .map(reply -> there(told, reply.json().path("data")));
    }

    /** Written asynchronously: null may mean not yet. */
    private static Set<Told> there(List<Told> told, JsonNode data) {
        Set<Told> there = new HashSet<>();
        for (int i = 0; i < told.size(); i++) {
            Told one = told.get(i);
            if (one.orderId().equals(Json.text(data.path("o" + i), "storeOrderId"))) {
                there.add(one);
            }
        }
        return there;
    }
}
