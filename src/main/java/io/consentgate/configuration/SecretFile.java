package io.consentgate.configuration;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * The file whose content keys every hash that must not be guessed: suppression list, register, signed links. Without it
 * the register cannot be verified and erased people are no longer recognised, so it is never made anew over one that is
 * there, and belongs into a backup of its own.
 */
public final class SecretFile {

    private static final int BYTES = 32;
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> FOREIGN = PosixFilePermissions.fromString("----w-rwx");
    private static final String EXPECTED = "at least 64 hexadecimal digits, readable by its owner only";

    private SecretFile() {}

    /** Reads the file; makes it when it is missing. */
    public static byte[] readOrMake(Path file) {
        try {
            if (Files.notExists(file)) {
                make(file);
            }
        } catch (FileAlreadyExistsException another) {
            // Another process of this installation was faster; its secret counts.
        } catch (IOException failed) {
            throw problem(file, "is missing and cannot be made", "check the folder's permissions and free space");
        }
        return read(file);
    }

    /**
     * Reads the file that hashes in the database were made with: a new one would not fit them.
     *
     * @return at least 32 bytes
     */
    public static byte[] read(Path file) {
        try {
            if (posix(file)) {
                Set<PosixFilePermission> open = Files.getPosixFilePermissions(file);
                open.retainAll(FOREIGN);
                if (!open.isEmpty()) {
                    throw problem(file, "can be read or changed by others", "chmod 600 it, and consider it known");
                }
            }
            byte[] secret = HexFormat.of()
                    .parseHex(Files.readString(file, StandardCharsets.US_ASCII).strip());
            if (secret.length < BYTES) {
                throw problem(file, "is too short", "restore it from its backup");
            }
            return secret;
        } catch (IllegalArgumentException notHexadecimal) {
            throw problem(file, "does not hold a secret", "restore it from its backup");
        } catch (NoSuchFileException missing) {
            throw problem(file, "is missing, and the database was made with it", "restore it from its backup");
        } catch (IOException unreadable) {
            throw problem(file, "cannot be read", "check that it exists and its permissions");
        }
    }

    /** For a secret that the hashes in the database were not made with. */
    public static ConfigurationException another(Path file) {
        return problem(
                file,
                "holds another secret than the one that the database was made with",
                "restore the file from its backup, or use the database that belongs to it");
    }

    private static void make(Path file) throws IOException {
        byte[] fresh = new byte[BYTES];
        new SecureRandom().nextBytes(fresh);
        Path folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        FileAttribute<?>[] ownerOnly = posix(folder)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
                : new FileAttribute<?>[0];
        // Written whole beside its place first: a secret cut in half by a crash would look like a wrong one.
        Path draft = Files.createTempFile(folder, "secret", ".new", ownerOnly);
        try {
            try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
                channel.write(
                        ByteBuffer.wrap((HexFormat.of().formatHex(fresh) + "\n").getBytes(StandardCharsets.US_ASCII)));
                channel.force(true);
            }
            Files.createLink(file, draft);
        } catch (UnsupportedOperationException noLinks) {
            Files.move(draft, file);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private static boolean posix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private static ConfigurationException problem(Path file, String found, String suggestion) {
        return new ConfigurationException(
                List.of(new ConfigurationProblem(file.toString(), "", found, EXPECTED, suggestion)));
    }
}
