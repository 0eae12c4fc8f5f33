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
import io.consentgate.disclosure.formats.ProcessingRecordRendering;
import io.consentgate.site.Site;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

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
        NoticeTexts texts = texts(configuration);
        return new NoticeOffice(
                wiring.database(),
                wiring.noticeVersions(),
                new NoticeAuthor(configuration, texts, site -> features(configuration, site)),
                renderings(),
                texts,
                configuration.settings().dataDir(),
                wiring.clock());
    }

    /** Every format, the manifest excepted, which lists them. */
    static List<Rendering> renderings() {
        return List.of(
                new HtmlFragments(),
                new MarkdownTexts(),
                new TiltDocuments(),
                new DpvRendering(),
                new DeviceStorageRendering(),
                new ProcessingRecordRendering(),
                new BannerServicesRendering());
    }

    /** What is switched on for a site; whoever brings a switch adds its line here. */
    static Set<Feature> features(Configuration configuration, Site site) {
        Set<Feature> features = EnumSet.of(Feature.CONTACT_SYNC);
        if (configuration.settings().eventEndpoint().isPresent()) {
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
