package io.consentgate.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Orders and abandoned carts (13.3, 13.4). */
final class Orders {

    private static final List<String> FILTERS =
            List.of("connectionid", "externalid", "externalcheckoutid", "email", "state", "customerid");

    private final Setting setting;
    private final Connections connections;
    private final OrderJson shapes;
    private final OrderChange change;
    private final Shelf orders = new Shelf("EcomOrder", 1);
    private final Map<String, Set<Long>> byExternalId = new HashMap<>();
    private final Map<String, Set<Long>> byCheckoutId = new HashMap<>();
    private final List<AutomationStart> starts = new ArrayList<>();

    Orders(Setting setting, Connections connections, Customers customers, Routes routes) {
        this.setting = setting;
        this.connections = connections;
        this.shapes = new OrderJson(setting);
        this.change = new OrderChange(setting, connections, customers);
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
        change.requireValid(wanted);
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
        change.apply(wanted, order);
        order.put("connection", Json.text(wanted, "connectionid")).put("customer", Json.text(wanted, "customerid"));
        order.set(
                "links", setting.links("ecomOrders", id, "connection", "customer", "orderProducts", "orderDiscounts"));
        orders.put(id, order);
        index(order, id);
        starts(cart ? "abandons cart" : "makes a purchase", order);
        return Answer.of(201, whole(order, shapes.posted(order), false));
    }

    private Answer put(Call call) {
        ObjectNode order = orders.get(call.part(1), 404);
        ObjectNode wanted = call.record("ecomOrder");
        String abandonedBefore = Json.text(order, "abandonedDate");
        boolean wasCart = Json.text(order, "externalid") == null;
        ObjectNode changed = order.deepCopy();
        change.apply(wanted, changed);
        order.setAll(changed);
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

    /** What came over GraphQL is copied: a cart that it names becomes the order, and amounts become cents (14). */
    void copied(ObjectNode told, long customer) {
        String connection = Json.text(told, "legacyConnectionId");
        ObjectNode known = found(byExternalId, Json.text(told, "storeOrderId"))
                .filter(order -> connection.equals(Json.text(order, "connectionid")))
                .findFirst()
                .or(() -> found(byCheckoutId, Json.text(told, "cartId"))
                        .filter(order -> connection.equals(Json.text(order, "connectionid")))
                        .findFirst())
                .orElse(null);
        ObjectNode order =
                known != null ? known : Json.object().putNull("externalid").putNull("externalcheckoutid");
        boolean first = Json.text(order, "externalid") == null;
        change.apply(OrderJson.copyOf(told, customer), order);
        long id = known != null ? Json.number(known, "id") : orders.nextId();
        if (first) {
            order.put("state", known == null ? 1 : 3);
        }
        orders.put(id, order);
        index(order, id);
        if (first) {
            starts("makes a purchase", order);
        }
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
