package io.consentgate.operations.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.consentgate.operations.command.CommandLineHarness.Said;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that only look: what they say, to whom, and that they leave nothing behind. */
class LookingTest {

    private static final String KEY = "a-long-key-of-the-officer-0123456789";

    @TempDir
    Path folder;

    private Locale before;
    private CommandLineHarness commands;

    @BeforeEach
    void english() {
        before = Locale.getDefault();
        Locale.setDefault(Locale.ENGLISH);
        commands = new CommandLineHarness(folder.resolve("data"));
    }

    @AfterEach
    void restore() {
        Locale.setDefault(before);
    }

    private void giuliaAgreed() throws IOException {
        Path file = Files.writeString(
                folder.resolve("events.ndjson"),
                Shop.contact("1", Shop.GIULIA) + "\n" + Shop.grant("2", Shop.GIULIA) + "\n");
        assertThat(commands.run("import", file.toString()).status()).isZero();
    }

    @Nested
    class Explain {

        @Test
        void where_nothing_was_ever_started_nothing_is_made() {
            Said said = commands.run("explain", Shop.GIULIA, "--json");

            assertThat(said.status()).as(said.err()).isZero();
            assertThat(json(said).path("known").asBoolean()).isFalse();
            assertThat(json(said).path("outcome").asText()).isEqualTo("drop");
            assertThat(folder).isEmptyDirectory();
        }

        @Test
        void somebody_who_agreed_may_be_sent_by_rule_and_record() throws IOException {
            giuliaAgreed();

            Said said = commands.run("explain", "Giulia.Bianchi@Example.com");

            assertThat(said.status()).isZero();
            assertThat(said.out()).startsWith("giulia.bianchi@example.com: may be sent (deliver). ");
            assertThat(said.out().lines().filter(line -> line.contains("direct_marketing  ")))
                    .first()
                    .asString()
                    .contains("email", "allowed", "shop/1", "[basis.consent]");
            assertThat(said.err()).isEmpty();
        }

        @Test
        void italians_are_told_in_italian() throws IOException {
            giuliaAgreed();
            Locale.setDefault(Locale.ITALY);

            Said said = commands.run("explain", Shop.GIULIA);

            assertThat(said.out())
                    .startsWith("giulia.bianchi@example.com: si può inviare (deliver). Consentito: la persona ha dato"
                            + " il consenso.")
                    .contains("finalità", "consentito", "negato");
        }

        @Test
        void many_are_answered_in_their_order_and_a_wrong_one_is_named_by_its_line() throws IOException {
            giuliaAgreed();
            Path file = Files.writeString(
                    folder.resolve("addresses.txt"), Shop.GIULIA + "\n\nnot-an-address\nluca.neri@example.com\n");

            Said said = commands.run("explain", "--file", file.toString(), "--json");

            assertThat(said.status()).isEqualTo(1);
            assertThat(said.err()).isEqualTo("consentgate: line 2: not an e-mail address\n");
            JsonNode all = json(said);
            assertThat(all.findValuesAsText("email")).containsExactly(Shop.GIULIA, "luca.neri@example.com");
            assertThat(all.get(1).path("error").asText()).isEqualTo("line 2: not an e-mail address");
        }
    }

    @Nested
    class LanguageAndLaw {

        @Test
        void the_language_can_be_chosen() throws IOException {
            giuliaAgreed();

            assertThat(commands.run("explain", Shop.GIULIA, "--lang", "it").out())
                    .contains("finalità", "Code 130(1)-(2); Garante 330/2025 (dal 2018-09-19)", "prospecting: email")
                    .contains("Le singole aperture e i clic non vanno misurati");
            assertThat(commands.run("explain", Shop.GIULIA, "--lang", "en").out())
                    .contains("Code 130(1)-(2); Garante 330/2025 (since 2018-09-19)", "retargeting: none")
                    .contains("Single opens and clicks must not be measured");
            assertThat(commands.run("explain", Shop.GIULIA, "--lang", "fr"))
                    .isEqualTo(new Said(2, "", "consentgate: --lang takes it or en\n"));
        }

        @Test
        void json_tells_article_and_day_of_every_rule() throws IOException {
            giuliaAgreed();

            JsonNode told = json(commands.run("explain", Shop.GIULIA, "--json"));

            assertThat(told.path("decisions").get(0).path("rule_since").asText())
                    .isEqualTo("2018-09-19");
            assertThat(told.path("sites").get(0).path("prospecting").toString()).isEqualTo("[\"email\"]");
            assertThat(told.path("sites").get(0).path("retargeting").toString()).isEqualTo("[]");
            assertThat(told.path("sites").get(0).path("open_tracking").asText()).isEqualTo("denied");
        }
    }

