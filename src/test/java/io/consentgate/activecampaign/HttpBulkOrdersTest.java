package io.consentgate.activecampaign;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.consentgate.activecampaign.BulkOrders.Order;
import io.consentgate.activecampaign.BulkOrders.Told;
import io.consentgate.gate.Clearances;
import io.consentgate.gate.Purchase;
import io.consentgate.gate.Purchase.Article;
import io.consentgate.gate.Removal;
import io.consentgate.gate.ShopCustomer;
import io.consentgate.standin.GraphQl;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpBulkOrdersTest {

    private static final Instant MORNING = Instant.parse("2026-01-02T09:00:00Z");
    private static final Lane LANE = Lane.BACKFILL;

    private final ScriptedTransport transport = new ScriptedTransport();
    private final Directory directory = new Directory(Map.of(), Map.of(), Map.of(), Map.of("shop", "1"));
    private final HttpBulkOrders account = new HttpBulkOrders(
            new Calls(
                    "main",
                    transport,
                    new CallBudget(new FreeSlots(), Ticker.SYSTEM, Pace.unlimited(Ticker.SYSTEM)),
                    new AccountState(Clock.systemUTC()),
                    CallObserver.NONE,
                    Ticker.SYSTEM,
                    Clock.systemUTC()),
            () -> directory);

    private static Order order(String id, String total, String currency, List<Article> articles) {
        Purchase purchase = new Purchase(
                "ana@example.com",
                "shop",
                null,
                id,
                null,
                false,
                false,
                currency,
                new BigDecimal(total),
                null,
                null,
                null,
                articles,
                List.of(),
                null,
                null,
                MORNING,
                MORNING,
                null);
        return new Order(Clearances.of(purchase), Clearances.of(new ShopCustomer("ana@example.com", "shop", true)));
    }

    private static Order order(String id) {
        return order(id, "27.9", "EUR", List.of());
    }

    private static Article article(String name) {
        return new Article("SKU-1", name, new BigDecimal("2.5"), 3, "Toys", "SKU", null, null);
    }

    private static BulkOrders.Departure all() {
        return new BulkOrders.Departure() {
            @Override
            public List<Order> writtenDown(List<Order> orders) {
                return orders;
            }

            @Override
            public boolean stand(List<Order> orders) {
                return true;
            }
        };
    }

    @Nested
    class Telling {

        @Test
        void is_one_mutation_with_amounts_in_units_and_nothing_that_the_gate_did_not_clear() {
            transport.answers(200, "{\"data\":{\"bulkUpsertOrdersAsync\":{\"recordId\":\"r\"}}}");

            assertThat(account.send(LANE, List.of(order("10001")), all())).isEqualTo(new Answer.Done<>(Map.of()));
            assertThat(transport.sent())
                    .containsExactly("POST ecom/graphql {\"query\":\"mutation{bulkUpsertOrdersAsync(orders:["
                            + "{legacyConnectionId:1 storeOrderId:\\\"10001\\\" orderNumber:\\\"10001\\\""
                            + " email:\\\"ana@example.com\\\" storeCustomerId:\\\"ana@example.com\\\" acceptsMarketing:true"
                            + " creationSource:HISTORICAL normalizedStatus:COMPLETED"
                            + " storeCreatedDate:\\\"2026-01-02T09:00:00Z\\\" storeModifiedDate:\\\"2026-01-02T09:00:00Z\\\""
                            + " currency:\\\"eur\\\" finalAmount:27.90 lineItems:[{storeLineItemId:\\\"order\\\""
                            + " name:\\\"Order\\\" quantity:1 priceAmount:27.90 }]}]){recordId}}\"}");
        }

        @Test
        void names_whoever_the_service_names() {
            transport.answers(
                    200,
                    "{\"errors\":[{\"message\":\"Validation errors\",\"extensions\":"
                            + "{\"currency-storeOrderId-a-2\":\"is not 'ana@example.com'\"}}],\"data\":null}");
            Order bad = order("a-2");

            assertThat(account.send(LANE, List.of(order("2"), bad), all()))
                    .isEqualTo(new Answer.Done<>(Map.of(bad, "refused: [currency] is not \u2026")));
        }

        @Test
        void is_refused_as_a_whole_when_nobody_is_named() {
            transport.answers(200, "{\"errors\":[{\"message\":\"More than 15,000 'grammar' tokens\"}]}");

            assertThat(account.send(LANE, List.of(order("1")), all()))
                    .isInstanceOfSatisfying(Answer.Refused.class, refused -> assertThat(refused.why())
                            .contains("More than"));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{\"errors\":[{\"message\":\"Internal Server Error(s) while executing query\"}],\"data\":null}",
                    "{\"errors\":[{\"message\":\"odd\"}],\"data\":{\"bulkUpsertOrdersAsync\":null}}",
                    "{}"
                })
        void is_in_doubt_after(String answer) {
            transport.answers(200, answer);

            assertThat(account.send(LANE, List.of(order("1")), all()))
                    .isInstanceOfSatisfying(Answer.Unavailable.class, unavailable -> assertThat(unavailable.inDoubt())
                            .isTrue());
        }

        @Test
        void waits_for_setup() {
            Order elsewhere = new Order(
                    Clearances.of(new Purchase(
                            "ana@example.com",
                            "other",
                            null,
                            "1",
                            null,
                            true,
                            false,
                            "EUR",
                            BigDecimal.ONE,
                            null,
                            null,
                            null,
                            List.of(),
                            List.of(),
                            null,
                            null,
                            MORNING,
                            MORNING,
                            null)),
                    Clearances.of(new ShopCustomer("ana@example.com", "other", true)));

            assertThat(account.send(LANE, List.of(elsewhere), all()))
                    .isEqualTo(new Answer.Unavailable<>(
                            "a connection is not known in the account yet: run setup", Duration.ofMinutes(1), false));
        }
    }

    @Nested
    class Reading {

        @Test
        void asks_for_all_at_once_and_believes_only_what_is_named() {
            transport.answers(200, "{\"data\":{\"o0\":{\"storeOrderId\":\"1\"},\"o1\":null}}");
            Told there = new Told(new Removal("ana@example.com", null), "shop", "1");
            Told missing = new Told(new Removal("ana@example.com", null), "shop", "2\"x");

            assertThat(account.read(LANE, List.of(there, missing)))
                    .isEqualTo(new Answer.Done<>(java.util.Set.of(there)));
            assertThat(transport.sent())
                    .containsExactly("POST ecom/graphql {\"query\":\"{o0:getOrder(legacyConnectionId:1"
                            + " storeOrderId:\\\"1\\\"){storeOrderId}o1:getOrder(legacyConnectionId:1"
                            + " storeOrderId:\\\"2\\\\\\\"x\\\"){storeOrderId}}\"}");
        }
    }

    @Nested
    class Groups {

        @Test
        void are_of_thirty_small_orders() {
            List<Order> many = IntStream.range(0, 70)
                    .mapToObj(number -> order("o" + number))
                    .toList();

            assertThat(account.fitting(many)).isEqualTo(30);
            assertThat(account.fitting(many.subList(0, 7))).isEqualTo(7);
        }

        @Test
        void are_smaller_when_orders_are_long_and_one_that_is_too_long_goes_alone() {
            Order large = order("1", "9.00", "EUR", Collections.nCopies(300, article("Ball")));
            Order tooLarge = order("2", "9.00", "EUR", Collections.nCopies(3000, article("Ball")));

            assertThat(account.fitting(List.of(large, large, large, large))).isLessThan(4);
            assertThat(account.fitting(List.of(tooLarge, large))).isEqualTo(1);
        }
    }

    /** Judged by a reader of GraphQL that shares nothing with the writer. */
    @Property(tries = 60)
    void whatever_fits_is_read_as_it_was_meant_and_stays_below_the_limit(
            @ForAll @Size(min = 1, max = 40) List<@StringLength(max = 60) String> names,
            @ForAll @IntRange(max = 400) int articles) {
        List<Order> orders = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            orders.add(order("o" + i, "1." + i, "EUR", Collections.nCopies(articles, article("n" + names.get(i)))));
        }
        int fitting = account.fitting(orders);
        String text = OrderMutation.of(orders.subList(0, fitting).stream()
                .map(order -> OrderMutation.order(order.purchase().value(), "1", true))
                .toList());

        assertThat(fitting).isBetween(1, Math.min(orders.size(), HttpBulkOrders.MOST_ORDERS));
        assertThat(GraphQl.tokens(text)).isEqualTo(OrderMutation.tokens(text)).isLessThan(GraphQl.MOST_TOKENS);
        List<JsonNode> read = new ArrayList<>();
        GraphQl.parsed(text).get(0).arguments().path("orders").forEach(read::add);
        assertThat(read)
                .extracting(order -> order.path("storeOrderId").asText())
                .isEqualTo(IntStream.range(0, fitting).mapToObj(i -> "o" + i).toList());
        for (int i = 0; i < fitting && articles > 0; i++) {
            assertThat(read.get(i).path("lineItems").path(0).path("name").asText())
                    .isEqualTo("n" + names.get(i));
        }
    }
}
