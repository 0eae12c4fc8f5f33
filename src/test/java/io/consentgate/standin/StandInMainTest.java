package io.consentgate.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.consentgate.standin.StandInClient.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StandInMainTest {

    private final StandInActiveCampaign standIn =
            StandInMain.start("--token", "secret", "--quirk", "COOKIES=off", "--import-ms", "10", "--history-mb", "8");
    private final StandInClient client = new StandInClient(standIn);

    @AfterEach
    void stop() {
        standIn.close();
    }

    private Reply control(String method, String path, String json) {
        return client.send(
                method, ControlApi.PREFIX + path, json == null ? null : json.replace('\'', '"'), "application/json");
    }

    @Test
    void startsWithTheOptionsOfTheCommandLine() {
        assertThat(standIn.apiToken()).isEqualTo("secret");
        assertThat(client.get("/tags").header("Set-Cookie")).isNull();
    }

    @Test
    void refusesAnUnknownOption() {
        assertThatThrownBy(() -> StandInMain.start("--prot", "1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Unknown option --prot");
    }

    @Test
    void isControlledOverHttpWithoutBeingRecorded() {
        String list = control("POST", "actions", "{'action':'adminCreatesList','name':'News'}")
                .at("id")
                .asText();
        client.contact("ana@example.com");
        control("POST", "actions", "{'action':'adminSubscribes','email':'ana@example.com','list':'" + list + "'}");
        control(
                "POST",
                "actions",
                "{'action':'personUnsubscribes','email':'ana@example.com','list':'" + list
                        + "','at':'2026-01-02T03:04:05Z'}");

        assertThat(control("GET", "counts", null).at("contacts").asInt()).isEqualTo(1);
        assertThat(control("GET", "counts", null).at("requests").asInt()).isEqualTo(1);
        assertThat(control("GET", "contacts?email=ana%40example.com", null)
                        .at("contacts", "0", "lists")
                        .toString())
                .isEqualTo("{\"" + list + "\":2}");
        assertThat(control("GET", "mentions?text=ana%40example.com", null)
                        .at("count")
                        .asInt())
                .isEqualTo(1);
        assertThat(control("POST", "actions", "{'action':'adminDeletes','email':'nobody@example.com'}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void takesFaultsAndQuirksByName() {
        control("POST", "faults", "{'fault':'TooManyRequests','retryAfterSeconds':9,'path':'/tags','times':1}");
        control(
                "POST",
                "faults",
                "{'fault':'AfterTaking','answer':{'fault':'ServerError','status':590},'method':'POST'}");
        control("POST", "quirks", "{'quirk':'COOKIES','on':true}");

        Reply tooMany = client.get("/tags");
        assertThat(tooMany.status()).isEqualTo(429);
        assertThat(tooMany.header("Retry-After")).isEqualTo("9");
        assertThat(tooMany.header("Set-Cookie")).isNotNull();
        assertThat(client.post("/contact/sync", "{'contact':{'email':'ana@example.com'}}")
                        .status())
                .isEqualTo(590);
        assertThat(standIn.account().contactCount()).isEqualTo(1);

        control("DELETE", "faults", null);
        assertThat(client.post("/contact/sync", "{'contact':{'email':'ana@example.com'}}")
                        .status())
                .isEqualTo(200);
        assertThat(control("GET", "quirks", null).json()).hasSize(Quirk.values().length);
        assertThat(control("POST", "faults", "{'fault':'Earthquake'}").status()).isEqualTo(400);
    }
}
