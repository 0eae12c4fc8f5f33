package io.consentgate.disclosure;

import io.consentgate.database.SqlRow;
import io.consentgate.database.SqlTransaction;
import io.consentgate.database.Transaction;
import io.consentgate.event.Purpose;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The tables {@code notice_version} and {@code notice_file}. */
public final class SqlNoticeVersions implements NoticeVersions {

    private static final String COLUMNS = "SELECT version, content_hash, grade, asks_again, effective_from,"
            + " effective_at, written_at, model FROM notice_version WHERE site = ?";

    @Override
    public List<Kept> of(Transaction tx, String site) {
        return SqlTransaction.of(tx).query(COLUMNS + " ORDER BY version DESC", SqlNoticeVersions::kept, site);
    }

    @Override
    public Optional<Kept> newest(Transaction tx, String site) {
        return SqlTransaction.of(tx)
                .queryFirst(COLUMNS + " ORDER BY version DESC LIMIT 1", SqlNoticeVersions::kept, site);
    }

    private static Kept kept(SqlRow row) {
        int version = row.integer(1);
        return new Kept(
                new NoticeEdition(
                        ModelJson.read(row.text(8)),
                        version,
                        row.text(2),
                        LocalDate.parse(row.text(5)),
                        version == 1 ? null : version - 1,
                        row.instant(7)),
                Grade.of(row.text(3)),
                purposes(row.text(4)),
                row.instant(6));
    }

    private static Set<Purpose> purposes(String written) {
        return Arrays.stream(written.split(","))
                .filter(name -> !name.isEmpty())
                .map(Purpose::of)
                .collect(Collectors.toSet());
    }

    @Override
    public List<NoticeFile> files(Transaction tx, String site, int version) {
        return SqlTransaction.of(tx)
                .query(
                        "SELECT name, media_type, language, content FROM notice_file WHERE site = ? AND version = ?"
                                + " ORDER BY name",
                        row -> new NoticeFile(row.text(1), row.text(2), row.text(3), row.bytes(4)),
                        site,
                        version);
    }

    @Override
    public void add(Transaction tx, Kept version, List<NoticeFile> files) {
        NoticeEdition edition = version.edition();
        String site = edition.model().site();
        int added = SqlTransaction.of(tx)
                .update(
                        """
                        INSERT INTO notice_version (site, version, content_hash, grade, asks_again, effective_from,
                          effective_at, written_at, model)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (site, version) DO NOTHING""",
                        site,
                        edition.version(),
                        edition.contentHash(),
                        version.grade().wire(),
                        version.asksAgain().stream().map(Purpose::wire).sorted().collect(Collectors.joining(",")),
                        edition.effectiveFrom().toString(),
                        version.effectiveAt(),
                        edition.writtenAt(),
                        ModelJson.write(edition.model()));
        if (added == 0) {
            throw new IllegalStateException(
                    "version " + edition.version() + " of the notice of " + site + " was written meanwhile");
        }
        for (NoticeFile file : files) {
            SqlTransaction.of(tx)
                    .update(
                            "INSERT INTO notice_file (site, version, name, media_type, language, content)"
                                    + " VALUES (?, ?, ?, ?, ?, ?)",
                            site,
                            edition.version(),
                            file.name(),
                            file.mediaType(),
                            file.language(),
                            file.content());
        }
    }
}
