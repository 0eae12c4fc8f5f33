package io.consentgate.consent;

import static org.assertj.core.api.Assertions.assertThat;

import io.consentgate.consent.ConsentRegister.NewEntry;
import io.consentgate.consent.Verification.Finding;
import io.consentgate.consent.Verification.Finding.Kind;
import io.consentgate.database.Dialect;
import io.consentgate.database.SqlDatabase;
import io.consentgate.database.SqlTransaction;
import io.consentgate.person.KeyedHash;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The register keeps what was stated, and betrays whoever touched it. */
abstract class ConsentRegisterContract {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final String COLUMNS = "site, seq, person_id, received_at, statement, evidence_hash, hash";

    @TempDir
    Path folder;

    private final KeyedHash hashes = KeyedHash.of("0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.UTF_8));
    private SqlDatabase database;
    private SqlConsentRegister register;

    abstract SqlDatabase open();

    @BeforeEach
    void openRegister() {
        database = open();
        register = new SqlConsentRegister(database, hashes, folder.resolve("register"));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void whatWasAppendedIsReadBackPerPersonInItsOrder() {
        append(1, 2, 1);

        List<RegisterEntry> entries = database.read(tx -> register.entriesOf(tx, List.of(1L)));

        assertThat(entries)
                .containsExactly(
                        new RegisterEntry("shop", 1, 1, NOW, statement(1)),
                        new RegisterEntry("shop", 3, 1, NOW, statement(3)));
    }

    @Test
    void eachSiteHasAChainOfItsOwn() {
        append(1, 2);
        database.write(tx -> {
            register.append(tx, "other", List.of(new NewEntry(9, NOW, statement(1), "{}")));
            return null;
        });

        assertThat(register.verify("shop")).isEqualTo(new Verification("shop", 2, 2, List.of()));
        assertThat(register.verify("other")).isEqualTo(new Verification("other", 1, 1, List.of()));
        assertThat(register.verify("nobody")).isEqualTo(new Verification("nobody", 0, 0, List.of()));
    }

    @Test
    void anAppendThatIsRolledBackLeavesTheChainWhole() {
        append(1, 2);
        try {
            database.write(tx -> {
                register.append(tx, "shop", List.of(new NewEntry(3, NOW, statement(3), "{}")));
                throw new IllegalStateException();
            });
        } catch (IllegalStateException expected) {
            append(4);
        }

        assertThat(register.verify("shop")).isEqualTo(new Verification("shop", 3, 3, List.of()));
    }

    @Test
    void aDocumentLiesBesideItsRowAndIsErasedWithItsEvidence() {
        append(1, 2);
        byte[] scan = {'%', 'P', 'D', 'F', '-', 0, (byte) 0xff};
        database.write(tx -> {
            RegisterEntry row = register.entriesOf(tx, List.of(1L)).get(0);
            register.attach(tx, row, new Document("application/pdf", scan));
            return null;
        });

        Document kept = database.read(tx -> register.documentOf(tx, "shop", 1)).orElseThrow();
        assertThat(kept.type()).isEqualTo("application/pdf");
        assertThat(kept.content()).isEqualTo(scan);

        database.write(tx -> {
            register.eraseEvidence(tx, List.of(1L), entry -> true);
            return null;
        });
        assertThat(database.<java.util.Optional<Document>>read(tx -> register.documentOf(tx, "shop", 1)))
                .isEmpty();
        assertThat(register.verify("shop")).isEqualTo(new Verification("shop", 2, 1, List.of()));
    }

    @Test
    void erasedEvidenceLeavesTheChainWhole() {
        append(1, 2, 1);

        database.write(tx -> {
            register.eraseEvidence(tx, List.of(1L), entry -> entry.seq() < 3);
            return null;
        });

        assertThat(register.verify("shop")).isEqualTo(new Verification("shop", 3, 2, List.of()));
        List<ConsentRegister.Proof> proofs = database.read(tx -> register.proofsOf(tx, List.of(1L)));
        assertThat(proofs).extracting(ConsentRegister.Proof::evidence).containsExactly(null, "{\"n\":3}");
    }

    @Nested
    class Betrays {

        @BeforeEach
        void tenRowsWithoutTheirGuard() {
            append(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
            sql(
                    database.dialect() == Dialect.SQLITE
                            ? List.of("DROP TRIGGER consent_event_no_update", "DROP TRIGGER consent_event_no_delete")
                            : List.of("DROP TRIGGER consent_event_append_only ON consent_event"));
        }

        @Test
        void aChangedStatement() {
            sql("UPDATE consent_event SET statement = '{\"kind\":\"hard_bounce\"}' WHERE seq = 4");

            assertFindings(new Finding(Kind.CHANGED, "shop", 4));
        }

        @Test
        void aChangedPersonInTheLastRow() {
            sql("UPDATE consent_event SET person_id = 77 WHERE seq = 10");

            assertFindings(new Finding(Kind.CHANGED, "shop", 10));
        }

        @Test
        void aStatementMovedToAnotherTime() {
            sql("UPDATE consent_event SET received_at = 0 WHERE seq = 1");

            assertFindings(new Finding(Kind.CHANGED, "shop", 1));
        }

        @Test
        void aRemovedRow() {
            sql("DELETE FROM consent_event WHERE seq = 4");

            assertFindings(new Finding(Kind.REMOVED, "shop", 4));
        }

        @Test
        void aRemovedFirstRow() {
            sql("DELETE FROM consent_event WHERE seq = 1");

            assertFindings(new Finding(Kind.REMOVED, "shop", 1));
        }

        @Test
        void aRemovedRowWhoseGapWasClosed() {
            sql("DELETE FROM consent_event WHERE seq = 4");
            sql("DELETE FROM evidence");
            for (int seq = 5; seq <= 10; seq++) {
                sql("UPDATE consent_event SET seq = " + (seq - 1) + " WHERE seq = " + seq);
            }
            sql("UPDATE register_head SET seq = 9");

            assertFirst(new Finding(Kind.REMOVED, "shop", 4));
        }

        @Test
        void anInsertedRow() {
            sql("DELETE FROM evidence");
            for (int seq = 10; seq >= 4; seq--) {
                sql("UPDATE consent_event SET seq = " + (seq + 1) + " WHERE seq = " + seq);
            }
            sql("INSERT INTO consent_event (" + COLUMNS + ") SELECT site, 4, person_id, received_at, statement,"
                    + " evidence_hash, evidence_hash FROM consent_event WHERE seq = 1");

            assertFirst(new Finding(Kind.INSERTED, "shop", 4));
        }

        @Test
        void aRowAppendedByAnotherHand() {
            sql("INSERT INTO consent_event (" + COLUMNS + ") SELECT site, 11, person_id, received_at, statement,"
                    + " evidence_hash, hash FROM consent_event WHERE seq = 10");
            sql("UPDATE register_head SET seq = 11");

            assertFirst(new Finding(Kind.INSERTED, "shop", 11));
        }

        @Test
        void twoRowsThatChangedPlaces() {
            sql("DELETE FROM evidence");
            sql("UPDATE consent_event SET seq = 99 WHERE seq = 4");
            sql("UPDATE consent_event SET seq = 4 WHERE seq = 5");
            sql("UPDATE consent_event SET seq = 5 WHERE seq = 99");

            assertFindings(new Finding(Kind.SWAPPED, "shop", 4));
        }

        @Test
        void aCutTail() {
            sql("DELETE FROM consent_event WHERE seq >= 8");

            assertFindings(new Finding(Kind.TAIL_CUT, "shop", 8));
        }

        @Test
        void aCutTailWhoseHeadWasSetBackToo() {
            cutTail();

            assertFindings(new Finding(Kind.TAIL_CUT, "shop", 8));
        }

        @Test
        void aCutTailEvenAfterTheRegisterGrewAgain() {
            cutTail();
            register = new SqlConsentRegister(database, hashes, folder.resolve("register"));
            append(11, 12, 13, 14, 15);

            assertThat(register.verify("shop").findings()).contains(new Finding(Kind.TAIL_CUT, "shop", 10));
        }

        @Test
        void changedEvidence() {
            sql("UPDATE evidence SET content = '{\"n\":44}' WHERE seq = 4");

            assertFindings(new Finding(Kind.EVIDENCE_CHANGED, "shop", 4));
        }

        @Test
        void exchangedEvidence() {
            sql("UPDATE evidence SET seq = 99 WHERE seq = 4");
            sql("UPDATE evidence SET seq = 4 WHERE seq = 5");
            sql("UPDATE evidence SET seq = 5 WHERE seq = 99");

            assertFindings(
                    new Finding(Kind.EVIDENCE_CHANGED, "shop", 4), new Finding(Kind.EVIDENCE_CHANGED, "shop", 5));
        }

        @Test
        void aChangedHeadInTheDatabase() {
            sql("UPDATE register_head SET seq = 9");

            assertFindings(new Finding(Kind.HEAD_CHANGED, "shop", 10));
        }

        @Test
        void aForgedHeadOutside() throws IOException {
            Path head = folder.resolve("register").resolve("shop.head");
            Files.writeString(head, Files.readString(head).replace("\"seq\":10", "\"seq\":8"));

            assertFindings(new Finding(Kind.SIGNED_HEAD_FORGED, "shop", 10));
        }

        @Test
        void aHeadOutsideThatWasTakenAwayAndItIsNotMadeAgain() throws IOException {
            Files.delete(folder.resolve("register").resolve("shop.head"));
            register = new SqlConsentRegister(database, hashes, folder.resolve("register"));
            append(11);

            assertFindings(new Finding(Kind.SIGNED_HEAD_MISSING, "shop", 11));
        }

        private void cutTail() {
            sql("DELETE FROM consent_event WHERE seq >= 8");
            sql("DELETE FROM evidence WHERE seq >= 8");
            sql("UPDATE register_head SET seq = 7, hash = (SELECT hash FROM consent_event WHERE seq = 7)");
        }
    }

    @Test
    void aFindingIsASentenceWithSiteAndNumber() {
        assertThat(new Finding(Kind.CHANGED, "shop", 4).message())
                .isEqualTo("row shop/4 was changed after it was written");
        assertThat(new Finding(Kind.TAIL_CUT, "shop", 8).message())
                .isEqualTo("row shop/8 and all that followed it were cut off");
    }

    private void assertFindings(Finding... expected) {
        assertThat(register.verify("shop").findings()).containsExactly(expected);
    }

    private void assertFirst(Finding expected) {
        assertThat(register.verify("shop").findings()).first().isEqualTo(expected);
    }

    private void append(long... persons) {
        database.write(tx -> {
            List<NewEntry> entries = new ArrayList<>();
            long before = SqlTransaction.of(tx).queryNumber("SELECT COUNT(*) FROM consent_event WHERE site = 'shop'");
            for (long person : persons) {
                long n = before + entries.size() + 1;
                entries.add(new NewEntry(person, NOW, statement(n), "{\"n\":" + n + "}"));
            }
            register.append(tx, "shop", entries);
            return null;
        });
    }

    private static Statement statement(long n) {
        return new Statement.HardBounce(NOW.plusSeconds(n));
    }

    private void sql(String statement) {
        sql(List.of(statement));
    }

    private void sql(List<String> statements) {
        database.write(tx -> {
            statements.forEach(statement -> SqlTransaction.of(tx).update(statement));
            return null;
        });
    }
}
