package io.consentgate.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.consentgate.event.EventReader;
import io.consentgate.event.Problem;
import io.consentgate.event.Reading;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class JsonFilesTest {

    private static final String EVENT = """
            {"specversion":"1.0","id":"%s","source":"shop.example.com/c","type":"contact","platform":"csv",\
            "shop":"shop.example.com","data":{"email":"anna@example.com"}}""";

    @Test
    void lines_of_any_end_are_read_and_blank_ones_passed_over() {
        String text = "\ufeff" + EVENT.formatted("a") + "\r\n\r\n  \n" + EVENT.formatted("b") + "\nnonsense";
        List<InboundRecord> records = Fixtures.records("x.ndjson", text);

        assertThat(records).extracting(InboundRecord::number).containsExactly(1L, 4L, 5L);
        assertThat(records).extracting(record -> record.readings().get(0).id()).containsExactly("a", "b", null);
    }

    @Test
    void records_come_500_at_a_time() throws IOException {
        String text = (EVENT.formatted("a") + "\n").repeat(1001);
        List<Integer> sizes = new ArrayList<>();
        try (EventFile file = Fixtures.open("x.jsonl", text)) {
            file.forEachBatch(batch -> sizes.add(batch.size()));
            assertThat(file.consumedBytes()).isEqualTo(text.length());
        }
        assertThat(sizes).containsExactly(500, 500, 1);
    }

    @Test
    void a_line_that_is_too_long_is_refused_and_the_next_one_read() {
        String text = "x".repeat(600_000) + "\n" + EVENT.formatted("b");
        List<InboundRecord> records = Fixtures.records("x.ndjson", text);

        assertThat(records.get(0).original()).isInstanceOf(InboundRecord.Original.NotKept.class);
        assertThat(Fixtures.problems(records)).hasSize(1);
        assertThat(records.get(1).readings().get(0)).isInstanceOf(Reading.Accepted.class);
    }

    @Test
    void gzip_is_known_by_its_first_bytes_whatever_the_name() throws IOException {
        assertThat(Fixtures.events(Fixtures.records(Fixtures.open("x.ndjson", gzip(EVENT.formatted("a"))))))
                .hasSize(1);
        assertThat(Fixtures.events(Fixtures.records(Fixtures.open("x.ndjson.gz", gzip(EVENT.formatted("a"))))))
                .hasSize(1);
    }

    @Test
    void a_compressed_bomb_streams_through_without_being_held() throws IOException {
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bomb)) {
            byte[] zeroes = new byte[1024 * 1024];
            for (int i = 0; i < 300; i++) {
                out.write(zeroes);
            }
        }
        List<InboundRecord> records = Fixtures.records(Fixtures.open("x.ndjson", bomb.toByteArray()));
        assertThat(Fixtures.problems(records)).containsExactly(EventReader.tooLarge());
    }

    @Test
    void what_came_whole_before_a_cut_is_handed_over_and_then_the_cut_is_said() throws IOException {
        byte[] whole = gzip((EVENT.formatted("a") + "\n").repeat(3000));
        InputStream cut = new ByteArrayInputStream(whole, 0, whole.length - 20);
        List<InboundRecord> records = new ArrayList<>();
        try (EventFile file = new NdjsonReader(cut, -1, Fixtures.READER)) {
            assertThatThrownBy(() -> file.forEachBatch(records::addAll)).isInstanceOf(IOException.class);
        }
        assertThat(records).isNotEmpty();
    }

    @Test
    void an_array_gives_its_elements_and_each_is_judged_alone() {
        String array = " [ " + EVENT.formatted("a") + " ,7, \"x\", {\"a\":1,\"a\":2}," + EVENT.formatted("b") + " ] ";
        List<InboundRecord> records = Fixtures.records("x.json", array);

        assertThat(records).hasSize(5);
        assertThat(Fixtures.events(records)).hasSize(2);
        assertThat(records.get(4).number()).isEqualTo(5);
        assertThat(new String(((InboundRecord.Original.Line) records.get(1).original()).bytes()))
                .isEqualTo("7");
        assertThat(Fixtures.problems(records)).extracting(Problem::field).containsExactly("", "", "/a");
    }

    @Test
    void an_array_that_is_cut_off_gives_no_event_at_all() {
        List<InboundRecord> records = Fixtures.records("x.json", "[" + EVENT.formatted("a") + ",{\"x\":");
        assertThat(Fixtures.problems(records))
                .containsExactly(new Problem("", "text that is not JSON; expected an array of events"));
    }

    @Test
    void one_event_may_run_over_several_lines() {
        String pretty = EVENT.formatted("a").replace(",", ",\n  ");
        assertThat(Fixtures.events(Fixtures.records("x.json", pretty))).hasSize(1);
        assertThat(Fixtures.events(Fixtures.records("x.json", EVENT.formatted("a"))))
                .hasSize(1);
    }

    @Test
    void lines_of_events_under_the_name_json_or_txt_are_known_by_their_content() {
        String lines = EVENT.formatted("a") + "\n" + EVENT.formatted("b") + "\n";
        assertThat(Fixtures.events(Fixtures.records("x.json", lines))).hasSize(2);
        assertThat(Fixtures.events(Fixtures.records("x.txt", lines))).hasSize(2);
    }

    @Test
    void an_array_of_more_than_10_mb_is_unusable_and_says_what_to_do() {
        String array = "[" + " ".repeat(EventFile.MAX_ARRAY_BYTES) + "]";
        assertThatThrownBy(() -> Fixtures.records("x.json", array)).hasMessageContaining("NDJSON");
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
