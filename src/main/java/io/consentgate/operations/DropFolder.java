package io.consentgate.operations;

import io.consentgate.database.DatabaseUnavailable;
import io.consentgate.event.InboundEvent;
import io.consentgate.intake.EventFile;
import io.consentgate.intake.EventFiles;
import io.consentgate.intake.UnusableFile;
import io.consentgate.site.Site;
import io.consentgate.site.Sites;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.camel.Body;
import org.apache.camel.Header;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One file of a site's drop folder. It moves to {@code done/} only after all of it is on disk; when the process or the
 * database goes before, it stays and is read again, and what was taken already counts as duplicate. A file of which
 * nothing or not all can be read moves to {@code failed/}.
 */
public final class DropFolder {
    /** Beside the files: those read, those that could not be, the records that were refused. */
    static final String DONE = "done";

    static final String FAILED = "failed";
    static final String REJECTS = "rejects";

    private static final Logger LOG = LoggerFactory.getLogger(DropFolder.class);
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'-'").withZone(ZoneOffset.UTC);

    private final Sites sites;
    private final EventFiles files;
    private final EventDesk desk;
    private final Clock clock;
    private volatile boolean stopping;

    public DropFolder(Sites sites, EventFiles files, EventDesk desk, Clock clock) {
        this.sites = sites;
        this.files = files;
        this.desk = desk;
        this.clock = clock;
    }

    /** Ends after the batch in hand; the file stays where it is. */
    public void stop() {
        stopping = true;
    }

    private static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    public void load(@Body File file, @Header("site") String siteName) throws IOException {
        Path path = file.toPath();
        String stamped = STAMP.format(clock.instant()) + path.getFileName();
        try {
            if (Files.isSymbolicLink(path)) {
                // Whoever may drop a file here may not read every file that this service may.
                throw new UnusableFile("a link to a file elsewhere; expected the file itself");
            }
            FileLoading.Summary summary =
                    load(path, stamped, sites.named(siteName).orElseThrow());
            move(path, DONE, stamped);
            LOG.info(
                    "Dropped file of site {}: {} records, {} accepted, {} duplicates, {} refused",
                    siteName,
                    summary.records(),
                    summary.accepted(),
                    summary.duplicates(),
                    summary.refused());
        } catch (Stopped e) {
            LOG.info("A dropped file of site {} is left for the next start", siteName);
        } catch (DatabaseUnavailable e) {
            LOG.warn("A dropped file of site {} is tried again later: {}", siteName, e.getMessage());
        } catch (IOException e) {
            LOG.error("A dropped file of site {} cannot be used and goes to failed/: {}", siteName, e.getMessage());
            move(path, FAILED, stamped);
        } catch (RuntimeException e) {
            LOG.error("A dropped file of site {} fails and goes to failed/", siteName, e);
            move(path, FAILED, stamped);
        }
    }

    private FileLoading.Summary load(Path path, String stamped, Site site) throws IOException {
        String shop = site.shops().stream()
                .filter(one -> !one.equals("*"))
                .sorted()
                .findFirst()
                .orElse(site.name());
        try (EventFile events = files.open(path, shop, site)) {
            Path rejects = Files.createDirectories(path.resolveSibling(REJECTS));
            return new FileLoading(untilStopped()).load(events, rejects, stamped, UnaryOperator.identity());
        }
    }

    private EventDesk untilStopped() {
        return new EventDesk() {
            @Override
            public List<Outcome> accept(List<InboundEvent> events) {
                if (stopping) {
                    throw new Stopped();
                }
                return desk.accept(events);
            }

            @Override
            public void refused(String type) {
                desk.refused(type);
            }
        };
    }

    /** The time of the file becomes that of the move: from then on it is kept (see {@link Retention}). */
    private void move(Path file, String folder, String name) throws IOException {
        Path target = Files.createDirectories(file.resolveSibling(folder)).resolve(name);
        if (!Files.isSymbolicLink(file)) {
            Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
        }
        Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
    }
}
