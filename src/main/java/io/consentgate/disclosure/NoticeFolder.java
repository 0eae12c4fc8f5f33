package io.consentgate.disclosure;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** {@code <data dir>/disclosure/<site>/<version>/}: a version's files, all of them or none. */
final class NoticeFolder {

    private final Path root;

    NoticeFolder(Path dataDir) {
        this.root = dataDir.resolve("disclosure");
    }

    Path of(String site, int version) {
        return root.resolve(site).resolve(String.valueOf(version));
    }

    /** What is there stays: a version never changes. */
    Path keep(String site, int version, List<NoticeFile> files) throws IOException {
        Path folder = of(site, version);
        if (Files.isDirectory(folder)) {
            return folder;
        }
        Files.createDirectories(folder.getParent());
        Path unfinished = Files.createTempDirectory(folder.getParent(), "." + version + "-");
        try {
            for (NoticeFile file : files) {
                Files.write(unfinished.resolve(file.name()), file.content());
            }
            move(unfinished, folder);
        } finally {
            delete(unfinished);
        }
        return folder;
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException oddFileSystem) {
            Files.move(from, to);
        }
    }

    private static void delete(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }
}
