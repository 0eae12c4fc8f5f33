package io.consentgate.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.consentgate.standin.StandInClient.Reply;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GraphQlTest {

    private final StandInActiveCampaign standIn = StandInActiveCampaign.start();
    private final StandInClient client = new StandInClient(standIn);
    private final String connection;

    GraphQlTest() {
        standIn.switches().off(Quirk.ENFORCE_LIMITS);
        connection = client.post(
                        "/connections",
                        "{'connection':{'service':'shop','externalid':'shop-1','name':'Shop',"
                                + "'logoUrl':'https://shop.example/l.png','linkUrl':'https://shop.example/admin'}}")
                .at("connection", "id")
                .asText();
    }

    @AfterEach
    void stop() {
        standIn.close();
    }

    private String order(String id, String more) {
        return "{legacyConnectionId:" + connection + " storeOrderId:'" + id + "' email:'ana@example.com'"
                + " storeCustomerId:'ana@example.com' acceptsMarketing:true normalizedStatus:COMPLETED"
                + " storeCreatedDate:'2026-01-02T09:00:00Z' finalAmount:27.90 lineItems:[{name:'Ball' priceAmount:25.00"
                + " quantity:1}]" + more + "}";
    }

    private Reply ask(String query) {
        return client.post("/ecom/graphql", "{'query':'" + query.replace("'", "\\'") + "'}");
    }

    private Reply upsert(String orders) {
        return ask("mutation{bulkUpsertOrdersAsync(orders:[" + orders + "]){recordId}}");
    }

    private void written() {
        await().until(() -> standIn.account().waitingGraphQlOrders() == 0);
    }

    @Test
    void an_order_makes_its_customer_at_once_and_itself_later_in_both_places() {
        Reply taken = upsert(order("10001", " currency:'eur' creationSource:REAL_TIME"));

        assertThat(taken.at("data", "bulkUpsertOrdersAsync", "recordId").isTextual())
                .isTrue();
        assertThat(standIn.account().contact("ana@example.com")).isPresent();
        written();
        assertThat(ask("{a:getOrder(legacyConnectionId:" + connection + " storeOrderId:'10001'){storeOrderId}"
                                + " b:getOrder(legacyConnectionId:" + connection + " storeOrderId:'2'){storeOrderId}}")
                        .text())
                .isEqualTo("{\"data\":{\"a\":{\"storeOrderId\":\"10001\"},\"b\":null}}");
        assertThat(client.get("/ecomOrders?filters%5Bexternalid%5D=10001")
                        .at("ecomOrders", "0", "totalPrice")
                        .asInt())
                .isEqualTo(2790);
        upsert(order("10001", " currency:'eur' creationSource:REAL_TIME"));
        written();
        assertThat(standIn.account().orders()).hasSize(1);
        assertThat(standIn.account().graphQlStarts())
                .extracting(AutomationStart::trigger)
                .containsExactly("order created", "order updated");
        assertThat(standIn.account().automationStarts())
                .extracting(AutomationStart::trigger)
                .containsExactly("makes a purchase");
    }

    @Test
    void a_bad_order_is_named_and_refuses_the_others_unless_switched() {
        String orders = order("10001", " currency:'eur' creationSource:HISTORICAL")
                + order("a-2", " currency:'zzz' creationSource:HISTORICAL");

        Reply refused = upsert(orders);
        assertThat(refused.status()).isEqualTo(200);
        assertThat(refused.text())
                .isEqualTo("{\"errors\":[{\"message\":\"Validation errors\",\"extensions\":"
                        + "{\"currency-storeOrderId-a-2\":\"is not valid\"}}],\"data\":null}");
        assertThat(standIn.account().waitingGraphQlOrders()).isZero();

        standIn.switches().on(Quirk.GRAPHQL_TAKES_THE_REST);
        upsert(orders);
        written();
        assertThat(standIn.account().graphQlOrders()).hasSize(1);
        assertThat(standIn.account().graphQlStarts()).isEmpty();
    }

    @Test
    void more_than_15000_tokens_and_what_the_schema_does_not_know_are_refused_without_names() {
        String many = IntStream.range(0, 400)
                .mapToObj(number -> order("n" + number, " currency:'eur'"))
                .collect(Collectors.joining());

        assertThat(upsert(many).at("errors", "0", "message").asText()).contains("More than 15,000 'grammar' tokens");
        assertThat(upsert(order("1", " currency:'eur' creationSource:YESTERDAY"))
                        .at("errors", "0", "message")
                        .asText())
                .contains("WrongType");
        assertThat(standIn.account().waitingGraphQlOrders()).isZero();
    }
}
