package io.consentgate.standin;

import static org.assertj.core.api.Assertions.assertThat;

import io.consentgate.standin.StandInClient.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class TagsAndFieldsTest {

    private final StandInActiveCampaign standIn = StandInActiveCampaign.start();
    private final StandInClient client = new StandInClient(standIn);

    TagsAndFieldsTest() {
        standIn.switches().off(Quirk.ENFORCE_LIMITS);
    }

    @AfterEach
    void stop() {
        standIn.close();
    }

    @Nested
    class Tags {

        private static final String SHOP = "{'tag':{'tag':'shop-customer','tagType':'contact','description':''}}";

        @Test
        void areCreatedOnceAndAnsweredAgainOrRefused() {
            Reply first = client.post("/tags", SHOP);
            Reply second = client.post("/tags", SHOP.replace("shop-customer", "Shop-Customer"));

            assertThat(first.status()).isEqualTo(201);
            assertThat(second.status()).isEqualTo(200);
            assertThat(second.at("tag", "id")).isEqualTo(first.at("tag", "id"));

            standIn.switches().on(Quirk.TAG_DUPLICATE_REFUSED);
            Reply third = client.post("/tags", SHOP);
            assertThat(third.status()).isEqualTo(422);
            assertThat(third.at("error").asText())
                    .isEqualTo("Duplicate entry 'contact-shop-customer' for key 'typetag'");
        }

        @Test
        void areSearchedByPartAndExactly() {
            standIn.account().people().adminCreatesTag("shop-customer-old");
            standIn.account().people().adminCreatesTag("shop-customer");

            assertThat(client.get("/tags?search=shop").at("tags")).hasSize(2);
            assertThat(StandInClient.texts(
                            client.get("/tags?filters%5Bsearch%5D%5Beq%5D=shop-customer")
                                    .at("tags"),
                            "tag"))
                    .containsExactly("shop-customer");
            assertThat(client.get("/tags?search=shop&orders%5Bsearch%5D=weight")
                            .at("tags", "0", "tag")
                            .asText())
                    .isEqualTo("shop-customer");
        }

        @Test
        void areGivenOnceAndTakenByTheIdOfTheAssociation() {
            String ana = client.contact("ana@example.com");
            String tag = standIn.account().people().adminCreatesTag("vip");
            String body = "{'contactTag':{'contact':'" + ana + "','tag':'" + tag + "'}}";

            Reply first = client.post("/contactTags", body);
            Reply second = client.post("/contactTags", body);

            assertThat(first.status()).isEqualTo(201);
            assertThat(second.status()).isEqualTo(200);
            String id = second.at("contactTag", "id").asText();
            assertThat(client.get("/contacts/" + ana + "/contactTags")
                            .at("contactTags", "0", "id")
                            .asText())
                    .isEqualTo(id);
            assertThat(client.delete("/contactTags/" + id).text()).isEqualTo("{}");
            Reply gone = client.delete("/contactTags/" + id);
            assertThat(gone.status()).isEqualTo(404);
            assertThat(gone.at("message").asText()).isEqualTo("No Result found for SubscriberTag with id " + id);
        }

        @Test
        void refuseAMissingTagWith422OrAsIn2021With400() {
            assertThat(client.post("/contactTags", "{'contactTag':{'contact':'1'}}")
                            .status())
                    .isEqualTo(422);

            standIn.switches().on(Quirk.CONTACT_TAG_MISSING_TAG_400);
            Reply reply = client.post("/contactTags", "{'contactTag':{'contact':'1'}}");
            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.at("errors", "0", "detail").asText()).isEqualTo("No tag id provided");
        }

        @Test
        void refuseAnUnknownContact() {
            String tag = standIn.account().people().adminCreatesTag("vip");

            Reply reply = client.post("/contactTags", "{'contactTag':{'contact':'7','tag':'" + tag + "'}}");

            assertThat(reply.status()).isEqualTo(404);
            assertThat(reply.at("errors", "0", "detail").asText()).isEqualTo("Contact not found");
        }
    }

    @Nested
    class Fields {

        private static final String BIRTHDAY =
                "{'field':{'title':'Birthday','type':'date','descript':'','perstag':'BIRTHDAY','visible':'1'}}";

        @Test
        void areCreatedOnceAndListedWithAStringOrder() {
            Reply created = client.post("/fields", BIRTHDAY);

            assertThat(created.status()).isEqualTo(201);
            assertThat(created.at("field", "ordernum").isInt()).isTrue();
            assertThat(client.get("/fields").at("fields", "0", "ordernum").isTextual())
                    .isTrue();
            Reply again = client.post("/fields", BIRTHDAY);
            assertThat(again.status()).isEqualTo(422);
            assertThat(again.at("errors", "0", "title").asText()).isEqualTo("There is already a field with this title");
        }

        @Test
        void hideWithoutARelationWhenSwitchedOn() {
            standIn.switches().on(Quirk.FIELDS_INVISIBLE_WITHOUT_RELATION);
            String id = client.post("/fields", BIRTHDAY).at("field", "id").asText();

            assertThat(client.get("/fields").at("fields")).isEmpty();
            Reply relation = client.post("/fieldRels", "{'fieldRel':{'field':'" + id + "','relid':'0'}}");
            assertThat(relation.status()).isEqualTo(201);
            assertThat(relation.at("fieldRel", "links").isArray()).isTrue();
            assertThat(client.get("/fields").at("fields")).hasSize(1);
        }

        @Test
        void takeOptionsAllOrNone() {
            String id = standIn.account().people().adminCreatesField("Colour", "dropdown");

            assertThat(client.post(
                                    "/fieldOption/bulk",
                                    "{'fieldOptions':[{'field':'" + id + "','label':'Red','value':'Red'}]}")
                            .status())
                    .isEqualTo(201);
            Reply refused = client.post("/fieldOption/bulk", "{'fieldOptions':[{'field':'99','value':'x'}]}");
            assertThat(refused.status()).isEqualTo(422);
            assertThat(refused.at("errors").isTextual()).isTrue();
        }

        @Test
        void areMissedByTheirInternalName() {
            assertThat(client.get("/fields/409").text())
                    .isEqualTo("{\"message\":\"No Result found for Field with id 409\"}");
        }

        @Test
        void keepValuesThatAreWrittenReadFilteredAndDeleted() {
            String ana = client.contact("ana@example.com");
            String id = standIn.account().people().adminCreatesField("City", "text");
            String body = "{'fieldValue':{'contact':'" + ana + "','field':'" + id + "','value':'Torino'}}";

            Reply first = client.post("/fieldValues", body);
            standIn.switches().on(Quirk.FIELD_VALUE_ANSWERS_201);
            Reply second = client.post("/fieldValues", body);

            assertThat(first.status()).isEqualTo(200);
            assertThat(second.status()).isEqualTo(201);
            String value = second.at("fieldValue", "id").asText();
            assertThat(first.at("fieldValue", "id").asText()).isEqualTo(value);
            assertThat(client.get("/fieldValues?filters%5Bfieldid%5D=" + id)
                            .at("fieldValues", "0", "value")
                            .asText())
                    .isEqualTo("Torino");
            assertThat(client.put("/fieldValues/" + value, body.replace("Torino", "Milano"))
                            .status())
                    .isEqualTo(200);
            assertThat(client.get("/contacts/" + ana + "/fieldValues")
                            .at("fieldValues", "0", "value")
                            .asText())
                    .isEqualTo("Milano");
            assertThat(client.delete("/fieldValues/" + value).status()).isEqualTo(200);
            assertThat(client.delete("/fieldValues/" + value).status()).isEqualTo(404);
            assertThat(client.get("/fieldValues/" + value).status()).isEqualTo(403);
        }

        @Test
        void refuseATagInPlaceOfTheId() {
            Reply reply = client.post("/fieldValues", "{'fieldValue':{'contact':'1','field':'BIRTHDAY','value':'x'}}");

            assertThat(reply.status()).isEqualTo(422);
            assertThat(reply.at("errors", "0", "title").asText()).isEqualTo("Field id not valid");
        }
    }

    @Nested
    class Automations {

        @Test
        void areEnteredAndLeft() {
            String ana = client.contact("ana@example.com");
            String welcome = standIn.account().people().adminCreatesAutomation("Welcome");

            Reply entered = client.post(
                    "/contactAutomations",
                    "{'contactAutomation':{'contact':'" + ana + "','automation':'" + welcome + "'}}");
            Reply refused =
                    client.post("/contactAutomations", "{'contactAutomation':{'contact':'7','automation':'1'}}");

            assertThat(client.get("/automations").at("automations", "0", "name").asText())
                    .isEqualTo("Welcome");
            assertThat(entered.status()).isEqualTo(201);
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.at("message").asText()).isEqualTo("Could not create SubscriberSeries");
            assertThat(standIn.account()
                            .contact("ana@example.com")
                            .orElseThrow()
                            .automations())
                    .containsExactly(welcome);
            String entry = client.get("/contacts/" + ana + "/contactAutomations")
                    .at("contactAutomations", "0", "id")
                    .asText();
            assertThat(client.delete("/contactAutomations/" + entry).status()).isEqualTo(200);
            assertThat(client.delete("/contactAutomations/" + entry).status()).isEqualTo(403);
            assertThat(client.get("/contacts/" + ana + "/contactAutomations").at("contactAutomations"))
                    .isEmpty();
        }
    }
}
