package io.consentgate.disclosure.live;

import io.consentgate.disclosure.live.PartReport.Part;
import java.net.URI;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * How pages lead to the notice, in their markup: where data are collected any link to it (C21), and where it is shown
 * the one that programs look for (HTML: link type {@code privacy-policy}). Pure. What a script puts into a page, a
 * consent banner above all, is not seen.
 *
 * @param notices addresses of the notice, without fragment and last slash
 */
record NoticeLinks(String site, Set<String> notices) {

    static NoticeLinks to(String site, Collection<URI> notices) {
        return new NoticeLinks(
                site, notices.stream().map(URI::toString).map(NoticeLinks::bare).collect(Collectors.toSet()));
    }

    /** For a page where people leave data. */
    PartReport anywhere(URI address, Fetched seen) {
        return report(
                address,
                seen,
                "a[href], area[href], link[rel~=(?i)\\bprivacy-policy\\b][href]",
                "data are collected here, and no link leads to the notice (C21)");
    }

    /** For a page that shows the notice. */
    PartReport declared(URI address, Fetched seen) {
        return report(
                address,
                seen,
                "[rel~=(?i)\\bprivacy-policy\\b][href]",
                "no link to the notice carries rel=\"privacy-policy\", by which programs find it");
    }

    private PartReport report(URI address, Fetched seen, String links, String otherwise) {
        if (seen instanceof Fetched.Gone gone) {
            return PartReport.of(site, Part.NOTICE_LINK, address, Standing.MISSING, gone.why());
        }
        if (!(seen instanceof Fetched.Page page)) {
            return PartReport.of(
                    site,
                    Part.NOTICE_LINK,
                    address,
                    Standing.UNREACHABLE,
                    "the page " + (seen instanceof Fetched.Failed failed ? failed.why() : "is no page"));
        }
        return leads(page.document(), links)
                ? PartReport.current(site, Part.NOTICE_LINK, address)
                : PartReport.of(site, Part.NOTICE_LINK, address, Standing.MISSING, otherwise);
    }

    private boolean leads(Document page, String links) {
        for (Element link : page.select(links)) {
            if (notices.contains(bare(link.absUrl("href")))) {
                return true;
            }
        }
        return false;
    }

    private static String bare(String address) {
        return address.replaceFirst("#.*$", "").replaceFirst("/+$", "");
    }
}
