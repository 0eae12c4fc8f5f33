package io.consentgate.disclosure;

import static io.consentgate.disclosure.ChecklistItem.K1;
import static io.consentgate.disclosure.ChecklistItem.K10;
import static io.consentgate.disclosure.ChecklistItem.K3;
import static io.consentgate.disclosure.ChecklistItem.P1;

import io.consentgate.activecampaign.AccountSwitches.Switch;
import io.consentgate.configuration.SiteNotice;
import io.consentgate.event.Purpose;
import java.time.Period;
import java.util.List;

/** What is stored on or read from devices, against what the account says it records: K1, K3, K10, P1. */
final class DeviceChecks {

    private static final int SUSPICIOUS_MONTHS = 13;
    private static final int LONGEST_MONTHS = 24;

    private final NoticeSource source;
    private final SiteNotice said;
    private final Gaps gaps;

    DeviceChecks(NoticeSource source, Gaps gaps) {
        this.source = source;
        this.said = source.said();
        this.gaps = gaps;
    }

    static boolean onDevice(Purpose purpose) {
        return purpose == Purpose.SITE_TRACKING || purpose == Purpose.EMAIL_OPEN_TRACKING;
    }

    void check() {
        script();
        measured(
                "open tracking",
                said.opens(),
                "open_tracking",
                source.switches().openTracking());
        measured(
                "link tracking",
                said.clicks(),
                "link_tracking",
                source.switches().linkTracking());
        trackers();
        domains();
    }

    private void script() {
        String key = gaps.siteFile("site_script");
        if (source.site().script() == null) {
            if (!gaps.said(K1, said.script(), "how the script is loaded", key, "write none or after_consent")) {
                return;
            }
        } else if ("none".equals(said.script())) {
            gaps.stop(
                    K1,
                    "site_tracking in sites/" + source.site().name()
                            + ".yaml switches the script on, and the site is said to load none",
                    key,
                    "write after_consent, or remove site_tracking there");
        }
        Switch account = source.switches().siteTracking();
        if (account == Switch.UNKNOWN) {
            gaps.stop(
                    K1,
                    "ActiveCampaign did not tell whether site tracking is on",
                    "account: siteTracking",
                    "run 'consentgate doctor', then write the notice again");
        } else if (account == Switch.ON && !source.script()) {
            gaps.stop(
                    K1,
                    "site tracking is on in ActiveCampaign, and the site is said to load no script",
                    key,
                    "write after_consent, or switch site tracking off in the account");
        } else if (account == Switch.OFF && source.script()) {
            gaps.warn(
                    K1,
                    "the script is loaded, and site tracking is off in ActiveCampaign",
                    "account: siteTracking",
                    "switch it on once this notice is published");
        }
    }

    private void measured(String what, String how, String key, Switch account) {
        if (!gaps.said(
                P1, how, "whether there is " + what, gaps.siteFile(key), "write off, separate or within_marketing")) {
            return;
        }
        if (account == Switch.UNKNOWN) {
            gaps.stop(
                    P1,
                    "ActiveCampaign did not tell whether " + what + " is on",
                    "account: campaigns",
                    "run 'consentgate doctor', then write the notice again");
        } else if (account == Switch.ON && !NoticeSource.measured(how)) {
            gaps.stop(
                    P1,
                    what + " is on in a campaign of ActiveCampaign, and said to be off",
                    gaps.siteFile(key),
                    "write separate or within_marketing, or switch it off in every campaign");
        }
    }

    private void trackers() {
        String key = gaps.siteFile("trackers");
        List<SiteNotice.Tracker> listed = said.trackers() == null
                ? List.of()
                : said.trackers().stream()
                        .filter(tracker -> Trackers.inUse(tracker, source))
                        .toList();
        if (source.script() && listed.stream().noneMatch(tracker -> tracker.purpose() == Purpose.SITE_TRACKING)) {
            gaps.stop(K3, "the script is loaded, and no tracker of it is listed", key, "list what it stores");
        }
        if (NoticeSource.measured(said.opens())
                && listed.stream().noneMatch(tracker -> "pixel".equals(tracker.type()))) {
            gaps.stop(K3, "opening of mail is measured, and no pixel is listed", key, "list it, with type: pixel");
        }
        listed.forEach(tracker -> tracker(tracker, key));
    }

    private void tracker(SiteNotice.Tracker tracker, String key) {
        String what = tracker.name() == null ? "a tracker" : "tracker " + tracker.name();
        gaps.said(K3, tracker.name(), "the name of " + what, key, "write name");
        gaps.said(K3, tracker.type(), "the type of " + what, key, "write type: cookie, local_storage or pixel");
        gaps.said(K3, tracker.party(), "the party of " + what, key, "write party: first or third");
        gaps.said(K3, tracker.provider(), "the provider of " + what, key, "write provider");
        gaps.said(K3, tracker.domain(), "the domain of " + what, key, "write domain; site = your own");
        gaps.said(K3, tracker.country(), "the country of " + what, key, "write country");
        gaps.said(K3, tracker.refreshed(), "whether " + what + " is refreshed", key, "write refreshed: true or false");
        if (gaps.said(K3, tracker.lifetime(), "the lifetime of " + what, key, "write lifetime, or run a scan")) {
            lifetime(tracker.lifetime(), what, key);
        }
        if (gaps.said(
                K3, tracker.category(), "the category of " + what, key, "write technical, analytics or profiling")) {
            category(tracker, what, key);
        }
    }

    /** Milliseconds taken for seconds gave the world cookies of 82 years (disclosure.md 1.3). */
    private void lifetime(Period lifetime, String what, String key) {
        long months = lifetime.toTotalMonths() + lifetime.getDays() / 30;
        if (months > LONGEST_MONTHS) {
            gaps.stop(K3, "the lifetime of " + what + " is longer than two years", key, "check lifetime");
        } else if (months > SUSPICIOUS_MONTHS) {
            gaps.warn(K3, "the lifetime of " + what + " is longer than 13 months", key, "check lifetime");
        }
    }

    private void category(SiteNotice.Tracker tracker, String what, String key) {
        boolean technical = tracker.category().equals("technical");
        if (!technical && tracker.purpose() == null) {
            gaps.stop(K1, what + " is not technical and has no purpose to consent to", key, "write purpose");
        }
        if (technical && tracker.purpose() != null) {
            gaps.stop(K1, what + " is technical and has a purpose to consent to", key, "remove one of the two");
        }
        if (!tracker.category().equals("profiling") && onDevice(tracker.purpose())) {
            gaps.stop(
                    K10,
                    what + " links visits or reading to a person, and is said to be " + tracker.category(),
                    key,
                    "write category: profiling");
        }
    }

    private void domains() {
        if (source.script() && (said.domains() == null || said.domains().isEmpty())) {
            gaps.stop(
                    K3,
                    "the script is loaded, and no domain is listed that the browser contacts",
                    gaps.siteFile("domains"),
                    "list them");
        }
    }
}
