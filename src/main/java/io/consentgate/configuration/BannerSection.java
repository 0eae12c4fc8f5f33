package io.consentgate.configuration;

import io.consentgate.consent.banner.BannerFormat;
import io.consentgate.consent.banner.BannerSettings;
import io.consentgate.site.Site;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Reads what a site's file says about its consent banner (consent.md 2.2). */
final class BannerSection {

    private static final int LONGEST_LIFE_MONTHS = 24;
    private static final int TCF_VENDORS = 65_535;
    private static final int TCF_CUSTOM_PURPOSES = 63;

    /** Tools that write the site's revision, policy, taxonomy or notice version into their value. */
    private static final Set<BannerFormat> VERSIONED = EnumSet.of(
            BannerFormat.ORESTBIDA, BannerFormat.COMPLIANZ, BannerFormat.COOKIEYES, BannerFormat.CONSENTGATE);

    private static final Set<BannerFormat> IAB = EnumSet.of(BannerFormat.IAB_TCF, BannerFormat.IAB_GPP);

    private static final Map<String, BannerFormat> FORMATS = new LinkedHashMap<>();

    static {
        Stream.of(BannerFormat.values())
                .sorted(Comparator.comparing(BannerFormat::wire))
                .forEach(format -> FORMATS.put(format.wire(), format));
    }

    private BannerSection() {}

    /** Null when the file has no such section. */
    static Site.Banner read(Section file) {
        return file.section("banner").map(BannerSection::banner).orElse(null);
    }

    private static Site.Banner banner(Section section) {
        Map<BannerFormat, BannerSettings> tools = new EnumMap<>(BannerFormat.class);
        List<Section> declared = section.sections("tools");
        if (declared.isEmpty()) {
            section.wrong("tools", "is missing", "a list with at least one tool like - format: cookiebot", null);
        }
        for (Section tool : declared) {
            BannerFormat format = tool.oneOf("format", FORMATS);
            BannerSettings settings = settings(tool, format);
            if (format != null && tools.put(format, settings) != null) {
                tool.wrong("format", "is declared twice", "each tool once", null);
            }
            tool.refuseOthers();
        }
        Site.Banner banner = new Site.Banner(
                origins(section),
                section.textOr("notice_version", null),
                section.has("consent_months") ? section.number("consent_months", 1, LONGEST_LIFE_MONTHS) : null,
                tools);
        section.refuseOthers();
        return banner;
    }

    private static BannerSettings settings(Section tool, BannerFormat format) {
        Set<String> siteTracking = categories(tool, "site_tracking", format);
        if (tool.has("site_tracking") && siteTracking.isEmpty()) {
            tool.wrong(
                    "site_tracking",
                    "is empty",
                    "categories that permit ActiveCampaign's tracking, or no such key for the tool's usual one",
                    null);
        }
        if (format != null && !VERSIONED.contains(format)) {
            unsuited(tool, "expected_version", format, VERSIONED);
        }
        if (format != null && !IAB.contains(format)) {
            unsuited(tool, "tcf_vendor", format, IAB);
            unsuited(tool, "tcf_publisher_purposes", format, IAB);
        }
        return new BannerSettings(
                tool.has("site_tracking") ? siteTracking : null,
                categories(tool, "profiling_online", format),
                tool.has("services") ? tool.texts("services") : null,
                tool.textOr("expected_version", null),
                tool.has("tcf_vendor") ? tool.number("tcf_vendor", 1, TCF_VENDORS) : null,
                publisherPurposes(tool));
    }

    private static void unsuited(Section tool, String key, BannerFormat format, Set<BannerFormat> suited) {
        if (tool.has(key)) {
            tool.wrong(
                    key,
                    "says nothing about " + format.wire(),
                    "this key with "
                            + String.join(
                                    ", ",
                                    suited.stream()
                                            .map(BannerFormat::wire)
                                            .sorted()
                                            .toList()),
                    "remove it");
        }
    }

