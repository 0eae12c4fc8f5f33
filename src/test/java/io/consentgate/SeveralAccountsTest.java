package io.consentgate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.consentgate.configuration.SecretFile;
import io.consentgate.feedback.WebhookSecret;
import io.consentgate.operations.command.Tools;
import io.consentgate.person.KeyedHash;
import io.consentgate.standin.ContactState;
import io.consentgate.standin.Fault;
import io.consentgate.standin.StandInActiveCampaign;
import io.consentgate.standin.StandInOptions;
import io.consentgate.standin.When;
import io.consentgate.standin.Where;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two shops on two accounts in one running service, and what goes wrong with one of them. */
class SeveralAccountsTest {

    @TempDir
    Path folder;

    private final StandInActiveCampaign main = StandInActiveCampaign.start();
    private final StandInActiveCampaign north =
            StandInActiveCampaign.start(StandInOptions.defaults().withTokens("token-of-the-north"));
    private ServiceHarness service;
    private int number;

    @BeforeEach
    void start() throws Exception {
        configure();
        service = service();
        for (String name : List.of("main", "north")) {
            try (Tools.Account account = service.wiring.account(name)) {
                assertThat(account.setUp(false).complete()).isTrue();
            }
        }
    }

    @AfterEach
    void stop() {
        service.close();
        main.close();
        north.close();
    }

    @Test
    void everybody_is_in_the_account_of_their_shop_and_a_customer_of_both_in_each_by_its_own_decision()
            throws Exception {
        agree("shop", "anna@example.com");
        agree("north", "bea@example.com");
        agree("shop", "both@example.com");
        agree("north", "both@example.com");

        soon().untilAsserted(() -> {
            assertThat(addresses(main)).containsExactlyInAnyOrder("anna@example.com", "both@example.com");
            assertThat(addresses(north)).containsExactlyInAnyOrder("bea@example.com", "both@example.com");
        });
        assertThat(main.requestsMentioning("bea@example.com")).isEmpty();
        assertThat(north.requestsMentioning("anna@example.com")).isEmpty();

        int before = mentions(main, "both@example.com");
        withdraw("north", "both@example.com");

        soon().until(() -> active(north, "both@example.com") == 0);
        assertThat(active(main, "both@example.com")).isPositive();
        assertThat(mentions(main, "both@example.com"))
                .as("nothing about it is said to main")
                .isEqualTo(before);
    }

    @Test
    void an_erasure_at_both_shops_deletes_in_both_accounts_also_across_a_restart() throws Exception {
        agree("shop", "both@example.com");
        agree("north", "both@example.com");
        soon().until(() -> addresses(main).size() + addresses(north).size() == 2);

        north.faults().inject(new Fault.ServerError(500), Where.everywhere(), When.always());
        erase("shop", "both@example.com");
        erase("north", "both@example.com");
        soon().until(() -> addresses(main).isEmpty());
        service.close();
        north.faults().clear();
        assertThat(addresses(north)).containsExactly("both@example.com");
        service = service();

        soon().until(() -> addresses(north).isEmpty());
        assertThat(north.account().deletedContacts())
                .extracting(ContactState::email)
                .containsExactly("both@example.com");
    }

    @Test
    void an_account_that_refuses_its_key_holds_up_nobody_elses() throws Exception {
        north.faults().inject(new Fault.ForbiddenWithoutContentType(), Where.everywhere(), When.always());
        agree("north", "bea@example.com");
        soon().until(() -> part("account_north").contains("\"status\":\"DEGRADED\",\"reason\":\"stopped"));

        agree("shop", "anna@example.com");

        soon().until(() -> addresses(main).contains("anna@example.com"));
        assertThat(part("account")).startsWith("\"account\":{\"status\":\"UP\"}");
        assertThat(addresses(north)).isEmpty();
    }

    @Test
    void an_account_that_answers_429_and_fails_has_a_pause_and_a_breaker_of_its_own() throws Exception {
        north.faults().inject(new Fault.TooManyRequests(60, true), Where.everywhere(), When.times(1));
        agree("north", "bea@example.com");
        soon().until(() -> calls("north", "rate_limited") > 0);

        agree("shop", "anna@example.com");

        soon().until(() -> addresses(main).contains("anna@example.com"));
        assertThat(addresses(north)).as("it waits for its minute").isEmpty();
        assertThat(service.metrics().lines().filter(line -> line.startsWith("resilience4j_circuitbreaker_state")))
                .anyMatch(line -> line.contains("breaker-activecampaign-main"))
                .anyMatch(line -> line.contains("breaker-activecampaign-north"));
    }

