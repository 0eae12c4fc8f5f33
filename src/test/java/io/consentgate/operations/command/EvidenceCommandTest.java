package io.consentgate.operations.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.consentgate.operations.command.CommandLineHarness.Said;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A legitimate interest from the card to the notice, as an operator enters it. */
class EvidenceCommandTest {

    private static final String KEY = "a-long-key-of-the-officer-0123456789";

    @TempDir
    Path folder;

    private Locale before;
    private CommandLineHarness commands;
    private Path card;

    @BeforeEach
    void an_officer() throws IOException {
        before = Locale.getDefault();
        Locale.setDefault(Locale.ENGLISH);
        commands = new CommandLineHarness(folder.resolve("data")).with("CONSENTGATE_KEY_DPO", KEY);
        card = Files.writeString(folder.resolve("card.txt"), "%PDF-1.7 a business card");
    }

    @AfterEach
    void restore() {
        Locale.setDefault(before);
    }

    private Said add(String... more) {
        return commands.run(Stream.concat(
                        Stream.of("evidence", "add", Shop.GIULIA, "--reason", "card, fair", "--assessment", "LIA-7"),
                        Stream.of(more))
                .toArray(String[]::new));
    }

    private JsonNode post() throws IOException {
        Said said = commands.run("explain", Shop.GIULIA, "--json");
        for (JsonNode cell : new ObjectMapper().readTree(said.out()).path("decisions")) {
            if (cell.path("purpose").asText().equals("direct_marketing")
                    && cell.path("channel").asText().equals("post")) {
                return cell;
            }
        }
        throw new AssertionError(said.out());
    }

    @Test
    void counts_until_the_notice_is_due_and_after_it_was_sent() throws IOException {
        Said added = add("--channel", "post", "--document", card.toString());

        assertThat(added.status()).as(added.err()).isZero();
        assertThat(added.out().lines().toList())
                .satisfiesExactly(
                        line -> assertThat(line).matches("Entered as shop/1, document sha256:[0-9a-f]{64}\\."),
                        line -> assertThat(line)
                                .isEqualTo("Allowed by IT-POST-INTEREST (Code 130(3); GDPR 6(1)(f), rec. 47)."),
                        line -> assertThat(line).startsWith("The person has to be sent the notice by "));
        assertThat(post().path("basis").asText()).isEqualTo("legitimate_interest");
        assertThat(post().path("notice_due").asText())
                .startsWith(LocalDate.now(java.time.ZoneOffset.UTC).plusDays(30).toString());

        assertThat(commands.run("evidence", "told", Shop.GIULIA, "--notice", "2026-03")
                        .out())
                .isEqualTo("Entered as shop/2.\n");
        assertThat(post().has("notice_due")).isFalse();
        assertThat(post().path("decision").asText()).isEqualTo("allowed");
    }

    @Test
    void after_a_month_without_a_notice_it_counts_no_more() throws IOException {
        Said added = add("--channel", "post", "--message-id", "<1@example.com>", "--recorded-at", "2026-01-05");

        assertThat(added.status()).isEqualTo(1);
        assertThat(added.out()).contains("Not allowed as it stands: li.notTold (GDPR 14(3)).");
        assertThat(post().path("reason").asText()).isEqualTo("li.notTold");
    }

    @Test
    void the_law_leaves_it_no_mail_and_no_unknown_paper() {
        assertThat(add("--channel", "email", "--document", card.toString()))
                .isEqualTo(new Said(
                        2,
                        "",
                        "consentgate: for direct_marketing by email the law of IT asks for consent; left to legitimate"
                                + " interest: phone_operator, post\n"));
        Path program = folder.resolve("card.pdf");
        try {
            Files.writeString(program, "MZ this is a program");
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
        assertThat(add("--channel", "post", "--document", program.toString()).err())
                .isEqualTo(
                        "consentgate: the document is none by its content; accepted: PDF, PNG, JPEG, TIFF or a mail as"
                                + " saved (.eml)\n");
        assertThat(add("--channel", "post").status()).isEqualTo(2);
    }

    @Test
    void the_document_is_shown_to_the_officer_and_goes_with_the_person() throws IOException {
        add("--channel", "post", "--document", card.toString());
        Path out = folder.resolve("shown.pdf");

        assertThat(commands.run("evidence", "get", "shop/1", out.toString()).out())
                .startsWith("application/pdf, sha256:");
        assertThat(Files.readString(out)).isEqualTo("%PDF-1.7 a business card");
        assertThat(commands.run("evidence", "get", "shop/1", out.toString()).err())
                .endsWith(" is there already\n");
        assertThat(commands.run("register", "show", Shop.GIULIA, "--json").out())
                .contains("\"reason\" : \"card, fair\"", "\"assessment_id\" : \"LIA-7\"", "sha256:");

        Path erasure = Files.writeString(
                folder.resolve("erasure.ndjson"),
                "{\"specversion\":\"1.0\",\"id\":\"e\",\"source\":\"s\",\"type\":\"privacy-request\",\"platform\":\"custom\","
                        + "\"shop\":\"shop.example.com\",\"data\":{\"kind\":\"erasure\",\"person\":{\"email\":\""
                        + Shop.GIULIA + "\"},\"requested_at\":\""
                        + java.time.Instant.now().plusSeconds(5) + "\"}}\n");
        assertThat(commands.run("import", erasure.toString()).status()).isZero();

        assertThat(commands.run(
                                "evidence",
                                "get",
                                "shop/1",
                                folder.resolve("gone").toString())
                        .err())
                .isEqualTo("consentgate: no document lies with shop/1\n");
        assertThat(commands.run("register", "verify").out()).isEqualTo("site shop: 2 rows, sound\n");
    }

    @Test
    void is_entered_by_operators_and_read_by_the_officer_alone() {
        CommandLineHarness marketer =
                new CommandLineHarness(folder.resolve("data")).with("CONSENTGATE_KEY_MARKETER", KEY);

        List<Said> refused = List.of(
                marketer.run(
                        "evidence",
                        "add",
                        Shop.GIULIA,
                        "--channel",
                        "post",
                        "--reason",
                        "r",
                        "--assessment",
                        "a",
                        "--message-id",
                        "m"),
                marketer.run("evidence", "told", Shop.GIULIA, "--notice", "1"),
                marketer.run("evidence", "get", "shop/1", "x"),
                marketer.run("register", "decisions"));

        assertThat(refused).allSatisfy(said -> {
            assertThat(said.status()).isEqualTo(2);
            assertThat(said.err()).contains("data protection officer").contains("CONSENTGATE_KEY_DPO");
        });
    }
}
