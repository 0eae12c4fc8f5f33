package io.consentgate;

import static org.assertj.core.api.Assertions.assertThat;

import io.consentgate.configuration.Configuration;
import io.consentgate.configuration.SecretFile;
import io.consentgate.feedback.WebhookSecret;
import io.consentgate.person.KeyedHash;
import io.consentgate.person.People.Identity;
import io.consentgate.person.SqlPeople;
import io.consentgate.standin.StandInActiveCampaign;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Through the front door of a running connector: the form arrives whole, and the answer carries nothing back. */
class WebhookEntranceTest {

    private static final String FORM = "type=unsubscribe&date_time=2026-11-20T03%3A04%3A05-06%3A00"
            + "&initiated_from=public&list=0&contact%5Bid%5D=7&contact%5Bemail%5D=anna%40example.com"
            + "&contact%5Bfields%5D%5B0%5D=secret";

    @TempDir
    Path folder;

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void anUnsubscribeBehindTheRightSecretIsOnDiskWhenItIsAnswered() throws Exception {
        try (StandInActiveCampaign remote = StandInActiveCampaign.start()) {
            Configuration configuration = Configuration.load(
                    Map.of(
                            "CONSENTGATE_DATA_DIR", folder.toString(),
                            "CONSENTGATE_HTTP_PORT", freePort(),
                            "CONSENTGATE_OBSERVE_PORT", freePort(),
                            "ACTIVECAMPAIGN_URL", remote.baseUrl(),
                            "ACTIVECAMPAIGN_API_TOKEN", remote.apiToken()),
                    Path.of("").toAbsolutePath());
            try (ServiceWiring wiring = ServiceWiring.open(configuration, Set.of());
                    var running = wiring.start()) {
                URI base = URI.create("http://127.0.0.1:" + running.httpPort());
                KeyedHash hashes = KeyedHash.of(
                        SecretFile.readOrMake(configuration.settings().secretFile()));
                URI address = URI.create(new WebhookSecret(hashes, "main").address(base));

                HttpResponse<String> taken = post(address);
                HttpResponse<String> refused = post(URI.create(base + WebhookSecret.PATH + "guessed"));

                assertThat(taken.statusCode()).isEqualTo(200);
                assertThat(taken.body()).isEqualTo("{\"status\":\"taken\"}");
                assertThat(taken.headers().map().keySet()).noneMatch(name -> name.contains("contact"));
                assertThat(refused.statusCode()).isEqualTo(401);
                Identity anna = Identity.email("anna@example.com");
                String site = configuration.sites().all().get(0).name();
                assertThat(wiring.transactions().<Boolean>read(tx -> new SqlPeople()
                                .find(tx, site, List.of(anna))
                                .containsKey(anna)))
                        .isTrue();
            }
        }
    }

    private HttpResponse<String> post(URI address) throws Exception {
        return http.send(
                HttpRequest.newBuilder(address)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(FORM))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static String freePort() throws Exception {
        try (var socket = new java.net.ServerSocket(0)) {
            return String.valueOf(socket.getLocalPort());
        }
    }
}
