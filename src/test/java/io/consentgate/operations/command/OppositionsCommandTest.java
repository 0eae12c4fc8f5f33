package io.consentgate.operations.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.consentgate.operations.command.CommandLineHarness.Said;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A person who agreed to calls, and what the opposition register says of her number. */
class OppositionsCommandTest {

    private static final LocalDate TODAY = LocalDate.now(ZoneOffset.UTC);

    @TempDir
    Path folder;

    private CommandLineHarness commands;

    @BeforeEach
    void giulia_agreed_to_calls() throws IOException {
        commands = new CommandLineHarness(folder.resolve("data"));
        String contact = Shop.contact("1", Shop.GIULIA)
                .replace("\"first_name\":\"Giulia\"", "\"first_name\":\"Giulia\",\"phone\":\"+393331234567\"");
        String grant = Shop.grant("2", Shop.GIULIA).replace("\"channel\":\"email\"", "\"channel\":\"phone_operator\"");
        Path file = Files.writeString(folder.resolve("events.ndjson"), contact + "\n" + grant + "\n");
        assertThat(commands.run("import", file.toString()).status()).isZero();
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private Said load(Path file, LocalDate day, String... more) {
        String[] words = new String[6 + more.length];
        System.arraycopy(
                new String[] {"oppositions", "import", "RPO", file.toString(), "--date", day.toString()},
                0,
                words,
                0,
                6);
        System.arraycopy(more, 0, words, 6, more.length);
        return commands.run(words);
    }

    private String calls() throws IOException {
        Said said = commands.run("explain", Shop.GIULIA, "--json");
        for (JsonNode cell : new ObjectMapper().readTree(said.out()).path("decisions")) {
            if (cell.path("channel").asText().equals("phone_operator")) {
                return cell.path("reason").asText();
            }
        }
        throw new AssertionError(said.out());
    }

    @Test
    void she_may_be_called_only_after_a_look_that_did_not_find_her() throws IOException {
        assertThat(calls()).isEqualTo("optOutRegister.notChecked");

        Said copy = load(file("rpo.txt", "333 7654321\n+39 333 1111111\n"), TODAY);
        assertThat(copy).isEqualTo(new Said(0, "RPO: 2 entries of " + TODAY + " count for 30 days\n", ""));
        assertThat(calls()).isEqualTo("basis.consent");

        load(file("rpo2.csv", "numero;data\n3331234567;" + TODAY.minusDays(200) + "\n"), TODAY);
        assertThat(calls()).as("agreed after having registered").isEqualTo("basis.consent");

        load(file("rpo3.csv", "numero;data\n3331234567;" + TODAY + "\n"), TODAY);
        assertThat(calls()).isEqualTo("optOutRegister.listed");
    }

    @Test
    void an_old_copy_opens_nothing_and_doctor_says_so() throws IOException {
        load(file("rpo.txt", "3337654321\n"), TODAY.minusDays(31));

        assertThat(calls()).isEqualTo("optOutRegister.notChecked");
        assertThat(commands.run("doctor").out())
                .contains("register RPO", "too old, what needs it is closed; consentgate oppositions import RPO FILE");
        assertThat(commands.run("oppositions", "list").out()).contains("RPO", "copy", "too old");
        load(file("rpo.txt", "3337654321\n"), TODAY.minusDays(25));
        assertThat(commands.run("doctor").out()).contains("too old from ");
        assertThat(commands.run("oppositions", "list", "--json").out()).contains("\"state\" : \"old\"");
    }

    @Test
    void an_answer_speaks_of_its_own_numbers_only() throws IOException {
        load(file("answer.csv", "number,listed\n3337654321,no\n"), TODAY);
        assertThat(calls()).isEqualTo("optOutRegister.notChecked");

        load(file("answer2.csv", "number,listed\n3331234567,no\n"), TODAY);
        assertThat(calls()).isEqualTo("basis.consent");
    }

    @Test
    void a_file_with_a_line_that_cannot_be_read_does_not_count() throws IOException {
        Path broken = file("rpo.txt", "3337654321\nnot a number\n\n3331111111\n");

        assertThat(load(broken, TODAY))
                .isEqualTo(new Said(
                        1,
                        "1 of 3 lines cannot be read: 2\nRPO: nothing was taken, the list before it counts; correct the"
                                + " lines, or accept them with --skip-unreadable\n",
                        ""));
        assertThat(calls()).isEqualTo("optOutRegister.notChecked");
        assertThat(load(broken, TODAY, "--skip-unreadable").out())
                .endsWith("RPO: 2 entries of " + TODAY + " count for 30 days\n");
        assertThat(calls()).isEqualTo("basis.consent");
    }

    @Test
    void gzip_is_unpacked_and_a_cut_one_does_not_count() throws IOException {
        Path whole = folder.resolve("rpo.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(whole))) {
            for (int i = 0; i < 12_000; i++) {
                out.write(("333" + (1_000_000 + i) + "\n").getBytes(StandardCharsets.UTF_8));
            }
        }
        Path cut = Files.write(folder.resolve("cut.gz"), java.util.Arrays.copyOf(Files.readAllBytes(whole), 9_000));

        assertThat(load(cut, TODAY).err()).contains("cut.gz is damaged or cut off; the list before it counts");
        assertThat(calls()).isEqualTo("optOutRegister.notChecked");
        assertThat(load(whole, TODAY).out()).isEqualTo("RPO: 12000 entries of " + TODAY + " count for 30 days\n");
        assertThat(calls()).isEqualTo("basis.consent");
    }

    @Test
    void what_was_typed_wrong_is_said() throws IOException {
        Path some = file("rpo.txt", "3337654321\n");

        assertThat(commands.run("oppositions", "import", "RPOO", some.toString(), "--date", "2026-01-01")
                        .err())
                .isEqualTo(
                        "consentgate: no country's rules ask for a register RPOO; known are Bloctel, RPO, Robinson, TPS\n");
        assertThat(commands.run("oppositions", "import", "RPO", some.toString(), "--date", "today")
                        .err())
                .isEqualTo("consentgate: --date takes a day like 2026-11-22\n");
        assertThat(load(some, TODAY.plusDays(2)).err()).isEqualTo("consentgate: --date lies ahead\n");
        assertThat(commands.run("oppositions", "list").out())
                .isEqualTo("No register was loaded: what needs one stays closed.\n");
    }
}
