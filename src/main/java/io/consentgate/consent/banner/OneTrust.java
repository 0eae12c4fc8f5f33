package io.consentgate.consent.banner;

import io.consentgate.consent.banner.BannerState.Decision;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code OptanonConsent}: a form, to be split before it is decoded (consent.md 2.5). May come with its sibling, as a
 * cookie header holds them: {@code OptanonConsent=...; OptanonAlertBoxClosed=...}.
 */
final class OneTrust implements Decoder {

    private static final String COOKIE = "OptanonConsent";
    private static final String ANSWERED = "OptanonAlertBoxClosed";

    @Override
    public Said read(String raw, BannerSettings settings, Instant receivedAt) {
        if (!raw.startsWith(COOKIE + "=")) {
            return form(raw, null);
        }
        Map<String, List<String>> cookies = CookieHeader.parse(raw).cookies();
        List<String> answered = cookies.getOrDefault(ANSWERED, List.of());
        if (cookies.get(COOKIE).size() > 1 || answered.size() > 1) {
            throw BadValue.conflict();
        }
        Instant at = answered.isEmpty() ? null : Dates.iso(Percent.decode(answered.get(0)));
        if (at == null && !answered.isEmpty()) {
            throw BadValue.unparsable();
        }
        return form(cookies.get(COOKIE).get(0), at);
    }

    private static Said form(String form, Instant answeredAt) {
        Map<String, String> fields = fields(form);
        String groups = fields.get("groups");
        if (groups == null && !fields.containsKey("datestamp")) {
            throw BadValue.unparsable();
        }
        Said said = new Said();
        if (groups != null) {
            groups(Percent.decode(groups), said);
        }
        said.gpc = isOn(fields.get("isGpcEnabled")) || isOn(fields.get("browserGpcFlag"));
        said.at = answeredAt != null ? answeredAt : date(fields.get("datestamp"));
        // Written anew at every page view: by it alone a consent would never grow old.
        said.redated = answeredAt == null;
        said.receiptId = fields.get("consentId");
        String awaiting = fields.get("AwaitingReconsent");
        if (awaiting != null && !awaiting.equals("false")) {
            return said.because(Decision.AWAITING_RECONSENT, BannerReason.RECONSENT_PENDING);
        }
        String interactions = fields.get("interactionCount");
        if ("0".equals(interactions)) {
            return said.because(Decision.IMPLIED, BannerReason.IMPLIED);
        }
        if (answeredAt != null) {
            return said;
        }
        if (said.receiptId == null) {
            return said.because(Decision.UNKNOWN, BannerReason.EVIDENCE_MISSING);
        }
        boolean sitesOwnId = "0".equals(fields.get("isAnonUser"));
        return said.needs(interactions == null || isNumber(interactions), BannerReason.EVIDENCE_MISSING)
                .needs(sitesOwnId || isUuid(said.receiptId), BannerReason.EVIDENCE_MISSING);
    }

    private static Map<String, String> fields(String form) {
        Map<String, String> fields = new HashMap<>(32);
        int from = 0;
        while (from <= form.length()) {
            int end = form.indexOf('&', from);
            end = end < 0 ? form.length() : end;
            int equals = form.indexOf('=', from);
            if (equals >= 0 && equals < end) {
                String value = form.substring(equals + 1, end);
                if (fields.put(form.substring(from, equals), value) != null) {
                    throw BadValue.conflict();
                }
            }
            from = end + 1;
        }
        return fields;
    }

    private static void groups(String groups, Said said) {
        int from = 0;
        boolean own = false;
        while (from < groups.length()) {
            int end = groups.indexOf(',', from);
            end = end < 0 ? groups.length() : end;
            int colon = groups.indexOf(':', from);
            if (colon <= from || colon + 2 != end) {
                throw BadValue.unparsable();
            }
            char answer = groups.charAt(colon + 1);
            if (answer != '0' && answer != '1') {
                throw BadValue.unparsable();
            }
            String group = groups.substring(from, colon);
            said.answer(group, answer == '1');
            own |= group.startsWith("C000");
            from = end + 1;
        }
        said.foreignNames = !own && !said.categories.isEmpty();
    }

    /** A value with blanks was decoded on its way here; decoding it again would take the plus of its zone. */
    private static Instant date(String datestamp) {
        if (datestamp == null) {
            return null;
        }
        return Dates.javascript(datestamp.indexOf(' ') >= 0 ? datestamp : Percent.decodeForm(datestamp));
    }

    /** Whatever is there but is not an off counts as on: it only closes. */
    private static boolean isOn(String flag) {
        return flag != null && !flag.equals("0") && !flag.isEmpty();
    }

    private static boolean isNumber(String text) {
        return text.length() <= 9 && !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static boolean isUuid(String text) {
        if (text.length() != 36) {
            return false;
        }
        for (int i = 0; i < 36; i++) {
            char c = text.charAt(i);
            boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
            boolean hex = c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F';
            if (dash ? c != '-' : !hex) {
                return false;
            }
        }
        return true;
    }
}
