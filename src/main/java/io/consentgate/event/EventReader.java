package io.consentgate.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Reads one event of the canonical schema. Written by hand because a schema validator takes as long for one event as
 * the whole rest of intake; a test proves that both agree. Safe for use by many threads.
 */
public final class EventReader {

    /** READINGS 31. */
    public static final int MAX_BYTES = 256 * 1024;

    private static final int MOST_PROBLEMS = 20;

    private final Function<String, Optional<Set<String>>> attributesOfShop;
    private final Map<String, Kind> kinds;
    private final Shape type;
    private final ObjectShape envelope;

    /**
     * @param attributesOfShop the contact attributes that the mapping of the shop's site declares; empty when no site
     *     owns the shop
     * @param email brings an address into its one form
     */
    public EventReader(Function<String, Optional<Set<String>>> attributesOfShop, Function<String, Normalised> email) {
        this.attributesOfShop = attributesOfShop;
        People people = new People(email);
        kinds = new LinkedHashMap<>();
        kinds.put("contact", new ContactKind(people));
        kinds.put("consent", new ConsentKind(people));
        kinds.put("cookie-consent", new CookieConsentKind(people));
        kinds.put("cart", new CartKind(people));
        kinds.put("order", new OrderKind(people));
        kinds.put("tracking-event", new TrackingKind(people));
        kinds.put("privacy-request", new PrivacyRequestKind(people));
        type = Shapes.oneOf(kinds.keySet().toArray(String[]::new));
        envelope = envelope();
    }

    private ObjectShape envelope() {
        return new ObjectShape()
                .required("specversion", Shapes.constant("1.0"))
                .required("id", Shapes.ID)
                .required("source", Shapes.SOURCE)
                .required("type", type)
                .required("platform", Shapes.PLATFORM)
                .required("shop", Shapes.ID)
                .required("data", Shapes.OBJECT)
                .optional("time", Shapes.TIMESTAMP)
                .optional("subject", Shapes.text(0, 200))
                .optional("datacontenttype", Shapes.constant("application/json"))
                .optional("dataschema", Shapes.URI_REFERENCE)
                .optional("mode", Shapes.oneOf("realtime", "historical"));
    }

    public Reading read(byte[] json) {
        return read(json, 0, json.length);
    }

    public Reading read(byte[] json, int offset, int length) {
        if (length > MAX_BYTES) {
            return new Reading.Refused(null, List.of(tooLarge()));
        }
        CanonicalJson.Parsed parsed = CanonicalJson.parse(json, offset, length);
        return parsed.problem() == null ? read(parsed.tree()) : new Reading.Refused(null, List.of(parsed.problem()));
    }

    /** What is said about an event that was not even read because of its size. */
    public static Problem tooLarge() {
        return new Problem("", "more than 256 kB; expected one event of at most 262144 bytes");
    }

    /** For events that were built here, from a file of another format. */
    public Reading read(JsonNode event) {
        List<Problem> found = new ArrayList<>(0);
        envelope.check(event, Pointer.ROOT, found);
        if (event.isObject()) {
            String kind = type(event);
            if (kind != null && event.path("data").isObject()) {
                kinds.get(kind).shape().check(event.get("data"), Pointer.ROOT.to("data"), found);
            }
            checkSite(event, found);
        }
        return found.isEmpty()
                ? new Reading.Accepted(accepted(event))
                : new Reading.Refused(
                        id(event),
                        type(event),
                        found.stream().distinct().limit(MOST_PROBLEMS).toList());
    }

    private void checkSite(JsonNode event, List<Problem> found) {
        JsonNode shop = event.path("shop");
        if (!shop.isTextual()) {
            return;
        }
        Optional<Set<String>> declared = attributesOfShop.apply(shop.textValue());
        if (declared.isEmpty()) {
            found.add(new Problem("/shop", "a shop that no site owns; expected one named in config/sites/"));
            return;
        }
        JsonNode attributes = event.path("data").path("attributes");
        if (attributes.isObject() && "contact".equals(event.path("type").textValue())) {
            Pointer at = Pointer.ROOT.to("data").to("attributes");
            attributes.fieldNames().forEachRemaining(name -> {
                if (!declared.get().contains(name)) {
                    found.add(new Problem(
                            at.to(name).toString(),
                            "an attribute that the site's mapping does not declare; expected one of its own"));
                }
            });
        }
    }

    private InboundEvent accepted(JsonNode event) {
        EventKey key = new EventKey(
                event.get("shop").textValue(),
                event.get("source").textValue(),
                event.get("id").textValue());
        Mode mode = "historical".equals(event.path("mode").textValue()) ? Mode.HISTORICAL : Mode.REALTIME;
        Envelope read = new Envelope(key, event.get("platform").textValue(), Members.instant(event, "time"), mode);
        return kinds.get(event.get("type").textValue()).event(read, event.get("data"));
    }

    /** Null when it is none of ours. */
    private String type(JsonNode event) {
        String type = event.path("type").textValue();
        return type != null && kinds.containsKey(type) ? type : null;
    }

    /** The id as the sender wrote it, unless nobody could want it repeated. */
    private static String id(JsonNode event) {
        JsonNode id = event.path("id");
        List<Problem> wrong = new ArrayList<>(0);
        Shapes.ID.check(id, Pointer.ROOT, wrong);
        return wrong.isEmpty() ? id.textValue() : null;
    }
}
