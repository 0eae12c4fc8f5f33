package io.consentgate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.consentgate.consent.banner.BannerFormat;
import io.consentgate.consent.banner.BannerFuzz;
import io.consentgate.consent.banner.BannerFuzz.Mutation;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Broken and forged banner values, through the front door: no error, and no yes that is not there. */
class BannerFuzzEntranceTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ORIGIN = "https://www.shop.example";
    private static final int MANY = 2_000;

    @TempDir
    Path folder;

    private ServiceHarness service;

    @BeforeEach
    void start() throws Exception {
        String section = "\nbanner:\n  origins: [" + ORIGIN + "]\n  notice_version: '2026-03'\n  tools:\n"
                + Stream.of(BannerFormat.values())
                        .map(format -> "    - format: " + format.wire() + "\n")
                        .collect(Collectors.joining());
        service = ServiceHarness.withSite(folder, section, Map.of("CONSENTGATE_TRUSTED_PROXIES", "127.0.0.1"));
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void from_browsers() throws Exception {
        List<String> wrong = new ArrayList<>();
        int allowed = 0;
        List<Mutation> mutations = BannerFuzz.mutations(11, MANY);
        for (int i = 0; i < mutations.size(); i++) {
            Mutation mutation = mutations.get(i);
            Map<String, Object> body = new LinkedHashMap<>();
            body.put("shop", "s1");
            body.put("visitor_id", UUID.randomUUID().toString());
            body.put("format", mutation.format());
            body.put("raw", mutation.raw());
            HttpResponse<String> answer = service.send(service.request("/v1/banner")
                    .header("Origin", ORIGIN)
                    .header("Content-Type", "text/plain")
                    .header("X-Forwarded-For", "198.51.100." + i % 250)
                    .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body))));
            boolean yes = JSON.readTree(answer.body()).path("tracking").asText().equals("allowed");
            allowed += yes ? 1 : 0;
            if (!List.of(202, 400).contains(answer.statusCode()) || (yes && !mutation.grants(Instant.now()))) {
                wrong.add(answer.statusCode() + " for mutation " + i + " of " + mutation.format());
            }
        }

        assertThat(wrong).isEmpty();
        assertThat(allowed).as("values that still are a yes").isPositive();
        assertThat(service.metrics()).doesNotContain("outcome=\"failed\"");
    }

    @Test
    void from_shops() throws Exception {
        List<Mutation> mutations = BannerFuzz.mutations(12, MANY);
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < mutations.size(); i++) {
            Map<String, Object> data = new LinkedHashMap<>();
            data.put("person", Map.of("email", "p" + i + "@example.com"));
            data.put("format", mutations.get(i).format());
            data.put("raw", mutations.get(i).raw());
            data.put("recorded_at", Instant.now().minusSeconds(1).toString());
            Map<String, Object> event = new LinkedHashMap<>();
            event.put("specversion", "1.0");
            event.put("id", "fuzz-" + i);
            event.put("source", "fuzz");
            event.put("type", "cookie-consent");
            event.put("platform", "generic");
            event.put("shop", "s1");
            event.put("data", data);
            lines.append(JSON.writeValueAsString(event)).append('\n');
        }

        HttpResponse<String> answer = service.push("application/x-ndjson", lines.toString());

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        JsonNode tally = JSON.readTree(answer.body());
        assertThat(tally.path("accepted").asInt() + tally.path("refused").asInt())
                .isEqualTo(MANY);
        int allowed = 0;
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < MANY; i += 7) {
            String decision = service.send(service.request("/v1/people/decision")
                            .header("Authorization", "Bearer " + ServiceHarness.DPO_KEY)
                            .header("Content-Type", "application/json")
                            .POST(BodyPublishers.ofString("{\"email\":\"p" + i + "@example.com\"}")))
                    .body();
            for (JsonNode cell : JSON.readTree(decision).path("decisions")) {
                boolean yes = cell.path("purpose").asText().equals("site_tracking")
                        && cell.path("decision").asText().equals("allowed");
                allowed += yes ? 1 : 0;
                if (yes && !mutations.get(i).grants(Instant.now())) {
                    wrong.add("mutation " + i + " of " + mutations.get(i).format());
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(allowed).as("values that still are a yes").isPositive();
    }
}
