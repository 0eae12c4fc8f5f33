package io.consentgate.consent;

import io.consentgate.consent.SignedHeads.ForgedHead;
import io.consentgate.consent.SignedHeads.Head;
import io.consentgate.consent.Verification.Finding;
import io.consentgate.database.SqlRow;
import io.consentgate.database.SqlTransaction;
import io.consentgate.database.Transaction;
import io.consentgate.database.Transactions;
import io.consentgate.person.KeyedHash;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The register in tables {@code consent_event}, {@code evidence} and {@code register_head}. */
public final class SqlConsentRegister implements ConsentRegister {

    private static final Logger LOG = LoggerFactory.getLogger(SqlConsentRegister.class);

    private static final int SALT_BYTES = 16;

    private static final String ENTRIES =
            "SELECT site, seq, person_id, received_at, statement FROM consent_event WHERE person_id IN (?*)";

    private static final String PROOFS = """
            SELECT c.site, c.seq, c.person_id, c.received_at, c.statement, e.content
            FROM consent_event c LEFT JOIN evidence e ON e.site = c.site AND e.seq = c.seq""";

    private static final String CHAIN = """
            SELECT c.site, c.seq, c.person_id, c.received_at, c.statement, c.evidence_hash, c.hash, e.salt, e.content
            FROM consent_event c LEFT JOIN evidence e ON e.site = c.site AND e.seq = c.seq
            WHERE c.site = ? ORDER BY c.seq""";

    private final Transactions transactions;
    private final Chain chain;
    private final SignedHeads heads;
    private final SecureRandom random = new SecureRandom();
    private final Set<String> broken = ConcurrentHashMap.newKeySet();

    /** @param headFolder where the signed heads lie, outside the database: {@code <data dir>/register} */
    public SqlConsentRegister(Transactions transactions, KeyedHash hashes, Path headFolder) {
        this.transactions = transactions;
        this.chain = new Chain(hashes);
        this.heads = new SignedHeads(headFolder, hashes);
    }

    @Override
    public void append(Transaction tx, String site, List<NewEntry> entries) {
        if (entries.isEmpty()) {
            return;
        }
        SqlTransaction sql = SqlTransaction.of(tx);
        Head head = headForUpdate(sql, site);
        boolean signable = continues(sql, site, head);
        byte[] salts = new byte[SALT_BYTES * entries.size()];
        random.nextBytes(salts);
        List<Object[]> rows = new ArrayList<>(entries.size());
        List<Object[]> evidence = new ArrayList<>(entries.size());
        byte[] previous = head.hash();
        long seq = head.seq();
        for (NewEntry entry : entries) {
            byte[] salt = Arrays.copyOfRange(salts, SALT_BYTES * rows.size(), SALT_BYTES * (rows.size() + 1));
            seq++;
            String statement = StatementJson.write(entry.statement());
            String content = entry.evidence() == null ? "" : entry.evidence();
            byte[] evidenceHash = Chain.evidenceHash(salt, content);
            long receivedAt = entry.receivedAt().toEpochMilli();
            previous = chain.hash(previous, site, seq, entry.personId(), receivedAt, statement, evidenceHash);
            rows.add(new Object[] {site, seq, entry.personId(), receivedAt, statement, evidenceHash, previous});
            if (entry.evidence() != null) {
                evidence.add(new Object[] {site, seq, salt, content});
            }
        }
        sql.updateBatch(
                "INSERT INTO consent_event (site, seq, person_id, received_at, statement, evidence_hash, hash)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?)",
                rows);
        sql.updateBatch("INSERT INTO evidence (site, seq, salt, content) VALUES (?, ?, ?, ?)", evidence);
        sql.update("UPDATE register_head SET seq = ?, hash = ? WHERE site = ?", seq, previous, site);
        if (signable) {
            Head reached = new Head(seq, previous);
            tx.afterCommit(() -> heads.advance(site, reached));
        }
    }

    @Override
    public List<RegisterEntry> entriesOf(Transaction tx, Collection<Long> personIds) {
        List<RegisterEntry> entries =
                new ArrayList<>(SqlTransaction.of(tx).queryIn(ENTRIES, personIds, SqlConsentRegister::entry));
        entries.sort(Comparator.comparing(RegisterEntry::site).thenComparing(RegisterEntry::seq));
        return entries;
    }

    @Override
    public boolean restOnSales(Transaction tx, Collection<Long> personIds) {
        String resting = "SELECT 1 FROM consent_event WHERE person_id IN (?*) AND statement LIKE '%\"sale\":%' LIMIT 1";
        return !SqlTransaction.of(tx).queryIn(resting, personIds, row -> true).isEmpty();
    }

    @Override
    public boolean holdsBanners(Transaction tx, String site) {
        String sought =
                "SELECT 1 FROM consent_event WHERE site = ? AND (statement LIKE '%\"collected_from\":\"banner\"%'"
                        + " OR statement LIKE '%\"kind\":\"unreadable_banner\"%') LIMIT 1";
        return SqlTransaction.of(tx).queryFirst(sought, row -> true, site).isPresent();
    }

    @Override
    public List<Proof> proofsOf(Transaction tx, Collection<Long> personIds) {
        List<Proof> proofs = new ArrayList<>(SqlTransaction.of(tx)
                .queryIn(PROOFS + " WHERE c.person_id IN (?*)", personIds, row -> new Proof(entry(row), row.text(6))));
        proofs.sort(Comparator.comparing((Proof proof) -> proof.entry().site())
                .thenComparing(proof -> proof.entry().seq()));
        return proofs;
    }

