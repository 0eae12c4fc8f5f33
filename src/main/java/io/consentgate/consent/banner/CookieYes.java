package io.consentgate.consent.banner;

import io.consentgate.consent.banner.BannerState.Decision;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** {@code cookieyes-consent}: {@code key:value} pairs; all but five keys are categories (consent.md 2.6). */
final class CookieYes implements Decoder {

    private static final Set<String> META = Set.of("consentid", "consent", "action", "tax", "lastRenewedDate");
    private static final Set<String> REQUIRED = Set.of("necessary", "essential");
    private static final Set<String> OWN =
            Set.of("necessary", "functional", "analytics", "performance", "advertisement", "other");
    private static final Duration LIFE = Duration.ofDays(365);

    @Override
    public Said read(String raw, BannerSettings settings, Instant receivedAt) {
        String text = raw.indexOf(':') >= 0 ? raw : Percent.decode(raw);
        Map<String, String> meta = new HashMap<>();
        Said said = new Said();
        for (int from = 0; from <= text.length(); ) {
            int end = text.indexOf(',', from);
            end = end < 0 ? text.length() : end;
            int colon = text.indexOf(':', from);
            if (colon <= from || colon >= end) {
                throw BadValue.unparsable();
            }
            String key = text.substring(from, colon);
            String value = text.substring(colon + 1, end);
            if (META.contains(key)) {
                if (meta.put(key, value) != null) {
                    throw BadValue.conflict();
                }
            } else {
                said.answer(key, REQUIRED.contains(key) || yes(value));
                said.foreignNames |= !OWN.contains(key);
            }
            from = end + 1;
        }
        said.at = Dates.millis(meta.get("lastRenewedDate"));
        said.expiresAt = said.at == null ? null : said.at.plus(LIFE);
        said.receiptId = meta.get("consentid");
        if (!"yes".equals(meta.get("action"))) {
            return said.because(Decision.NONE, BannerReason.NOT_ASKED);
        }
        if (!settings.expects(meta.get("tax"))) {
            return said.because(Decision.STALE, BannerReason.VERSION_MISMATCH);
        }
        String consent = meta.get("consent");
        boolean contradicts = consent != null && !consent.equals("yes");
        return said.needs(!contradicts, BannerReason.CONFLICT)
                .needs(said.receiptId != null && !said.receiptId.isEmpty(), BannerReason.EVIDENCE_MISSING);
    }

    private static boolean yes(String value) {
        return switch (value) {
            case "yes" -> true;
            case "no" -> false;
            default -> throw BadValue.unparsable();
        };
    }
}
