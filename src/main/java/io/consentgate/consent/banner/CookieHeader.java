package io.consentgate.consent.banner;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A {@code Cookie:} header: split at each semicolon, the name ends at the first equals sign, the value stays raw for the
 * tool's own decoder, and a name may come twice (consent.md 2.1 rules 4 and 7).
 */
public record CookieHeader(Map<String, List<String>> cookies) {

    /** Siblings such as {@code _iub_cs-1-granular} share the prefix (consent.md 2.4). */
    private static final Pattern IUBENDA = Pattern.compile("_iub_cs-[0-9]+");

    public static CookieHeader parse(String header) {
        Map<String, List<String>> cookies = new LinkedHashMap<>();
        for (int from = 0; from < header.length(); ) {
            int end = header.indexOf(';', from);
            end = end < 0 ? header.length() : end;
            int equals = header.indexOf('=', from);
            if (equals >= 0 && equals < end) {
                String name = header.substring(from, equals).strip();
                String value = header.substring(equals + 1, end).strip();
                cookies.computeIfAbsent(name, first -> new ArrayList<>(1)).add(value);
            }
            from = end + 1;
        }
        return new CookieHeader(cookies);
    }

    /** What this header holds of one tool, as {@link BannerReader} reads it; several when a cookie came twice. */
    public List<String> of(BannerFormat format) {
        return switch (format) {
            case COOKIEBOT -> cookies.getOrDefault("CookieConsent", List.of());
            case IUBENDA ->
                cookies.entrySet().stream()
                        .filter(cookie -> IUBENDA.matcher(cookie.getKey()).matches())
                        .flatMap(cookie -> cookie.getValue().stream())
                        .toList();
            case ONETRUST ->
                cookies.containsKey("OptanonConsent") ? joined("OptanonConsent", "OptanonAlertBoxClosed") : List.of();
            case COOKIEYES -> cookies.getOrDefault("cookieyes-consent", List.of());
            case COMPLIANZ -> joined("cmplz_");
            case KLARO -> cookies.getOrDefault("klaro", List.of());
            // Kept in localStorage: only a page that posts it shows it (consent.md 2.1 rule 9).
            case USERCENTRICS -> List.of();
            case DIDOMI -> cookies.getOrDefault("didomi_token", List.of());
            case ORESTBIDA -> cookies.getOrDefault("cc_cookie", List.of());
            case OSANO -> joined("cookieconsent_status");
            case GOOGLE_CONSENT_MODE -> List.of();
            case IAB_TCF -> cookies.getOrDefault("euconsent-v2", List.of());
            case IAB_GPP -> cookies.getOrDefault("OTGPPConsent", List.of());
            case CONSENTGATE -> cookies.getOrDefault("consentgate_consent", List.of());
        };
    }

    /** The cookies of a tool that keeps several, joined again, in order. */
    private List<String> joined(String... prefixes) {
        List<String> pairs = new ArrayList<>();
        for (String prefix : prefixes) {
            cookies.forEach((name, values) -> {
                if (name.startsWith(prefix)) {
                    values.forEach(value -> pairs.add(name + "=" + value));
                }
            });
        }
        return pairs.isEmpty() ? List.of() : List.of(String.join("; ", pairs));
    }
}
