package io.consentgate.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentgate.standin.GraphQl.Field;
import io.consentgate.standin.GraphQl.Malformed;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;

/**
 * The e-commerce GraphQL endpoint (14): contact and customer are there at once, the order's record a little later, and
 * then its copy in Deep Data. Connection and the shop's id decide what is the same order.
 */
final class GraphQlOrders {

    private static final Set<String> STATES = Set.of(
            "$PENDING",
            "$COMPLETED",
            "$ABANDONED",
            "$RECOVERED",
            "$WAITING",
            "$CANCELLED",
            "$REFUNDED",
            "$FAILED",
            "$RETURNED",
            "$PENDING_PAYMENT");
    private static final Set<String> SOURCES = Set.of("$HISTORICAL", "$REAL_TIME");

    private final Setting setting;
    private final Connections connections;
    private final Customers customers;
    private final Orders copies;
    private final Lock lock;
    private final ScheduledExecutorService worker;
    private final long delayNanos;
    private final Map<String, ObjectNode> records = new LinkedHashMap<>();
    private final List<AutomationStart> starts = new ArrayList<>();
    private int waiting;

    GraphQlOrders(
            Setting setting,
            Connections connections,
            Customers customers,
            Orders copies,
            Lock lock,
            ScheduledExecutorService worker,
            StandInOptions options,
            Routes routes) {
        this.setting = setting;
        this.connections = connections;
        this.customers = customers;
        this.copies = copies;
        this.lock = lock;
        this.worker = worker;
        this.delayNanos = options.importDelay().toNanos();
        routes.on("POST /ecom/graphql", this::answer);
    }

    List<ObjectNode> all() {
        return List.copyOf(records.values());
    }

    /** "Order created" and "order updated", which start from these records alone. */
    List<AutomationStart> starts() {
        return starts;
    }

    int waiting() {
        return waiting;
    }

    private Answer answer(Call call) {
        ObjectNode data = Json.object();
        try {
            for (Field field : GraphQl.parsed(call.json().path("query").asText())) {
                switch (field.name()) {
                    case "bulkUpsertOrdersAsync" -> data.set(field.alias(), upsert(field));
                    case "getOrder" -> data.set(field.alias(), get(field));
                    default -> throw new Malformed("Field '" + field.name() + "' is undefined");
                }
            }
        } catch (Malformed malformed) {
            return refused(malformed.getMessage(), Json.object().put("classification", "InvalidSyntax"));
        } catch (Named named) {
            return refused("Validation errors", named.extensions);
        }
        return Answer.ok(Json.object().set("data", data));
    }

    private static Answer refused(String message, ObjectNode extensions) {
        ObjectNode body = Json.object();
        body.putArray("errors").addObject().put("message", message).set("extensions", extensions);
        return Answer.ok(body.putNull("data"));
    }

    private JsonNode get(Field field) {
        ObjectNode record = records.get(key(field.arguments()));
        return record == null ? Json.object().nullNode() : record.deepCopy().retain(field.selected());
    }

    private static String key(JsonNode order) {
        return Json.number(order, "legacyConnectionId") + "/" + Json.text(order, "storeOrderId");
    }

    private JsonNode upsert(Field field) {
        ObjectNode problems = Json.object();
        List<ObjectNode> good = new ArrayList<>();
        for (JsonNode order : field.arguments().path("orders")) {
            requireKnownTypes(order);
            String wrong = wrong(order);
            if (wrong == null) {
                good.add((ObjectNode) order);
            } else {
                problems.put(wrong + "-storeOrderId-" + Json.text(order, "storeOrderId"), "is not valid");
            }
        }
        if (problems.isEmpty() || setting.isOn(Quirk.GRAPHQL_TAKES_THE_REST)) {
            good.forEach(this::take);
        }
        if (!problems.isEmpty()) {
            throw new Named(problems);
        }
        ObjectNode answer = Json.object();
        return answer.put("recordId", "record-" + System.nanoTime());
    }

    /** What the schema itself refuses names nobody. */
    private static void requireKnownTypes(JsonNode order) {
        boolean fits = order.path("legacyConnectionId").isNumber()
                && order.path("finalAmount").isNumber()
                && order.path("storeOrderId").isTextual()
                && order.path("storeCreatedDate").isTextual()
                && STATES.contains(order.path("normalizedStatus").asText("$COMPLETED"))
                && SOURCES.contains(order.path("creationSource").asText("$REAL_TIME"));
        if (!fits) {
            throw new Malformed("Validation error of type WrongType: argument 'orders'");
        }
    }

    private String wrong(JsonNode order) {
        if (connections.find(Json.number(order, "legacyConnectionId")).isEmpty()) {
            return "legacyConnectionId";
        }
        if (!order.path("email").asText().contains("@")) {
            return "email";
        }
        try {
            Currency.getInstance(order.path("currency").asText().toUpperCase(java.util.Locale.ROOT));
            OffsetDateTime.parse(order.path("storeCreatedDate").asText());
        } catch (IllegalArgumentException unknown) {
            return "currency";
        } catch (DateTimeException unreadable) {
            return "storeCreatedDate";
        }
        return order.path("lineItems").isEmpty() ? "lineItems" : null;
    }

    private void take(ObjectNode order) {
        long customer = customers.ofOrder(
                Json.text(order, "legacyConnectionId"),
                Json.text(order, "storeCustomerId"),
                Json.text(order, "email"),
                order.path("acceptsMarketing").asBoolean() ? "1" : "0");
        waiting++;
        worker.schedule(() -> written(order, customer), delayNanos, TimeUnit.NANOSECONDS);
    }

    private void written(ObjectNode order, long customer) {
        lock.lock();
        try {
            waiting--;
            boolean known = records.put(key(order), order) != null;
            if (order.path("creationSource").asText().equals("$REAL_TIME")) {
                starts.add(new AutomationStart(
                        known ? "order updated" : "order created",
                        Json.text(order, "email"),
                        Json.text(order, "storeOrderId"),
                        setting.now()));
            }
            copies.copied(order, customer);
        } finally {
            lock.unlock();
        }
    }

    private static final class Named extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient ObjectNode extensions;

        Named(ObjectNode extensions) {
            super("Validation errors", null, false, false);
            this.extensions = extensions;
        }
    }
}
