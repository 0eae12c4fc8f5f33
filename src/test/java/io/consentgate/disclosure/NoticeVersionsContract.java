package io.consentgate.disclosure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.consentgate.database.SqlDatabase;
import io.consentgate.database.SqlTransaction;
import io.consentgate.disclosure.NoticeVersions.Kept;
import io.consentgate.event.Purpose;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

abstract class NoticeVersionsContract {

    private static final Instant AT = Instant.parse("2026-12-01T00:00:00Z");
    private static final NoticeFile FILE =
            new NoticeFile("tilt.it.json", "application/json", "it", new byte[] {0, 1, (byte) 0xff});

    private final NoticeVersions versions = new SqlNoticeVersions();
    private SqlDatabase database;

    abstract SqlDatabase open();

    @BeforeEach
    void database() {
        database = open();
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static Kept kept(int version, Purpose... asksAgain) {
        NoticeEdition example = ExampleNotice.edition();
        return new Kept(
                new NoticeEdition(
                        example.model(),
                        version,
                        example.contentHash(),
                        example.effectiveFrom(),
                        version == 1 ? null : version - 1,
                        example.writtenAt()),
                asksAgain.length == 0 ? Grade.MINOR : Grade.MATERIAL,
                Set.of(asksAgain),
                AT);
    }

    private void write(Kept version, NoticeFile... files) {
        database.write(tx -> {
            versions.add(tx, version, List.of(files));
            return null;
        });
    }

    private List<Kept> all(String site) {
        return database.read(tx -> versions.of(tx, site));
    }

    private List<NoticeFile> files() {
        return database.read(tx -> versions.files(tx, "bottega", 1));
    }

    @Test
    void a_version_comes_back_as_it_was_model_files_and_all() {
        write(kept(1), FILE);
        write(kept(2, Purpose.DIRECT_MARKETING));

        assertThat(all("bottega")).containsExactly(kept(2, Purpose.DIRECT_MARKETING), kept(1));
        Optional<Kept> newest = database.read(tx -> versions.newest(tx, "bottega"));
        assertThat(newest).hasValue(kept(2, Purpose.DIRECT_MARKETING));
        NoticeFile file = files().get(0);
        assertThat(file.content()).isEqualTo(FILE.content());
        assertThat(List.of(file.name(), file.mediaType(), file.language()))
                .containsExactly("tilt.it.json", "application/json", "it");
        assertThat(all("another")).isEmpty();
    }

    @Test
    void a_number_is_given_once() {
        write(kept(1), FILE);

        assertThatThrownBy(() -> write(kept(1), FILE))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("version 1 of the notice of bottega was written meanwhile");
    }

    @Test
    void nothing_that_was_written_can_be_changed_or_removed() {
        write(kept(1), FILE);

        for (String change : List.of(
                "UPDATE notice_version SET grade = 'minor'",
                "DELETE FROM notice_version",
                "UPDATE notice_file SET name = 'x'",
                "DELETE FROM notice_file")) {
            assertThatThrownBy(() -> database.write(tx -> SqlTransaction.of(tx).update(change)))
                    .as(change)
                    .isInstanceOf(RuntimeException.class);
        }
        assertThat(files()).hasSize(1);
    }

    @Test
    void a_consent_under_an_earlier_version_ends_when_the_change_takes_effect() {
        KeptChanges changes = new KeptChanges(database, versions, List.of("bottega"));
        Instant before = AT.minusSeconds(1);
        write(kept(1));
        write(kept(2, Purpose.DIRECT_MARKETING));
        assertThat(changes.ends("bottega", Purpose.DIRECT_MARKETING, "1", before))
                .isNull();
        changes.refresh();

        assertThat(changes.ends("bottega", Purpose.DIRECT_MARKETING, "1", before))
                .isEqualTo(AT);
        assertThat(changes.ends("bottega", Purpose.DIRECT_MARKETING, "v1", AT.plusSeconds(9)))
                .as("a page that still shows the old text")
                .isEqualTo(AT);
        assertThat(changes.ends("bottega", Purpose.DIRECT_MARKETING, "2", before))
                .isNull();
        assertThat(changes.ends("bottega", Purpose.DIRECT_MARKETING, "2026-03", before))
                .isEqualTo(AT);
        assertThat(changes.ends("bottega", Purpose.DIRECT_MARKETING, "2026-03", AT))
                .isNull();
        assertThat(changes.ends("bottega", Purpose.PROFILING_CLASSIC, "1", before))
                .isNull();
        assertThat(changes.ends("another", Purpose.DIRECT_MARKETING, "1", before))
                .isNull();
    }
}
