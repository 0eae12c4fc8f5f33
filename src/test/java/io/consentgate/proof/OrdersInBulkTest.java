package io.consentgate.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentgate.demo.CanonicalEvents;
import io.consentgate.demo.ConnectorProcess.Ended;
import io.consentgate.standin.AutomationStart;
import io.consentgate.standin.Fault;
import io.consentgate.standin.RecordedRequest;
import io.consentgate.standin.StandInOptions;
import io.consentgate.standin.When;
import io.consentgate.standin.Where;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A shop's history in groups over GraphQL, with a bad order in the middle, a 429, and a kill before the answer. */
class OrdersInBulkTest {

    private static final int BUYERS = 100;
    private static final int ORDERS = 300;
    private static final int BAD = 150;
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final Where GRAPH = Where.endpoint("POST", "/ecom/graphql");

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private final CanonicalEvents events = new CanonicalEvents("proof.example", "proof.example/orders", null);

    @TempDir
    Path data;

    private static String email(int number) {
        return "buyer" + number % BUYERS + "@example.com";
    }

    private ObjectNode consent(int number) {
        Instant at = now.minus(10, ChronoUnit.DAYS);
        return events.consent("k" + number, at, email(number), "direct_marketing", "email", "given", data -> {
            data.put("recorded_at", at.toString())
                    .put("notice_version", "2026-01")
                    .put("opt_in_level", "confirmed_opt_in");
            data.putObject("evidence").put("newsletter", "on");
        });
    }

    private ObjectNode order(String id, String email, Instant placed, String currency) {
        return events.event("order", "order-" + id, placed, data -> {
            data.put("external_id", id)
                    .put("status", "completed")
                    .put("currency", currency)
                    .put("total", "31.50")
                    .put("placed_at", placed.toString());
            data.putObject("person").put("email", email);
            data.putArray("items")
                    .addObject()
                    .put("name", "Secret thing")
                    .put("quantity", 1)
                    .put("unit_price", "31.50");
        });
    }

    private static List<String> groups(Rig rig) {
        return rig.standIn.history().stream()
                .filter(request -> request.path().endsWith("/ecom/graphql"))
                .map(request -> new String(request.body(), StandardCharsets.UTF_8))
                .filter(body -> body.contains("bulkUpsertOrdersAsync"))
                .toList();
    }

    @Test
    void a_history_takes_few_calls_and_no_order_is_lost_or_told_twice() throws Exception {
        try (Rig rig = new Rig(data, StandInOptions.defaults().withHistoryBytes(1L << 28), true, "bulk")) {
            rig.setUp();
            rig.connector.start();
            rig.send(IntStream.range(0, BUYERS).mapToObj(this::consent).toList());
            await("contacts").atMost(PATIENCE).until(() -> rig.account().contactCount() == BUYERS);
            rig.awaitIdle(PATIENCE);

            rig.standIn.faults().inject(new Fault.TooManyRequests(1, true), GRAPH, When.times(1));
            List<ObjectNode> history = new ArrayList<>();
            for (int number = 0; number < ORDERS; number++) {
                ObjectNode order = order(
                        "h" + number,
                        email(number),
                        now.minus(400 - number, ChronoUnit.DAYS),
                        number == BAD ? "XQX" : "EUR");
                history.add(order.put("mode", "historical"));
            }
            rig.send(history);
            await("orders").atMost(PATIENCE).until(() -> rig.account().orders().size() == ORDERS - 1);
            rig.awaitIdle(PATIENCE);

            assertThat(groups(rig)).hasSizeLessThanOrEqualTo(30);
            assertThat(rig.account().graphQlStarts()).isEmpty();
            assertThat(rig.account().automationStarts()).isEmpty();
            assertThat(rig.account().customers()).hasSizeGreaterThanOrEqualTo(BUYERS);
            assertThat(groups(rig)).noneMatch(body -> body.contains("Secret"));
            assertThat(rig.account().orders())
                    .extracting(order -> order.path("totalPrice").asInt())
                    .containsOnly(3150);
            Ended letters = rig.connector.command("dead-letters", "list", "--json");
            assertThat(letters.output()).containsOnlyOnce("\"order\"").contains("[currency]");

            killedBeforeTheAnswer(rig);
            switched(rig);
            assertThat(rig.standIn.maximumRequestsInAnySecond()).isLessThanOrEqualTo(5);
        }
    }

    private void killedBeforeTheAnswer(Rig rig) throws Exception {
        rig.standIn.faults().inject(new Fault.SlowAnswer(20_000), GRAPH, When.times(1));
        rig.send(List.of(order("live", email(1), now, "EUR")));
        await("it is there")
                .atMost(PATIENCE)
                .until(() -> rig.account().graphQlStarts().size() == 1);
        rig.connector.kill();
        rig.standIn.faults().clear();
        rig.connector.start();
        await("it was looked for").atMost(PATIENCE).until(() -> rig.standIn.history().stream()
                .map(RecordedRequest::body)
                .map(body -> new String(body, StandardCharsets.UTF_8))
                .anyMatch(body -> body.contains("getOrder") && body.contains("live")));
        rig.awaitIdle(PATIENCE);

        assertThat(groups(rig).stream().filter(body -> body.contains("\\\"live\\\"")))
                .hasSize(1);
        assertThat(rig.account().graphQlStarts())
                .extracting(AutomationStart::trigger)
                .containsExactly("order created");
        assertThat(rig.account().orders())
                .extracting((JsonNode order) -> order.path("externalid").asText())
                .doesNotHaveDuplicates();
    }

    private static void switched(Rig rig) throws Exception {
        rig.connector.close();
        Ended ended = rig.told("ACTIVECAMPAIGN_ORDERS", "rest").command("run", "--until-ready");

        assertThat(ended.status()).isEqualTo(2);
        assertThat(ended.output())
                .contains("activecampaign.orders: is rest, but orders of account 'main' already went by bulk")
                .contains("set ACTIVECAMPAIGN_ORDERS=bulk");
    }
}