    /** Names that the tool itself fixes are checked; a category granted to everybody permits nothing. */
    private static Set<String> categories(Section tool, String key, BannerFormat format) {
        Set<String> names = tool.texts(key);
        List<String> fixed = format == null ? List.of() : fixedNames(format);
        int i = 0;
        for (String name : names) {
            String at = key + "[" + i++ + "]";
            if (!fixed.isEmpty() && !fixed.contains(name)) {
                tool.wrong(
                        at,
                        "\"" + name + "\" is no category of " + format.wire(),
                        "one of " + String.join(", ", fixed),
                        Suggestion.nearest(name, fixed));
            } else if (format != null && name.equals(grantedToAll(format))) {
                tool.wrong(
                        at,
                        "\"" + name + "\" is granted without being asked",
                        "a category that visitors choose",
                        "remove it");
            }
        }
        return names;
    }

    private static List<String> fixedNames(BannerFormat format) {
        return switch (format) {
            case COOKIEBOT -> List.of("necessary", "preferences", "statistics", "marketing");
            case IUBENDA -> numbers(5);
            case OSANO -> List.of("UNCATEGORIZED", "ESSENTIAL", "PERSONALIZATION", "ANALYTICS", "MARKETING");
            case IAB_TCF, IAB_GPP -> numbers(11);
            case GOOGLE_CONSENT_MODE ->
                List.of("ad_storage", "analytics_storage", "ad_user_data", "ad_personalization");
            case CONSENTGATE -> List.of("site_tracking", "profiling_online");
            // What these ask about is the site's own choice.
            case ONETRUST, COOKIEYES, COMPLIANZ, KLARO, USERCENTRICS, DIDOMI, ORESTBIDA -> List.of();
        };
    }

    private static String grantedToAll(BannerFormat format) {
        return switch (format) {
            case COOKIEBOT, COOKIEYES, ORESTBIDA -> "necessary";
            case IUBENDA -> "1";
            case ONETRUST -> "C0001";
            case COMPLIANZ -> "functional";
            case OSANO -> "ESSENTIAL";
            default -> null;
        };
    }

    private static List<String> numbers(int last) {
        return IntStream.rangeClosed(1, last).mapToObj(String::valueOf).toList();
    }

    private static Set<Integer> publisherPurposes(Section tool) {
        Set<Integer> purposes = new LinkedHashSet<>();
        int i = 0;
        for (String written : tool.texts("tcf_publisher_purposes")) {
            String at = "tcf_publisher_purposes[" + i++ + "]";
            if (written.matches("[1-9][0-9]?") && Integer.parseInt(written) <= TCF_CUSTOM_PURPOSES) {
                purposes.add(Integer.parseInt(written));
            } else {
                tool.wrong(
                        at,
                        "\"" + written + "\" is no custom purpose",
                        "a whole number from 1 to " + TCF_CUSTOM_PURPOSES,
                        null);
            }
        }
        return purposes;
    }

    private static Set<String> origins(Section section) {
        Set<String> origins = new LinkedHashSet<>();
        List<String> written = new ArrayList<>(section.texts("origins"));
        for (int i = 0; i < written.size(); i++) {
            String origin = written.get(i);
            String meant = origin(origin);
            if (origin.equals(meant)) {
                origins.add(origin);
            } else {
                section.wrong(
                        "origins[" + i + "]",
                        "\"" + origin + "\" is no origin as browsers send it",
                        "scheme and host in small letters, without path, like https://www.shop.example; http for this"
                                + " machine only",
                        meant == null ? null : "did you mean " + meant + "?");
            }
        }
        return origins;
    }

    /** The origin that is meant (RFC 6454), null when none can be made out. */
    private static String origin(String written) {
        try {
            URI uri = URI.create(written.strip().toLowerCase(Locale.ROOT));
            String host = uri.getHost();
            boolean local = host != null && (host.equals("localhost") || host.equals("127.0.0.1"));
            if (host == null || !("https".equals(uri.getScheme()) || (local && "http".equals(uri.getScheme())))) {
                return null;
            }
            boolean usual =
                    uri.getPort() < 0 || uri.getPort() == (uri.getScheme().equals("https") ? 443 : 80);
            return uri.getScheme() + "://" + host + (usual ? "" : ":" + uri.getPort());
        } catch (IllegalArgumentException notAUri) {
            return null;
        }
    }
}
