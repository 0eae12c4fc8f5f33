package io.consentgate.activecampaign;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentgate.activecampaign.SetupReport.Line;
import io.consentgate.activecampaign.SetupReport.Outcome;
import io.consentgate.activecampaign.SqlDirectory.Kind;
import io.consentgate.mapping.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Makes in the account what the sites on it need and is not there yet, and remembers the ids. Repeatable: what is
 * found is left as it is.
 */
public final class Setup {

    private static final Lane LANE = Lane.CONTACT;

    private final Calls calls;
    private final SqlDirectory directory;
    private final RemoteCatalog catalog;

    public Setup(Calls calls, SqlDirectory directory) {
        this.calls = calls;
        this.directory = directory;
        this.catalog = new RemoteCatalog(calls);
    }

    /** @param dryRun only look, and say what would be made */
    public SetupReport run(SetupPlan plan, boolean dryRun) {
        return new Run(plan, dryRun).report();
    }

    private final class Run {

        private final SetupPlan plan;
        private final boolean dryRun;
        private final List<Line> lines = new ArrayList<>();
        private String adminGroup;
        private String remark;

        Run(SetupPlan plan, boolean dryRun) {
            this.plan = plan;
            this.dryRun = dryRun;
        }

        SetupReport report() {
            Answer<Map<String, String>> lists = catalog.lists();
            if (!(lists instanceof Answer.Done<Map<String, String>> found)) {
                add("connection", calls.account(), Outcome.FAILED, why(lists));
                return new SetupReport(lines);
            }
            add("connection", calls.account(), Outcome.FOUND, null);
            plan.lists().forEach(name -> list(name, found.value()));
            fields();
            plan.tags().forEach(this::tag);
            webhook();
            plan.eventNames().forEach(this::eventName);
            plan.shops().forEach(this::shop);
            plan.domains().forEach(this::domain);
            return new SetupReport(lines);
        }

        private void list(String name, Map<String, String> found) {
            settle("list", Kind.LIST, name, Optional.ofNullable(found.get(name)), () -> create(name));
        }

