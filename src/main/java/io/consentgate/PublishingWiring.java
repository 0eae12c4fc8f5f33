package io.consentgate;

import io.consentgate.activecampaign.AccountSwitches;
import io.consentgate.disclosure.live.HttpPages;
import io.consentgate.disclosure.live.LiveCheck;
import io.consentgate.disclosure.publish.NoticeLibrary;
import io.consentgate.operations.AskedAgain;
import io.consentgate.operations.Meters;
import io.consentgate.operations.NoticeDesk;
import io.consentgate.operations.http.Notices;
import io.consentgate.site.Site;
import java.util.function.Function;

/** The notice in the running service: written when it changed, served, and looked for in the site's pages. */
final class PublishingWiring {

    private PublishingWiring() {}

    /** @param switches what the account of a site records by itself; null = no account at all */
    static void add(
            Wiring wiring,
            ServiceParts parts,
            Meters meters,
            HttpPages pages,
            Function<Site, AccountSwitches> switches) {
        var sites = wiring.configuration().sites();
        LiveCheck check = NoticeWiring.liveCheck(wiring, pages);
        NoticeLibrary library = new NoticeLibrary(NoticeWiring.history(wiring), sites, wiring.clock());
        library.refresh();
        NoticeDesk desk = new NoticeDesk(
                sites,
                NoticeWiring.office(wiring),
                switches,
                new AskedAgain(wiring.database(), wiring.people(), wiring.facts(), wiring.gate()),
                library,
                NoticeWiring.watch(wiring, check),
                check,
                wiring.clock());
        parts.bean("noticeRefresh", wiring.noticeChanges());
        parts.bean("notices", new Notices(library, BannerWiring.inUse(wiring.configuration())));
        parts.bean("noticeDesk", desk);
        parts.health("disclosure", desk::health);
        sites.all().forEach(site -> meters.disclosureCurrent(site.name(), () -> desk.current(site)));
    }
}
