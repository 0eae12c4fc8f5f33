package io.consentgate.standin;

import static org.assertj.core.api.Assertions.assertThat;

import io.consentgate.standin.StandInClient.Reply;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class EventsTest {

    private final StandInActiveCampaign standIn = StandInActiveCampaign.start();
    private final StandInClient client = new StandInClient(standIn);

    EventsTest() {
        standIn.switches().off(Quirk.ENFORCE_LIMITS);
    }

    @AfterEach
    void stop() {
        standIn.close();
    }

    private String form(String event, String data, String visit) {
        return "actid=" + standIn.account().eventAccount() + "&key="
                + standIn.account().eventKey() + "&event=" + encoded(event) + "&eventdata=" + encoded(data) + "&visit="
                + encoded(visit);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Nested
    class Host {

        private static final String ANA = "{\"email\":\"ana@example.com\"}";

        @Test
        void storesARegisteredEventOfAKnownContact() {
            String id = client.contact("ana@example.com");
            standIn.account().people().adminRegistersEvent("order placed");

            Reply reply = client.event(form("order placed", "x".repeat(300), ANA));

            assertThat(reply.json().toString()).isEqualTo("{\"success\":1,\"message\":\"Event spawned\"}");
            assertThat(standIn.account().storedEvents()).hasSize(1);
            Reply logs = client.get("/contacts/" + id + "/trackingLogs");
            assertThat(logs.at("trackingLogs", "0", "type").asText()).isEqualTo("order placed");
            assertThat(logs.at("trackingLogs", "0", "value").asText()).hasSize(250);

            standIn.switches().off(Quirk.TRACKING_LOG_VALUE_CUT);
            assertThat(client.get("/contacts/" + id + "/trackingLogs")
                            .at("trackingLogs", "0", "value")
                            .asText())
                    .hasSize(300);
        }

        @Test
        void answersSuccessAndDropsWhatItCannotPlace() {
            client.contact("ana@example.com");
            standIn.account().people().adminRegistersEvent("known");

            for (String form : new String[] {
                form("unknown", "", ANA),
                form("known", "", "{\"email\":\"nobody@example.com\"}"),
                form("known", "", "ana@example.com"),
            }) {
                assertThat(client.event(form).at("success").asInt()).isEqualTo(1);
            }

            assertThat(standIn.account().storedEvents()).isEmpty();
            assertThat(standIn.account().droppedEvents()).hasSize(3);
        }

        @Test
        void registersUnknownNamesByItselfWhenSwitchedOff() {
            standIn.switches().off(Quirk.UNREGISTERED_EVENTS_DROPPED);
            client.contact("ana@example.com");

            client.event(form("unknown", "", ANA));

            assertThat(standIn.account().storedEvents()).hasSize(1);
        }

        @Test
        void dropsEverythingWhileTrackingIsOff() {
            client.contact("ana@example.com");
            standIn.account().people().adminRegistersEvent("known");
            assertThat(client.put("/eventTracking", "{'eventTracking':{'enabled':false}}")
                            .at("eventTracking", "enabled")
                            .asBoolean())
                    .isFalse();

            client.event(form("known", "", ANA));

            assertThat(standIn.account().storedEvents()).isEmpty();
        }

        @Test
        void understandsAFormOnly() {
            Reply json = client.send("POST", EventHost.PATH, "{\"actid\":\"1\"}", "application/json");

            assertThat(json.json().toString())
                    .isEqualTo("{\"success\":0,\"message\":\"An account ID must be provided.\"}");
        }

        @Test
        void answersOneOrZeroWhenSwitchedOn() {
            standIn.switches().on(Quirk.EVENT_HOST_PLAIN_ANSWERS);

            assertThat(client.event(form("any", "", ANA)).text()).isEqualTo("1");
            assertThat(client.event("actid=1&key=2").text()).isEqualTo("0");
        }

        @Test
        void isNoPartOfTheRequestLimitAndHasItsOwnFaults() {
            standIn.faults().inject(new Fault.ServerError(500), Where.everywhere(), When.always());
            assertThat(client.event(form("any", "", ANA)).status()).isEqualTo(200);

            standIn.faults().inject(new Fault.ServerError(500), Where.eventHost(), When.always());
            assertThat(client.event(form("any", "", ANA)).status()).isEqualTo(500);
            assertThat(standIn.maximumRequestsInAnySecond()).isZero();
        }
    }

    @Nested
    class Names {

        @Test
        void areKeysWithANumberAsTotal() {
            assertThat(client.post("/eventTrackingEvents", "{'eventTrackingEvent':{'name':'order placed'}}")
                            .status())
                    .isEqualTo(201);
            Reply names = client.get("/eventTrackingEvents");

            assertThat(names.at("eventTrackingEvents", "0", "name").asText()).isEqualTo("order placed");
            assertThat(names.at("meta", "total").isInt()).isTrue();
            assertThat(client.delete("/eventTrackingEvents/order%20placed").text())
                    .isEqualTo("{}");
            assertThat(client.delete("/eventTrackingEvents/order%20placed").status())
                    .isEqualTo(404);
        }
    }

    @Nested
    class Site {

        private static final String DOMAIN =
                "{'data':{'type':'urlWhitelistings','attributes':{'whitelisted_domain':'shop.example','tracking_enabled':true}}}";

        @Test
        void isSwitchedAndGivesItsCode() {
            assertThat(client.get("/siteTracking").at("siteTracking", "enabled").asBoolean())
                    .isFalse();
            client.put("/siteTracking", "{'siteTracking':{'enabled':true}}");
            assertThat(client.get("/siteTracking").at("siteTracking", "enabled").asBoolean())
                    .isTrue();
            Reply code = client.get("/siteTracking/code");
            assertThat(code.header("Content-Type")).startsWith("text/plain");
            assertThat(code.text()).contains("vgo('setAccount', '25000001')");
        }

        @Test
        void allowsADomainOnceWithBooleansThenNumbers() {
            Reply created = client.post("/prism/urlWhitelistings", DOMAIN);

            assertThat(created.status()).isEqualTo(201);
            assertThat(created.at("data", "attributes", "tracking_enabled").isBoolean())
                    .isTrue();
            assertThat(client.post("/prism/urlWhitelistings", DOMAIN).status()).isEqualTo(409);
            assertThat(client.get("/prism/urlWhitelistings")
                            .at("data", "0", "attributes", "tracking_enabled")
                            .isInt())
                    .isTrue();
            String id = created.at("data", "id").asText();
            assertThat(client.delete("/prism/urlWhitelistings/" + id).status()).isEqualTo(204);
        }
    }

    @Test
    void aKeyBelongsToAUser() {
        assertThat(client.get("/users/me").at("user", "id").asText()).isEqualTo("1");
    }
}
