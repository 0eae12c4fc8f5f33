package io.consentgate.standin;

import static io.consentgate.standin.Quirk.WEBHOOK_DUPLICATE_DELIVERY;
import static io.consentgate.standin.Quirk.WEBHOOK_URL_MUST_BE_HTTPS;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Registered webhooks, and which changes they are told (16). */
final class Webhooks implements Announcements {

    private static final List<String> EVENTS = List.of(
            "bounce",
            "click",
            "contact_tag_added",
            "contact_tag_removed",
            "deal_add",
            "deal_note_add",
            "deal_pipeline_add",
            "deal_stage_add",
            "deal_task_add",
            "deal_task_complete",
            "deal_tasktype_add",
            "deal_update",
            "forward",
            "list_add",
            "open",
            "reply",
            "sent",
            "share",
            "sms_reply",
            "sms_sent",
            "sms_unsub",
            "subscribe",
            "subscriber_note",
            "unsubscribe",
            "update");
    private static final Set<String> WITHOUT_LIST =
            Set.of("contact_tag_added", "contact_tag_removed", "subscriber_note", "sms_unsub", "sms_reply", "sms_sent");

    private final Setting setting;
    private final WebhookSender sender;
    private final Shelf webhooks = new Shelf("Webhook", 1);
    private final Set<String> stopped = ConcurrentHashMap.newKeySet();
    private WebhookForm form;

    Webhooks(Setting setting, WebhookSender sender, Routes routes) {
        this.setting = setting;
        this.sender = sender;
        routes.on("GET /webhooks", call -> Answer.ok(webhooks.page("webhooks", call, any -> true)))
                .on("POST /webhooks", this::post)
                .on("GET /webhooks/*", call -> Answer.ok(Json.object().set("webhook", webhooks.get(call.part(1), 404))))
                .on("PUT /webhooks/*", this::put)
                .on("DELETE /webhooks/*", this::delete)
                .on("GET /webhook/events", call -> Answer.ok(events()));
    }

    /** The form needs rooms that are built later. */
    void write(WebhookForm newForm) {
        this.form = newForm;
    }

    @Override
    public void changed(String type, Contact contact, Origin origin, long list, Map<String, String> details) {
        for (ObjectNode webhook : webhooks.all()) {
            long listId = Json.number(webhook, "listid");
            boolean ofList = listId <= 0 || listId == list || WITHOUT_LIST.contains(type);
            boolean running = !stopped.contains(Json.text(webhook, "id"));
            if (running && ofList && has(webhook, "events", type) && has(webhook, "sources", origin.source())) {
                String body = form.of(type, contact, origin, list, details);
                deliver(webhook, body);
                if (setting.isOn(WEBHOOK_DUPLICATE_DELIVERY)) {
                    deliver(webhook, body);
                }
            }
        }
    }

    private void deliver(ObjectNode webhook, String body) {
        String id = Json.text(webhook, "id");
        sender.send(id, Json.text(webhook, "url"), body, status -> {
            if (status == 410) {
                stopped.add(id);
            }
        });
    }

    private static boolean has(JsonNode webhook, String member, String wanted) {
        for (JsonNode value : webhook.path(member)) {
            if (value.asText().equals(wanted)) {
                return true;
            }
        }
        return false;
    }

    private Answer post(Call call) {
        long id = webhooks.nextId();
        ObjectNode webhook = Json.object().put("cdate", setting.date(setting.now()));
        apply(call.record("webhook"), webhook.put("listid", "0"));
        webhook.putArray("links");
        return Answer.of(201, Json.object().set("webhook", webhooks.put(id, webhook)));
    }

    private Answer put(Call call) {
        ObjectNode webhook = webhooks.get(call.part(1), 404);
        apply(call.record("webhook"), webhook);
        return Answer.ok(Json.object().set("webhook", webhook));
    }

    private void apply(ObjectNode wanted, ObjectNode webhook) {
        String url = wanted.hasNonNull("url") ? Json.text(wanted, "url") : Json.text(webhook, "url");
        if (url == null) {
            throw Refusal.missing("url");
        }
        boolean https = url.matches("https://[^/:]+(:443)?(/.*)?");
        if (setting.isOn(WEBHOOK_URL_MUST_BE_HTTPS) && !https) {
            throw Refusal.invalid("The webhook URL must use https on port 443.", "field_invalid", "url");
        }
        webhook.put("url", url);
        if (wanted.hasNonNull("name")) {
            webhook.put("name", Json.text(wanted, "name"));
        }
        if (wanted.hasNonNull("listid")) {
            webhook.put("listid", Json.text(wanted, "listid"));
        }
        for (String member : new String[] {"events", "sources"}) {
            if (wanted.path(member).isArray()) {
                webhook.set(member, wanted.get(member).deepCopy());
            }
        }
        for (JsonNode event : webhook.path("events")) {
            if (!EVENTS.contains(event.asText())) {
                throw Refusal.invalid("The event " + event.asText() + " is not valid.", "field_invalid", "events");
            }
        }
    }

    private Answer delete(Call call) {
        webhooks.remove(call.part(1), 404);
        return Answer.ok(Json.object());
    }

    private static ObjectNode events() {
        ObjectNode body = Json.object();
        ArrayNode names = body.putArray("webhookEvents");
        EVENTS.forEach(names::add);
        body.putObject("meta").put("total", EVENTS.size());
        return body;
    }
}
