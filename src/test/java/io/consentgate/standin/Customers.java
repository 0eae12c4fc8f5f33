package io.consentgate.standin;

import static io.consentgate.standin.Quirk.ACCEPTS_MARKETING_SUBSCRIBES;
import static io.consentgate.standin.Quirk.AGGREGATE_CUSTOMER;
import static io.consentgate.standin.Quirk.CONNECTION_LIST_SUBSCRIBES;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Shop customers (13.2), each with an aggregate twin of connection "0". */
final class Customers {

    private final Setting setting;
    private final ContactBook contacts;
    private final Memberships memberships;
    private final Lists lists;
    private final Connections connections;
    private final Shelf customers = new Shelf("EcomCustomer", 1);
    private final Map<String, Long> byKey = new HashMap<>();
    private final Map<String, List<Long>> byEmail = new HashMap<>();

    Customers(
            Setting setting,
            ContactBook contacts,
            Memberships memberships,
            Lists lists,
            Connections connections,
            Routes routes) {
        this.setting = setting;
        this.contacts = contacts;
        this.memberships = memberships;
        this.lists = lists;
        this.connections = connections;
        routes.on("GET /ecomCustomers", this::list)
                .on("POST /ecomCustomers", this::post)
                .on("GET /ecomCustomers/*", call -> one(customers.get(call.part(1), 404)))
                .on("PUT /ecomCustomers/*", this::put)
                .on("DELETE /ecomCustomers/*", this::delete);
    }

    Optional<ObjectNode> find(long id) {
        return customers.find(id);
    }

    List<ObjectNode> all() {
        return customers.all();
    }

    private static Answer one(ObjectNode customer) {
        return Answer.ok(Json.object().set("ecomCustomer", customer));
    }

    private static String key(String connection, String externalId) {
        return connection + "/" + externalId;
    }

    private Answer post(Call call) {
        ObjectNode wanted = call.record("ecomCustomer");
        for (String member : List.of("connectionid", "externalid", "email")) {
            if (Json.text(wanted, member) == null) {
                throw Refusal.invalid("The customer " + member + " was not provided.", "field_missing", member);
            }
        }
        long connection = Json.number(wanted, "connectionid");
        if (connections.find(connection).isEmpty()) {
            throw Refusal.invalid("The connection does not exist.", "related_missing", "connectionid");
        }
        String key = key(Json.text(wanted, "connectionid"), Json.text(wanted, "externalid"));
        if (byKey.containsKey(key)) {
            throw Refusal.invalid("The customer already exists in the system.", "duplicate", "externalid");
        }
        String email = Json.text(wanted, "email");
        String accepts = "1".equals(Json.text(wanted, "acceptsMarketing")) ? "1" : "0";
        subscribe(email, connection, accepts);
        long id = keep(Json.text(wanted, "connectionid"), Json.text(wanted, "externalid"), email, accepts);
        if (setting.isOn(AGGREGATE_CUSTOMER) && ofEmail(email).noneMatch(Customers::isAggregate)) {
            keep("0", "0", email, accepts);
        }
        ObjectNode short_ = customers.get(String.valueOf(id), 404).deepCopy();
        short_.remove(List.of(
                "totalRevenue", "totalOrders", "totalProducts", "avgRevenuePerOrder", "acceptsMarketing", "tstamp"));
        return Answer.of(201, Json.object().set("ecomCustomer", short_));
    }

    /** An order of the GraphQL endpoint makes its customer, or changes what that accepts (14). */
    long ofOrder(String connection, String externalId, String email, String accepts) {
        Long known = byKey.get(key(connection, externalId));
        if (known != null) {
            customers.find(known).ifPresent(customer -> customer.put("acceptsMarketing", accepts));
            return known;
        }
        subscribe(email, Json.number(connection), accepts);
        long id = keep(connection, externalId, email, accepts);
        if (setting.isOn(AGGREGATE_CUSTOMER) && ofEmail(email).noneMatch(Customers::isAggregate)) {
            keep("0", "0", email, accepts);
        }
        return id;
    }

