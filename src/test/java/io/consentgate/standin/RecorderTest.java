package io.consentgate.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecorderTest {

    private static final String BASE64 =
            Base64.getEncoder().encodeToString("{\"mail\":\"zoë@example.com\"}".getBytes(StandardCharsets.UTF_8));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "zoë@example.com",
                "ZOË@EXAMPLE.COM",
                "email=zo%C3%AB%40example.com&x=1",
                "{\"e\":\"zo\\u00eb@example.com\"}",
                "visit=%7B%22email%22%3A%22zo%5Cu00eb%40example.com%22%7D",
                "zo%25C3%25AB%2540example.com",
            })
    void findsAnAddressInEverySpelling(String text) {
        assertThat(Spellings.mentions(text, "zoë@example.com")).isTrue();
    }

    @Test
    void findsWhatIsHiddenInBase64AndTextWithSlashesOrBlanks() {
        assertThat(Spellings.mentions("token=" + BASE64 + "&b=2", "zoë@example.com"))
                .isTrue();
        assertThat(Spellings.mentions("https:\\/\\/shop.example\\/x", "https://shop.example/x"))
                .isTrue();
        assertThat(Spellings.mentions("q=Ana+Rossi", "Ana Rossi")).isTrue();
        assertThat(Spellings.mentions("token=" + BASE64, "ana@example.com")).isFalse();
    }

    @Test
    void keepsWholeRequestsInOrderAndFindsWhoIsMentioned() {
        try (StandInActiveCampaign standIn = StandInActiveCampaign.start()) {
            StandInClient client = new StandInClient(standIn);
            client.contact("ana@example.com");
            client.get("/contacts?email=bob%40example.com");

            assertThat(standIn.history())
                    .extracting(RecordedRequest::method, RecordedRequest::path, RecordedRequest::status)
                    .containsExactly(
                            org.assertj.core.groups.Tuple.tuple("POST", "/api/3/contact/sync", 201),
                            org.assertj.core.groups.Tuple.tuple("GET", "/api/3/contacts", 200));
            assertThat(standIn.history().get(0).bodyText()).contains("ana@example.com");
            assertThat(standIn.requestsMentioning("bob@example.com")).hasSize(1);
            assertThat(standIn.requestsMentioning("eve@example.com")).isEmpty();

            standIn.forgetHistory();
            assertThat(standIn.history()).isEmpty();
        }
    }

    @Test
    void refusesToSearchAHistoryThatHasGaps() {
        try (StandInActiveCampaign standIn =
                StandInActiveCampaign.start(StandInOptions.defaults().withHistoryBytes(1000))) {
            StandInClient client = new StandInClient(standIn);
            client.get("/tags");
            client.get("/tags");

            assertThat(standIn.history()).hasSize(1);
            assertThatThrownBy(() -> standIn.requestsMentioning("x"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("The history has dropped 1 requests, the search would not be complete;"
                            + " start with more historyBytes");
        }
    }

    @Test
    void countsTheMostReceiptsInAnySlidingSpan() {
        Times times = new Times();
        for (long t : new long[] {0, 900, 950, 990, 1000, 1899, 1900}) {
            times.add(t);
        }

        assertThat(times.maximumIn(1000)).isEqualTo(5);
        assertThat(times.maximumIn(1)).isEqualTo(1);
    }

    @Test
    void writesOneLinePerRequest(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("requests.ndjson");
        try (StandInActiveCampaign standIn =
                StandInActiveCampaign.start(StandInOptions.defaults().withRecordFile(file))) {
            new StandInClient(standIn).contact("ana@example.com");
            new StandInClient(standIn).get("/tags");

            assertThat(Files.readAllLines(file)).hasSize(2);
            var line = Json.PLAIN.readTree(Files.readAllLines(file).get(0));
            assertThat(line.path("path").asText()).isEqualTo("/api/3/contact/sync");
            assertThat(line.path("body").asText()).isEqualTo("{\"contact\":{\"email\":\"ana@example.com\"}}");
            assertThat(line.path("status").asInt()).isEqualTo(201);
            assertThat(line.path("receivedMillis").asLong()).isPositive();
        }
    }
}
