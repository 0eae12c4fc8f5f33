package io.consentgate.activecampaign;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentgate.gate.Cleared;
import io.consentgate.gate.Purchase;
import io.consentgate.gate.Removal;
import io.consentgate.gate.ShopCustomer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;

/** Deep Data over REST (activecampaign-api.md 13). */
public final class HttpDeepData implements DeepData {

    private static final Duration UNTIL_SET_UP = Duration.ofMinutes(1);
    private static final Duration LATER = Duration.ofSeconds(5);
    private static final String CUSTOMERS = "ecomCustomers";
    private static final String ORDERS = "ecomOrders";

    private final Calls calls;
    private final Supplier<Directory> directory;

    public HttpDeepData(Calls calls, Supplier<Directory> directory) {
        this.calls = calls;
        this.directory = directory;
    }

    @Override
    public boolean knows(String connection) {
        return directory.get().connections().containsKey(connection);
    }

    @Override
    public Answer<String> addCustomer(Lane lane, Cleared<ShopCustomer> customer, BooleanSupplier still) {
        ShopCustomer value = customer.value();
        return connected(value.connection(), connection -> {
            ObjectNode content = accepts(value.acceptsMarketing())
                    .put("connectionid", connection)
                    .put("externalid", value.email())
                    .put("email", value.email());
            Request request = Request.post(CUSTOMERS, Json.wrapped("ecomCustomer", content));
            Answer<String> added =
                    calls.send(lane, CUSTOMERS, request, "ecomCustomer", still).then(HttpDeepData::id);
            return added instanceof Answer.Refused<String> refused && !refused.stale()
                    ? there(lane, customer, connection, refused, still)
                    : added;
        });
    }

    /** The same externalid again is refused (13.2): then it is there, with whatever answer it was made. */
    private Answer<String> there(
            Lane lane,
            Cleared<ShopCustomer> customer,
            String connection,
            Answer.Refused<String> refused,
            BooleanSupplier still) {
        return findCustomer(lane, connection, customer.value().email())
                .then(found -> found.isEmpty()
                        ? new Answer.Refused<>(refused.why())
                        : updateCustomer(lane, customer, found.get(), still).map(done -> found.get()));
    }

    @Override
    public Answer<Void> updateCustomer(Lane lane, Cleared<ShopCustomer> customer, String id, BooleanSupplier still) {
        return put(lane, id, customer.value().acceptsMarketing(), still);
    }

    @Override
    public Answer<Void> rejectMarketing(Lane lane, Removal person, String customerId) {
        return put(lane, customerId, false, () -> true);
    }

    private Answer<Void> put(Lane lane, String id, boolean acceptsMarketing, BooleanSupplier still) {
        Request request = Request.put(
                HttpActiveCampaign.path(CUSTOMERS, id), Json.wrapped("ecomCustomer", accepts(acceptsMarketing)));
        return calls.send(lane, CUSTOMERS, request, "ecomCustomer", still).map(reply -> null);
    }

    private static ObjectNode accepts(boolean marketing) {
        return Json.object().put("acceptsMarketing", marketing ? "1" : "0");
    }

    @Override
    public Answer<String> addPurchase(Lane lane, Cleared<Purchase> purchase, String customerId, BooleanSupplier still) {
        return connected(purchase.value().connection(), connection -> {
            Request request = Request.post(ORDERS, PurchaseJson.body(purchase.value(), connection, customerId));
            return calls.send(lane, ORDERS, request, "ecomOrder", still).then(HttpDeepData::id);
        });
    }

    @Override
    public Answer<Void> updatePurchase(
            Lane lane, Cleared<Purchase> purchase, String id, String customerId, BooleanSupplier still) {
        return connected(purchase.value().connection(), connection -> {
            Request request = Request.put(
                    HttpActiveCampaign.path(ORDERS, id), PurchaseJson.body(purchase.value(), connection, customerId));
            return calls.send(lane, ORDERS, request, "ecomOrder", still).map(reply -> null);
        });
    }

