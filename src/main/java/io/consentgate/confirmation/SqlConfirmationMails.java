package io.consentgate.confirmation;

import io.consentgate.confirmation.ConfirmationMail.State;
import io.consentgate.database.SqlRow;
import io.consentgate.database.SqlTransaction;
import io.consentgate.database.Transaction;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The table {@code confirmation_mail}. */
public final class SqlConfirmationMails implements ConfirmationMails {

    private static final String SELECT = """
            SELECT id, site, person_id, address_key, request_seq, asked_at, expires_at, language, texts_hash, state,
                   made_at, tries, doubts, confirmed_at
            FROM confirmation_mail""";

    @Override
    public void add(Transaction tx, ConfirmationMail mail) {
        SqlTransaction.of(tx)
                .update(
                        """
                        INSERT INTO confirmation_mail (id, site, person_id, address_key, request_seq, asked_at, expires_at,
                          language, texts_hash, state, made_at, tries, doubts, confirmed_at)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                        mail.id(),
                        mail.site(),
                        mail.personId(),
                        mail.addressKey(),
                        mail.requestSeq(),
                        mail.askedAt(),
                        mail.expiresAt(),
                        mail.language(),
                        mail.textsHash(),
                        word(mail.state()),
                        mail.madeAt(),
                        mail.tries(),
                        mail.doubts(),
                        mail.confirmedAt());
    }

    @Override
    public void save(Transaction tx, ConfirmationMail mail) {
        SqlTransaction.of(tx)
                .update(
                        """
                        UPDATE confirmation_mail SET state = ?, tries = ?, doubts = ?,
                          confirmed_at = COALESCE(confirmed_at, ?) WHERE id = ?""",
                        word(mail.state()),
                        mail.tries(),
                        mail.doubts(),
                        mail.confirmedAt() == null ? null : mail.confirmedAt().toEpochMilli(),
                        mail.id());
    }

    @Override
    public Optional<ConfirmationMail> find(Transaction tx, byte[] id) {
        return SqlTransaction.of(tx).queryFirst(SELECT + " WHERE id = ?", SqlConfirmationMails::mail, id);
    }

    @Override
    public Optional<ConfirmationMail> findToChange(Transaction tx, byte[] id) {
        SqlTransaction sql = SqlTransaction.of(tx);
        return sql.queryFirst(SELECT + " WHERE id = ?" + sql.dialect().forUpdate(), SqlConfirmationMails::mail, id);
    }

    @Override
    public List<ConfirmationMail> of(Transaction tx, String site, long personId) {
        return SqlTransaction.of(tx)
                .query(
                        SELECT + " WHERE person_id = ? AND site = ? ORDER BY made_at DESC",
                        SqlConfirmationMails::mail,
                        personId,
                        site);
    }

    @Override
    public List<Instant> toAddress(Transaction tx, byte[] addressKey, Instant since) {
        return SqlTransaction.of(tx).query("""
                        SELECT made_at FROM confirmation_mail WHERE address_key = ? AND made_at > ?
                        ORDER BY made_at DESC""", row -> row.instant(1), addressKey, since);
    }

    @Override
    public long ofSite(Transaction tx, String site, Instant since) {
        return SqlTransaction.of(tx)
                .queryNumber("SELECT COUNT(*) FROM confirmation_mail WHERE site = ? AND made_at > ?", site, since);
    }

    @Override
    public void forgetBefore(Transaction tx, Instant madeBefore) {
        SqlTransaction.of(tx).update("DELETE FROM confirmation_mail WHERE made_at < ?", madeBefore);
    }

    private static ConfirmationMail mail(SqlRow row) {
        return new ConfirmationMail(
                row.bytes(1),
                row.text(2),
                row.number(3),
                row.bytes(4),
                row.number(5),
                row.instant(6),
                row.instant(7),
                row.text(8),
                row.text(9),
                State.valueOf(row.text(10).toUpperCase(Locale.ROOT)),
                row.instant(11),
                row.integer(12),
                row.integer(13),
                row.instant(14));
    }

    private static String word(State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
