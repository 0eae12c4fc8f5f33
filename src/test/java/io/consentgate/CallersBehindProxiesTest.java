package io.consentgate;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What one address may ask in a minute, with and without a proxy whose word counts. */
class CallersBehindProxiesTest {

    private static final String ORIGIN = "https://www.shop.example";

    @TempDir
    Path folder;

    private ServiceHarness service;

    /** The ways in that anybody may knock at, and what each takes of one address in a minute. */
    enum Way {
        BANNER(240),
        PERSON(240),
        CONFIRMATION(600),
        WRONG_KEY(30);

        private final int allowed;

        Way(int allowed) {
            this.allowed = allowed;
        }

        private HttpRequest.Builder request(ServiceHarness service) {
            return switch (this) {
                case BANNER -> posted(service.request("/v1/banner"));
                case PERSON -> posted(service.request("/v1/banner/person"));
                case CONFIRMATION -> service.request("/confirm/none");
                case WRONG_KEY -> service.request("/v1/triggers").header("Authorization", "Bearer guess");
            };
        }

        private static HttpRequest.Builder posted(HttpRequest.Builder request) {
            return request.header("Origin", ORIGIN)
                    .header("Content-Type", "text/plain")
                    .POST(BodyPublishers.ofString("{}"));
        }
    }

    private void start(Map<String, String> environment) throws Exception {
        service = ServiceHarness.withSite(folder, "", environment);
    }

    @AfterEach
    void stop() {
        service.close();
    }

    private int refused(Way way, IntFunction<String> forwarded) throws Exception {
        int refused = 0;
        for (int i = 0; i < way.allowed + 10; i++) {
            int status = service.send(way.request(service).header("X-Forwarded-For", forwarded.apply(i)))
                    .statusCode();
            refused += status == 429 ? 1 : 0;
        }
        return refused;
    }

    @ParameterizedTest
    @EnumSource
    void no_header_helps_a_caller_whom_nobody_trusts(Way way) throws Exception {
        start(Map.of());

        assertThat(refused(way, i -> "198.51.100." + i % 250)).isEqualTo(10);
    }

    @ParameterizedTest
    @EnumSource
    void behind_a_trusted_proxy_each_caller_has_a_share_of_their_own(Way way) throws Exception {
        start(Map.of("CONSENTGATE_TRUSTED_PROXIES", "127.0.0.1"));

        assertThat(refused(way, i -> "198.51.100." + i % 250)).isZero();
        // What the caller wrote themselves stands before what the proxy saw.
        assertThat(refused(way, i -> "198.51.100." + i % 250 + ", 203.0.113.9")).isEqualTo(10);
    }
}