    @Override
    public void eraseEvidence(Transaction tx, Collection<Long> personIds, Predicate<RegisterEntry> chosen) {
        SqlTransaction sql = SqlTransaction.of(tx);
        List<Object[]> rows = entriesOf(tx, personIds).stream()
                .filter(chosen)
                .map(entry -> new Object[] {entry.site(), entry.seq()})
                .toList();
        sql.updateBatch("DELETE FROM evidence WHERE site = ? AND seq = ?", rows);
        sql.updateBatch("DELETE FROM document WHERE site = ? AND seq = ?", rows);
    }

    @Override
    public void attach(Transaction tx, RegisterEntry row, Document document) {
        SqlTransaction.of(tx)
                .update(
                        "INSERT INTO document (site, seq, sha256, type, size, content) VALUES (?, ?, ?, ?, ?, ?)",
                        row.site(),
                        row.seq(),
                        HexFormat.of().parseHex(document.sha256()),
                        document.type(),
                        document.content().length,
                        document.content());
    }

    @Override
    public Optional<Document> documentOf(Transaction tx, String site, long seq) {
        return SqlTransaction.of(tx)
                .queryFirst(
                        "SELECT type, content FROM document WHERE site = ? AND seq = ?",
                        row -> new Document(row.text(1), row.bytes(2)),
                        site,
                        seq);
    }

    @Override
    public void export(Transaction tx, String site, Consumer<Proof> consumer) {
        SqlTransaction.of(tx)
                .forEach(
                        PROOFS + " WHERE c.site = ? ORDER BY c.seq",
                        row -> consumer.accept(new Proof(entry(row), row.text(6))),
                        site);
    }

    @Override
    public Optional<Finding> checkHead(String site) {
        Head signed;
        try {
            signed = heads.read(site).orElse(null);
        } catch (ForgedHead notOurs) {
            return Optional.of(new Finding(Finding.Kind.SIGNED_HEAD_FORGED, site, 0));
        }
        long rows =
                transactions.read(tx -> head(SqlTransaction.of(tx), site, "")).seq();
        if (signed == null) {
            return rows == 0
                    ? Optional.empty()
                    : Optional.of(new Finding(Finding.Kind.SIGNED_HEAD_MISSING, site, rows));
        }
        return signed.seq() <= rows
                ? Optional.empty()
                : Optional.of(new Finding(Finding.Kind.TAIL_CUT, site, rows + 1));
    }

    @Override
    public Verification verify(String site) {
        Head signed = null;
        boolean forged = false;
        try {
            // Read before the snapshot is taken: rows committed in between are longer than it, never shorter.
            signed = heads.read(site).orElse(null);
        } catch (ForgedHead notOurs) {
            forged = true;
        }
        Head outside = signed;
        boolean notOurs = forged;
        return transactions.read(tx -> verify(SqlTransaction.of(tx), site, outside, notOurs));
    }

    private Verification verify(SqlTransaction sql, String site, Head signed, boolean forged) {
        ChainWalk walk = new ChainWalk(chain, site, signed);
        Head noted = head(sql, site, "");
        if (forged) {
            walk.find(Finding.Kind.SIGNED_HEAD_FORGED, noted.seq());
        } else if (signed == null && noted.seq() > 0) {
            walk.find(Finding.Kind.SIGNED_HEAD_MISSING, noted.seq());
        }
        sql.forEach(
                CHAIN,
                row -> walk.row(
                        new Chain.Row(
                                row.text(1),
                                row.number(2),
                                row.number(3),
                                row.number(4),
                                row.text(5),
                                row.bytes(6),
                                row.bytes(7)),
                        row.bytes(8),
                        row.text(9)),
                site);
        return walk.end(noted);
    }

    /**
     * A chain that was tampered with keeps growing, because no consent may be lost; but what was signed before it was
     * touched is left as it is, so that every later check finds it.
     */
    private boolean continues(SqlTransaction sql, String site, Head head) {
        boolean continues = heads.continues(site, head, seq -> sql.queryFirst(
                        "SELECT hash FROM consent_event WHERE site = ? AND seq = ?", row -> row.bytes(1), site, seq)
                .orElse(null));
        if (!continues && broken.add(site)) {
            LOG.error(
                    "the register of site {} does not continue what was signed; run: consentgate register verify",
                    site);
        }
        return continues;
    }

    private static Head headForUpdate(SqlTransaction sql, String site) {
        sql.update(
                "INSERT INTO register_head (site, seq, hash) VALUES (?, 0, ?) ON CONFLICT DO NOTHING",
                site,
                Chain.GENESIS);
        return head(sql, site, sql.dialect().forUpdate());
    }

    private static Head head(SqlTransaction sql, String site, String suffix) {
        return sql.queryFirst(
                        "SELECT seq, hash FROM register_head WHERE site = ?" + suffix,
                        row -> new Head(row.number(1), row.bytes(2)),
                        site)
                .orElse(Head.NONE);
    }

    private static RegisterEntry entry(SqlRow row) {
        String site = row.text(1);
        long seq = row.number(2);
        return new RegisterEntry(
                site, seq, row.number(3), row.instant(4), StatementJson.read(site + "/" + seq, row.text(5)));
    }
}
