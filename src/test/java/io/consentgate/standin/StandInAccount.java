package io.consentgate.standin;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** One account: what it holds, seen from a test. Answers are copies. */
public final class StandInAccount {

    private final int number;
    private final String token;
    private final ReentrantLock lock = new ReentrantLock();
    private final Rooms rooms;
    private final People people;
    private final WebhookSender sender = new WebhookSender();

    StandInAccount(int number, String token, Setting setting, StandInOptions options, ScheduledExecutorService worker) {
        this.number = number;
        this.token = token;
        this.rooms = new Rooms(setting, options, lock, worker, sender, eventAccount());
        this.people = new People(this, rooms);
    }

    int number() {
        return number;
    }

    Limits limits() {
        return rooms.limits;
    }

    Events events() {
        return rooms.events;
    }

    Answer answer(Call call) {
        return locked(() -> rooms.routes.answer(call));
    }

    <T> T locked(Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }

    public String apiToken() {
        return token;
    }

    /** Fields {@code actid} and {@code key} of the event host. */
    public String eventAccount() {
        return String.valueOf(25_000_000 + number);
    }

    public String eventKey() {
        return "event-key-of-account-" + number;
    }

    /** What persons and administrators do outside the API. */
    public People people() {
        return people;
    }

    public int contactCount() {
        return locked(() -> rooms.contacts.ids().size());
    }

    public List<ContactState> contacts() {
        return locked(() -> {
            long[] ids = rooms.contacts.ids().toArray();
            return java.util.Arrays.stream(ids)
                    .mapToObj(id -> rooms.state(rooms.contacts.byId(id).orElseThrow()))
                    .toList();
        });
    }

    public Optional<ContactState> contact(String email) {
        return locked(() -> rooms.contacts.byEmail(email).map(rooms::state));
    }

    public List<ContactState> deletedContacts() {
        return locked(() -> rooms.contacts.deleted().stream().map(rooms::state).toList());
    }

    /** 0 unconfirmed, 1 active, 2 unsubscribed, 3 bounced; empty when there is no such contact or membership. */
    public Optional<Integer> listStatus(String email, String listId) {
        return contact(email).map(contact -> contact.lists().get(listId));
    }

    /** Every time somebody who had unsubscribed became active again. */
    public List<Resubscription> resubscriptions() {
        return locked(() -> List.copyOf(rooms.memberships.resubscriptions()));
    }

    public List<StoredEvent> storedEvents() {
        return locked(() -> List.copyOf(rooms.events.stored()));
    }

    /** Events answered with success and not stored. */
    public List<StoredEvent> droppedEvents() {
        return locked(() -> List.copyOf(rooms.events.dropped()));
    }

    public List<JsonNode> lists() {
        return locked(() -> copies(rooms.lists.all()));
    }

    public List<JsonNode> tags() {
        return locked(() -> copies(rooms.tags.all()));
    }

    public List<JsonNode> fields() {
        return locked(() -> copies(rooms.fields.all()));
    }

    /** Customers as single GET shows them, the aggregate ones of connection "0" included. */
    public List<JsonNode> customers() {
        return locked(() -> copies(rooms.customers.all()));
    }

    /** Orders and carts; amounts are integers, state is a number, parts are in _products and _discounts. */
    public List<JsonNode> orders() {
        return locked(() -> copies(rooms.orders.all()));
    }

    /** Which writes would have started automations. */
    public List<AutomationStart> automationStarts() {
        return locked(() -> List.copyOf(rooms.orders.starts()));
    }

    /** Orders as the GraphQL endpoint keeps them; enumeration values begin with {@code $}. */
    public List<JsonNode> graphQlOrders() {
        return locked(() -> copies(rooms.graphQlOrders.all()));
    }

    /** What would have started from them. */
    public List<AutomationStart> graphQlStarts() {
        return locked(() -> List.copyOf(rooms.graphQlOrders.starts()));
    }

    /** Orders that were accepted over GraphQL and are not written yet. */
    public int waitingGraphQlOrders() {
        return locked(rooms.graphQlOrders::waiting);
    }

    public List<WebhookDelivery> webhookDeliveries() {
        return sender.deliveries();
    }

    /** Webhooks that are not yet delivered. */
    public int waitingWebhooks() {
        return sender.waiting();
    }

    /** Imports that are queued and not yet finished. */
    public long outstandingImports() {
        return locked(rooms.imports::outstanding);
    }

    /** How the next imports end; after them every import completes. */
    public void nextImports(ImportFate... fates) {
        locked(() -> {
            rooms.imports.nextFates(List.of(fates));
            return null;
        });
    }

    void close() {
        sender.close();
    }

    static List<JsonNode> copies(Collection<? extends JsonNode> nodes) {
        return nodes.stream().<JsonNode>map(JsonNode::deepCopy).toList();
    }
}
