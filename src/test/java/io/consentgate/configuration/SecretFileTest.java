package io.consentgate.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretFileTest {

    @TempDir
    Path folder;

    @Test
    void a_missing_file_is_made_for_its_owner_only_and_stays_the_same() throws IOException {
        Path file = folder.resolve("data/secret.key");

        byte[] made = SecretFile.readOrMake(file);

        assertThat(made).hasSize(32);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(SecretFile.readOrMake(file)).isEqualTo(made);
        assertThat(folder.resolve("data")).isDirectoryContaining("glob:**secret.key");
        try (var left = Files.list(folder.resolve("data"))) {
            assertThat(left).hasSize(1);
        }
    }

    @Test
    void a_file_that_others_can_read_is_refused() throws IOException {
        Path file = folder.resolve("secret.key");
        SecretFile.readOrMake(file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

        assertThatThrownBy(() -> SecretFile.readOrMake(file))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("1 problem in the configuration:\n  * " + file
                        + ": can be read or changed by others; expected at least 64 hexadecimal digits, readable by its"
                        + " owner only; chmod 600 it, and consider it known");
    }

    @Test
    void a_short_or_damaged_file_is_refused_and_not_repeated() throws IOException {
        Path file = folder.resolve("secret.key");
        SecretFile.readOrMake(file);

        Files.writeString(file, "abcdef");
        assertThatThrownBy(() -> SecretFile.readOrMake(file))
                .hasMessageContaining("is too short")
                .hasMessageNotContaining("abcdef");
        Files.writeString(file, "not hexadecimal");
        assertThatThrownBy(() -> SecretFile.readOrMake(file))
                .hasMessageContaining("does not hold a secret")
                .hasMessageNotContaining("not hexadecimal");
    }
}
