package io.consentgate.operations.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.consentgate.operations.command.CommandLineHarness.Said;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportCommandTest {

    private static final String CSV = """
            Email;Nome;Consenso marketing;Data consenso
            giulia.bianchi@example.com;Giulia;si;2024-03-05
            non-un-indirizzo;Mario;si;2024-03-05
            """;

    @TempDir
    Path folder;

    @Test
    void refused_records_are_counted_and_land_in_a_file_that_can_be_corrected_and_loaded() throws IOException {
        CommandLineHarness commands = new CommandLineHarness(folder.resolve("data"));
        Path file = write(
                "events.ndjson",
                Shop.contact("1", Shop.GIULIA) + "\n" + Shop.contact("2", "no address") + "\n"
                        + Shop.grant("3", Shop.GIULIA) + "\n");
        Path rejects = folder.resolve("events.rejects.ndjson");

        Said first = commands.run("import", file.toString());
        Said again = commands.run("import", file.toString());
        Files.writeString(rejects, Files.readString(rejects).replace("no address", "luca.neri@example.com"));
        Said corrected = commands.run("import", rejects.toString());

        assertThat(first.out().lines())
                .startsWith(
                        "file           records  accepted  duplicates  refused  rejects",
                        "events.ndjson  3        2         0           1        " + rejects);
        assertThat(first.status()).isEqualTo(1);
        assertThat(again.out()).contains("events.ndjson  3        0         2           1 ");
        assertThat(corrected.status()).as(corrected.out()).isZero();
        assertThat(corrected.out()).contains("events.rejects.ndjson  1        1         0           0");
        assertThat(first.err() + again.err() + corrected.err()).isEmpty();
    }

    @Test
    void a_dry_run_writes_nothing_anywhere() throws IOException {
        Path data = folder.resolve("data");
        Path file = write("clienti.csv", CSV);

        Said said = new CommandLineHarness(data).run("import", file.toString(), "--dry-run", "--json");

        JsonNode summary = new ObjectMapper().readTree(said.out()).get(0);
        assertThat(said.status()).isEqualTo(1);
        assertThat(summary.path("dry_run").asBoolean()).isTrue();
        assertThat(summary.path("records").asInt()).isEqualTo(2);
        assertThat(summary.path("refused").asInt()).isEqualTo(1);
        assertThat(data).doesNotExist();
        assertThat(folder).isDirectoryNotContaining("glob:**rejects**");
    }

    @Test
    void gzip_and_csv_of_a_named_shop_are_read() throws IOException {
        Path csv = write("clienti.csv", CSV);
        Path zipped = folder.resolve("events.ndjson.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(zipped))) {
            out.write((Shop.contact("1", Shop.GIULIA) + "\n").getBytes(UTF_8));
        }

        Said said = new CommandLineHarness(folder.resolve("data"))
                .run("import", "--historical", "--shop", "shop.example.com", zipped.toString(), csv.toString());

        assertThat(said.status()).isEqualTo(1);
        assertThat(said.out().lines().limit(3))
                .satisfiesExactly(
                        head -> assertThat(head).startsWith("file"),
                        gz -> assertThat(gz).startsWith("events.ndjson.gz  1        1         0           0"),
                        rows -> assertThat(rows).matches("clienti.csv       2 .* 1        .*clienti.rejects.csv"));
    }

    @Test
    void every_file_that_cannot_be_read_is_named_before_the_first_is_touched() throws IOException {
        Path good = write("good.ndjson", Shop.contact("1", Shop.GIULIA));
        Path data = folder.resolve("data");

        Said said = new CommandLineHarness(data)
                .run("import", good.toString(), folder.resolve("nowhere.csv").toString(), folder.toString());

        assertThat(said)
                .isEqualTo(new Said(
                        2,
                        "",
                        "consentgate: " + folder.resolve("nowhere.csv") + " is not there\nconsentgate: " + folder
                                + " is a folder: name the files in it\n"));
        assertThat(data).doesNotExist();
    }

    @Test
    void a_file_that_is_something_else_is_refused_with_a_sentence() throws IOException {
        Path picture = folder.resolve("photo.csv");
        Files.write(picture, new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0, 0, 0, 1});
        Path cut = folder.resolve("cut.ndjson.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(cut))) {
            out.write((Shop.contact("1", Shop.GIULIA) + "\n").getBytes(UTF_8));
        }
        byte[] whole = Files.readAllBytes(cut);
        Files.write(cut, java.util.Arrays.copyOf(whole, whole.length - 12));
        CommandLineHarness commands = new CommandLineHarness(folder.resolve("data"));

        Said wrong = commands.run("import", picture.toString());
        Said half = commands.run("import", cut.toString());

        assertThat(wrong.status()).isEqualTo(2);
        assertThat(half.status()).isEqualTo(2);
        assertThat(half.err()).contains("cut.ndjson.gz: damaged or cut off; everything up to there was taken");
        assertThat(wrong.err() + half.err())
                .doesNotContain("\tat ", "Exception")
                .startsWith("consentgate: ");
    }

    private Path write(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }
}
