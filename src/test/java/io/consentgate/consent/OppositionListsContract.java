package io.consentgate.consent;

import static org.assertj.core.api.Assertions.assertThat;

import io.consentgate.consent.OppositionLists.Entry;
import io.consentgate.consent.OppositionLists.Loaded;
import io.consentgate.consent.OppositionLists.Look;
import io.consentgate.database.SqlDatabase;
import io.consentgate.database.SqlTransaction;
import io.consentgate.person.KeyedHash;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

abstract class OppositionListsContract {

    private static final Instant MARCH = Instant.parse("2026-03-01T00:00:00Z");
    private static final Instant APRIL = Instant.parse("2026-04-01T00:00:00Z");
    private static final String ANNA = "+393331234567";
    private static final String LUCA = "+393337654321";

    @TempDir
    Path folder;

    private SqlDatabase database;
    private SqlOppositionLists lists;

    abstract SqlDatabase open();

    @BeforeEach
    void openLists() {
        database = open();
        lists = new SqlOppositionLists(
                KeyedHash.of("0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.UTF_8)));
    }

    @AfterEach
    void close() {
        database.close();
    }

    private void load(long id, Long before, Instant day, boolean copy, boolean emails, Entry... entries) {
        database.write(tx -> {
            lists.add(tx, id, before, day, List.of(entries));
            lists.publish(
                    tx, new Loaded("RPO", id, day, copy, !emails, emails, lists.count(tx, id), day.plusSeconds(60)));
            return null;
        });
    }

    private List<Look> about(String phone) {
        return database.read(tx -> lists.about(tx, phone, "anna@example.com"));
    }

    @Test
    void in_a_copy_whoever_is_missing_is_not_listed() {
        load(1, null, MARCH, true, false, new Entry(ANNA, true, null));

        assertThat(about(ANNA)).containsExactly(new Look("RPO", MARCH, MARCH.plusSeconds(86_400)));
        assertThat(about(LUCA)).containsExactly(new Look("RPO", MARCH, null));
        assertThat(about(null)).isEmpty();
    }

    @Test
    void an_answer_says_nothing_of_numbers_that_it_does_not_name() {
        load(1, null, MARCH, false, false, new Entry(ANNA, false, null));

        assertThat(about(ANNA)).containsExactly(new Look("RPO", MARCH, null));
        assertThat(about(LUCA)).isEmpty();
    }

    @Test
    void a_later_answer_about_some_leaves_the_others_their_day() {
        load(1, null, MARCH, false, false, new Entry(ANNA, false, null), new Entry(LUCA, false, null));
        load(1, 1L, APRIL, false, false, new Entry(ANNA, true, null));

        assertThat(about(ANNA)).containsExactly(new Look("RPO", APRIL, APRIL.plusSeconds(86_400)));
        assertThat(about(LUCA)).containsExactly(new Look("RPO", MARCH, null));
    }

    @Test
    void who_stood_in_the_copy_before_has_been_registered_since_then() {
        load(1, null, MARCH, true, false, new Entry(ANNA, true, null));
        load(2, 1L, APRIL, true, false, new Entry(ANNA, true, null), new Entry(LUCA, true, MARCH));

        assertThat(about(ANNA)).containsExactly(new Look("RPO", APRIL, MARCH.plusSeconds(86_400)));
        assertThat(about(LUCA)).containsExactly(new Look("RPO", APRIL, MARCH));
    }

    @Test
    void of_two_lines_about_one_number_the_stricter_counts() {
        load(1, null, MARCH, false, false, new Entry(ANNA, true, null), new Entry(ANNA, false, null));
        database.write(tx -> {
            lists.add(tx, 1, null, MARCH, List.of(new Entry(ANNA, false, null)));
            return null;
        });

        assertThat(about(ANNA).get(0).listedSince()).isNotNull();
    }

    @Test
    void addresses_are_looked_for_too() {
        load(1, null, MARCH, true, true, new Entry("anna@example.com", true, MARCH));

        assertThat(about(null)).containsExactly(new Look("RPO", MARCH, MARCH));
    }

    @Test
    void what_is_still_being_loaded_or_was_replaced_does_not_count_and_goes() {
        load(1, null, MARCH, true, false, new Entry(ANNA, true, null));
        load(2, 1L, APRIL, true, false, new Entry(LUCA, true, null));
        int gone = database.write(tx -> lists.discard(tx, 1));

        assertThat(gone).isEqualTo(1);
        assertThat(about(ANNA)).containsExactly(new Look("RPO", APRIL, null));
    }

    @Test
    void no_number_lies_in_the_database() {
        load(1, null, MARCH, true, false, new Entry(ANNA, true, null));

        byte[] hash = database.read(tx -> SqlTransaction.of(tx)
                .queryFirst("SELECT hash FROM opposition_entry", row -> row.bytes(1))
                .orElseThrow());
        assertThat(hash).hasSize(16);
        assertThat(new String(hash, StandardCharsets.ISO_8859_1)).doesNotContain("333");
    }
}
