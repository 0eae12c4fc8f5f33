package io.consentgate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentgate.demo.CanonicalEvents;
import io.consentgate.event.Purpose;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Somebody who gave some consents and of whom the shop tells everything it can. Each value is nobody else's and found
 * nowhere else, so that it is recognised in whatever request it stands.
 *
 * @param cells given, as {@code purpose[/channel]}; nothing else was ever given
 */
record MadeUpPerson(int number, Set<String> cells) {

    static final List<String> MEMBERS = List.of(
            "first_name",
            "last_name",
            "company",
            "region",
            "city",
            "postal_code",
            "loyalty.card_number",
            "loyalty.points",
            "loyalty.total_spent",
            "attributes.favourite_store",
            "attributes.favourite_brand",
            "phone");
    private static final String SHOP = "made-up.example";

    String email() {
        return "person" + number + "@example.com";
    }

    /** Purposes for which data of this person may be used at all. */
    Set<Purpose> purposes() {
        Set<Purpose> purposes = EnumSet.noneOf(Purpose.class);
        cells.forEach(cell -> purposes.add(Purpose.of(cell.split("/")[0])));
        return purposes;
    }

    /** What stands for a member of the contact, or for a part of a cart, order or event. */
    String value(String what) {
        return switch (what) {
            case "phone" -> "+39347" + (5_000_000 + number);
            case "loyalty.points" -> String.valueOf(7_310_000 + number);
            case "loyalty.total_spent" -> 8_420_000 + number + ".50";
            default -> "zq" + what.replaceAll("[^a-z]", "") + number + "qz";
        };
    }

    /** Every value that the shop tells, by what it is. */
    Map<String, String> values() {
        Map<String, String> values = new LinkedHashMap<>();
        MEMBERS.forEach(member -> values.put(member, value(member)));
        for (String other : List.of(
                "external", "tax", "wording", "evidence", "order", "cart", "item", "sku", "code", "event", "page")) {
            values.put(other, value(other));
        }
        return values;
    }

    /** @param mapped members of the contact that the site's file names: an attribute that it does not is refused */
    List<ObjectNode> events(Instant now, Set<String> mapped) {
        CanonicalEvents events = new CanonicalEvents(SHOP, SHOP, number % 2 == 0 ? null : "historical");
        Instant asked = now.minus(Duration.ofDays(40));
        List<ObjectNode> said = new ArrayList<>();
        said.add(events.event("contact", "contact-" + number, asked, data -> contact(data, asked, mapped)));
        for (String cell : cells) {
            String[] names = cell.split("/");
            said.add(events.consent(
                    "consent-" + number + "-" + said.size(),
                    asked,
                    email(),
                    names[0],
                    names.length > 1 ? names[1] : null,
                    "given",
                    data -> proven(data, cell, asked)));
        }
        return said;
    }

    /** An order, and a cart that was left behind. */
    List<ObjectNode> shopping(Instant now) {
        CanonicalEvents live = new CanonicalEvents(SHOP, SHOP, null);
        Instant ordered = now.minus(Duration.ofDays(40));
        return List.of(
                live.event("order", "order-" + number, ordered, data -> order(data, ordered)),
                live.event("cart", "cart-" + number, now, data -> cart(data, now.minus(Duration.ofHours(2)))));
    }

    /** Told when the person is there already: only then an event goes on. */
    ObjectNode visit(Instant now) {
        return new CanonicalEvents(SHOP, SHOP, null).event("tracking-event", "visit-" + number, now, data -> {
            data.put("name", "Viewed product")
                    .put("value", value("event"))
                    .put("occurred_at", now.toString())
                    .put("page_url", "https://made-up.example/" + value("page"))
                    .put("tracking_consent", "given");
            data.putObject("person").put("email", email());
        });
    }

    ObjectNode withdrawal(Instant now) {
        return new CanonicalEvents(SHOP, SHOP, null)
                .consent(
                        "no-" + number,
                        now,
                        email(),
                        "direct_marketing",
                        "email",
                        "withdrawn",
                        data -> data.put("recorded_at", now.toString()));
    }

    private void proven(ObjectNode data, String cell, Instant at) {
        data.put("recorded_at", at.toString())
                .put("collected_from", "newsletter_form")
                .put("notice_version", "2026-01")
                .put("wording", value("wording"));
        data.putObject("evidence").put("box", value("evidence"));
        if (cell.equals("direct_marketing/email")) {
            data.put("opt_in_level", "confirmed_opt_in");
        }
        if (cell.endsWith("/sms")) {
            ((ObjectNode) data.get("person")).put("phone", value("phone"));
        }
        if (cell.startsWith("direct_marketing_own_similar")) {
            data.put("legal_basis", "soft_opt_in")
                    .put("sale_order_external_id", value("order"))
                    .put("opt_out_offered", true);
        }
    }

    private void contact(ObjectNode data, Instant at, Set<String> mapped) {
        data.put("external_id", value("external"))
                .put("email", email())
                .put("phone", value("phone"))
                .put("tax_id", value("tax"))
                .put("locale", "it")
                .put("country_code", "IT")
                .put("is_guest", false)
                .put("birth_date", "1980-01-02")
                .put("created_at", at.toString())
                .put("updated_at", at.toString());
        for (String member : MEMBERS) {
            if (!member.contains(".") && !member.equals("phone")) {
                data.put(member, value(member));
            }
        }
        data.putObject("loyalty")
                .put("card_number", value("loyalty.card_number"))
                .put("points", Integer.parseInt(value("loyalty.points")))
                .put("total_spent", value("loyalty.total_spent"))
                .put("enrolled_at", at.toString());
        ObjectNode attributes = data.putObject("attributes");
        mapped.stream()
                .filter(member -> member.startsWith("attributes."))
                .forEach(member -> attributes.put(member.substring("attributes.".length()), value(member)));
    }

    private void order(ObjectNode data, Instant at) {
        data.put("external_id", value("order"))
                .put("status", "completed")
                .put("currency", "EUR")
                .put("total", "19.90")
                .put("placed_at", at.toString());
        bought(data);
    }

    private void cart(ObjectNode data, Instant at) {
        data.put("external_id", value("cart"))
                .put("status", "active")
                .put("currency", "EUR")
                .put("total", "9.90")
                .put("recovery_url", "https://made-up.example/" + value("cart"))
                .put("created_at", at.toString())
                .put("updated_at", at.toString());
        bought(data);
    }

    private void bought(ObjectNode data) {
        data.putObject("person").put("email", email());
        data.putArray("discount_codes").add(value("code"));
        data.putArray("items")
                .addObject()
                .put("external_id", value("sku"))
                .put("sku", value("sku"))
                .put("name", value("item"))
                .put("category", "Shoes")
                .put("quantity", 1)
                .put("unit_price", "9.90");
    }
}
