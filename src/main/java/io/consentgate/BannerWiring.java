package io.consentgate;

import io.consentgate.configuration.Configuration;
import io.consentgate.configuration.TrustedProxies;
import io.consentgate.operations.BannerDesk;
import io.consentgate.operations.BannerWatch;
import io.consentgate.operations.Meters;
import io.consentgate.operations.PersonDesk;
import io.consentgate.operations.http.TellBanner;
import io.consentgate.operations.http.TellPerson;
import io.consentgate.tracking.PersonTokens;

/** What browsers tell: the state of a banner, and who the visitor is. */
final class BannerWiring {

    private BannerWiring() {}

    static void add(Wiring wiring, ServiceParts parts, Meters meters, PersonTokens tokens) {
        Configuration configuration = wiring.configuration();
        BannerWatch watch = new BannerWatch(meters, wiring.clock());
        if (inUse(configuration)) {
            parts.health("banner", watch::health);
        }
        TrustedProxies proxies = configuration.settings().proxies();
        BannerDesk desk = new BannerDesk(wiring.database(), wiring.bannerIntake(), wiring.gate(), configuration.laws());
        parts.bean("tellBanner", new TellBanner(configuration.sites(), desk, watch, proxies, wiring.clock()));
        parts.bean(
                "tellPerson", new TellPerson(configuration.sites(), people(wiring, tokens), proxies, wiring.clock()));
    }

    static boolean inUse(Configuration configuration) {
        return configuration.sites().all().stream().anyMatch(site -> site.banner() != null);
    }

    private static PersonDesk people(Wiring wiring, PersonTokens tokens) {
        return new PersonDesk(
                wiring.database(), tokens, wiring.bannerIntake(), wiring.facts(), wiring.states(), wiring.gate());
    }
}
