package io.consentgate.operations;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes what was kept long enough. Files that were dropped, and their rejects, hold people's data, also of people
 * who are erased meanwhile: they stay for days, not for ever.
 */
public final class Retention {
    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

    private final List<Path> dropFolders;
    private final Duration keepFiles;
    private final Consumer<Instant> rows;
    private final Clock clock;

    /** @param rows removes old rows, told the time */
    public Retention(List<Path> dropFolders, Duration keepFiles, Consumer<Instant> rows, Clock clock) {
        this.dropFolders = List.copyOf(dropFolders);
        this.keepFiles = keepFiles;
        this.rows = rows;
        this.clock = clock;
    }

    public void run() throws IOException {
        Instant now = clock.instant();
        for (Path folder : dropFolders) {
            for (String kept : List.of(DropFolder.DONE, DropFolder.FAILED, DropFolder.REJECTS)) {
                clear(folder.resolve(kept), now.minus(keepFiles));
            }
        }
        rows.accept(now);
    }

    private static void clear(Path folder, Instant before) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        int removed = 0;
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (Files.getLastModifiedTime(file).toInstant().isBefore(before)) {
                    Files.deleteIfExists(file);
                    removed++;
                }
            }
        }
        if (removed > 0) {
            LOG.info("{} files removed from {}", removed, folder);
        }
    }
}
