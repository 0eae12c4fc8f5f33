package io.consentgate.activecampaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WebhookFormTest {

    @Test
    void anUnsubscribeNamesTheContactAndItsLists() {
        assertThat(read("type=unsubscribe&date_time=2026-07-02T03%3A04%3A05-05%3A00&initiated_from=public"
                        + "&initiated_by=subscriber&list=3&list%5B%5D%5Bid%5D=4&list[0][id]=5&list[][id]=0"
                        + "&contact%5Bid%5D=110&contact%5Bemail%5D=Ana%2BShop%40Example.com"
                        + "&contact%5Bfields%5D%5B0%5D=secret&unsubscribe%5Breason%5D=&active_subscriptions%5B0%5D=9"))
                .isEqualTo(new RemoteChange(
                        "unsubscribe",
                        Instant.parse("2026-07-02T08:04:05Z"),
                        "110",
                        "ana+shop@example.com",
                        Set.of("3", "4", "5"),
                        "public",
                        null));
    }

    @Test
    void aBounceTellsWhetherItIsHard() {
        assertThat(read("type=bounce&list=0&contact[id]=110&contact[email]=ana@example.com&bounce[type]=Hard"
                        + "&bounce[code]=5.1.1&date_time=2026-07-02T10:04:05+02:00"))
                .isEqualTo(new RemoteChange(
                        "bounce",
                        Instant.parse("2026-07-02T08:04:05Z"),
                        "110",
                        "ana@example.com",
                        Set.of(),
                        null,
                        "hard"));
    }

    @Test
    void whatIsBadlyEncodedIsTakenAsItStandsAndOddValuesAreLeftOut() {
        RemoteChange change = read("&&=x&type=update&contact[id]=1%GG&contact[email]=50%25%40example.com&list=abc"
                + "&date_time=yesterday&contact[email]=other@example.com&novalue");

        assertThat(change).isEqualTo(new RemoteChange("update", null, null, "50%@example.com", Set.of(), null, null));
        assertThat(change.toString()).doesNotContain("@");
    }

    @Test
    void withoutTypeOrPersonItSaysNothing() {
        assertThat(WebhookForm.read(new byte[0])).isEmpty();
        assertThat(WebhookForm.read("contact[id]=1".getBytes(StandardCharsets.UTF_8)))
                .isEmpty();
        assertThat(WebhookForm.read("type=update&contact[id]=x".getBytes(StandardCharsets.UTF_8)))
                .isEmpty();
    }

    private static RemoteChange read(String body) {
        return WebhookForm.read(body.getBytes(StandardCharsets.UTF_8)).orElseThrow();
    }
}
