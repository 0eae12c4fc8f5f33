package io.consentgate.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.consentgate.event.InboundEvent;
import io.consentgate.event.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RejectsTest {

    private static final String EVENT = """
            {"specversion":"1.0","id":"%s","source":"s","type":"contact","platform":"csv","shop":"shop.example.com",\
            "data":{"email":"%s"}}""";

    @TempDir
    Path folder;

    @Test
    void a_row_comes_back_as_it_was_with_what_is_wrong_and_can_be_corrected_and_loaded() throws IOException {
        Path rejects = rejects(
                        "clienti.csv", "email;cognome;newsletter\na@example.com;=2+5;s\u00ec\nb@example.com;B;no\n")
                .orElseThrow();

        assertThat(rejects).hasFileName("clienti.rejects.csv");
        assertThat(Files.readString(rejects))
                .isEqualTo(
                        "\ufeffemail;cognome;newsletter;consentgate_field;consentgate_problem\r\n"
                                + "a@example.com;'=2+5;s\u00ec;cognome;\"a formula (it starts with =, +, - or @); expected plain text\"\r\n");

        String corrected = Files.readString(rejects).replace("'=2+5", "Bianchi");
        List<InboundRecord> records = Fixtures.records("clienti.rejects.csv", corrected);
        assertThat(Fixtures.problems(records)).isEmpty();
        assertThat(Fixtures.contacts(records).get(0).fields()).containsEntry("last_name", "Bianchi");
        assertThat(Fixtures.contacts(records).get(0).envelope().key().source()).isEqualTo("file:clienti.csv");
    }

    @Test
    void the_rejects_of_a_rejects_file_have_its_two_columns_once() throws IOException {
        Path first = rejects("x.csv", "email;cognome\na@example.com;=2+5\n").orElseThrow();
        Path second = rejects("x.rejects.csv", Files.readString(first)).orElseThrow();
        assertThat(second).hasFileName("x.rejects.csv").hasSameTextualContentAs(first);
    }

    @Test
    void secrets_do_not_reach_the_rejects() throws IOException {
        Path rejects =
                rejects("x.csv", "email,password_hash\nnobody,d708be3f\n").orElseThrow();
        assertThat(Files.readString(rejects)).contains("nobody").doesNotContain("d708be3f");
    }

    @Test
    void a_line_comes_back_whole_inside_what_is_wrong_and_can_be_corrected_and_loaded() throws IOException {
        String wrong = EVENT.formatted("1", "nobody");
        Path rejects = rejects("x.ndjson.gz", wrong + "\n" + EVENT.formatted("2", "b@example.com") + "\nno json\n")
                .orElseThrow();

        assertThat(rejects).hasFileName("x.rejects.ndjson");
        assertThat(Files.readAllLines(rejects))
                .containsExactly(
                        "{\"consentgate_line\":1,\"consentgate_field\":\"/data/email\",\"consentgate_problem\":\"text without @; expected"
                                + " an e-mail address, for example anna@example.com\",\"consentgate_record\":" + wrong
                                + "}",
                        "{\"consentgate_line\":3,\"consentgate_field\":\"\",\"consentgate_problem\":\"text that is not JSON; expected one"
                                + " JSON object\",\"consentgate_record\":\"no json\"}");

        String corrected = Files.readString(rejects).replace("nobody", "a@example.com");
        List<InboundRecord> records = Fixtures.records("x.rejects.ndjson", corrected);
        assertThat(Fixtures.events(records)).extracting(InboundEvent::person).hasSize(1);
        assertThat(Fixtures.problems(records)).hasSize(1);
    }

    @Test
    void only_the_owner_may_read_them() throws IOException {
        Path rejects = rejects("x.csv", "email\nnobody\n").orElseThrow();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(rejects)))
                .isEqualTo("rw-------");
    }

    @Test
    void without_refusals_there_is_no_file_and_without_commit_neither() throws IOException {
        assertThat(rejects("x.csv", "email\na@example.com\n")).isEmpty();
        try (EventFile file = Fixtures.open("x.csv", "email\nnobody\n");
                Rejects rejects = new Rejects(file, folder, "x.csv")) {
            file.forEachBatch(batch -> add(rejects, batch));
        }
        assertThat(folder).isEmptyDirectory();
    }

    private Optional<Path> rejects(String name, String content) throws IOException {
        try (EventFile file = Fixtures.open(name, content.getBytes(StandardCharsets.UTF_8));
                Rejects rejects = new Rejects(file, folder, name)) {
            file.forEachBatch(batch -> add(rejects, batch));
            return rejects.commit();
        }
    }

    private static void add(Rejects rejects, List<InboundRecord> batch) {
        for (InboundRecord record : batch) {
            List<Problem> problems = Fixtures.problems(List.of(record));
            if (!problems.isEmpty()) {
                try {
                    rejects.add(record, problems);
                } catch (IOException full) {
                    throw new java.io.UncheckedIOException(full);
                }
            }
        }
    }
}
