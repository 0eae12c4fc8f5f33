package io.consentgate.consent.banner;

import io.consentgate.consent.banner.BannerState.Decision;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code cc_cookie} of orestbida/cookieconsent: lists what was accepted, and nothing else (consent.md 2.8). */
final class Orestbida implements Decoder {

    private static final Set<String> OWN =
            Set.of("necessary", "functionality", "preferences", "analytics", "marketing");

    @Override
    public Said read(String raw, BannerSettings settings, Instant receivedAt) {
        Map<String, Object> record = Json.object(raw);
        Said said = new Said();
        said.acceptedOnly = true;
        said.services = new HashMap<>();
        List<Object> accepted = Json.list(record, "categories");
        boolean version2 = accepted == null && record.get("level") instanceof List;
        accept(said, version2 ? Json.list(record, "level") : accepted);
        if (version2) {
            said.at = Dates.iso(record.getOrDefault("last_consent_update", record.get("consent_date")));
            said.receiptId = Json.text(record, "consent_uuid");
            // Its names belong to the former version of the site's banner, which knew no services: a yes there counts
            // for nothing now, and was no refusal either.
            settings.services().forEach(service -> said.services.put(service, true));
            return said.needs(false, BannerReason.CATEGORY_MISSING);
        }
        services(said, Json.object(record, "services"));
        Object latest = record.get("lastConsentTimestamp");
        said.at = Dates.iso(latest == null ? record.get("consentTimestamp") : latest);
        said.expiresAt = Dates.millis(record.get("expirationTime"));
        said.receiptId = Json.text(record, "consentId");
        Object revision = record.get("revision");
        if (!settings.expects(revision instanceof Long ? revision.toString() : null)) {
            return said.because(Decision.STALE, BannerReason.VERSION_MISMATCH);
        }
        return said.needs(said.receiptId != null, BannerReason.EVIDENCE_MISSING);
    }

    private static void accept(Said said, List<Object> categories) {
        if (categories == null) {
            throw BadValue.unparsable();
        }
        for (Object category : categories) {
            if (!(category instanceof String name)) {
                throw BadValue.unparsable();
            }
            said.answer(name, true);
            said.foreignNames |= !OWN.contains(name);
        }
    }

    private static void services(Said said, Map<String, Object> services) {
        if (services == null) {
            return;
        }
        for (String category : services.keySet()) {
            List<Object> names = Json.list(services, category);
            for (Object name : names == null ? List.of() : names) {
                if (!(name instanceof String service)) {
                    throw BadValue.unparsable();
                }
                if (said.categories.containsKey(category)) {
                    said.services.put(service, true);
                }
            }
        }
    }
}
