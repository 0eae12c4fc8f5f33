package io.consentgate.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.consentgate.configuration.Settings.Account;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Accounts by name, and whole messages about whatever is wrong with them. */
class AccountsConfigurationTest {

    private static final String NAME_EXPECTED = "; expected small letters, digits and _ that begin with a letter and do"
            + " not end with _event; none of all, api, default, event, main, none, url";

    @TempDir
    Path root;

    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void two_sites_on_two_accounts() throws IOException {
        Path shipped = Path.of("config");
        try (Stream<Path> files = Files.walk(shipped)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = file(shipped.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
        Files.copy(file("sites/shop.yaml"), file("sites/north.yaml"));
        change("sites/north.yaml", "account: main", "account: north");
        change("sites/north.yaml", "shops: ['*']", "shops: [north]");
        account("", "http://127.0.0.1:9001");
        account("NORTH_", "http://127.0.0.1:9002/api/3/");
    }

    @Nested
    class Reading {

        @Test
        void each_has_its_own_address_key_and_event_endpoint_and_main_comes_first() {
            environment.put("ACTIVECAMPAIGN_NORTH_EVENT_URL", "http://127.0.0.1:9002/event");
            environment.put("ACTIVECAMPAIGN_NORTH_EVENT_ACCOUNT", "42");
            environment.put("ACTIVECAMPAIGN_NORTH_EVENT_KEY", "key");

            Settings settings = Configuration.load(environment, root).settings();

            assertThat(settings.accounts()).extracting(Account::name).containsExactly("main", "north");
            assertThat(settings.account("north")).hasValueSatisfying(account -> {
                assertThat(account.api()).hasToString("http://127.0.0.1:9002/api/3");
                assertThat(account.token().reveal()).isEqualTo("token-NORTH_");
            });
            assertThat(settings.eventEndpoint("north")).hasValueSatisfying(endpoint -> assertThat(endpoint.account())
                    .isEqualTo("42"));
            assertThat(settings.eventEndpoint("main")).isEmpty();
        }

        @Test
        void addresses_may_stand_in_the_file_and_a_name_may_have_underscores() throws IOException {
            environment.remove("ACTIVECAMPAIGN_NORTH_URL");
            environment.remove("ACTIVECAMPAIGN_NORTH_API_TOKEN");
            change("sites/north.yaml", "account: north", "account: far_north_2");
            environment.put("ACTIVECAMPAIGN_FAR_NORTH_2_API_TOKEN", "token");
            change(
                    "application.properties",
                    "activecampaign.event.account=",
                    "activecampaign.far_north_2.url=http://127.0.0.1:9002\nactivecampaign.event.account=");

            assertThat(Configuration.load(environment, root).settings().accounts())
                    .extracting(Account::name)
                    .containsExactly("main", "far_north_2");
        }

        @Test
        void main_need_not_be_there_when_no_site_sends_to_it() throws IOException {
            environment.remove("ACTIVECAMPAIGN_URL");
            environment.remove("ACTIVECAMPAIGN_API_TOKEN");
            change("sites/shop.yaml", "account: main", "account: north");

            assertThat(Configuration.load(environment, root).settings().accounts())
                    .extracting(Account::name)
                    .containsExactly("north");
        }
    }

    @Nested
    class Refusing {

        @Test
        void an_account_that_is_not_configured() throws IOException {
            change("sites/north.yaml", "account: north", "account: nort");

            assertThat(problems())
                    .containsExactly("config/sites/north.yaml: account: \"nort\" is not known; expected one of main,"
                            + " north; did you mean north?");
        }

        @Test
        void a_site_that_sends_to_main_when_only_others_are_there() {
            environment.remove("ACTIVECAMPAIGN_URL");
            environment.remove("ACTIVECAMPAIGN_API_TOKEN");

            assertThat(problems())
                    .containsExactly("config/sites/shop.yaml: account: \"main\" is not known; expected one of north; or"
                            + " set ACTIVECAMPAIGN_URL");
        }

        @Test
        void an_account_without_a_site() throws IOException {
            change("sites/north.yaml", "account: north", "account: main");

            assertThat(problems())
                    .containsExactly("config/sites: no site sends to account north; expected account: north in one of"
                            + " its files; write it there, or remove ACTIVECAMPAIGN_NORTH_URL");
        }

        @Test
        void two_names_for_one_address() {
            environment.put("ACTIVECAMPAIGN_NORTH_URL", "http://127.0.0.1:9001/api/3");

            assertThat(problems())
                    .containsExactly("environment: ACTIVECAMPAIGN_NORTH_URL: is the address of account main too;"
                            + " expected an account of its own for each name; remove one of the two, and let the sites"
                            + " of both name the other");
        }

        @Test
        void a_key_without_an_address_and_an_address_without_a_key() throws IOException {
            environment.remove("ACTIVECAMPAIGN_NORTH_URL");
            environment.put("ACTIVECAMPAIGN_SOUTH_URL", "http://127.0.0.1:9003");

            assertThat(problems())
                    .contains(
                            "environment: ACTIVECAMPAIGN_NORTH_URL: is missing; expected the address of the account"
                                    + " that the key belongs to; copy it from Settings > Developer in ActiveCampaign",
                            "environment: ACTIVECAMPAIGN_SOUTH_API_TOKEN: is missing; expected the key of the account"
                                    + " of activecampaign.south.url; copy it from Settings > Developer in"
                                    + " ActiveCampaign into ACTIVECAMPAIGN_SOUTH_API_TOKEN");
        }

        @Test
        void two_controllers_on_one_account() throws IOException {
            change("sites/shop.yaml", "account: main", "account: north");
            environment.remove("ACTIVECAMPAIGN_URL");
            environment.remove("ACTIVECAMPAIGN_API_TOKEN");
            change("sites/shop.yaml", "controller: shop", "controller: other");
            change(
                    "notice/controller.yaml",
                    "controllers:",
                    "controllers:\n  - {id: other, name: Altra S.r.l., address: Via 2, country: IT, email: a@example.com, dpo: {appointed: false}, rights_contact: a@example.com}");

            assertThat(problems())
                    .containsExactly("config/sites/shop.yaml: controller: \"other\" differs from the one of"
                            + " config/sites/north.yaml on account north; expected one controller per ActiveCampaign"
                            + " account; give this controller an account of its own");
        }

        @Test
        void names_that_could_be_read_in_two_ways_or_say_nothing() throws IOException {
            environment.put("ACTIVECAMPAIGN_MAIN_API_TOKEN", "s3cr3t");
            environment.put("ACTIVECAMPAIGN_2ND_URL", "http://127.0.0.1:9003");
            change(
                    "application.properties",
                    "activecampaign.event.account=",
                    "activecampaign.South.url=http://127.0.0.1:9004\nactivecampaign.event.account=");

            assertThat(problems())
                    .containsExactly(
                            "config/application.properties: activecampaign.South.url: \"South\" is no name of an"
                                    + " account" + NAME_EXPECTED,
                            "environment: ACTIVECAMPAIGN_2ND_URL: \"2nd\" is no name of an account" + NAME_EXPECTED,
                            "environment: ACTIVECAMPAIGN_MAIN_API_TOKEN: \"main\" is no name of an account"
                                    + NAME_EXPECTED + "; main has the short names: ACTIVECAMPAIGN_API_TOKEN");
        }

        @Test
        void a_secret_of_an_account_in_the_file() throws IOException {
            change(
                    "application.properties",
                    "activecampaign.event.account=",
                    "activecampaign.north.api.token=s3cr3t\nactivecampaign.event.account=");

            assertThat(problems())
                    .containsExactly("config/application.properties: activecampaign.north.api.token: is a secret in a"
                            + " file; expected it in the environment only; set ACTIVECAMPAIGN_NORTH_API_TOKEN");
        }

        @Test
        void the_shipped_notice_data_as_soon_as_one_account_is_a_real_one() {
            environment.put("ACTIVECAMPAIGN_NORTH_URL", "https://esempio.api-us1.com");

            assertThat(problems()).hasSize(2).allSatisfy(problem -> assertThat(problem)
                    .contains("is an example"));
        }
    }

    private void account(String name, String url) {
        environment.put("ACTIVECAMPAIGN_" + name + "URL", url);
        environment.put("ACTIVECAMPAIGN_" + name + "API_TOKEN", "token-" + name);
    }

    private List<String> problems() {
        ConfigurationException refused =
                catchThrowableOfType(ConfigurationException.class, () -> Configuration.load(environment, root));
        assertThat(refused).as("nothing was refused").isNotNull();
        return refused.problems().stream().map(ConfigurationProblem::toString).toList();
    }

    private Path file(String name) {
        return root.resolve("config").resolve(name);
    }

    private void change(String name, String from, String to) throws IOException {
        String text = Files.readString(file(name));
        assertThat(text).contains(from);
        Files.writeString(file(name), text.replace(from, to));
    }
}
