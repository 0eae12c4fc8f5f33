package io.consentgate.operations;

import io.consentgate.configuration.Configuration;
import io.consentgate.configuration.Settings;
import io.consentgate.event.Purpose;
import io.consentgate.site.Site;
import io.consentgate.tracking.ScriptSettings;
import io.consentgate.tracking.SiteScript;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The scripts of every site that tracks in its pages, as its file says. */
public final class SiteScriptFiles {

    private SiteScriptFiles() {}

    /** By site; one without a banner or an account number has none. */
    public static Map<String, SiteScript> of(Configuration configuration) {
        Map<String, SiteScript> scripts = new LinkedHashMap<>();
        for (Site site : configuration.sites().all()) {
            settings(configuration, site).map(SiteScript::of).ifPresent(script -> scripts.put(site.name(), script));
        }
        return scripts;
    }

    private static Optional<ScriptSettings> settings(Configuration configuration, Site site) {
        Optional<String> account = accountId(configuration, site);
        if (account.isEmpty() || site.banner() == null) {
            return Optional.empty();
        }
        int months = configuration
                .laws()
                .of(site.country())
                .limits()
                .validityMonths()
                .get(Purpose.SITE_TRACKING);
        Integer own = site.banner().consentMonths();
        return Optional.of(new ScriptSettings(
                shop(site),
                account.get(),
                site.script().vendor() == null
                        ? ScriptSettings.VENDOR
                        : site.script().vendor(),
                site.banner().tools(),
                own == null ? months : Math.min(own, months),
                site.script().reloadOnWithdrawal()));
    }

    /** Its own, else the event endpoint's: ActiveCampaign uses one number for both. */
    public static Optional<String> accountId(Configuration configuration, Site site) {
        return site.script() == null
                ? Optional.empty()
                : Optional.ofNullable(site.script().account()).or(() -> configuration
                        .settings()
                        .eventEndpoint(site.account())
                        .map(Settings.EventEndpoint::account));
    }

    private static String shop(Site site) {
        if (site.script().shop() != null) {
            return site.script().shop();
        }
        return site.shops().stream()
                .filter(shop -> !shop.equals("*"))
                .sorted()
                .findFirst()
                .orElse(site.name());
    }
}