    @Nested
    class WhoseConsentEnds {

        private void fewWeeksLeft() throws IOException {
            String agreed = ZonedDateTime.now(ZoneOffset.UTC)
                    .minusMonths(24)
                    .plusDays(10)
                    .truncatedTo(ChronoUnit.SECONDS)
                    .toInstant()
                    .toString();
            Path file = Files.writeString(
                    folder.resolve("old.ndjson"),
                    Shop.contact("1", "=cmd@example.com") + "\n"
                            + Shop.grant("2", "=cmd@example.com").replace(Shop.YESTERDAY.toString(), agreed) + "\n"
                            + Shop.grant("3", Shop.GIULIA) + "\n");
            assertThat(commands.run("import", file.toString()).status()).isZero();
        }

        @Test
        void is_listed_for_marketers_with_the_day() throws IOException {
            fewWeeksLeft();
            assertThat(commands.run("register", "expiring").status()).isEqualTo(2);
            commands.with("CONSENTGATE_KEY_MARKETER", KEY);

            Said csv = commands.run("register", "expiring", "--csv");
            Said json = commands.run("register", "expiring", "--days", "30", "--json");
            Said soon = commands.run("register", "expiring", "--days", "5");

            assertThat(csv.out().lines().toList())
                    .hasSize(2)
                    .element(1)
                    .asString()
                    .startsWith("shop,'=cmd@example.com,direct_marketing,email,consent,");
            assertThat(json(json).path("expiring").findValuesAsText("email")).containsExactly("=cmd@example.com");
            assertThat(soon.out()).isEqualTo("No permission ends within 5 days.\n");
        }
    }

    @Nested
    class Register {

        @Test
        void whether_it_is_sound_anybody_may_ask() throws IOException {
            giuliaAgreed();

            assertThat(commands.run("register", "verify")).isEqualTo(new Said(0, "site shop: 1 rows, sound\n", ""));
        }

        @Test
        void a_missing_head_is_found() throws IOException {
            giuliaAgreed();
            Files.delete(folder.resolve("data/register/shop.head"));

            Said said = commands.run("register", "verify", "--json");

            assertThat(said.status()).isEqualTo(1);
            assertThat(json(said).path("sites").get(0).path("findings").findValuesAsText("message"))
                    .containsExactly("row shop/1 cannot be compared: the signed head outside the database is missing");
        }

        @Test
        void what_is_said_in_it_is_for_the_officer_alone() {
            String refusal = "consentgate: what is said in the register is for the data protection officer: set"
                    + " CONSENTGATE_KEY_DPO, or put a key of role dpo from config/keys.yaml into CONSENTGATE_ROLE_KEY\n";

            assertThat(commands.run("register", "show", Shop.GIULIA)).isEqualTo(new Said(2, "", refusal));
            assertThat(commands.run("register", "export")).isEqualTo(new Said(2, "", refusal));
            assertThat(commands.with("CONSENTGATE_KEY_OPERATOR", KEY)
                            .with("CONSENTGATE_ROLE_KEY", KEY)
                            .run("register", "export"))
                    .isEqualTo(new Said(2, "", refusal));
        }

        @Test
        void the_officer_sees_statement_and_evidence() throws IOException {
            giuliaAgreed();
            commands.with("CONSENTGATE_KEY_DPO", KEY);

            Said table = commands.run("register", "show", Shop.GIULIA);
            Said json = commands.run("register", "show", Shop.GIULIA, "--json");
            Said export = commands.run("register", "export", "--site", "shop");

            assertThat(table.out().lines().skip(1).toList())
                    .singleElement()
                    .asString()
                    .matches("shop/1  \\S+  choice  given  direct_marketing  email    kept");
            JsonNode statement = json(json).path("statements").get(0);
            assertThat(statement.path("statement").path("notice_version").asText())
                    .isEqualTo("2026-03");
            assertThat(statement.at("/evidence").toString()).contains("checkout");
            assertThat(export.out().lines()).singleElement().satisfies(line -> assertThat(
                            new ObjectMapper().readTree(line))
                    .isEqualTo(statement));
        }
    }

    private static JsonNode json(Said said) {
        try {
            return new ObjectMapper().readTree(said.out());
        } catch (IOException failure) {
            throw new AssertionError("not JSON: " + said.out(), failure);
        }
    }
}