        private Answer<String> create(String list) {
            ObjectNode content = Json.object()
                    .put("name", list)
                    .put("stringid", list.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-"))
                    .put("sender_url", plan.senderUrl())
                    .put("sender_reminder", "You asked for news on " + plan.senderUrl());
            return post("lists", "list", content).then(id -> visible(id));
        }

        /** A new list is invisible until a group of users is linked (chapter 8). */
        private Answer<String> visible(String list) {
            if (adminGroup == null) {
                adminGroup = catalog.adminGroup();
            }
            ObjectNode link = Json.object().put("listid", list).put("groupid", adminGroup);
            Answer<Reply> linked = send("listGroups", "listGroup", link);
            if (!linked.isDone()) {
                // The list is there and works; only people do not see it until somebody links it.
                remark = "link it to a group of users in ActiveCampaign, or they do not see it";
            }
            return new Answer.Done<>(list);
        }

        private void fields() {
            Answer<Map<String, RemoteCatalog.Field>> answer =
                    plan.fields().isEmpty() ? new Answer.Done<>(Map.of()) : catalog.fields();
            for (Target.Custom field : plan.fields()) {
                if (answer instanceof Answer.Done<Map<String, RemoteCatalog.Field>> found) {
                    field(field, Optional.ofNullable(found.value().get(RemoteCatalog.key(field.title()))));
                } else {
                    add("field", field.title(), Outcome.FAILED, why(answer));
                }
            }
        }

        private void field(Target.Custom field, Optional<RemoteCatalog.Field> found) {
            if (found.isPresent() && !found.get().type().equals(field.type())) {
                String types = "is of type " + found.get().type() + " there, " + field.type() + " in the mapping";
                add("field", field.title(), Outcome.FAILED, types);
                return;
            }
            if (found.isPresent() && !found.get().related() && !dryRun) {
                relate(found.get().id());
            }
            settle("field", Kind.FIELD, field.title(), found.map(RemoteCatalog.Field::id), () -> create(field));
        }

        private Answer<String> create(Target.Custom field) {
            ObjectNode content = Json.object()
                    .put("title", field.title())
                    .put("type", field.type())
                    .put("visible", "1");
            Answer<String> created = post("fields", "field", content);
            if (created instanceof Answer.Refused<String>) {
                // Somebody was faster: the title is there now (chapter 11).
                return catalog.fields().then(fields -> {
                    RemoteCatalog.Field there = fields.get(RemoteCatalog.key(field.title()));
                    return there == null ? created : new Answer.Done<>(there.id());
                });
            }
            return created.then(this::relate);
        }

        /** A field is invisible until it is related; 0 = to all lists (chapter 11). */
        private Answer<String> relate(String field) {
            ObjectNode relation = Json.object().put("field", field).put("relid", "0");
            if (!send("fieldRels", "fieldRel", relation).isDone()) {
                remark = "relate it to your lists in ActiveCampaign, or it is not shown";
            }
            return new Answer.Done<>(field);
        }

        private void tag(String name) {
            Answer<String> found = TagLookup.find(calls, LANE, name);
            if (found.isDone() || found instanceof Answer.Gone<String>) {
                settle("tag", Kind.TAG, name, value(found), () -> createTag(name));
            } else {
                add("tag", name, Outcome.FAILED, why(found));
            }
        }

        private Answer<String> createTag(String name) {
            ObjectNode content =
                    Json.object().put("tag", name).put("tagType", "contact").put("description", "");
            Answer<String> created = post("tags", "tag", content);
            if (created instanceof Answer.Refused<String>) {
                // An existing name may be refused (chapter 10): look again.
                Answer<String> there = TagLookup.find(calls, LANE, name);
                return there.isDone() ? there : created;
            }
            return created;
        }

        private void webhook() {
            if (plan.webhookUrl() == null) {
                add("webhook", "-", Outcome.SKIPPED, "without CONSENTGATE_PUBLIC_URL changes are polled");
                return;
            }
            Answer<Map<String, String>> webhooks = catalog.webhooks();
            if (webhooks instanceof Answer.Done<Map<String, String>> found) {
                Optional<String> id = Optional.ofNullable(found.value().get(plan.webhookUrl()));
                settle("webhook", Kind.WEBHOOK, "ConsentGate", id, this::createWebhook);
            } else {
                add("webhook", "ConsentGate", Outcome.FAILED, why(webhooks));
            }
        }

        private Answer<String> createWebhook() {
            ObjectNode content = Json.object().put("name", "ConsentGate").put("url", plan.webhookUrl());
            catalog.webhookEvents().forEach(content.withArray("events")::add);
            // Not api: our own writes would come back (chapter 16).
            List.of("public", "admin", "system").forEach(content.withArray("sources")::add);
            return post("webhooks", "webhook", content.put("listid", 0));
        }

        private void eventName(String name) {
            Answer<Map<String, String>> names = catalog.eventNames();
            if (names instanceof Answer.Done<Map<String, String>> found) {
                settle("event", null, name, Optional.ofNullable(found.value().get(name)), () -> {
                    ObjectNode content = Json.object().put("name", name);
                    return send("eventTrackingEvents", "eventTrackingEvent", content)
                            .map(made -> name);
                });
            } else {
                add("event", name, Outcome.FAILED, why(names));
            }
        }

        /** Never with a list: it would subscribe every new shopper (13.1). */
        private void shop(SetupPlan.Shop shop) {
            Answer<Map<String, String>> connections = catalog.connections();
            if (!(connections instanceof Answer.Done<Map<String, String>> found)) {
                add("shop", shop.name(), Outcome.FAILED, why(connections));
                return;
            }
            Optional<String> there = Optional.ofNullable(found.value().get(shop.name()));
            settle("shop", Kind.CONNECTION, shop.name(), there, () -> {
                ObjectNode content = Json.object()
                        .put("service", RemoteCatalog.SERVICE)
                        .put("externalid", shop.name())
                        .put("name", shop.name())
                        .put("logoUrl", shop.logo())
                        .put("linkUrl", shop.page());
                return post("connections", "connection", content);
            });
        }

        private void domain(String domain) {
            Answer<Map<String, String>> domains = catalog.domains();
            if (!(domains instanceof Answer.Done<Map<String, String>> found)) {
                add("domain", domain, Outcome.FAILED, why(domains));
                return;
            }
            settle("domain", null, domain, Optional.ofNullable(found.value().get(domain)), () -> {
                ObjectNode attributes = Json.object()
                        .put("whitelisted_domain", domain)
                        .put("whitelisted_page", "*")
                        .put("tracking_enabled", true)
                        .put("conversations_enabled", false)
                        .put("wp_enabled", false);
                ObjectNode data = Json.object().put("type", "urlWhitelistings");
                data.set("attributes", attributes);
                Request request = Request.post(RemoteCatalog.DOMAINS, Json.wrapped("data", data));
                return calls.patiently(() -> calls.send(LANE, RemoteCatalog.DOMAINS, request, "data"))
                        .map(made -> domain);
            });
        }

        private void settle(
                String label, Kind kind, String name, Optional<String> found, Supplier<Answer<String>> create) {
            if (found.isEmpty() && dryRun) {
                add(label, name, Outcome.WOULD_CREATE, null);
                return;
            }
            Answer<String> id = found.<Answer<String>>map(Answer.Done::new).orElseGet(create);
            if (!(id instanceof Answer.Done<String> there)) {
                add(label, name, Outcome.FAILED, why(id));
                return;
            }
            if (!dryRun && kind != null) {
                directory.put(kind, name, there.value());
            }
            add(label, name, found.isPresent() ? Outcome.FOUND : Outcome.CREATED, remark);
            remark = null;
        }

        private Answer<String> post(String path, String record, ObjectNode content) {
            return send(path, record, content)
                    .map(reply -> Json.text(reply.json().path(record), "id", ""));
        }

        private Answer<Reply> send(String path, String record, ObjectNode content) {
            return calls.patiently(
                    () -> calls.send(LANE, path, Request.post(path, Json.wrapped(record, content)), record));
        }

        private void add(String kind, String name, Outcome outcome, String detail) {
            lines.add(new Line(kind, name, outcome, detail));
        }
    }

    private static <T> Optional<T> value(Answer<T> answer) {
        return answer instanceof Answer.Done<T> done ? Optional.of(done.value()) : Optional.empty();
    }

    private static String why(Answer<?> answer) {
        if (answer instanceof Answer.Refused<?> refused) {
            return refused.why();
        }
        if (answer instanceof Answer.Unavailable<?> unavailable) {
            return unavailable.why();
        }
        if (answer instanceof Answer.Stopped<?> stopped) {
            return "stopped: " + stopped.why();
        }
        return "not found";
    }
}
