package io.consentgate.configuration;

import io.consentgate.event.Channel;
import io.consentgate.mapping.FieldMapping;
import io.consentgate.site.DoubleOptIn;
import io.consentgate.site.Site;
import io.consentgate.site.Sites;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Reads config/sites/*.yaml: one file per site, its name the site's name. */
final class SiteFiles {

    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());
    private static final Map<String, Channel> JUSTIFYING =
            Map.of(Channel.EMAIL.wire(), Channel.EMAIL, Channel.SMS.wire(), Channel.SMS);
    private static final Map<String, DoubleOptIn> DOUBLE_OPT_IN = new LinkedHashMap<>();

    static {
        DOUBLE_OPT_IN.put("by_country", DoubleOptIn.BY_COUNTRY);
        DOUBLE_OPT_IN.put("required", DoubleOptIn.REQUIRED);
        DOUBLE_OPT_IN.put("optional", DoubleOptIn.OPTIONAL);
    }

    private final Problems problems;

    SiteFiles(Problems problems) {
        this.problems = problems;
    }

    Sites read(Path folder, String shownAs) {
        List<Site> sites = new ArrayList<>();
        Map<String, String> ownerOfShop = new LinkedHashMap<>();
        for (Path file : YamlFile.in(folder, shownAs, problems)) {
            String name = file.getFileName().toString();
            String shown = shownAs + "/" + name;
            YamlFile.read(file, shown, problems)
                    .ifPresent(section ->
                            sites.add(site(name.substring(0, name.length() - ".yaml".length()), section, ownerOfShop)));
        }
        if (sites.isEmpty() && problems.none()) {
            problems.add(shownAs, "", "holds no site", "at least one file like shop.yaml", null);
        }
        new SitesTogether(problems, shownAs).check(sites);
        return new Sites(List.copyOf(sites));
    }

    private static Site site(String name, Section file, Map<String, String> ownerOfShop) {
        String country = country(file, "country", null);
        ZoneId zone = file.zone("zone", ZoneId.of("UTC"));
        if (!file.has("zone")) {
            file.wrong("zone", "is missing", "a name like Europe/Rome", null);
        }
        Set<Channel> justifying = file.has("justifying_channels")
                ? file.someOf("justifying_channels", JUSTIFYING)
                : Set.of(Channel.EMAIL);
        Set<String> shops = shops(file, ownerOfShop);
        MappingReader mapping = new MappingReader(file);
        FieldMapping mapped = mapping.mapping();
        Site site = new Site(
                name,
                file.textOr("account", "main"),
                shops,
                file.text("controller"),
                country,
                country(file, "phone_region", country),
                zone,
                doubleOptIn(file),
                trackingOnlyContacts(file),
                justifying,
                FormsSection.read(file, zone),
                file.texts("notice_versions"),
                mapping.attributes(),
                mapped,
                file.textOr("customer_tag", null),
                file.flag("confirmation_mails", true),
                BannerSection.read(file),
                new SellingReader(file).selling(),
                ScriptSection.read(file),
                TriggersSection.read(file, mapped),
                TriggersSection.atMost(file),
                file.flag("gate_on_disclosure", false),
                ChatbotSection.read(file, shops));
        TriggersSection.refuseWithoutSales(file, site);
        file.refuseOthers();
        return site;
    }

    private static Set<String> shops(Section file, Map<String, String> ownerOfShop) {
        Set<String> shops = file.texts("shops");
        if (shops.isEmpty()) {
            file.wrong("shops", "is missing", "a list of the shop values that the site owns, or '*'", null);
        }
        for (String shop : shops) {
            String owner = ownerOfShop.putIfAbsent(shop, file.file());
            if (owner != null) {
                file.wrong(
                        "shops",
                        "\"" + shop + "\" is owned by " + owner + " already",
                        "each shop in one site only",
                        "remove it from one of the two");
            }
        }
        return shops;
    }

    private static String country(Section file, String key, String otherwise) {
        String country = otherwise == null && key.equals("country") ? file.text(key) : file.textOr(key, otherwise);
        if (country != null && file.has(key) && !COUNTRIES.contains(country)) {
            file.wrong(key, "is no country", "an ISO 3166 code in capitals like IT", null);
        }
        return country;
    }

    /** As the country's rules ask, unless the file asks for it everywhere, or for nobody and why (DESIGN 1.4). */
    private static DoubleOptIn doubleOptIn(Section file) {
        DoubleOptIn asked = file.oneOf("double_opt_in", DOUBLE_OPT_IN, DoubleOptIn.BY_COUNTRY);
        String why = file.textOr("double_opt_in_reason", null);
        if (asked == DoubleOptIn.OPTIONAL && why == null) {
            file.wrong(
                    "double_opt_in_reason",
                    "is missing",
                    "why an unconfirmed address is enough for this site",
                    "or write double_opt_in: by_country");
        }
        return asked;
    }

    private static boolean trackingOnlyContacts(Section file) {
        if (file.flag("tracking_only_contacts", false)) {
            file.wrong(
                    "tracking_only_contacts",
                    "is true",
                    "false: tracking consent alone never justifies a contact in ActiveCampaign",
                    null);
        }
        return false;
    }
}
