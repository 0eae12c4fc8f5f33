package io.consentgate;

import io.consentgate.configuration.Configuration;
import io.consentgate.disclosure.HtmlFragments;
import io.consentgate.disclosure.MarkdownTexts;
import io.consentgate.disclosure.NoticeAuthor;
import io.consentgate.disclosure.NoticeModel.Feature;
import io.consentgate.disclosure.NoticeOffice;
import io.consentgate.disclosure.NoticeTextFiles;
import io.consentgate.disclosure.NoticeTexts;
import io.consentgate.disclosure.Rendering;
import io.consentgate.disclosure.TiltDocuments;
import io.consentgate.disclosure.formats.BannerServicesRendering;
import io.consentgate.disclosure.formats.DeviceStorageRendering;
import io.consentgate.disclosure.formats.DpvRendering;
import io.consentgate.disclosure.formats.PageRendering;
import io.consentgate.disclosure.formats.PdfRendering;
import io.consentgate.disclosure.formats.ProcessingRecordRendering;
import io.consentgate.disclosure.live.HttpPages;
import io.consentgate.disclosure.live.LiveCheck;
import io.consentgate.disclosure.live.NoticeWatch;
import io.consentgate.disclosure.live.PublishedPurposes;
import io.consentgate.disclosure.live.SqlPageStandings;
import io.consentgate.disclosure.publish.KeptHistory;
import io.consentgate.disclosure.publish.NoticeHistory;
import io.consentgate.site.Site;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Puts together what writes the notices of the sites. */
public final class NoticeWiring {

    private NoticeWiring() {}

    /**
     * The texts, checked.
     *
     * @throws io.consentgate.configuration.ConfigurationException with file and line of whatever is wrong in them
     */
    public static NoticeTexts texts(Configuration configuration) {
        Path folder = configuration.settings().configDir().resolve("notice").resolve("texts");
        return Files.isDirectory(folder) ? NoticeTextFiles.read(folder, "config/notice/texts") : NoticeTexts.none();
    }

    public static NoticeOffice office(Wiring wiring) {
        Configuration configuration = wiring.configuration();
        NoticeTexts texts = wiring.noticeTexts();
        return new NoticeOffice(
                wiring.database(),
                wiring.noticeVersions(),
                author(configuration, texts),
                renderings(),
                texts,
                configuration.settings().dataDir(),
                wiring.clock());
    }

    /** Makes what the notices say of the configuration. */
    public static NoticeAuthor author(Configuration configuration, NoticeTexts texts) {
        return new NoticeAuthor(configuration, texts, site -> features(configuration, site));
    }

    /** Every format, the manifest excepted, which lists them. */
    public static List<Rendering> renderings() {
        Rendering fragments = new HtmlFragments();
        return List.of(
                fragments,
                new PageRendering(fragments),
                new PdfRendering(fragments),
                new MarkdownTexts(),
                new TiltDocuments(),
                new DpvRendering(),
                new DeviceStorageRendering(),
                new ProcessingRecordRendering(),
                new BannerServicesRendering());
    }

    /** Sites whose gate depends on what their pages show. */
    static PublishedPurposes published(Configuration configuration) {
        return new PublishedPurposes(
                configuration.sites().all().stream()
                        .filter(Site::gateOnDisclosure)
                        .map(Site::name)
                        .collect(Collectors.toSet()),
                new SqlPageStandings());
    }

    static NoticeHistory history(Wiring wiring) {
        return new KeptHistory(wiring.noticeVersions(), wiring.database());
    }

    static LiveCheck liveCheck(Wiring wiring, HttpPages pages) {
        return new LiveCheck(
                pages,
                history(wiring),
                wiring.noticeTexts(),
                new SqlPageStandings(),
                wiring.database(),
                wiring.configuration().settings().publicUrl().orElse(null),
                wiring.clock());
    }

    static NoticeWatch watch(Wiring wiring, LiveCheck check) {
        return new NoticeWatch(
                check,
                wiring.configuration().sites(),
                wiring.publishedPurposes(),
                new SqlPageStandings(),
                wiring.queue(),
                wiring.database(),
                wiring.clock());
    }

    /** What is switched on for a site; whoever brings a switch adds its line here. */
    static Set<Feature> features(Configuration configuration, Site site) {
        Set<Feature> features = EnumSet.of(Feature.CONTACT_SYNC);
        if (configuration.settings().eventEndpoint(site.account()).isPresent()) {
            features.add(Feature.SERVER_EVENTS);
        }
        if (site.selling().orders() != null) {
            features.add(Feature.ORDERS);
        }
        if (site.selling().carts() != null) {
            features.add(Feature.CARTS);
        }
        return features;
    }
}
