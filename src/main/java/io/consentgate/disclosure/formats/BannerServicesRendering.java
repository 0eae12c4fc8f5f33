package io.consentgate.disclosure.formats;

import io.consentgate.disclosure.NoticeEdition;
import io.consentgate.disclosure.NoticeFile;
import io.consentgate.disclosure.NoticeModel;
import io.consentgate.disclosure.NoticeModel.ScriptMode;
import io.consentgate.disclosure.NoticeModel.Tracker;
import io.consentgate.disclosure.NoticeTexts;
import io.consentgate.disclosure.Rendering;
import io.consentgate.event.Purpose;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a consent banner has to know: {@code klaro-services.json}, the {@code services} of a Klaro configuration, and
 * {@code banner-services.csv} for every other tool, with the columns of the tables that such tools print.
 */
public final class BannerServicesRendering implements Rendering {

    private static final List<String> COLUMNS = List.of(
            "service",
            "name",
            "type",
            "party",
            "provider",
            "category",
            "purpose",
            "lifetime",
            "max_age_seconds",
            "domain",
            "country",
            "needs_consent");

    @Override
    public List<NoticeFile> render(NoticeEdition edition, NoticeTexts texts) {
        NoticeModel model = edition.model();
        Map<String, Object> klaro = new LinkedHashMap<>();
        klaro.put("services", model.script() == ScriptMode.NONE ? List.of() : List.of(klaroService(model, texts)));
        return List.of(
                Written.json("klaro-services.json", "application/json", klaro),
                Written.csv(
                        "banner-services.csv",
                        model.trackers().stream()
                                .map(tracker -> row(tracker, model))
                                .toList(),
                        COLUMNS));
    }

    /** Off until somebody says yes; {@code optOut} would be the other way round. */
    private static Map<String, Object> klaroService(NoticeModel model, NoticeTexts texts) {
        Map<String, Object> service = new LinkedHashMap<>();
        service.put("name", "activecampaign");
        service.put("title", "ActiveCampaign");
        service.put("purposes", List.of("marketing"));
        service.put("required", false);
        service.put("default", false);
        service.put("optOut", false);
        service.put(
                "cookies",
                model.trackers().stream()
                        .filter(tracker ->
                                tracker.type().equals("cookie") && tracker.purpose() != Purpose.EMAIL_OPEN_TRACKING)
                        .flatMap(tracker -> DeviceStorageRendering.domains(tracker, model).stream()
                                .map(domain -> klaroCookie(tracker, domain)))
                        .toList());
        Map<String, Object> translations = new LinkedHashMap<>();
        for (String language : model.languages()) {
            Map<String, Object> translation = new LinkedHashMap<>();
            translation.put("title", "ActiveCampaign");
            translation.put("description", texts.in(language).purposeMeaning(Purpose.SITE_TRACKING));
            translation.put(
                    "privacyPolicyUrl", model.pages().privacy().get(language).toString());
            translations.put(language, translation);
        }
        service.put("translations", translations);
        return service;
    }

    /** Klaro takes a text that starts with {@code ^} as a regular expression. */
    private static Map<String, Object> klaroCookie(Tracker tracker, String domain) {
        StringBuilder pattern = new StringBuilder("^");
        for (char letter : tracker.name().toCharArray()) {
            if (letter == '*') {
                pattern.append(".*");
            } else if (Character.isLetterOrDigit(letter) || letter == '_' || letter == '-') {
                pattern.append(letter);
            } else {
                pattern.append('\\').append(letter);
            }
        }
        Map<String, Object> cookie = new LinkedHashMap<>();
        cookie.put("pattern", pattern.append('$').toString());
        cookie.put("path", "/");
        cookie.put("domain", domain);
        return cookie;
    }

    private static Map<String, String> row(Tracker tracker, NoticeModel model) {
        Map<String, String> row = new LinkedHashMap<>();
        row.put("service", "activecampaign");
        row.put("name", tracker.name());
        row.put("type", tracker.type());
        row.put("party", tracker.party());
        row.put("provider", tracker.provider());
        row.put("category", tracker.category());
        row.put("purpose", tracker.purpose() == null ? "" : tracker.purpose().wire());
        row.put(
                "lifetime",
                tracker.lifetime().isZero() ? "session" : tracker.lifetime().toString());
        row.put("max_age_seconds", String.valueOf(tracker.maxAgeSeconds()));
        row.put("domain", String.join(" ", DeviceStorageRendering.domains(tracker, model)));
        row.put("country", tracker.country());
        row.put("needs_consent", String.valueOf(tracker.needsConsent()));
        return row;
    }
}
