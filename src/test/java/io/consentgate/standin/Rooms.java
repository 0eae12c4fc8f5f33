package io.consentgate.standin;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.locks.Lock;
import java.util.stream.Collectors;

/** Builds the rooms of one account and connects them; no behaviour of its own. */
final class Rooms {

    final Routes routes = new Routes();
    final Setting setting;
    final Limits limits;
    final ContactBook contacts;
    final Memberships memberships;
    final Lists lists;
    final Tags tags;
    final Taggings taggings;
    final Fields fields;
    final FieldValues values;
    final Exclusions exclusions;
    final Imports imports;
    final Automations automations;
    final Events events;
    final Customers customers;
    final Orders orders;
    final GraphQlOrders graphQlOrders;
    final Campaigns campaigns;
    private final Webhooks announcements;

    Rooms(
            Setting setting,
            StandInOptions options,
            Lock lock,
            ScheduledExecutorService worker,
            WebhookSender sender,
            String eventAccount) {
        this.setting = setting;
        this.limits = new Limits(setting.switches());
        this.contacts = new ContactBook(setting);
        ContactJson json = new ContactJson(setting);
        this.announcements = new Webhooks(setting, sender, routes);
        this.lists = new Lists(setting, routes);
        this.memberships = new Memberships(setting, announcements);
        this.tags = new Tags(setting, routes);
        this.taggings = new Taggings(setting, contacts, json, tags, announcements, routes);
        this.fields = new Fields(setting, routes);
        this.values = new FieldValues(setting, contacts, json, fields, announcements, routes);
        announcements.write(new WebhookForm(setting, tags, fields));
        this.exclusions = new Exclusions(routes);
        this.automations = new Automations(setting, contacts, routes);
        this.events = new Events(setting, contacts, routes);
        new SiteTracking(setting, eventAccount, routes);
        new Users(setting, routes);
        Connections connections = new Connections(setting, routes);
        this.customers = new Customers(setting, contacts, memberships, lists, connections, routes);
        this.orders = new Orders(setting, connections, customers, routes);
        this.graphQlOrders = new GraphQlOrders(setting, connections, customers, orders, lock, worker, options, routes);
        new ContactLists(setting, contacts, memberships, lists, json, routes);
        new ContactEndpoints(setting, contacts, json, values, memberships, this::delete, announcements, routes);
        new ContactQuery(setting, contacts, memberships, tags, json, routes);
        ImportWriter writer =
                new ImportWriter(setting, contacts, memberships, lists, tags, taggings, fields, values, exclusions);
        this.campaigns = new Campaigns(routes);
        this.imports = new Imports(setting, limits, lock, worker, writer, options, routes);
    }

    Announcements announcements() {
        return announcements;
    }

    void delete(Contact contact) {
        contacts.delete(contact);
        memberships.forget(contact);
        taggings.forget(contact);
        values.forget(contact);
    }

    void restore(Contact contact) {
        contacts.restore(contact);
        memberships.recall(contact);
        taggings.recall(contact);
        values.recall(contact);
    }

    ContactState state(Contact contact) {
        Map<String, Integer> statuses = new LinkedHashMap<>();
        contact.memberships.forEach((list, membership) -> statuses.put(String.valueOf(list), membership.status));
        Map<String, String> filled = new LinkedHashMap<>();
        contact.values.values().stream()
                .filter(entry -> !entry.value.isEmpty())
                .forEach(entry -> filled.put(String.valueOf(entry.field), entry.value));
        Set<String> names =
                contact.taggings.keySet().stream().map(tags::name).collect(Collectors.toCollection(TreeSet::new));
        Set<String> running = automations.of(contact).stream()
                .map((JsonNode entry) -> Json.text(entry, "automation"))
                .collect(Collectors.toCollection(TreeSet::new));
        return new ContactState(
                String.valueOf(contact.id),
                contact.email,
                contact.firstName,
                contact.lastName,
                contact.phone,
                contact.organization,
                statuses,
                names,
                filled,
                running,
                contact.bouncedHard,
                contact.created,
                contact.updated,
                contact.deletedAt);
    }
}
