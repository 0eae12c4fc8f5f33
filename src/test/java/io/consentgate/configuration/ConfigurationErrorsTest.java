package io.consentgate.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

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

/** What an operator reads who made a mistake: whole messages. */
class ConfigurationErrorsTest {

    private static final String REAL = "https://esempio.api-us1.com";
    private static final String PURPOSES =
            "direct_marketing, direct_marketing_own_similar, profiling_classic, profiling_online, site_tracking,"
                    + " email_open_tracking, retargeting, third_party_marketing, third_party_profiling, service";

    @TempDir
    Path root;

    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void copy_the_shipped_files() throws IOException {
        Path shipped = Path.of("config");
        try (Stream<Path> files = Files.walk(shipped)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy =
                        root.resolve("config").resolve(shipped.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
    }

    @Test
    void one_key_for_two_roles_stops_the_start_and_is_not_repeated() {
        environment.put("CONSENTGATE_KEY_SITE", "the-same-key-0123456789");
        environment.put("CONSENTGATE_KEY_DPO", "the-same-key-0123456789");
        environment.put("CONSENTGATE_KEY_OPERATOR", "another-key-0123456789");

        assertThat(problems())
                .containsExactly("environment: CONSENTGATE_KEY_DPO: is the same as CONSENTGATE_KEY_SITE; expected a key"
                        + " of its own for each role; openssl rand -hex 24");
    }

    @Nested
    class Sites {

        @Test
        void a_field_without_a_purpose_stops_the_start() throws IOException {
            change(
                    "sites/shop.yaml",
                    "target: last_name, purposes: [direct_marketing, direct_marketing_own_similar]",
                    "target: last_name");

            assertThat(problems())
                    .containsExactly(
                            "config/sites/shop.yaml: fields[1].purposes: is missing; expected a list with at least one of "
                                    + PURPOSES);
        }

        @Test
        void an_unknown_purpose_is_told_with_what_was_probably_meant() throws IOException {
            change(
                    "sites/shop.yaml",
                    "contact.phone, target: phone, purposes: [direct_marketing]",
                    "contact.phone, target: phone, purposes: [direct_marketng]");

            assertThat(problems())
                    .containsExactly("config/sites/shop.yaml: fields[2].purposes[0]: \"direct_marketng\" is not known;"
                            + " expected one of " + PURPOSES + "; did you mean direct_marketing?");
        }

        @Test
        void a_limit_over_all_triggers_is_so_many_times_in_so_many_days() throws IOException {
            change(
                    "sites/shop.yaml",
                    "triggers_at_most: {times: 3, days: 7}",
                    "triggers_at_most: {times: 0, days: 91}");

            assertThat(problems())
                    .containsExactly(
                            "config/sites/shop.yaml: triggers_at_most.times: is out of range; expected a whole number"
                                    + " from 1 to 100",
                            "config/sites/shop.yaml: triggers_at_most.days: is out of range; expected a whole number"
                                    + " from 1 to 90");
        }

        @Test
        void triggers_say_everything_that_is_wrong_with_them_at_once() throws IOException {
            change("sites/shop.yaml", "triggers: []", """
                    triggers:
                      - {name: Cart Reminder, on: cart_abandoned, after: soon, action: {automation: A}}
                      - {name: offer, on: cross_sell, bought: [shoes], action: {tag: T, event: e}}
                      - {name: again, on: order_placed, days: 3, action: {custom_field: loyalty POINTS}}
                      - {name: again, on: no_order_for, action: {deep_data: true}}
                    """);

            assertThat(problems())
                    .containsExactly(
                            "config/sites/shop.yaml: triggers[0].name: \"Cart Reminder\" is no name; expected small"
                                    + " letters, digits and -, up to 50",
                            "config/sites/shop.yaml: triggers[0].after: \"soon\" is no time to wait; expected a number"
                                    + " with m, h or d like 30m",
                            "config/sites/shop.yaml: triggers[1].not_yet: is missing; expected a list of the categories"
                                    + " that are to be offered",
                            "config/sites/shop.yaml: triggers[1].action: names more than one thing to do; expected one"
                                    + " of deep_data, tag, custom_field, event, automation",
                            "config/sites/shop.yaml: triggers[2].days: says nothing about order_placed; expected this"
                                    + " key with no_order_for; remove it",
                            "config/sites/shop.yaml: triggers[2].action: names a field that the mapping sets; expected"
                                    + " another one",
                            "config/sites/shop.yaml: triggers[3].name: is the name of another trigger already; expected"
                                    + " each name once",
                            "config/sites/shop.yaml: triggers[3].days: is missing; expected a whole number from 1 to"
                                    + " 730");
        }

        @Test
        void a_trigger_of_carts_that_are_not_sent_is_refused() throws IOException {
            change("sites/shop.yaml", "cart:\n  send: true", "cart:\n  send: false");
            change(
                    "sites/shop.yaml",
                    "triggers: []",
                    "triggers: [{name: reminder, on: cart_abandoned, action: {deep_data: true}}]");

            assertThat(problems())
                    .containsExactly(
                            "config/sites/shop.yaml: triggers: trigger reminder could never be set off: cart is"
                                    + " not sent; expected send: true there");
        }

        @Test
        void site_tracking_needs_a_banner_and_an_https_script() throws IOException {
            change(
                    "sites/shop.yaml",
                    "triggers: []",
                    "site_tracking: {account_id: x1, script: 'http://elsewhere.example/x.js'}");

            assertThat(problems())
                    .containsExactly(
                            "config/sites/shop.yaml: site_tracking.account_id: is no account number; expected the number"
                                    + " in Settings > Tracking > Site tracking",
                            "config/sites/shop.yaml: site_tracking.account_id: has no banner beside it: nothing could"
                                    + " ever start; expected a banner section with the consent tool of the pages; add"
                                    + " banner: or remove site_tracking:",
                            "config/sites/shop.yaml: site_tracking.script: is no address of a script; expected an https"
                                    + " address; remove it for ActiveCampaign's own");
        }

        @Test
        void a_target_used_twice_is_refused_whatever_its_capitals() throws IOException {
            change("sites/shop.yaml", "custom_field: Total spent", "custom_field: loyalty POINTS");

            assertThat(problems())
                    .containsExactly("config/sites/shop.yaml: fields[5].custom_field: is the target of another field"
                            + " already; expected each target once; remove one of the two or choose another target");
        }

        @Test
        void an_unknown_source_is_told_with_what_was_probably_meant() throws IOException {
            change("sites/shop.yaml", "contact.first_name,", "contact.firstname,");

            assertThat(problems())
                    .containsExactly("config/sites/shop.yaml: fields[0].source: \"contact.firstname\" is not known;"
                            + " expected contact.<member>, contact.attributes.<name> or"
                            + " consent.<purpose>[.<channel>].state|date|notice_version|expires|expiring;"
                            + " did you mean contact.first_name?");
        }

        @Test
        void a_special_category_cannot_be_mapped() throws IOException {
            change(
                    "sites/shop.yaml",
                    "{source: contact.phone, target: phone,",
                    "{source: contact.attributes.health_state, target: phone,");

            assertThat(problems())
                    .containsExactly("config/sites/shop.yaml: fields[2].source: names a special category of data (GDPR"
                            + " art. 9); expected data that may be sent; health, orientation, belief, union and the like"
                            + " never are; remove this field");
        }

        @Test
        void what_people_buy_is_mapped_for_profiling_only() throws IOException {
            change(
                    "sites/shop.yaml",
                    "{source: contact.phone, target: phone, purposes: [direct_marketing]}",
                    "{source: contact.attributes.last_category, target: phone, purposes: [direct_marketing]}");

            assertThat(problems())
                    .containsExactly(
                            "config/sites/shop.yaml: fields[2].purposes: sends what people buy without consent to"
                                    + " profiling; expected [profiling_classic] and no other for a field that names products,"
                                    + " brands or categories; loyalty and marketing cover identity, points and totals only");
        }

        @Test
        void the_informative_reminder_says_where_it_is_disclosed_and_weighed() throws IOException {
            change("sites/shop.yaml", "  idle_minutes: 60", "  idle_minutes: 60\n  informative_reminder: true");

            assertThat(problems())
                    .containsExactly(
                            "config/sites/shop.yaml: cart.reminder_disclosed_in: is missing; expected the version of your"
                                    + " notice that tells of the reminder; or write informative_reminder: false",
                            "config/sites/shop.yaml: cart.reminder_assessment: is missing; expected the id of your"
                                    + " legitimate-interest assessment; or write informative_reminder: false");
        }

        @Test
        void an_unknown_key_is_told() throws IOException {
            change("sites/shop.yaml", "phone_region: IT", "phone_regoin: IT");

            assertThat(problems().get(0))
                    .startsWith("config/sites/shop.yaml: phone_regoin: is an unknown key; expected one of ")
                    .endsWith("; did you mean phone_region?");
        }

        @Test
        void a_key_that_stands_twice_is_refused() throws IOException {
            change("sites/shop.yaml", "phone_region: IT", "country: DE");

            assertThat(problems())
                    .containsExactly(
                            "config/sites/shop.yaml: country: stands twice, again in line 13; expected each key"
                                    + " once; remove one of the two");
        }

        @Test
        void a_file_that_would_be_left_out_for_its_name_is_told() throws IOException {
            Files.copy(root.resolve("config/sites/shop.yaml"), root.resolve("config/sites/other.yml"));

            assertThat(problems())
                    .containsExactly("config/sites/other.yml: is not read: its name does not end in .yaml; expected a"
                            + " name in small letters that ends in .yaml; rename it, or move it elsewhere");
        }

        @Test
        void an_anchor_is_refused() throws IOException {
            change("sites/shop.yaml", "country: IT", "country: &here IT");

            assertThat(problems())
                    .singleElement(org.assertj.core.api.InstanceOfAssertFactories.STRING)
                    .startsWith("config/sites/shop.yaml: uses the anchor or alias \"here\" in line ")
                    .endsWith("; expected plain keys and values; write the value out where it is needed; a text that"
                            + " begins with & or * belongs in quotes");
        }

        @Test
        void an_optional_double_opt_in_needs_its_reason() throws IOException {
            change("sites/shop.yaml", "double_opt_in: by_country", "double_opt_in: optional");

            assertThat(problems())
                    .containsExactly("config/sites/shop.yaml: double_opt_in_reason: is missing; expected why an"
                            + " unconfirmed address is enough for this site; or write double_opt_in: by_country");
        }

        @Test
        void two_sites_cannot_own_the_same_shops_nor_have_two_controllers_on_one_account() throws IOException {
            Files.copy(file("sites/shop.yaml"), file("sites/two.yaml"));
            change("sites/two.yaml", "controller: shop", "controller: other");
            change(
                    "notice/controller.yaml",
                    "controllers:",
                    "controllers:\n  - {id: other, name: Altra S.r.l., address: Via 2, country: IT, email: a@example.com, dpo: {appointed: false}, rights_contact: a@example.com}");

            assertThat(problems())
                    .containsExactly(
                            "config/sites/two.yaml: shops: \"*\" is owned by config/sites/shop.yaml already; expected"
                                    + " each shop in one site only; remove it from one of the two",
                            "config/sites/two.yaml: controller: \"other\" differs from the one of config/sites/shop.yaml"
                                    + " on account main; expected one controller per ActiveCampaign account;"
                                    + " give this controller an account of its own");
        }

        @Test
        void two_lists_for_one_purpose_and_channel_are_refused() throws IOException {
            change(
                    "sites/shop.yaml",
                    "purpose: direct_marketing_own_similar\n    channel: email",
                    "purpose: direct_marketing\n    channel: email");

            assertThat(problems())
                    .containsExactly("config/sites/shop.yaml: lists[1].purpose: direct_marketing on email has a list"
                            + " already; expected one list per purpose and channel");
        }

        @Test
        void a_controller_that_is_not_in_the_notice_is_refused() throws IOException {
            change("sites/shop.yaml", "controller: shop", "controller: shopp");

            assertThat(problems())
                    .containsExactly("config/sites/shop.yaml: controller: \"shopp\" is not known; expected an id of"
                            + " config/notice/controller.yaml; did you mean shop?");
        }
    }

    @Nested
    class Rules {

        @Test
        void a_rule_without_a_source_is_refused() throws IOException {
            change("rules/IT.yaml", "    source: Code 130(4)\n", "");

            assertThat(problems()).containsExactly("config/rules/IT.yaml: rules[9].source: is missing; expected text");
        }

        @Test
        void two_rules_for_the_same_ground_cannot_be_in_force_together() throws IOException {
            change(
                    "rules/IT.yaml",
                    "channel: sms\n    basis: consent\n    requires: [evidence_complete]",
                    "channel: email\n    basis: consent\n    requires: [evidence_complete]");

            assertThat(problems())
                    .containsExactly("config/rules/IT.yaml: rules[1].valid_from: overlaps with rule IT-EMAIL-CONSENT of"
                            + " the same purpose, channel and basis; expected one rule in force at a time;"
                            + " end the older one with valid_to");
        }

        @Test
        void between_two_rules_of_a_ground_no_day_may_be_left_out() throws IOException {
            change(
                    "rules/FR.yaml",
                    "valid_from: 2026-08-11\n  - id: FR-CALL-INTEREST",
                    "valid_from: 2026-08-12\n  - id: FR-CALL-INTEREST");

            assertThat(problems())
                    .containsExactly(
                            "config/rules/FR.yaml: rules[5].valid_from: leaves a gap after rule FR-CALL-BLOCTEL of"
                                    + " the same purpose, channel and basis; expected the day after its valid_to; nothing would be"
                                    + " allowed in between");
        }

        @Test
        void an_unknown_key_of_a_rule_is_told_with_what_was_probably_meant() throws IOException {
            change("rules/UK.yaml", "valid_to: 2026-02-04", "valid_too: 2026-02-04");

            assertThat(problems()).anySatisfy(problem -> assertThat(problem)
                    .startsWith("config/rules/UK.yaml: rules[15].valid_too: is an unknown key; expected one of ")
                    .endsWith("; did you mean valid_to?"));
        }

        @Test
        void a_rule_that_asks_for_a_register_needs_one() throws IOException {
            change("rules/UK.yaml", "channels: [phone_operator]", "channels: [post]");

            assertThat(problems())
                    .containsExactly(
                            "config/rules/UK.yaml: rules[4].requires: asks for an opposition register, and none of the"
                                    + " file covers phone_operator; expected a register with that channel among"
                                    + " opposition_registers",
                            "config/rules/UK.yaml: rules[5].requires: asks for an opposition register, and none of the"
                                    + " file covers phone_operator; expected a register with that channel among"
                                    + " opposition_registers");
        }

        @Test
        void a_register_and_an_age_say_where_they_are_from() throws IOException {
            change("rules/ES.yaml", "    source: LOPDGDD art. 23\n", "");
            change("rules/ES.yaml", "min_age_source: LOPDGDD art. 7\n", "");

            assertThat(problems())
                    .containsExactly(
                            "config/rules/ES.yaml: min_age_source: is missing; expected text",
                            "config/rules/ES.yaml: opposition_registers[0].source: is missing; expected text");
        }

        @Test
        void no_country_is_told_by_two_files() throws IOException {
            change("rules/FR.yaml", "also_for: [GF,", "also_for: [ES, GF,");

            assertThat(problems())
                    .containsExactly("config/rules/FR.yaml: also_for: \"ES\" is told by config/rules/ES.yaml already;"
                            + " expected each country in one file; remove it from one of the two");
        }

        @Test
        void a_number_of_another_kind_is_refused() throws IOException {
            change("rules/IT.yaml", "min_age: 14", "min_age: fourteen");

            assertThat(problems())
                    .containsExactly("config/rules/IT.yaml: min_age: is text; expected a whole number from 0 to 30");
        }
    }

    @Nested
    class Properties {

        @Test
        void all_problems_are_told_at_once() throws IOException {
            environment.put("CONSENTGATE_HTTP_PORT", "99999");
            environment.put("ACTIVECAMPAIGN_URL", "http://esempio.api-us1.com");
            change("application.properties", "consentgate.observe.port=8081", "consentgate.observe.port=no");
            change("rules/IT.yaml", "doi_days: 7", "doi_days: 0");

            ConfigurationException refused =
                    catchThrowableOfType(ConfigurationException.class, () -> Configuration.load(environment, root));

            assertThat(refused).hasMessage("""
                            4 problems in the configuration:
                              * environment: CONSENTGATE_HTTP_PORT: is out of range; expected a whole number from 0 to 65535
                              * config/application.properties: consentgate.observe.port: is text; expected a whole number from 0 to 65535
                              * environment: ACTIVECAMPAIGN_URL: is no usable address; expected https://... without user, query or fragment (http only for this machine)
                              * config/rules/IT.yaml: doi_days: is out of range; expected a whole number from 1 to 365""");
        }

        @Test
        void orders_go_one_of_two_ways() {
            environment.put("ACTIVECAMPAIGN_ORDERS", "bulks");
            assertThat(problems())
                    .containsExactly(
                            "environment: ACTIVECAMPAIGN_ORDERS: is unknown; expected one of rest, bulk; did you"
                                    + " mean bulk?");
        }

        @Test
        void a_mailbox_of_bounces_needs_all_that_reads_it() {
            environment.put("CONSENTGATE_MAIL_BOUNCES_HOST", "imap.example.com");
            environment.put("CONSENTGATE_MAIL_BOUNCES_SECURITY", "none");
            environment.put("CONSENTGATE_MAIL_BOUNCES_PROTOCOL", "imap4");
            environment.put("CONSENTGATE_MAIL_BOUNCES_ADDRESS", "bounces+x@shop.example.com");
            assertThat(problems())
                    .containsExactly(
                            "environment: CONSENTGATE_MAIL_BOUNCES_PROTOCOL: is unknown; expected one of imap, pop3;"
                                    + " did you mean imap?",
                            "config/application.properties: consentgate.mail.host: is missing; expected the server that sends what is to"
                                    + " come back",
                            "environment: CONSENTGATE_MAIL_BOUNCES_SECURITY: is none; expected starttls or tls: in"
                                    + " clear only to this machine",
                            "config/application.properties: consentgate.mail.bounces.user: is missing; expected who reads the mailbox of"
                                    + " bounces",
                            "environment: CONSENTGATE_MAIL_BOUNCES_PASSWORD: is missing; expected the password of"
                                    + " consentgate.mail.bounces.user",
                            "environment: CONSENTGATE_MAIL_BOUNCES_ADDRESS: cannot take a token; expected the bare"
                                    + " address of a mailbox of its own, with at most 24 characters before the @ and no"
                                    + " plus, like bounces@shop.example.com: mails come back to"
                                    + " bounces+...@shop.example.com");
        }

        @Test
        void a_trusted_proxy_is_an_address_or_a_network_but_not_everybody() throws IOException {
            change(
                    "application.properties",
                    "consentgate.trusted.proxies=",
                    "consentgate.trusted.proxies=10.1.0.0/16, proxy.example,0.0.0.0/0");

            String expected = "expected addresses and networks with commas between them, like 127.0.0.1, 10.1.0.0/16,"
                    + " 2001:db8::/48";
            assertThat(problems())
                    .containsExactly(
                            "config/application.properties: consentgate.trusted.proxies: \"proxy.example\" is no proxy; "
                                    + expected,
                            "config/application.properties: consentgate.trusted.proxies: \"0.0.0.0/0\" is no proxy; "
                                    + expected);
        }

        @Test
        void a_secret_in_the_file_is_refused_and_not_repeated() throws IOException {
            change(
                    "application.properties",
                    "activecampaign.event.account=",
                    "activecampaign.api.token=s3cr3t\nactivecampaign.event.account=");

            assertThat(problems())
                    .containsExactly("config/application.properties: activecampaign.api.token: is a secret in a file;"
                            + " expected it in the environment only; set ACTIVECAMPAIGN_API_TOKEN");
        }

        @Test
        void a_missing_folder_is_the_only_news() {
            environment.put("CONSENTGATE_CONFIG_DIR", "elsewhere");

            assertThat(problems())
                    .containsExactly("elsewhere: is not a folder; expected the folder with sites/, rules/ and notice/;"
                            + " set CONSENTGATE_CONFIG_DIR or start from the project's root");
        }

        @Test
        void secrets_are_not_printed() {
            environment.put("ACTIVECAMPAIGN_URL", "http://127.0.0.1:9090/api/3/");
            environment.put("ACTIVECAMPAIGN_API_TOKEN", "s3cr3t-token");
            environment.put("CONSENTGATE_KEY_SITE", "s3cr3t-key");

            Configuration configuration = Configuration.load(environment, root);

            assertThat(configuration.toString()).doesNotContain("s3cr3t");
            assertThat(configuration.settings().account("main")).hasValueSatisfying(account -> {
                assertThat(account.toString()).doesNotContain("s3cr3t");
                assertThat(account.api()).hasToString("http://127.0.0.1:9090/api/3");
                assertThat(account.token().reveal()).isEqualTo("s3cr3t-token");
            });
            assertThat(configuration.keys().holder("s3cr3t-key"))
                    .hasValueSatisfying(entry -> assertThat(entry.role()).isEqualTo(Role.SITE));
            assertThat(configuration.keys().holder("another")).isEmpty();
        }
    }

    @Nested
    class Examples {

        @Test
        void shipped_notice_data_are_refused_with_a_real_account() {
            environment.put("ACTIVECAMPAIGN_URL", REAL);
            environment.put("ACTIVECAMPAIGN_API_TOKEN", "token");

            assertThat(problems())
                    .containsExactly(
                            "config/notice/controller.yaml: example: is an example; expected your own data, since the"
                                    + " account is a real one; replace the values and remove example: true",
                            "config/notice/processor.yaml: example: is an example; expected your own data, since the"
                                    + " account is a real one; replace the values and remove example: true");
        }
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
        assertThat(text).as(name).contains(from);
        Files.writeString(file(name), text.replace(from, to));
    }
}
