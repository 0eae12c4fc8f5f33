package io.consentgate.standin;

import static org.assertj.core.api.Assertions.assertThat;

import io.consentgate.standin.StandInClient.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class EcommerceTest {

    private static final String CONNECTION = "{'connection':{'service':'shop','externalid':'shop-1','name':'Shop',"
            + "'logoUrl':'https://shop.example/l.png','linkUrl':'https://shop.example/admin'}}";
    private static final String PRODUCTS =
            "'orderProducts':[{'externalid':'SKU-1','name':'Ball','price':2500,'quantity':1}]";

    private final StandInActiveCampaign standIn = StandInActiveCampaign.start();
    private final StandInClient client = new StandInClient(standIn);
    private final String connection;

    EcommerceTest() {
        standIn.switches().off(Quirk.ENFORCE_LIMITS);
        connection =
                client.post("/connections", CONNECTION).at("connection", "id").asText();
    }

    @AfterEach
    void stop() {
        standIn.close();
    }

    private Reply customer(String email, String accepts) {
        return client.post(
                "/ecomCustomers",
                "{'ecomCustomer':{'connectionid':'" + connection + "','externalid':'" + email + "','email':'" + email
                        + "','acceptsMarketing':'" + accepts + "'}}");
    }

    @Nested
    class Connections {

        @Test
        void areFoundByServiceAndExternalId() {
            Reply found = client.get("/connections?filters%5Bservice%5D=shop&filters%5Bexternalid%5D=shop-1");

            assertThat(found.at("connections", "0", "id").asText()).isEqualTo(connection);
            assertThat(found.at("connections", "0", "isInternal").isTextual()).isTrue();
            assertThat(client.get("/connections?filters%5Bservice%5D=other").at("connections"))
                    .isEmpty();
        }

        @Test
        void nameEveryMissingMember() {
            Reply reply = client.post("/connections", "{'connection':{'name':'Shop','logoUrl':'x','linkUrl':'y'}}");

            assertThat(reply.status()).isEqualTo(422);
            assertThat(reply.text())
                    .isEqualTo("{\"errors\":[{\"title\":\"The connection service was not provided.\"},"
                            + "{\"title\":\"The connection externalid was not provided.\"}]}");
        }

        @Test
        void answer200AsDocumentedOr201() {
            String second = CONNECTION.replace("shop-1", "shop-2");
            String third = CONNECTION.replace("shop-1", "shop-3");

            assertThat(client.post("/connections", second).status()).isEqualTo(200);
            standIn.switches().on(Quirk.CONNECTION_CREATE_ANSWERS_201);
            assertThat(client.post("/connections", third).status()).isEqualTo(201);
        }

        @Test
        void putNewShoppersOnTheirListUnlessSwitchedOff() {
            String list = standIn.account().people().adminCreatesList("Shoppers");
            client.put("/connections/" + connection, "{'connection':{'listId':'" + list + "'}}");

            customer("ana@example.com", "0");
            standIn.switches().off(Quirk.CONNECTION_LIST_SUBSCRIBES);
            customer("bob@example.com", "0");

            assertThat(standIn.account().listStatus("ana@example.com", list)).contains(1);
            assertThat(standIn.account().listStatus("bob@example.com", list)).isEmpty();
        }
    }

    @Nested
    class Customers {

        @Test
        void areCreatedOnceWithAShortAnswerAndAContact() {
            Reply created = customer("ana@example.com", "1");

            assertThat(created.status()).isEqualTo(201);
            assertThat(created.at("ecomCustomer").has("acceptsMarketing")).isFalse();
            assertThat(standIn.account().contact("ana@example.com")).isPresent();
            assertThat(customer("ana@example.com", "1").status()).isEqualTo(422);
            String id = created.at("ecomCustomer", "id").asText();
            assertThat(client.get("/ecomCustomers/" + id)
                            .at("ecomCustomer", "acceptsMarketing")
                            .asText())
                    .isEqualTo("1");
        }

        @Test
        void haveAnAggregateTwinUnlessSwitchedOff() {
            customer("ana@example.com", "0");
            Reply both = client.get("/ecomCustomers?filters%5Bemail%5D=ana%40example.com");
            Reply own = client.get(
                    "/ecomCustomers?filters%5Bemail%5D=ana%40example.com&filters%5Bconnectionid%5D=" + connection);

            assertThat(StandInClient.texts(both.at("ecomCustomers"), "connectionid"))
                    .containsExactly(connection, "0");
            assertThat(own.at("ecomCustomers")).hasSize(1);

            standIn.switches().off(Quirk.AGGREGATE_CUSTOMER);
            customer("bob@example.com", "0");
            assertThat(client.get("/ecomCustomers?filters%5Bemail%5D=bob%40example.com")
                            .at("ecomCustomers"))
                    .hasSize(1);
        }

        @Test
        void thatAcceptMarketingJoinTheMasterListOnlyWhenSwitchedOn() {
            String master = standIn.account().people().adminCreatesList("Master Contact List");

            customer("ana@example.com", "1");
            standIn.switches().on(Quirk.ACCEPTS_MARKETING_SUBSCRIBES);
            customer("bob@example.com", "1");

            assertThat(standIn.account().listStatus("ana@example.com", master)).isEmpty();
            assertThat(standIn.account().listStatus("bob@example.com", master)).contains(1);
        }
    }

    @Nested
    class Orders {

        private final String customer =
                customer("ana@example.com", "0").at("ecomCustomer", "id").asText();

        private Reply post(String specific, int source) {
            return client.post(
                    "/ecomOrders",
                    "{'ecomOrder':{" + specific + ",'source':" + source + ",'email':'ana@example.com'," + PRODUCTS
                            + ",'orderDiscounts':[{'name':'WELCOME','type':'order','discountAmount':200}]"
                            + ",'externalCreatedDate':'2026-01-02T10:00:00+01:00','totalPrice':2790,'currency':'EUR',"
                            + "'connectionid':'" + connection + "','customerid':'" + customer + "'}}");
        }

        @Test
        void showIntegersAfterWritingAndStringsWhenRead() {
            Reply posted = post("'externalid':'10001'", 1);
            String id = posted.at("ecomOrder", "id").asText();
            Reply read = client.get("/ecomOrders/" + id);

            assertThat(posted.status()).isEqualTo(201);
            assertThat(posted.at("ecomOrder", "totalPrice").isIntegralNumber()).isTrue();
            assertThat(posted.at("ecomOrder", "state").isInt()).isTrue();
            assertThat(posted.at("ecomOrder", "currency").asText()).isEqualTo("EUR");
            assertThat(posted.at("ecomOrder", "externalCreatedDate").asText()).isEqualTo("2026-01-02T03:00:00-06:00");
            assertThat(posted.at("ecomOrderProducts", "0").has("id")).isFalse();
            assertThat(posted.at("ecomOrderDiscounts", "0", "discountAmount").isTextual())
                    .isTrue();
            assertThat(read.at("ecomOrder", "totalPrice").toString()).isEqualTo("\"2790\"");
            assertThat(read.at("ecomOrder", "state").toString()).isEqualTo("\"1\"");
            assertThat(read.at("ecomOrder", "currency").asText()).isEqualTo("eur");

            standIn.switches().off(Quirk.ORDER_AMOUNTS_AS_STRINGS, Quirk.ORDER_CURRENCY_LOWER_CASE);
            Reply plain = client.get("/ecomOrders/" + id);
            assertThat(plain.at("ecomOrder", "totalPrice").isIntegralNumber()).isTrue();
            assertThat(plain.at("ecomOrder", "currency").asText()).isEqualTo("EUR");
        }

        @Test
        void refuseADuplicateAnUnknownCustomerAndDecimals() {
            post("'externalid':'10001'", 1);

            assertThat(post("'externalid':'10001'", 1).status()).isEqualTo(422);
            assertThat(post("'externalid':'10003','shippingAmount':4.90", 1).status())
                    .isEqualTo(422);
            assertThat(client.post("/ecomOrders", "{'ecomOrder':{'externalid':'1'}}")
                            .status())
                    .isEqualTo(422);
        }

        @Test
        void getNewProductsWithNewIdsByPut() {
            Reply posted = post("'externalid':'10001'", 1);
            String id = posted.at("ecomOrder", "id").asText();

            Reply put = client.put("/ecomOrders/" + id, "{'ecomOrder':{" + PRODUCTS + ",'totalPrice':3000}}");

            assertThat(put.status()).isEqualTo(200);
            assertThat(put.at("ecomOrder", "totalPrice").isIntegralNumber()).isTrue();
            assertThat(put.at("ecomOrder", "state").isTextual()).isTrue();
            assertThat(put.at("ecomOrderProducts", "0", "price").isTextual()).isTrue();
            assertThat(put.at("ecomOrder", "orderProducts")).isNotEqualTo(posted.at("ecomOrder", "orderProducts"));
        }

        @Test
        void thatWereCartsAreRecoveredByTheirExternalIdAndStartAutomationsOncePerWrite() {
            String cart = "'externalcheckoutid':'cart-77','abandonedDate':'2026-01-02T11:30:00+01:00'";
            Reply posted = post(cart, 1);
            String id = client.get("/ecomOrders?filters%5Bexternalcheckoutid%5D=cart-77")
                    .at("ecomOrders", "0", "id")
                    .asText();

            client.put("/ecomOrders/" + id, "{'ecomOrder':{'abandonedDate':'2026-01-02T12:30:00+01:00'}}");
            Reply recovered = client.put("/ecomOrders/" + id, "{'ecomOrder':{'externalid':'10001'}}");

            assertThat(posted.at("ecomOrder", "state").asInt()).isEqualTo(2);
            assertThat(posted.at("ecomOrder", "externalid").isNull()).isTrue();
            assertThat(recovered.at("ecomOrder", "state").asText()).isEqualTo("3");
            assertThat(standIn.account().automationStarts())
                    .extracting(AutomationStart::trigger)
                    .containsExactly("abandons cart", "makes a purchase");
        }

        @Test
        void startAgainForANewAbandonmentWhenSwitchedOn() {
            standIn.switches().on(Quirk.CART_UPDATE_STARTS_AGAIN);
            String id = post("'externalcheckoutid':'cart-77','abandonedDate':'2026-01-02T11:30:00+01:00'", 1)
                    .at("ecomOrder", "id")
                    .asText();

            client.put("/ecomOrders/" + id, "{'ecomOrder':{'abandonedDate':'2026-01-02T12:30:00+01:00'}}");

            assertThat(standIn.account().automationStarts()).hasSize(2);
        }

        @Test
        void ofThePastStartNothing() {
            post("'externalid':'10001'", 0);

            assertThat(standIn.account().automationStarts()).isEmpty();
        }

        @Test
        void areDeleted() {
            String id = post("'externalid':'10001'", 1).at("ecomOrder", "id").asText();

            assertThat(client.delete("/ecomOrders/" + id).text()).isEqualTo("{}");
            assertThat(client.get("/ecomOrders/" + id).status()).isEqualTo(404);
            assertThat(client.get("/ecomOrders?filters%5Bexternalid%5D=10001").at("ecomOrders"))
                    .isEmpty();
        }
    }
}