    @Override
    public Answer<Optional<Remote>> findPurchase(
            Lane lane, Removal person, String connectionName, String cart, String order) {
        return connected(connectionName, connection -> {
            Map<String, String> query = filters(connection);
            query.put(
                    order == null ? "filters[externalcheckoutid]" : "filters[externalid]",
                    order == null ? cart : order);
            return calls.send(lane, ORDERS, Request.get(ORDERS, query), ORDERS).then(reply -> {
                JsonNode found = reply.json().path(ORDERS);
                for (JsonNode one : found) {
                    Remote remote = PurchaseJson.remote(one);
                    boolean same = order == null ? cart.equals(remote.cartId()) : order.equals(remote.orderId());
                    if (same && connection.equals(Json.text(one, "connectionid"))) {
                        return new Answer.Done<>(Optional.of(remote));
                    }
                }
                return none(found);
            });
        });
    }

    @Override
    public Answer<Remote> readPurchase(Lane lane, Removal person, String id) {
        return calls.send(lane, ORDERS, Request.get(HttpActiveCampaign.path(ORDERS, id)), "ecomOrder")
                .map(reply -> PurchaseJson.remote(reply.json().path("ecomOrder")));
    }

    @Override
    public Answer<Optional<String>> findCustomer(Lane lane, Removal person, String connectionName) {
        return connected(connectionName, connection -> findCustomer(lane, connection, person.email()));
    }

    private Answer<Optional<String>> findCustomer(Lane lane, String connection, String email) {
        Map<String, String> query = filters(connection);
        query.put("filters[externalid]", email);
        return calls.send(lane, CUSTOMERS, Request.get(CUSTOMERS, query), CUSTOMERS)
                .then(reply -> {
                    JsonNode found = reply.json().path(CUSTOMERS);
                    for (JsonNode one : found) {
                        if (connection.equals(Json.text(one, "connectionid"))
                                && email.equalsIgnoreCase(Json.text(one, "externalid"))) {
                            return new Answer.Done<>(Optional.of(Json.text(one, "id")));
                        }
                    }
                    return none(found);
                });
    }

    private static Map<String, String> filters(String connection) {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("filters[connectionid]", connection);
        return query;
    }

    /** A filter that is not understood returns the first page of everybody (chapter 5). */
    private static <T> Answer<Optional<T>> none(JsonNode found) {
        return found.isEmpty()
                ? new Answer.Done<>(Optional.empty())
                : new Answer.Unavailable<>("the service ignored a filter", LATER, false);
    }

    @Override
    public Answer<Void> removePurchase(Lane lane, Removal person, String id) {
        return delete(lane, ORDERS, id);
    }

    @Override
    public Answer<Void> removeCustomer(Lane lane, Removal person, String id) {
        return delete(lane, CUSTOMERS, id);
    }

    private Answer<Void> delete(Lane lane, String collection, String id) {
        Answer<Void> answer = calls.send(
                        lane, collection, Request.delete(HttpActiveCampaign.path(collection, id)), null)
                .map(reply -> null);
        return answer instanceof Answer.Gone<Void> ? new Answer.Done<>(null) : answer;
    }

    private <T> Answer<T> connected(String name, Function<String, Answer<T>> call) {
        String id = directory.get().connections().get(name);
        return id == null
                ? new Answer.Unavailable<>(
                        "the connection '" + name + "' is not known in the account yet: run setup", UNTIL_SET_UP, false)
                : call.apply(id);
    }

    /** Where the record hides is named after the request. */
    private static Answer<String> id(Reply reply) {
        JsonNode record = reply.json().has("ecomOrder")
                ? reply.json().path("ecomOrder")
                : reply.json().path("ecomCustomer");
        String id = Json.text(record, "id");
        return id == null ? new Answer.Unavailable<>("an answer without an id", LATER, true) : new Answer.Done<>(id);
    }
}
