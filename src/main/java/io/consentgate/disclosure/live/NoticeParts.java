package io.consentgate.disclosure.live;

import io.consentgate.disclosure.NoticeModel;
import io.consentgate.disclosure.live.PartReport.Part;
import io.consentgate.disclosure.publish.NoticeHistory;
import io.consentgate.site.Site;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Looks at what belongs to a notice beside its two sections (disclosure.md 4.2, steps 4 and 5): the files for programs,
 * the links that lead to it, the pages that it sends people to, and what the shop says of Global Privacy Control.
 *
 * @param publicUrl where this service is reached from outside; null = it is not, and nobody gets its files
 */
record NoticeParts(Pages pages, NoticeHistory history, URI publicUrl) {

    private static final Pattern HONOURED = Pattern.compile("\"gpc\"\\s*:\\s*true\\b");

    /** @param fetched the pages that show the notice, as they came */
    List<PartReport> look(Site site, Versions versions, AllowedHosts allowed, Map<URI, Fetched> fetched) {
        NoticeModel model = versions.model();
        NoticeLinks links = NoticeLinks.to(site.name(), notices(site, model));
        List<PartReport> reports = new ArrayList<>();
        // A page that did not come is told of already.
        fetched.forEach((address, seen) -> {
            if (seen instanceof Fetched.Page) {
                reports.add(links.declared(address, seen));
            }
        });
        somebodys(model.pages().collection().stream())
                .forEach(address -> reports.add(links.anywhere(address, pages.fetch(address, allowed))));
        somebodys(Stream.of(model.pages().preferences(), model.rights().url()))
                .forEach(address -> reports.add(way(site, address, allowed)));
        fetched.keySet().stream()
                .map(page -> page.resolve("/.well-known/gpc.json"))
                .distinct()
                .forEach(address -> gpc(site, address, allowed).ifPresent(reports::add));
        if (publicUrl != null) {
            reports.addAll(new MachineFiles(pages, history).look(site, versions, publicUrl, allowed));
        }
        return List.copyOf(reports);
    }

    private List<URI> notices(Site site, NoticeModel model) {
        List<URI> notices = new ArrayList<>(model.pages().privacy().values());
        if (publicUrl != null) {
            notices.add(MachineFiles.at(publicUrl, site.name()));
            model.languages()
                    .forEach(language -> notices.add(MachineFiles.at(publicUrl, site.name() + "/" + language)));
        }
        return notices;
    }

    private static Stream<URI> somebodys(Stream<URI> addresses) {
        return addresses
                .filter(Objects::nonNull)
                .filter(address -> !LiveCheck.isNobodys(address))
                .distinct();
    }

    private PartReport way(Site site, URI address, AllowedHosts allowed) {
        Fetched seen = pages.bytes(address, allowed);
        if (seen instanceof Fetched.Bytes) {
            return PartReport.current(site.name(), Part.WAY, address);
        }
        return seen instanceof Fetched.Gone gone
                ? PartReport.of(site.name(), Part.WAY, address, Standing.MISSING, gone.why())
                : PartReport.of(
                        site.name(),
                        Part.WAY,
                        address,
                        Standing.UNREACHABLE,
                        "the page " + ((Fetched.Failed) seen).why());
    }

    /** A shop need not say anything; but what it says has to be so. */
    private Optional<PartReport> gpc(Site site, URI address, AllowedHosts allowed) {
        boolean promised = pages.bytes(address, allowed) instanceof Fetched.Bytes said
                && HONOURED.matcher(new String(said.content(), StandardCharsets.UTF_8))
                        .find();
        if (!promised) {
            return Optional.empty();
        }
        return Optional.of(
                site.banner() != null
                        ? PartReport.current(site.name(), Part.GPC, address)
                        : PartReport.of(
                                site.name(),
                                Part.GPC,
                                address,
                                Standing.ALTERED,
                                "it promises that Global Privacy Control is honoured; no banner of this site is read,"
                                        + " so nobody does"));
    }
}
