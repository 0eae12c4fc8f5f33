package io.consentgate.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Orders and abandoned carts (13.3, 13.4). */
final class Orders {

    private static final List<String> TEXTS = List.of(
            "externalid",
            "externalcheckoutid",
            "source",
            "email",
            "currency",
            "connectionid",
            "customerid",
            "orderUrl",
            "shippingMethod",
            "orderNumber");
    private static final List<String> AMOUNTS = List.of("totalPrice", "shippingAmount", "taxAmount", "discountAmount");
    private static final List<String> DATES = List.of("externalCreatedDate", "externalUpdatedDate", "abandonedDate");
    private static final List<String> REQUIRED =
            List.of("source", "email", "totalPrice", "currency", "connectionid", "customerid", "externalCreatedDate");
    private static final List<String> FILTERS =
            List.of("connectionid", "externalid", "externalcheckoutid", "email", "state", "customerid");

    private final Setting setting;
    private final Connections connections;
    private final Customers customers;
    private final OrderJson shapes;
    private final Shelf orders = new Shelf("EcomOrder", 1);
    private final Map<String, Set<Long>> byExternalId = new HashMap<>();
    private final Map<String, Set<Long>> byCheckoutId = new HashMap<>();
    private final List<AutomationStart> starts = new ArrayList<>();
    private long lastPart;

    Orders(Setting setting, Connections connections, Customers customers, Routes routes) {
        this.setting = setting;
        this.connections = connections;
        this.customers = customers;
        this.shapes = new OrderJson(setting);
        routes.on("GET /ecomOrders", this::list)
                .on("POST /ecomOrders", this::post)
                .on("GET /ecomOrders/*", call -> one(shapes.single(orders.get(call.part(1), 404))))
                .on("PUT /ecomOrders/*", this::put)
                .on("DELETE /ecomOrders/*", this::delete)
                .on("GET /ecomOrders/*/orderProducts", this::products);
    }

    List<ObjectNode> all() {
        return orders.all();
    }

    List<AutomationStart> starts() {
        return starts;
    }

    private static Answer one(ObjectNode order) {
        return Answer.ok(Json.object().set("ecomOrder", order));
    }

    private Answer post(Call call) {
        ObjectNode wanted = call.record("ecomOrder");
        requireValid(wanted);
        boolean cart = Json.text(wanted, "externalid") == null;
        String unique = cart ? "externalcheckoutid" : "externalid";
        boolean known = found(cart ? byCheckoutId : byExternalId, Json.text(wanted, unique))
                .anyMatch(order -> Json.text(order, "connectionid").equals(Json.text(wanted, "connectionid")));
        if (known) {
            throw Refusal.invalid("The order already exists in the system.", "duplicate", unique);
        }
        long id = orders.nextId();
        String now = setting.date(setting.now());
        ObjectNode order = Json.object().putNull("externalid").putNull("externalcheckoutid");
        order.putNull("abandonedDate").put("createdDate", now).put("state", cart ? 2 : 1);
        AMOUNTS.forEach(member -> order.put(member, 0));
        apply(wanted, order);
        order.put("connection", Json.text(wanted, "connectionid")).put("customer", Json.text(wanted, "customerid"));
        order.set(
                "links", setting.links("ecomOrders", id, "connection", "customer", "orderProducts", "orderDiscounts"));
        orders.put(id, order);
        index(order, id);
        starts(cart ? "abandons cart" : "makes a purchase", order);
        return Answer.of(201, whole(order, shapes.posted(order), false));
    }

    private void requireValid(ObjectNode wanted) {
        for (String member : REQUIRED) {
            if (Json.text(wanted, member) == null) {
                throw Refusal.invalid("The order " + member + " was not provided.", "field_missing", member);
            }
        }
        boolean cart = Json.text(wanted, "externalcheckoutid") != null && Json.text(wanted, "abandonedDate") != null;
        if (Json.text(wanted, "externalid") == null && !cart) {
            throw Refusal.invalid("The order externalid was not provided.", "field_missing", "externalid");
        }
        if (connections.find(Json.number(wanted, "connectionid")).isEmpty()) {
            throw Refusal.invalid("The connection does not exist.", "related_missing", "connectionid");
        }
        if (customers.find(Json.number(wanted, "customerid")).isEmpty()) {
            throw Refusal.invalid("The customer does not exist.", "related_missing", "customerid");
        }
    }

    private Answer put(Call call) {
        ObjectNode order = orders.get(call.part(1), 404);
        ObjectNode wanted = call.record("ecomOrder");
        String abandonedBefore = Json.text(order, "abandonedDate");
        boolean wasCart = Json.text(order, "externalid") == null;
        apply(wanted, order);
        index(order, call.id());
        if (wasCart && Json.text(order, "externalid") != null) {
            order.put("state", 3);
            starts("makes a purchase", order);
        } else if (wasCart
                && setting.isOn(Quirk.CART_UPDATE_STARTS_AGAIN)
                && !Json.text(order, "abandonedDate").equals(abandonedBefore)) {
            starts("abandons cart", order);
        }
        return Answer.ok(whole(order, shapes.put(order), true));
    }

