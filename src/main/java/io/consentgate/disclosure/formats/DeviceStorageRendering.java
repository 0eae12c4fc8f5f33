package io.consentgate.disclosure.formats;

import io.consentgate.disclosure.NoticeEdition;
import io.consentgate.disclosure.NoticeFile;
import io.consentgate.disclosure.NoticeModel;
import io.consentgate.disclosure.NoticeModel.Tracker;
import io.consentgate.disclosure.NoticeTexts;
import io.consentgate.disclosure.Rendering;
import io.consentgate.event.Purpose;
import java.net.URI;
import java.time.Period;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * {@code device-storage.json}: cookies and storage in the shape of the IAB's "Vendor Device Storage & Operational
 * Disclosures", which consent tools read. The site owns it: no vendor id, no consent string, no claim to be part of the
 * framework (disclosure.md 1.3). A pixel keeps nothing on the device and is not in it.
 */
public final class DeviceStorageRendering implements Rendering {

    static final String NAME = "device-storage.json";

    /** The specification's own example is 82 years long; nothing real is longer than this. */
    private static final long LONGEST_SECONDS = 24 * 31 * 86_400L;

    @Override
    public List<NoticeFile> render(NoticeEdition edition, NoticeTexts texts) {
        NoticeModel model = edition.model();
        Map<String, Object> content = new LinkedHashMap<>();
        content.put(
                "disclosures",
                model.trackers().stream()
                        .filter(tracker -> !tracker.type().equals("pixel"))
                        .map(tracker -> disclosure(tracker, model))
                        .toList());
        content.put(
                "domains",
                model.domains().stream()
                        .map(domain -> {
                            Map<String, Object> line = new LinkedHashMap<>();
                            line.put("domain", domain);
                            line.put("use", "Contacted by " + model.processor().name() + "'s script, after consent");
                            return line;
                        })
                        .toList());
        return List.of(Written.json(NAME, "application/json", content));
    }

    static Map<String, Object> disclosure(Tracker tracker, NoticeModel model) {
        boolean cookie = tracker.type().equals("cookie");
        if (tracker.maxAgeSeconds() > LONGEST_SECONDS) {
            throw new IllegalArgumentException(
                    tracker.name() + " would live longer than 24 months: its lifetime is in another unit");
        }
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("identifier", tracker.name());
        line.put("type", cookie ? "cookie" : "web");
        line.put("maxAgeSeconds", cookie ? tracker.maxAgeSeconds() : null);
        if (cookie) {
            line.put("cookieRefresh", tracker.refreshed());
        }
        line.put("domains", domains(tracker, model));
        line.put("purposes", purposes(tracker));
        line.put("description", description(tracker));
        return line;
    }

    static List<String> domains(Tracker tracker, NoticeModel model) {
        return tracker.domain().equals("site") ? ownDomains(model) : List.of(tracker.domain());
    }

    private static List<String> ownDomains(NoticeModel model) {
        URI website = model.controller().website();
        return Stream.concat(Stream.ofNullable(website), model.pages().privacy().values().stream())
                .map(URI::getHost)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }

    /** 1 when storing needs consent (ePrivacy); 3 to 6, personalised advertising and content, for profiling. */
    private static List<Integer> purposes(Tracker tracker) {
        if (!tracker.needsConsent()) {
            return List.of();
        }
        boolean profiling = tracker.category().equals("profiling") && tracker.purpose() != Purpose.EMAIL_OPEN_TRACKING;
        return profiling ? List.of(1, 3, 4, 5, 6) : List.of(1);
    }

    private static String description(Tracker tracker) {
        String when = tracker.needsConsent()
                ? "set after consent to " + tracker.purpose().wire()
                : "technical, set without consent";
        String how = tracker.lifetime().equals(Period.ZERO)
                ? "until the browser is closed"
                : tracker.lifetime().toString();
        return tracker.party() + " party, by " + tracker.provider() + "; " + when + "; " + how;
    }
}
