package io.consentgate.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentgate.demo.CanonicalEvents;
import io.consentgate.demo.ConnectorProcess;
import io.consentgate.standin.ContactState;
import io.consentgate.standin.StandInOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Marketers' triggers through the real process: who is reached, who is not, and how it ends. */
class TriggersTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SHOP = "triggers.example";
    private static final Duration SOON = Duration.ofMinutes(2);
    private static final String TRIGGERS = """
            triggers:
              - name: cart-reminder
                on: cart_abandoned
                audience: {minimum_total: 20}
                action: {automation: Abandoned cart}
              - name: last-order
                on: order_placed
                action: {custom_field: Last order}
              - name: newcomers
                on: first_order
                action: {tag: Bought once}
              - name: care
                on: cross_sell
                bought: [shoes]
                not_yet: [shoe care]
                action: {tag: Offer care}
              - name: come-back
                on: no_order_for
                days: 30
                action: {automation: Come back}
            """;

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private final CanonicalEvents events = new CanonicalEvents(SHOP, SHOP + "/test", null);
    private final CanonicalEvents past = new CanonicalEvents(SHOP, SHOP + "/past", "historical");

    @TempDir
    Path data;

    private Rig rig;
    private String abandoned;
    private String comeBack;

    @BeforeEach
    void start() throws IOException {
        rig = new Rig(data, StandInOptions.defaults(), true);
        Path site = data.resolve("config/sites/shop.yaml");
        Files.writeString(site, Files.readString(site).replace("triggers: []\n", TRIGGERS));
        ConnectorProcess.Ended without = rig.connector.command("setup", "--dry-run");
        assertThat(without.output()).contains("Come back").contains("make it in ActiveCampaign under this name");
        abandoned = rig.account().people().adminCreatesAutomation("Abandoned cart");
        comeBack = rig.account().people().adminCreatesAutomation("Come back");
        rig.setUp();
        rig.connector.start();
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    private ObjectNode given(String email, String purpose, String channel) {
        Instant at = now.minus(10, ChronoUnit.DAYS);
        return events.consent("c-" + email + purpose, at, email, purpose, channel, "given", data -> {
            data.put("recorded_at", at.toString())
                    .put("notice_version", "2026-01")
                    .put("opt_in_level", "confirmed_opt_in");
            data.putObject("evidence").put("newsletter", "on");
        });
    }

    private ObjectNode order(CanonicalEvents from, String email, String id, Instant at, String category) {
        return from.event("order", "order-" + id, at, data -> {
            data.put("external_id", id)
                    .put("status", "processing")
                    .put("currency", "EUR")
                    .put("total", "19.90")
                    .put("placed_at", at.toString());
            data.putObject("person").put("email", email);
            data.putArray("items")
                    .addObject()
                    .put("name", "Something")
                    .put("category", category)
                    .put("quantity", 1)
                    .put("total", "19.90");
        });
    }

    private ObjectNode cart(String email, String id, String total) {
        Instant changed = now.minus(2, ChronoUnit.HOURS);
        return events.event("cart", "cart-" + id, changed, data -> {
            data.put("external_id", id)
                    .put("status", "active")
                    .put("currency", "EUR")
                    .put("total", total)
                    .put("captured_by", "account")
                    .put("recovery_url", "https://triggers.example/back/" + id)
                    .put("updated_at", changed.toString());
            data.putObject("person").put("email", email);
        });
    }

    private ContactState contact(String email) {
        return rig.account().contact(email).orElseThrow();
    }

    private Set<String> tags(String email) {
        return contact(email).tags().stream().map(this::tagName).collect(Collectors.toSet());
    }

    private String tagName(String id) {
        return rig.account().tags().stream()
                .filter(tag -> tag.path("id").asText().equals(id))
                .map(tag -> tag.path("tag").asText())
                .findFirst()
                .orElse(id);
    }

    private void willing(String... emails) {
        List<ObjectNode> all = new ArrayList<>();
        for (String email : emails) {
            all.add(given(email, "direct_marketing", "email"));
        }
        rig.send(all);
        rig.awaitIdle(SOON);
    }

    private JsonNode preview(String trigger) throws IOException {
        String printed =
                rig.connector.command("triggers", "preview", trigger, "--json").output();
        return JSON.readTree(printed.substring(printed.lastIndexOf("\n{") + 1));
    }

    @Test
    void whoAgreedIsReachedOnceAndNobodyElse() throws IOException {
        willing("ana@example.com", "bob@example.com", "cara@example.com", "dora@example.com");
        rig.send(List.of(given("ana@example.com", "profiling_classic", "none")));
        rig.send(List.of(
                cart("bob@example.com", "b1", "30.00"),
                cart("dora@example.com", "d1", "10.00"),
                cart("nobody@example.com", "n1", "30.00"),
                order(past, "cara@example.com", "900", now.minus(31, ChronoUnit.DAYS), "shoes"),
                order(past, "nobody@example.com", "901", now.minus(31, ChronoUnit.DAYS), "shoes"),
                order(events, "ana@example.com", "1001", now, "Shoes"),
                order(events, "dora@example.com", "1002", now, "Shoes")));

        await().atMost(SOON)
                .until(() -> contact("bob@example.com").automations().contains(abandoned));
        await().atMost(SOON).until(() -> tags("ana@example.com").containsAll(Set.of("Bought once", "Offer care")));
        await().atMost(SOON).until(() -> tags("dora@example.com").contains("Bought once"));
        String today = now.atZone(ZoneId.of("Europe/Rome")).toLocalDate().toString();
        await().atMost(SOON)
                .until(() -> today.equals(rig.fields(contact("ana@example.com")).get("Last order")));
        // Who fell silent is looked for once a minute.
        await().atMost(Duration.ofMinutes(2))
                .until(() -> contact("cara@example.com").automations().contains(comeBack));
        rig.awaitIdle(SOON);

        // Without consent to profiling nothing follows from what was bought.
        assertThat(tags("dora@example.com")).doesNotContain("Offer care");
        assertThat(contact("dora@example.com").automations()).isEmpty();
        assertThat(rig.standIn.requestsMentioning("nobody@example.com")).isEmpty();
        assertThat(starts()).hasSize(2);

        JsonNode care = preview("care");
        assertThat(care.path("would_reach").asInt()).isZero();
        assertThat(care.path("would_not_reach").path("cap.reached").asInt()).isEqualTo(1);
        assertThat(care.path("would_not_reach").path("consent.unknown").asInt()).isGreaterThanOrEqualTo(1);
        assertThat(care.path("so_far").path("done").asInt()).isEqualTo(1);

        rig.send(List.of(events.consent(
                "no-ana",
                now,
                "ana@example.com",
                "direct_marketing",
                "email",
                "withdrawn",
                data -> data.put("recorded_at", Instant.now().toString()))));
        await().atMost(SOON)
                .until(() -> rig.account().contact("ana@example.com").isEmpty()
                        || tags("ana@example.com").isEmpty());
        await().atMost(SOON).until(() -> rig.account()
                .contact("ana@example.com")
                .map(rig::fields)
                .map(fields -> !fields.containsKey("Last order"))
                .orElse(true));
    }

    @Test
    void aPausedTriggerStartsNothingAndAPurchaseEndsAReminder() throws IOException {
        willing("eva@example.com", "fay@example.com");
        assertThat(rig.connector.command("triggers", "pause", "cart-reminder").status())
                .isZero();
        rig.send(List.of(cart("eva@example.com", "e1", "30.00")));
        await().atMost(SOON)
                .until(() -> preview("cart-reminder")
                                .path("so_far")
                                .path("trigger.paused")
                                .asInt()
                        == 1);
        assertThat(preview("cart-reminder").path("paused").asBoolean()).isTrue();
        assertThat(rig.connector.command("triggers", "resume", "cart-reminder").status())
                .isZero();
        rig.send(
                List.of(cart("fay@example.com", "f1", "30.00"), order(events, "fay@example.com", "1003", now, "hats")));
        rig.awaitIdle(SOON);
        await().atMost(SOON).until(() -> tags("fay@example.com").contains("Bought once"));
        rig.awaitIdle(SOON);
        assertThat(starts()).isEmpty();
    }

    private List<String> starts() {
        return rig.standIn.history().stream()
                .filter(request -> request.method().equals("POST"))
                .map(request -> request.path())
                .filter(path -> path.endsWith("/contactAutomations"))
                .toList();
    }
}
