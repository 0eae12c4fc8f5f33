package io.consentgate.consent.banner;

import io.consentgate.consent.banner.BannerState.Decision;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One cookie per category, prefix {@code cmplz_}, joined by {@code "; "}; no date and no receipt (consent.md 2.7). */
final class Complianz implements Decoder {

    private static final String PREFIX = "cmplz_";
    private static final Set<String> CATEGORIES =
            Set.of("functional", "preferences", "statistics", "statistics-anonymous", "marketing");

    @Override
    public Said read(String raw, BannerSettings settings, Instant receivedAt) {
        Map<String, String> cookies = new HashMap<>();
        CookieHeader.parse(raw).cookies().forEach((name, values) -> {
            if (name.startsWith(PREFIX)) {
                if (new HashSet<>(values).size() > 1) {
                    throw BadValue.conflict();
                }
                cookies.put(name.substring(PREFIX.length()), values.get(0));
            }
        });
        if (cookies.isEmpty()) {
            throw BadValue.unparsable();
        }
        Said said = new Said();
        said.dated = false;
        cookies.forEach((name, value) -> {
            if (CATEGORIES.contains(name) || value.equals("allow") || value.equals("deny")) {
                said.answer(name, allowed(value));
                said.foreignNames |= !CATEGORIES.contains(name);
            }
        });
        said.services = services(cookies.get("consented_services"));
        return judged(said, cookies, settings);
    }

    private static Said judged(Said said, Map<String, String> cookies, BannerSettings settings) {
        String banner = cookies.get("banner-status");
        if (contradicts(cookies.get("saved_categories"), said.categories)) {
            return said.because(Decision.CONFLICT, BannerReason.CONFLICT);
        }
        if (banner == null && said.categories.values().stream().allMatch(c -> c) && said.categories.size() < 2) {
            // Functional alone is written without asking; in opt-out countries the rest is missing and runs.
            return said.because(Decision.NONE, BannerReason.CATEGORY_MISSING);
        }
        if (banner != null && !banner.equals("dismissed")) {
            return said.because(Decision.NONE, BannerReason.NOT_ASKED);
        }
        String asked = cookies.get("consenttype");
        if (asked != null && !asked.startsWith("optin")) {
            // Where the plugin does not ask, it allows.
            return said.because(Decision.IMPLIED, BannerReason.IMPLIED);
        }
        if (!settings.expects(cookies.get("policy_id"))) {
            return said.because(Decision.STALE, BannerReason.VERSION_MISMATCH);
        }
        return said.needs(banner != null, BannerReason.EVIDENCE_MISSING);
    }

    private static boolean allowed(String value) {
        return switch (value) {
            case "allow" -> true;
            case "deny" -> false;
            default -> throw BadValue.unparsable();
        };
    }

    private static Map<String, Boolean> services(String json) {
        Map<String, Boolean> services = new HashMap<>();
        if (json != null && !json.isEmpty()) {
            Json.object(json).forEach((name, answer) -> services.put(name, Json.bool(answer)));
        }
        return services;
    }

    /** The memory of before the page was loaded again; the cookie of the category decides, but not against it. */
    private static boolean contradicts(String saved, Map<String, Boolean> categories) {
        if (saved == null || saved.isEmpty() || saved.equals("[]")) {
            return false;
        }
        String plain = Percent.decode(saved);
        List<Object> names = Json.list(Json.object("{\"saved\":" + plain + "}"), "saved");
        for (Map.Entry<String, Boolean> category : categories.entrySet()) {
            if (!category.getKey().equals("functional") && names.contains(category.getKey()) != category.getValue()) {
                return true;
            }
        }
        return false;
    }
}
