package io.consentgate.consent.banner;

import io.consentgate.consent.banner.BannerState.Decision;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Osano's open-source banner, version 3 ({@code cookieconsent_status=allow}: one answer for everything) and 4 (one cookie
 * per category). Dismissing is not agreeing, though its own code counts it so (consent.md 2.8).
 */
final class Osano implements Decoder {

    private static final String VERSION_3 = "cookieconsent_status";
    private static final String VERSION_4 = VERSION_3 + "_";

    @Override
    public Said read(String raw, BannerSettings settings, Instant receivedAt) {
        Said said = new Said();
        said.dated = false;
        if (raw.indexOf('=') < 0) {
            return one(said, raw);
        }
        Map<String, List<String>> cookies = CookieHeader.parse(raw).cookies();
        String whole = null;
        for (Map.Entry<String, List<String>> cookie : cookies.entrySet()) {
            String name = cookie.getKey();
            if (name.equals(VERSION_3) || name.startsWith(VERSION_4)) {
                if (cookie.getValue().stream().distinct().count() > 1) {
                    throw BadValue.conflict();
                }
                String value = cookie.getValue().get(0);
                if (name.equals(VERSION_3)) {
                    whole = value;
                } else {
                    said.answer(name.substring(VERSION_4.length()), answer(value));
                }
            }
        }
        if (said.categories.isEmpty()) {
            return one(said, whole);
        }
        if (whole != null && !whole.equals("allow")) {
            return said.because(Decision.CONFLICT, BannerReason.CONFLICT);
        }
        return dismissed(said, settings) ? said.because(Decision.IMPLIED, BannerReason.IMPLIED) : said;
    }

    private static Said one(Said said, String status) {
        if (status == null) {
            throw BadValue.unparsable();
        }
        switch (status) {
            case "allow" -> said.everything = true;
            case "deny" -> said.everything = false;
            case "dismiss" -> said.because(Decision.IMPLIED, BannerReason.IMPLIED);
            default -> throw BadValue.unparsable();
        }
        said.answer("all", said.everything);
        return said;
    }

    private static Boolean answer(String value) {
        return switch (value) {
            case "ALLOW" -> Boolean.TRUE;
            case "DENY" -> Boolean.FALSE;
            case "DISMISS" -> null;
            default -> throw BadValue.unparsable();
        };
    }

    private static boolean dismissed(Said said, BannerSettings settings) {
        for (String category : settings.siteTracking(BannerFormat.OSANO)) {
            if (said.categories.containsKey(category) && said.categories.get(category) == null) {
                return true;
            }
        }
        return false;
    }
}
