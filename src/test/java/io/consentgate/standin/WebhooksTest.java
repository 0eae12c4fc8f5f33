package io.consentgate.standin;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WebhooksTest {

    private final WireMockServer shop =
            new WireMockServer(options().bindAddress("127.0.0.1").dynamicPort());
    private final StandInActiveCampaign standIn = StandInActiveCampaign.start();
    private final StandInClient client = new StandInClient(standIn);
    private final People people = standIn.account().people();
    private final String list = people.adminCreatesList("News");

    WebhooksTest() {
        standIn.switches().off(Quirk.ENFORCE_LIMITS);
        shop.start();
        answers(200);
        client.contact("ana@example.com");
    }

    @AfterEach
    void stop() {
        standIn.close();
        shop.stop();
    }

    private void answers(int status) {
        shop.stubFor(post(anyUrl()).willReturn(aResponse().withStatus(status)));
    }

    private String register(String events, String sources, String listId) {
        return client.post(
                        "/webhooks",
                        "{'webhook':{'name':'Shop','url':'http://u:p@127.0.0.1:" + shop.port() + "/ac','events':["
                                + events + "],'sources':[" + sources + "],'listid':" + listId + "}}")
                .at("webhook", "id")
                .asText();
    }

    private List<Query> received() {
        await().until(() -> standIn.account().waitingWebhooks() == 0);
        return shop.getAllServeEvents().stream()
                .map(event -> Query.parse(event.getRequest().getBodyAsString()))
                .toList();
    }

    private static String value(Query form, String key) {
        return form.value(key).orElse(null);
    }

    @Test
    void tellsAnUnsubscriptionAsAFormWithBracketedKeys() {
        register("'unsubscribe'", "'public'", "0");
        people.personSubscribes("ana@example.com", list, Instant.now());
        people.adminTags("ana@example.com", "vip");

        people.personUnsubscribes("ana@example.com", list, Instant.now());

        Query form = received().get(0);
        assertThat(value(form, "type")).isEqualTo("unsubscribe");
        assertThat(value(form, "initiated_from")).isEqualTo("public");
        assertThat(value(form, "list")).isEqualTo(list);
        assertThat(value(form, "contact[email]")).isEqualTo("ana@example.com");
        assertThat(value(form, "contact[tags]")).isEqualTo("vip");
        assertThat(value(form, "unsubscribe[reason]")).isEqualTo("No longer interested");
        assertThat(value(form, "list[][id]")).isEqualTo(list);
        LoggedRequest request = shop.getAllServeEvents().get(0).getRequest();
        assertThat(request.getHeader("Content-Type")).startsWith("application/x-www-form-urlencoded");
        assertThat(request.getHeader("Authorization")).startsWith("Basic ");
    }

    @Test
    void tellsOnlyTheWantedEventsSourcesAndLists() {
        String other = people.adminCreatesList("Other");
        register("'subscribe'", "'admin'", other);

        people.adminSubscribes("ana@example.com", list);
        people.personSubscribes("ana@example.com", other, Instant.now());
        people.adminUnsubscribes("ana@example.com", other);
        people.adminSubscribes("ana@example.com", other);

        assertThat(received()).hasSize(1);
    }

    @Test
    void tellsWritesOfTheApiWhenTheSourceIsWanted() {
        register("'update','contact_tag_added','subscribe'", "'api'", "0");
        String ana = standIn.account().contact("ana@example.com").orElseThrow().id();

        client.post("/contact/sync", "{'contact':{'email':'ana@example.com','firstName':'Ana'}}");
        client.post("/contactLists", "{'contactList':{'list':" + list + ",'contact':" + ana + ",'status':1}}");

        assertThat(received()).extracting(form -> value(form, "type")).containsExactlyInAnyOrder("update", "subscribe");
    }

    @Test
    void tellsBouncesTagsAndChangedAddresses() {
        register("'bounce','contact_tag_added','update'", "'public','admin','system'", "0");

        people.adminTags("ana@example.com", "vip");
        people.personChangesEmail("ana@example.com", "ana.rossi@example.com");
        people.bounceHard("ana.rossi@example.com");

        assertThat(received())
                .extracting(form -> value(form, "type"))
                .containsExactlyInAnyOrder("contact_tag_added", "update", "bounce");
        assertThat(received()).anyMatch(form -> "hard".equals(value(form, "bounce[type]")));
        assertThat(received()).anyMatch(form -> "vip".equals(value(form, "tag")));
    }

    @Test
    void isSilentAboutImports() {
        register("'subscribe','update'", "'public','admin','api','system'", "0");

        client.post(
                "/import/bulk_import",
                "{'contacts':[{'email':'ana@example.com','subscribe':[{'listid':" + list + "}]}]}");
        await().until(() -> standIn.account().outstandingImports() == 0);

        assertThat(standIn.account().listStatus("ana@example.com", list)).contains(1);
        assertThat(received()).isEmpty();
    }

    @Test
    void isDeliveredOnceEvenWhenRefusedAndTwiceWhenSwitchedOn() {
        register("'subscribe'", "'admin'", "0");
        answers(500);
        people.adminSubscribes("ana@example.com", list);
        assertThat(received()).hasSize(1);

        standIn.switches().on(Quirk.WEBHOOK_DUPLICATE_DELIVERY);
        people.adminUnsubscribes("ana@example.com", list);
        people.adminSubscribes("ana@example.com", list);
        assertThat(received()).hasSize(3);
    }

    @Test
    void stopsForGoodAfterGone() {
        register("'subscribe'", "'admin'", "0");
        answers(410);
        people.adminSubscribes("ana@example.com", list);
        assertThat(received()).hasSize(1);

        answers(200);
        people.adminUnsubscribes("ana@example.com", list);
        people.adminSubscribes("ana@example.com", list);

        assertThat(received()).hasSize(1);
    }

    @Test
    void neverLeavesThisMachine() {
        client.post(
                "/webhooks",
                "{'webhook':{'name':'x','url':'https://192.0.2.1/ac','events':['subscribe'],'sources':['admin']}}");

        people.adminSubscribes("ana@example.com", list);

        await().until(() -> standIn.account().webhookDeliveries().size() == 1);
        assertThat(standIn.account().webhookDeliveries().get(0).status()).isZero();
    }

    @Test
    void showsFieldsAsABareListOrKeyedByTag() {
        register("'update'", "'admin'", "0");
        String city = people.adminCreatesField("City", "text");

        people.adminSetsField("ana@example.com", city, "Torino");
        assertThat(received().get(0).value("contact[fields][0]")).contains("Torino");

        standIn.switches().off(Quirk.WEBHOOK_FIELDS_AS_BARE_LIST);
        people.adminSetsField("ana@example.com", city, "Milano");
        assertThat(received()).anyMatch(form -> "Milano".equals(value(form, "contact[fields][CITY]")));
    }

    @Test
    void isManagedByTheApi() {
        String id = register("'subscribe'", "'admin'", "3");

        assertThat(client.get("/webhooks/" + id).at("webhook", "listid").toString())
                .isEqualTo("\"3\"");
        assertThat(client.get("/webhooks").at("webhooks", "0", "links").isArray())
                .isTrue();
        assertThat(client.get("/webhook/events").at("webhookEvents")).hasSize(25);
        client.put("/webhooks/" + id, "{'webhook':{'events':['unsubscribe']}}");
        assertThat(client.get("/webhooks/" + id).at("webhook", "events", "0").asText())
                .isEqualTo("unsubscribe");
        assertThat(client.delete("/webhooks/" + id).status()).isEqualTo(200);
        assertThat(client.get("/webhooks/" + id).status()).isEqualTo(404);

        standIn.switches().on(Quirk.WEBHOOK_URL_MUST_BE_HTTPS);
        assertThat(client.post("/webhooks", "{'webhook':{'name':'x','url':'http://127.0.0.1/','events':[]}}")
                        .status())
                .isEqualTo(422);
    }
}
