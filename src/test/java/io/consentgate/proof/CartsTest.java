package io.consentgate.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentgate.demo.CanonicalEvents;
import io.consentgate.standin.StandInOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Carts and orders through the real process. */
class CartsTest {

    private static final String SHOP = "carts.example";

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private final CanonicalEvents events = new CanonicalEvents(SHOP, SHOP + "/test", null);
    private final CanonicalEvents past = new CanonicalEvents(SHOP, SHOP + "/past", "historical");

    @TempDir
    Path data;

    private Rig rig;

    @BeforeEach
    void start() {
        rig = new Rig(data, StandInOptions.defaults(), true);
        rig.setUp();
        rig.connector.start();
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    private ObjectNode consent(String email, String purpose, String channel) {
        Instant at = now.minus(10, ChronoUnit.DAYS);
        return events.consent("c-" + email + purpose, at, email, purpose, channel, "given", data -> {
            data.put("recorded_at", at.toString())
                    .put("notice_version", "2026-01")
                    .put("opt_in_level", "confirmed_opt_in");
            data.putObject("evidence").put("newsletter", "on");
        });
    }

    private List<ObjectNode> willing(String email) {
        List<ObjectNode> all = new ArrayList<>();
        all.add(consent(email, "direct_marketing", "email"));
        return all;
    }

    private ObjectNode order(CanonicalEvents from, String email, String id, Instant at, Consumer<ObjectNode> more) {
        return from.event("order", "order-" + id + at, at, data -> {
            data.put("external_id", id)
                    .put("status", "processing")
                    .put("currency", "EUR")
                    .put("total", "19.90")
                    .put("placed_at", at.toString());
            data.putObject("person").put("email", email);
            data.putArray("items")
                    .addObject()
                    .put("name", "Secret slippers")
                    .put("product_id", "P1")
                    .put("quantity", 2)
                    .put("unit_price", "9.95");
            more.accept(data);
        });
    }

    private ObjectNode cart(String email, String id, Instant changed, Consumer<ObjectNode> more) {
        return events.event("cart", "cart-" + id + changed, changed, data -> {
            data.put("external_id", id)
                    .put("status", "active")
                    .put("currency", "EUR")
                    .put("total", "30.00")
                    .put("captured_by", "account")
                    .put("recovery_url", "https://carts.example/back/" + id)
                    .put("updated_at", changed.toString());
            data.putObject("person").put("email", email);
            data.putArray("items")
                    .addObject()
                    .put("name", "Secret slippers")
                    .put("quantity", 1)
                    .put("total", "30.00");
            more.accept(data);
        });
    }

    private List<JsonNode> sales() {
        return rig.account().orders();
    }

    @Test
    void anOrderAndACartArriveAndTheCartIsRecovered() {
        rig.send(willing("ana@example.com"));
        rig.send(willing("bob@example.com"));
        rig.awaitIdle(Duration.ofSeconds(30));
        rig.send(List.of(
                order(events, "ana@example.com", "1001", now.minusSeconds(60), data -> {}),
                order(past, "ana@example.com", "900", now.minus(100, ChronoUnit.DAYS), data -> {}),
                order(events, "nobody@example.com", "1002", now.minusSeconds(60), data -> {}),
                cart("bob@example.com", "c1", now.minus(2, ChronoUnit.HOURS), data -> {}),
                cart("nobody@example.com", "c2", now.minus(2, ChronoUnit.HOURS), data -> {})));

        await().atMost(Duration.ofMinutes(2)).until(() -> sales().size() == 3);
        rig.awaitIdle(Duration.ofSeconds(30));
        assertThat(sales()).hasSize(3);
        JsonNode cart = sales().stream()
                .filter(one -> one.path("externalcheckoutid").asText().equals("c1"))
                .findFirst()
                .orElseThrow();
        assertThat(cart.path("state").asInt()).isEqualTo(2);
        assertThat(cart.path("orderUrl").asText()).isEqualTo("https://carts.example/back/c1");
        assertThat(cart.path("totalPrice").asLong()).isEqualTo(3000);
        assertThat(rig.standIn.requestsMentioning("nobody@example.com")).isEmpty();
        assertThat(rig.standIn.requestsMentioning("Secret slippers")).isEmpty();
        assertThat(rig.account().automationStarts())
                .extracting(start -> start.trigger() + " " + start.email())
                .containsExactlyInAnyOrder("makes a purchase ana@example.com", "abandons cart bob@example.com");

        rig.send(List.of(order(events, "bob@example.com", "1003", now, data -> data.put("cart_external_id", "c1"))));
        await().atMost(Duration.ofMinutes(2))
                .until(() -> sales().stream().anyMatch(one -> one.path("state").asInt() == 3));
        rig.awaitIdle(Duration.ofSeconds(30));
        assertThat(sales()).hasSize(3);
    }
}
