package io.consentgate.intake;

import io.consentgate.consent.Statement;
import io.consentgate.consent.banner.BannerFormat;
import io.consentgate.consent.banner.BannerReader;
import io.consentgate.consent.banner.BannerReason;
import io.consentgate.consent.banner.BannerSettings;
import io.consentgate.consent.banner.BannerState;
import io.consentgate.consent.banner.BannerStatements;
import io.consentgate.event.InboundEvent;
import io.consentgate.site.Site;
import java.time.Instant;
import java.util.List;

/**
 * What somebody told of a banner: a shop in a {@code cookie-consent} event, or a page itself.
 *
 * @param format the schema's name
 * @param raw the cookie or storage value as the browser holds it
 * @param recordedAt when the page read it
 * @param eventTime of the envelope, null when there is none
 * @param noticeVersion that it names, null when none
 */
public record BannerTold(
        String format, String raw, boolean gpc, Instant recordedAt, Instant eventTime, String noticeVersion) {

    static BannerTold of(InboundEvent.CookieConsent event) {
        return new BannerTold(
                event.format(),
                event.value(),
                event.gpc(),
                event.recordedAt(),
                event.envelope().time(),
                event.noticeVersion());
    }

    /** The notice named, else the value's own, else the one that the site's file says the banner shows now. */
    List<Statement> statements(Site site, Instant receivedAt) {
        String declared = site.banner() == null ? null : site.banner().noticeVersion();
        return BannerStatements.of(state(site, receivedAt), format, recordedAt, eventTime, noticeVersion, declared);
    }

    /** A tool that the site does not list may say no, but not yes. */
    private BannerState state(Site site, Instant receivedAt) {
        BannerFormat tool = BannerFormat.of(format).orElse(null);
        BannerSettings settings = site.banner() == null
                ? BannerSettings.DEFAULT
                : site.banner().tools().get(tool);
        BannerState state =
                BannerReader.read(format, raw, settings == null ? BannerSettings.DEFAULT : settings, gpc, receivedAt);
        return settings == null && claims(state) ? new BannerState.Unreadable(BannerReason.UNKNOWN_FORMAT) : state;
    }

    private static boolean claims(BannerState state) {
        return state instanceof BannerState.Read read
                && (read.activeCampaignTracking()
                        || (read.profilingOnline() != null
                                && read.profilingOnline().verdict() == BannerState.Verdict.GIVEN));
    }

    /** Never what the browser holds: it may lead to a person. */
    @Override
    public String toString() {
        return "BannerTold[" + format + "]";
    }
}
