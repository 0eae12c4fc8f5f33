package io.consentgate.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.consentgate.standin.StandInClient.Reply;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CapacityTest {

    @Test
    void takesAHundredThousandContactsByImportAndPagesThroughThem() {
        StandInOptions quick = StandInOptions.defaults()
                .withImportDelay(Duration.ZERO, Duration.ZERO)
                .withHistoryBytes(1 << 20);
        try (StandInActiveCampaign standIn = StandInActiveCampaign.start(quick)) {
            standIn.switches().off(Quirk.ENFORCE_LIMITS);
            StandInClient client = new StandInClient(standIn);
            String list = standIn.account().people().adminCreatesList("News");
            for (int batch = 0; batch < 400; batch++) {
                int first = batch * 250;
                String contacts = IntStream.range(first, first + 250)
                        .mapToObj(i -> "{'email':'p" + i + "@example.com','tags':['shop'],'subscribe':[{'listid':"
                                + list + "}]}")
                        .collect(Collectors.joining(",", "{'contacts':[", "]}"));
                assertThat(client.post("/import/bulk_import", contacts).status())
                        .isEqualTo(200);
            }
            await().atMost(Duration.ofMinutes(2)).until(() -> standIn.account().outstandingImports() == 0);

            int seen = 0;
            String last = "0";
            long start = System.nanoTime();
            for (int page = 0; page < 100; page++) {
                Reply reply = client.get(
                        "/contacts?listid=" + list + "&status=1&limit=100&orders%5Bid%5D=ASC&id_greater=" + last);
                seen += reply.at("contacts").size();
                last = reply.at("contacts", "99", "id").asText();
            }

            assertThat(standIn.account().contactCount()).isEqualTo(100_000);
            assertThat(seen).isEqualTo(10_000);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
        }
    }
}
