package io.consentgate.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * The file of an SQLite database: whoever reads it reads everybody's data, so it is its owner's only. SQLite gives its
 * log and its shared memory the permissions of the file itself.
 */
public final class OwnFile {

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> OTHERS = PosixFilePermissions.fromString("------rwx");

    private OwnFile() {}

    /** Makes an empty file, which SQLite takes for a new database; one that is there stays as it is. */
    public static void make(Path file) {
        try {
            if (Files.notExists(file) && posix(file)) {
                Files.createFile(file, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
            }
        } catch (FileAlreadyExistsException another) {
            // Another process of this installation was faster.
        } catch (IOException failure) {
            throw new UncheckedIOException("the database file " + file + " cannot be made", failure);
        }
    }

    /** Whether everybody on this machine can read or change it. */
    public static boolean openToOthers(Path file) {
        try {
            return posix(file) && Files.getPosixFilePermissions(file).stream().anyMatch(OTHERS::contains);
        } catch (IOException notThere) {
            return false;
        }
    }

    private static boolean posix(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
