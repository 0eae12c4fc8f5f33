package io.consentgate.consent.banner;

import java.time.Instant;
import java.util.Map;

/** {@code _iub_cs-<siteId>}: percent-encoded JSON; a purpose that is not there was not asked (consent.md 2.4). */
final class Iubenda implements Decoder {

    @Override
    public Said read(String raw, BannerSettings settings, Instant receivedAt) {
        Map<String, Object> record = Json.object(raw);
        Map<String, Object> purposes = Json.object(record, "purposes");
        Object consent = record.get("consent");
        if (purposes == null && consent == null) {
            if (!record.containsKey("id")) {
                throw BadValue.unparsable();
            }
            return Said.notAsked();
        }
        Said said = new Said();
        if (purposes == null) {
            said.everything = Json.bool(consent);
        } else {
            purposes.forEach((purpose, answer) -> said.answer(purpose, Json.bool(answer)));
            boolean refusedAll = consent != null && !Json.bool(consent);
            if (refusedAll && said.categories.entrySet().stream().anyMatch(Iubenda::grantsMoreThanNecessary)) {
                throw BadValue.conflict();
            }
        }
        said.at = Dates.iso(record.get("timestamp"));
        Map<String, Object> proof = Json.object(record, "cons");
        said.receiptId = proof == null ? null : Json.text(proof, "rand");
        return said;
    }

    private static boolean grantsMoreThanNecessary(Map.Entry<String, Boolean> purpose) {
        return purpose.getValue() && !purpose.getKey().equals("1");
    }
}
