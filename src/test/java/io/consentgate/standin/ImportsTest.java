package io.consentgate.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.consentgate.standin.StandInClient.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ImportsTest {

    private static final String PATH = "/import/bulk_import";

    private final StandInActiveCampaign standIn = StandInActiveCampaign.start(
            StandInOptions.defaults().withImportDelay(Duration.ofMillis(20), Duration.ZERO));
    private final StandInClient client = new StandInClient(standIn);
    private final String list = standIn.account().people().adminCreatesList("News");

    ImportsTest() {
        standIn.switches().off(Quirk.ENFORCE_LIMITS);
    }

    @AfterEach
    void stop() {
        standIn.close();
    }

    private Reply post(String contacts) {
        return client.post(PATH, "{'contacts':[" + contacts + "]}");
    }

    private JsonNode finished(Reply queued) {
        String path = "/import/info?batchId=" + queued.at("batchId").asText();
        await().pollInterval(Duration.ofMillis(20))
                .until(() -> client.get(path).at("status").asText().matches("completed|failed|interrupted"));
        return client.get(path).json();
    }

    private static String contacts(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "{'email':'p" + i + "@example.com'}")
                .collect(Collectors.joining(","));
    }

    @Test
    void isQueuedThenWrittenThenCompleted() {
        String field = standIn.account().people().adminCreatesField("City", "text");

        Reply queued = post("{'email':'ana@example.com','first_name':'Ana','tags':['shop'],'fields':[{'id':" + field
                + ",'value':'Torino'}],'subscribe':[{'listid':" + list + "}]}");
        JsonNode done = finished(queued);

        assertThat(queued.status()).isEqualTo(200);
        assertThat(queued.at("success").asInt()).isEqualTo(1);
        assertThat(queued.at("message").asText()).isEqualTo("Contact import queued");
        ContactState ana = standIn.account().contact("ana@example.com").orElseThrow();
        assertThat(StandInClient.texts(done.path("success"), "")).hasSize(1);
        assertThat(done.path("success").path(0).asText()).isEqualTo(ana.id());
        assertThat(ana.firstName()).isEqualTo("Ana");
        assertThat(ana.lists()).isEqualTo(Map.of(list, 1));
        assertThat(ana.tags()).containsExactly("shop");
        assertThat(ana.fieldValues()).isEqualTo(Map.of(field, "Torino"));
    }

    @Test
    void answersTheBooleanFalseAtFirstUnlessSwitchedOff() {
        StandInOptions slow = StandInOptions.defaults().withImportDelay(Duration.ZERO, Duration.ofHours(1));
        try (StandInActiveCampaign other = StandInActiveCampaign.start(slow)) {
            StandInClient caller = new StandInClient(other);
            String id = caller.post(PATH, "{'contacts':[{'email':'ana@example.com'}]}")
                    .at("batchId")
                    .asText();

            assertThat(caller.get("/import/info?batchId=" + id).at("status").toString())
                    .isEqualTo("false");

            other.switches().off(Quirk.IMPORT_STATUS_FALSE_FIRST);
            assertThat(caller.get("/import/info?batchId=" + id).at("status").isTextual())
                    .isTrue();
        }
    }

    @Test
    void ignoresCamelCaseWithoutAWord() {
        finished(post("{'email':'ana@example.com','firstName':'Ana'}"));

        assertThat(standIn.account().contact("ana@example.com").orElseThrow().firstName())
                .isEmpty();

        standIn.switches().off(Quirk.UNKNOWN_MEMBERS_IGNORED);
        assertThat(post("{'email':'ana@example.com','firstName':'Ana'}").status())
                .isEqualTo(400);
    }

    @Test
    void refusesEverythingForOneContactWithoutAddress() {
        Reply reply = post("{'email':'ana@example.com'},{'first_name':'Bob'}");

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.at("message").asText())
                .isEqualTo("JSON payload did not pass validation. Please fix failureReasons and retry."
                        + " The import was not queued for processing.");
        assertThat(reply.at("failureReasons").toString())
                .isEqualTo("[{\"contact\":2,\"failureReason\":\"Field 'email' not found\"}]");
        assertThat(standIn.account().outstandingImports()).isZero();
    }

    @Test
    void refusesAnInvalidAddressOrPutsItAmongTheFailures() {
        assertThat(post("{'email':'ana@example.com'},{'email':'nobody'}").status())
                .isEqualTo(400);

        standIn.switches().off(Quirk.IMPORT_REFUSES_INVALID_ADDRESSES);
        JsonNode done = finished(post("{'email':'ana@example.com'},{'email':'nobody'}"));
        assertThat(done.path("failure").toString()).isEqualTo("[\"nobody\"]");
    }

    @Test
    void takes250ContactsAndLessThan400000Bytes() {
        String padding = "x".repeat(399_000);

        assertThat(post(contacts(250)).status()).isEqualTo(200);
        assertThat(post(contacts(251)).status()).isEqualTo(400);
        assertThat(post("{'email':'a@example.com','first_name':'" + padding + "'}")
                        .status())
                .isEqualTo(200);
        assertThat(post("{'email':'a@example.com','first_name':'" + padding + padding + "'}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void neverResubscribesUnlessSwitchedOff() {
        client.contact("ana@example.com");
        standIn.account().people().adminSubscribes("ana@example.com", list);
        standIn.account().people().personUnsubscribes("ana@example.com", list, Instant.now());
        String again = "{'email':'ana@example.com','subscribe':[{'listid':" + list + "}]}";

        finished(post(again));
        assertThat(standIn.account().listStatus("ana@example.com", list)).contains(2);

        standIn.switches().off(Quirk.IMPORT_KEEPS_UNSUBSCRIBED);
        finished(post(again));
        assertThat(standIn.account().listStatus("ana@example.com", list)).contains(1);
    }

    @Test
    void unsubscribesMembersAndOthersOnlyWhenSwitchedOn() {
        client.contact("ana@example.com");
        standIn.account().people().adminSubscribes("ana@example.com", list);
        String leave = ",'unsubscribe':[{'listid':" + list + "}]}";

        finished(post("{'email':'ana@example.com'" + leave + ",{'email':'bob@example.com'" + leave));
        assertThat(standIn.account().listStatus("ana@example.com", list)).contains(2);
        assertThat(standIn.account().listStatus("bob@example.com", list)).isEmpty();

        standIn.switches().on(Quirk.IMPORT_UNSUBSCRIBE_CREATES_MEMBERSHIP);
        finished(post("{'email':'bob@example.com'" + leave));
        assertThat(standIn.account().listStatus("bob@example.com", list)).contains(2);
    }

    @Test
    void failsExcludedAndBouncedAddressesWithoutAReason() {
        client.contact("bounced@example.com");
        standIn.account().people().bounceHard("bounced@example.com");
        standIn.account().people().adminExcludes("excluded@example.com");

        JsonNode done = finished(
                post("{'email':'bounced@example.com'},{'email':'excluded@example.com'},{'email':'ana@example.com'}"));

        assertThat(done.path("failure").toString()).isEqualTo("[\"bounced@example.com\",\"excluded@example.com\"]");
        assertThat(done.path("success")).hasSize(1);
    }

    @Test
    void countsOnlyNewContactsAsSuccessWhenSwitchedOn() {
        client.contact("ana@example.com");

        assertThat(finished(post("{'email':'ana@example.com'}")).path("success"))
                .hasSize(1);
        standIn.switches().on(Quirk.IMPORT_SUCCESS_ONLY_CREATED);
        assertThat(finished(post("{'email':'ana@example.com'}")).path("success"))
                .isEmpty();
    }

    @Test
    void endsAsTheTestDecides() {
        standIn.account().nextImports(ImportFate.FAILED, ImportFate.INTERRUPTED);

        assertThat(finished(post(contacts(4))).path("status").asText()).isEqualTo("failed");
        assertThat(standIn.account().contactCount()).isZero();
        assertThat(finished(post(contacts(4))).path("status").asText()).isEqualTo("interrupted");
        assertThat(standIn.account().contactCount()).isEqualTo(2);
        assertThat(finished(post(contacts(4))).path("status").asText()).isEqualTo("completed");
    }

    @Test
    void isRefusedWith400BeyondTheQuotaOfAMinute() {
        standIn.switches().on(Quirk.ENFORCE_LIMITS).off(Quirk.IMPORTS_COUNT_AS_REQUESTS);

        for (int i = 0; i < 20; i++) {
            assertThat(post(contacts(1)).status()).isEqualTo(200);
        }
        Reply refused = post(contacts(1));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.at("message").asText()).isEqualTo("Rate limit exceeded.");

        for (int i = 0; i < 100; i++) {
            assertThat(post(contacts(2)).status()).isEqualTo(200);
        }
        assertThat(post(contacts(2)).status()).isEqualTo(400);
        assertThat(standIn.maximumImportsInAnyMinute()).isEqualTo(122);
        assertThat(standIn.importsByMinute().values().stream().mapToInt(n -> n).sum())
                .isEqualTo(122);
    }

    @Test
    void labelsItsJsonAsHtmlWhenSwitchedOn() {
        assertThat(post(contacts(1)).header("Content-Type")).isEqualTo("application/json");

        standIn.switches().on(Quirk.IMPORT_LABELLED_TEXT_HTML);
        assertThat(post(contacts(1)).header("Content-Type")).isEqualTo("text/html; charset=UTF-8");
    }

    @Test
    void needsABatchIdAndShowsAnOverview() {
        finished(post(contacts(3)));

        Reply missing = client.get("/import/info");
        Reply overview = client.get(PATH);

        assertThat(missing.status()).isEqualTo(400);
        assertThat(missing.at("message").asText()).isEqualTo("'batchId' is a required field.");
        assertThat(overview.at("recentlyCompleted", "0", "contacts").asText()).isEqualTo("3");
        assertThat(overview.at("outstanding")).isEmpty();
        assertThat(client.post("/bulkImport", "{}").status()).isEqualTo(404);
    }
}