    @Test
    void a_webhook_speaks_for_the_account_whose_address_it_knows() throws Exception {
        agree("shop", "both@example.com");
        agree("north", "both@example.com");
        soon().until(() -> addresses(main).size() + addresses(north).size() == 2);
        KeyedHash hashes = KeyedHash.of(SecretFile.read(folder.resolve("data/secret.key")));
        URI address = URI.create(new WebhookSecret(hashes, "north")
                .address(URI.create("http://127.0.0.1:" + service.running.httpPort())));
        ContactState there = north.account().contact("both@example.com").orElseThrow();

        HttpResponse<String> taken = service.send(service.request(address.getPath())
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("type=unsubscribe&initiated_from=public&contact%5Bid%5D=" + there.id()
                        + "&contact%5Bemail%5D=both%40example.com")));

        assertThat(taken.statusCode()).isEqualTo(200);
        soon().until(() -> active(north, "both@example.com") == 0);
        assertThat(active(main, "both@example.com")).isPositive();
    }

    @Test
    void health_and_figures_tell_the_accounts_apart() throws Exception {
        assertThat(service.health().body())
                .contains("\"account\":{", "\"account_north\":{", "\"poll\":{", "\"poll_north\":{")
                .contains("\"drain-few\":\"UP\"", "\"drain-few-north\":\"UP\"", "\"reconcile-north\":\"UP\"");
        assertThat(service.metrics().lines())
                .anyMatch(line -> line.startsWith("consentgate_changed_backlog{account=\"main\",lane=\"cart\"}"))
                .anyMatch(line -> line.startsWith("consentgate_changed_backlog{account=\"north\",lane=\"cart\"}"))
                .anyMatch(line -> line.startsWith("consentgate_calls_total{account=\"north\","));
    }

    private void configure() throws Exception {
        Path shipped = Path.of("config");
        Path config = folder.resolve("config");
        try (Stream<Path> files = Files.walk(shipped)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = config.resolve(shipped.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
        String site = Files.readString(config.resolve("sites/shop.yaml"));
        Files.writeString(
                config.resolve("sites/north.yaml"),
                site.replace("account: main", "account: north").replace("shops: ['*']", "shops: [north]"));
    }

    private ServiceHarness service() throws Exception {
        Map<String, String> environment = new HashMap<>();
        environment.put("CONSENTGATE_CONFIG_DIR", folder.resolve("config").toString());
        environment.put("ACTIVECAMPAIGN_URL", main.baseUrl());
        environment.put("ACTIVECAMPAIGN_API_TOKEN", main.apiToken());
        environment.put("ACTIVECAMPAIGN_NORTH_URL", north.baseUrl());
        environment.put("ACTIVECAMPAIGN_NORTH_API_TOKEN", north.apiToken());
        return new ServiceHarness(folder.resolve("data"), environment);
    }

    private void agree(String shop, String email) throws Exception {
        push(shop, "contact", "{\"email\":\"" + email + "\",\"first_name\":\"Test\"}");
        consent(shop, email, "given");
    }

    private void withdraw(String shop, String email) throws Exception {
        consent(shop, email, "withdrawn");
    }

    private void consent(String shop, String email, String status) throws Exception {
        push(shop, "consent", """
                {"person":{"email":"%s"},"purpose":"direct_marketing","channel":"email","status":"%s",\
                "opt_in_level":"confirmed_opt_in","recorded_at":"%s","notice_version":"2026-03",\
                "evidence":{"newsletter_box":"ticked by hand"}}""".formatted(email, status, Instant.now().minusSeconds(1)));
    }

    private void erase(String shop, String email) throws Exception {
        push(shop, "privacy-request", """
                {"person":{"email":"%s"},"kind":"erasure","requested_at":"%s"}""".formatted(email, Instant.now()));
    }

    private void push(String shop, String type, String data) throws Exception {
        HttpResponse<String> answer = service.push("application/json", """
                {"specversion":"1.0","id":"e%d","source":"test","type":"%s","platform":"custom","shop":"%s","data":%s}""".formatted(++number, type, shop, data));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    }

    private static List<String> addresses(StandInActiveCampaign account) {
        return account.account().contacts().stream().map(ContactState::email).toList();
    }

    private static long active(StandInActiveCampaign account, String email) {
        return account.account().contact(email).orElseThrow().lists().values().stream()
                .filter(status -> status == 1)
                .count();
    }

    private static int mentions(StandInActiveCampaign account, String email) {
        return account.requestsMentioning(email).size();
    }

    private double calls(String account, String answer) throws Exception {
        return service.metrics()
                .lines()
                .filter(line -> line.startsWith(
                        "consentgate_calls_total{account=\"" + account + "\",answer=\"" + answer + "\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** One part of the health, from its name on. */
    private String part(String name) throws Exception {
        String body = service.health().body();
        return body.substring(body.indexOf("\"" + name + "\":{"));
    }

    private static ConditionFactory soon() {
        return await().atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(200));
    }
}