    private void index(ObjectNode order, long id) {
        add(byExternalId, Json.text(order, "externalid"), id);
        add(byCheckoutId, Json.text(order, "externalcheckoutid"), id);
    }

    private static void add(Map<String, Set<Long>> index, String key, long id) {
        if (key != null) {
            index.computeIfAbsent(key, any -> new TreeSet<>()).add(id);
        }
    }

    private void starts(String trigger, ObjectNode order) {
        if ("1".equals(Json.text(order, "source"))) {
            starts.add(new AutomationStart(trigger, Json.text(order, "email"), Json.text(order, "id"), setting.now()));
        }
    }

    private void apply(ObjectNode wanted, ObjectNode order) {
        TEXTS.stream().filter(wanted::hasNonNull).forEach(member -> order.put(member, Json.text(wanted, member)));
        AMOUNTS.stream().filter(wanted::hasNonNull).forEach(member -> order.put(member, amount(wanted, member)));
        DATES.stream().filter(wanted::hasNonNull).forEach(member -> order.put(member, date(wanted, member)));
        order.put("orderDate", Json.text(order, "externalCreatedDate"));
        order.put("updatedDate", setting.date(setting.now())).put("tstamp", setting.date(setting.now()));
        replace(wanted, order, "orderProducts", "_products");
        replace(wanted, order, "orderDiscounts", "_discounts");
        order.put("totalProducts", order.path("orderProducts").size());
    }

    /** Money is integer cents; decimals are the most frequent mistake and are refused. */
    private static long amount(ObjectNode wanted, String member) {
        String text = Json.text(wanted, member);
        if (!text.matches("-?\\d{1,15}")) {
            throw Refusal.invalid("The order " + member + " is not valid.", "field_invalid", member);
        }
        return Long.parseLong(text);
    }

    /** Dates come back in the zone of the account. */
    private String date(ObjectNode wanted, String member) {
        try {
            return setting.date(OffsetDateTime.parse(Json.text(wanted, member)).toInstant());
        } catch (DateTimeException e) {
            throw Refusal.invalid("The order " + member + " is not valid.", "field_invalid", member);
        }
    }

    /** PUT replaces the parts, and they get new ids. */
    private void replace(ObjectNode wanted, ObjectNode order, String member, String kept) {
        if (wanted.path(member).isArray()) {
            ArrayNode parts = order.putArray(kept);
            ArrayNode ids = order.putArray(member);
            for (JsonNode part : wanted.get(member)) {
                String id = String.valueOf(++lastPart);
                parts.add(((ObjectNode) part.deepCopy()).put("id", id));
                ids.add(id);
            }
        } else if (!order.has(member)) {
            order.putArray(kept);
            order.putArray(member);
        }
    }

    private ObjectNode whole(ObjectNode order, ObjectNode shown, boolean afterPut) {
        ObjectNode body = Json.object();
        body.set(
                "connections",
                Json.array(connections.find(Json.number(order, "connectionid")).stream()
                        .toList()));
        body.set("ecomOrderProducts", products(order, afterPut));
        ArrayNode discounts = body.putArray("ecomOrderDiscounts");
        for (JsonNode discount : order.path("_discounts")) {
            ObjectNode copy = discount.deepCopy();
            discounts.add(copy.put("discountAmount", copy.path("discountAmount").asText()));
        }
        return body.set("ecomOrder", shown);
    }

    /** Products have no id after POST; after PUT they have, and prices as strings. */
    private static ArrayNode products(ObjectNode order, boolean afterPut) {
        ArrayNode products = Json.array();
        for (JsonNode product : order.path("_products")) {
            ObjectNode copy = product.deepCopy();
            if (afterPut) {
                copy.put("price", copy.path("price").asText());
            } else {
                copy.remove("id");
            }
            products.add(copy);
        }
        return products;
    }

    private Answer products(Call call) {
        ObjectNode order = orders.get(call.part(1), 404);
        return Answer.ok(Json.object().set("ecomOrderProducts", products(order, true)));
    }

    private Answer delete(Call call) {
        orders.remove(call.part(1), 404);
        return Answer.ok(Json.object());
    }

    private Answer list(Call call) {
        Query query = call.query();
        List<ObjectNode> found = candidates(query)
                .filter(order -> FILTERS.stream().allMatch(member -> query.filter(member)
                        .map(wanted -> wanted.equalsIgnoreCase(Json.text(order, member)))
                        .orElse(true)))
                .map(shapes::posted)
                .toList();
        return Answer.ok(Shelf.page("ecomOrders", call, found));
    }

    /** With an external id one look-up, otherwise everything. */
    private Stream<ObjectNode> candidates(Query query) {
        return query.filter("externalid")
                .map(id -> found(byExternalId, id))
                .or(() -> query.filter("externalcheckoutid").map(id -> found(byCheckoutId, id)))
                .orElseGet(() -> orders.all().stream());
    }

    private Stream<ObjectNode> found(Map<String, Set<Long>> index, String key) {
        return index.getOrDefault(key, Set.of()).stream().flatMap(id -> orders.find(id).stream());
    }
}
