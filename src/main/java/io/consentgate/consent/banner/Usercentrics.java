package io.consentgate.consent.banner;

import io.consentgate.consent.banner.BannerState.Decision;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** {@code uc_settings} with a history per service, or version 3's {@code ucData} without one (consent.md 2.8). */
final class Usercentrics implements Decoder {

    /** What may have written a record that says what wrote it: a page that loads writes one too. */
    private static final Set<String> CLICKS = Set.of("onAcceptAllServices", "onDenyAllServices", "onUpdateServices");

    @Override
    public Said read(String raw, BannerSettings settings, Instant receivedAt) {
        Map<String, Object> record = Json.object(raw);
        Map<String, Object> consent = Json.object(record, "consent");
        if (consent != null) {
            return data(consent, settings);
        }
        List<Object> services = Json.list(record, "services");
        if (services == null) {
            throw BadValue.unparsable();
        }
        return services.isEmpty() ? Said.notAsked() : settings(services, record, settings);
    }

    private static Said settings(List<Object> services, Map<String, Object> record, BannerSettings settings) {
        Said said = new Said();
        said.receiptId = Json.text(record, "controllerId");
        Set<String> meantIds = settings.trackingNames(BannerFormat.USERCENTRICS);
        boolean clicked = false;
        boolean defaulted = false;
        for (Object element : services) {
            if (!(element instanceof Map<?, ?> service) || !(service.get("id") instanceof String id)) {
                throw BadValue.unparsable();
            }
            Boolean status = Json.bool(service.get("status"));
            said.answer(id, status);
            Last last = Last.of(service.get("history"));
            boolean meant = settings.services().contains(id) || meantIds.contains(id);
            if (meant && last != null) {
                clicked |= last.explicit;
                defaulted |= !last.explicit;
                said.needs(status.equals(last.status), BannerReason.CONFLICT);
                said.at = said.at == null || last.at.isBefore(said.at) ? last.at : said.at;
            } else if (meant) {
                said.needs(false, BannerReason.EVIDENCE_MISSING);
            } else if (last != null) {
                clicked |= last.explicit;
            }
        }
        return defaulted || !clicked ? said.because(Decision.IMPLIED, BannerReason.IMPLIED) : said;
    }

    /** The newest entry of a service's history. */
    private record Last(Instant at, Boolean status, boolean explicit) {

        static Last of(Object history) {
            if (!(history instanceof List<?> entries)) {
                return null;
            }
            Last last = null;
            for (Object element : entries) {
                if (!(element instanceof Map<?, ?> entry)) {
                    throw BadValue.unparsable();
                }
                Instant at = Dates.millis(entry.get("timestamp"));
                if (at == null) {
                    throw BadValue.unparsable();
                }
                if (last == null || !at.isBefore(last.at)) {
                    last = new Last(at, Json.bool(entry.get("status")), "explicit".equals(entry.get("type")));
                }
            }
            return last;
        }
    }

    private static Said data(Map<String, Object> consent, BannerSettings settings) {
        Map<String, Object> services = Json.object(consent, "services");
        if (services == null || services.isEmpty()) {
            return Said.notAsked();
        }
        Said said = new Said();
        said.dated = false;
        for (String id : services.keySet()) {
            Map<String, Object> service = Json.object(services, id);
            if (service == null) {
                throw BadValue.unparsable();
            }
            Boolean answer = Json.bool(service.get("consent"));
            said.answer(id, answer);
            String name = Json.text(service, "name");
            String known = name == null ? null : name.toLowerCase(Locale.ROOT);
            if (known != null && !known.equals(id) && settings.services().contains(known)) {
                said.answer(known, answer);
            }
        }
        Object writer = consent.get("updatedBy");
        boolean chosen = (writer == null || writer instanceof String click && CLICKS.contains(click))
                && (!consent.containsKey("type")
                        || (consent.get("type") instanceof String type && type.equalsIgnoreCase("explicit")));
        return chosen ? said : said.because(Decision.IMPLIED, BannerReason.IMPLIED);
    }
}