    private static boolean isAggregate(ObjectNode customer) {
        return "0".equals(Json.text(customer, "connectionid"));
    }

    private void subscribe(String email, long connection, String accepts) {
        boolean isNew = contacts.byEmail(email).isEmpty();
        Contact contact = contacts.byEmail(email).orElseGet(() -> contacts.create(email));
        long list = connections.list(connection);
        if (isNew && list > 0 && setting.isOn(CONNECTION_LIST_SUBSCRIBES)) {
            memberships.set(contact, list, 1, setting.now(), 0, Origin.SYSTEM);
        }
        if (accepts.equals("1") && setting.isOn(ACCEPTS_MARKETING_SUBSCRIBES)) {
            lists.all().stream()
                    .filter(each -> "Master Contact List".equals(Json.text(each, "name")))
                    .findFirst()
                    .ifPresent(master ->
                            memberships.set(contact, Json.number(master, "id"), 1, setting.now(), 0, Origin.SYSTEM));
        }
    }

    private long keep(String connection, String externalId, String email, String accepts) {
        long id = customers.nextId();
        ObjectNode customer = Json.object()
                .put("connectionid", connection)
                .put("externalid", externalId)
                .put("email", email)
                .put("totalRevenue", "0")
                .put("totalOrders", "0")
                .put("totalProducts", "0")
                .put("avgRevenuePerOrder", "0")
                .put("acceptsMarketing", accepts)
                .put("tstamp", setting.date(setting.now()));
        customer.set("links", setting.links("ecomCustomers", id, "connection", "orders"));
        customers.put(id, customer).put("connection", connection);
        if (!connection.equals("0")) {
            byKey.put(key(connection, externalId), id);
        }
        byEmail.computeIfAbsent(ContactBook.key(email), any -> new ArrayList<>())
                .add(id);
        return id;
    }

    private Stream<ObjectNode> ofEmail(String email) {
        return byEmail.getOrDefault(ContactBook.key(email), List.of()).stream()
                .flatMap(id -> customers.find(id).stream());
    }

    private Answer put(Call call) {
        ObjectNode customer = customers.get(call.part(1), 404);
        ObjectNode wanted = call.record("ecomCustomer");
        if (wanted.hasNonNull("acceptsMarketing")) {
            customer.put("acceptsMarketing", Json.text(wanted, "acceptsMarketing"));
        }
        if (wanted.hasNonNull("email")) {
            String email = Json.text(wanted, "email");
            customer.put("email", email);
            byEmail.computeIfAbsent(ContactBook.key(email), any -> new ArrayList<>())
                    .add(Json.number(customer, "id"));
        }
        return one(customer);
    }

    private Answer delete(Call call) {
        ObjectNode customer = customers.get(call.part(1), 404);
        byKey.remove(key(Json.text(customer, "connectionid"), Json.text(customer, "externalid")));
        customers.remove(call.part(1), 404);
        return Answer.ok(Json.object());
    }

    private Answer list(Call call) {
        Query query = call.query();
        List<ObjectNode> candidates = query.filter("email")
                .map(email -> ofEmail(email).toList())
                .or(() -> query.filter("externalid").flatMap(externalId -> query.filter("connectionid")
                        .map(connection -> byKey.get(key(connection, externalId)))
                        .flatMap(customers::find)
                        .map(List::of)))
                .orElseGet(customers::all);
        List<ObjectNode> found = candidates.stream()
                .filter(customer -> List.of("email", "connectionid", "externalid").stream()
                        .allMatch(member -> query.filter(member)
                                .map(wanted -> wanted.equalsIgnoreCase(Json.text(customer, member)))
                                .orElse(true)))
                .toList();
        return Answer.ok(Shelf.page("ecomCustomers", call, found));
    }
}
