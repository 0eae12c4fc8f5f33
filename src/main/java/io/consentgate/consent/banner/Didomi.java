package io.consentgate.consent.banner;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * {@code didomi_token}: JSON in base64. Vendors and purposes that are neither enabled nor disabled were not answered; that
 * nothing is disabled means nothing (consent.md 2.8). Categories are named {@code vendors.<id>} and {@code purposes.<id>}.
 */
final class Didomi implements Decoder {

    private static final Long READABLE = 2L;

    /** The framework's, refused by most who agree to the rest. */
    private static final Set<String> SPECIAL_FEATURES = Set.of("geolocation_data", "device_characteristics");

    @Override
    public Said read(String raw, BannerSettings settings, Instant receivedAt) {
        Map<String, Object> token = Json.object(json(raw));
        Map<String, Object> vendors = Json.object(token, "vendors");
        Map<String, Object> purposes = Json.object(token, "purposes");
        if (vendors == null && purposes == null) {
            return Said.notAsked();
        }
        Said said = new Said();
        said.services = new HashMap<>();
        answers(said, "vendors.", vendors, said.services);
        Map<String, Boolean> allowed = new HashMap<>();
        answers(said, "purposes.", purposes, allowed);
        allowed.keySet().removeAll(SPECIAL_FEATURES);
        if (!allowed.isEmpty() && !allowed.containsValue(true)) {
            // A vendor that may be there and has nothing it may do.
            settings.services().forEach(vendor -> said.services.replace(vendor, false));
        }
        said.at = Dates.iso(token.get("updated"));
        said.receiptId = Json.text(token, "user_id");
        return said.needs(READABLE.equals(token.get("version")), BannerReason.EVIDENCE_MISSING)
                .needs(said.receiptId != null, BannerReason.EVIDENCE_MISSING);
    }

    private static void answers(Said said, String prefix, Map<String, Object> lists, Map<String, Boolean> byId) {
        if (lists == null) {
            return;
        }
        for (boolean enabled : new boolean[] {true, false}) {
            List<Object> ids = Json.list(lists, enabled ? "enabled" : "disabled");
            for (Object id : ids == null ? List.of() : ids) {
                if (!(id instanceof String name)) {
                    throw BadValue.unparsable();
                }
                said.answer(prefix + name, enabled);
                byId.put(name, enabled);
            }
        }
    }

    /** Either alphabet, padded or not; nothing but an object may be in it. */
    private static String json(String raw) {
        String base64 = Percent.decode(raw);
        int end = base64.length();
        while (end > 0 && base64.charAt(end - 1) == '=' && base64.length() - end < 2) {
            end--;
        }
        String plain = base64.substring(0, end).replace('-', '+').replace('_', '/');
        try {
            byte[] bytes = Base64.getDecoder().decode(plain);
            String json = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            if (json.isEmpty() || json.charAt(0) != '{') {
                throw BadValue.unparsable();
            }
            return json;
        } catch (IllegalArgumentException noBase64) {
            throw BadValue.unparsable();
        } catch (CharacterCodingException noUtf8) {
            throw BadValue.because(BannerReason.MISENCODED);
        }
    }
}
