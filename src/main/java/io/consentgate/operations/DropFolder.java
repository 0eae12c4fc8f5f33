package io.consentgate.operations;

import io.consentgate.intake.EventFile;
import io.consentgate.intake.EventFiles;
import io.consentgate.intake.UnusableFile;
import io.consentgate.site.Site;
import io.consentgate.site.Sites;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.apache.camel.Body;
import org.apache.camel.Header;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One file of a site's drop folder. A file is moved away only after all of it is on disk; when the process dies before,
 * it is read again, and what was taken already counts as duplicate.
 */
public final class DropFolder {
    private static final Logger LOG = LoggerFactory.getLogger(DropFolder.class);

    private final Sites sites;
    private final EventFiles files;
    private final FileLoading loading;

    public DropFolder(Sites sites, EventFiles files, FileLoading loading) {
        this.sites = sites;
        this.files = files;
        this.loading = loading;
    }

    public void load(@Body File file, @Header("site") String siteName) throws IOException {
        Path path = file.toPath();
        Site site = sites.named(siteName).orElseThrow();
        String shop = site.shops().stream()
                .filter(one -> !one.equals("*"))
                .sorted()
                .findFirst()
                .orElse(site.name());
        String name = path.getFileName().toString();
        try (EventFile events = files.open(path, shop, site)) {
            FileLoading.Summary summary =
                    loading.load(events, path.resolveSibling("rejects"), name, UnaryOperator.identity());
            LOG.info(
                    "Dropped file of site {}: {} records, {} accepted, {} duplicates, {} refused",
                    siteName,
                    summary.records(),
                    summary.accepted(),
                    summary.duplicates(),
                    summary.refused());
        } catch (UnusableFile e) {
            LOG.error("A dropped file of site {} cannot be used and goes to failed/: {}", siteName, e.getMessage());
            throw e;
        }
    }
}
