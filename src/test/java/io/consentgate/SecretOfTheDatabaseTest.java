package io.consentgate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.consentgate.configuration.Configuration;
import io.consentgate.configuration.ConfigurationException;
import io.consentgate.database.EmbeddedDatabases;
import io.consentgate.database.SqlDatabase;
import io.consentgate.database.SqlInstallation;
import io.consentgate.disclosure.NoticeTexts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database and the secret that keys its hashes belong together, whatever the database. */
class SecretOfTheDatabaseTest {

    @TempDir
    Path data;

    @TempDir
    Path folder;

    @BeforeEach
    void startOnce() {
        open().database().close();
    }

    @Test
    void theSameSecretStartsAgain() {
        assertThatCode(() -> open().database().close()).doesNotThrowAnyException();
    }

    @Test
    void anotherSecretStopsTheStart() throws Exception {
        Files.writeString(data.resolve("secret.key"), HexFormat.of().formatHex(new byte[32]));

        assertThatThrownBy(this::open)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("holds another secret than the one that the database was made with")
                .hasMessageContaining("restore the file from its backup");
    }

    @Test
    void onBothDatabasesTheFirstSecretIsTheOne() {
        for (SqlDatabase database :
                new SqlDatabase[] {EmbeddedDatabases.sqlite(folder), EmbeddedDatabases.postgresql()}) {
            try (database) {
                SqlInstallation installation = new SqlInstallation(database);
                assertThat(installation.madeWith("secret", "a")).isTrue();
                assertThat(installation.madeWith("secret", "b")).isFalse();
                assertThat(installation.madeWith("secret", "a")).isTrue();
            }
        }
    }

    private Wiring open() {
        return Wiring.open(
                Configuration.load(
                        Map.of("CONSENTGATE_DATA_DIR", data.toString()),
                        Path.of("").toAbsolutePath()),
                NoticeTexts::none,
                Clock.systemUTC());
    }
}
