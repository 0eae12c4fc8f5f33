package io.consentgate.disclosure.live;

import io.consentgate.disclosure.NoticeEdition;
import io.consentgate.disclosure.NoticeFile;
import io.consentgate.disclosure.live.PartReport.Part;
import io.consentgate.disclosure.publish.NoticeHistory;
import io.consentgate.site.Site;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The files for programs as the world gets them, through every proxy and cache: byte for byte those of the version in
 * force, under their own media type (disclosure.md 4.2).
 */
record MachineFiles(Pages pages, NoticeHistory history) {

    private static final Pattern LOOKED_AT =
            Pattern.compile("disclosure-manifest\\.json|tilt\\.[a-z]{2}\\.json|dpv\\.jsonld|device-storage\\.json");

    /** @param publicUrl where this service is reached from outside */
    List<PartReport> look(Site site, Versions versions, URI publicUrl, AllowedHosts allowed) {
        return history.names(site.name(), versions.number()).stream()
                .filter(name -> LOOKED_AT.matcher(name).matches())
                .map(name -> look(site, name, versions, at(publicUrl, site.name() + "/" + name), allowed))
                .toList();
    }

    static URI at(URI publicUrl, String path) {
        return URI.create(publicUrl.toString().replaceFirst("/+$", "") + "/disclosure/" + path);
    }

    private PartReport look(Site site, String name, Versions versions, URI address, AllowedHosts allowed) {
        Fetched seen = pages.bytes(address, allowed);
        if (seen instanceof Fetched.Gone gone) {
            return report(site, address, Standing.MISSING, gone.why());
        }
        if (!(seen instanceof Fetched.Bytes file)) {
            return report(site, address, Standing.UNREACHABLE, "the file " + ((Fetched.Failed) seen).why());
        }
        NoticeFile wanted = history.file(site.name(), versions.number(), name).orElseThrow();
        if (Arrays.equals(wanted.content(), file.content())) {
            String type = wanted.mediaType().split(";", 2)[0].strip();
            return type.equals(file.mediaType())
                    ? PartReport.current(site.name(), Part.MACHINE_FILE, address)
                    : report(
                            site,
                            address,
                            Standing.ALTERED,
                            "it is served as \"" + file.mediaType() + "\"; programs look for " + type);
        }
        return versions.all().stream()
                .filter(edition -> edition.version() != versions.number())
                .filter(edition -> history.file(site.name(), edition.version(), name)
                        .filter(kept -> Arrays.equals(kept.content(), file.content()))
                        .isPresent())
                .findFirst()
                .map(earlier -> outdated(site, address, earlier, versions))
                .orElseGet(() -> report(site, address, Standing.ALTERED, "it is the file of no version"));
    }

    private static PartReport outdated(Site site, URI address, NoticeEdition shown, Versions versions) {
        Instant since = versions.endOf(shown.version())
                .map((LocalDate day) -> day.atStartOfDay(site.zone()).toInstant())
                .orElse(null);
        return new PartReport(
                site.name(),
                Part.MACHINE_FILE,
                address,
                Standing.OUTDATED,
                since,
                "it is the file of version " + shown.version() + "; in force is version " + versions.number());
    }

    private static PartReport report(Site site, URI address, Standing standing, String why) {
        return PartReport.of(site.name(), Part.MACHINE_FILE, address, standing, why);
    }
}
