package io.consentgate.consent.banner;

import io.consentgate.consent.banner.BannerFormat.Services;
import io.consentgate.consent.banner.BannerState.Answer;
import io.consentgate.consent.banner.BannerState.Decision;
import io.consentgate.consent.banner.BannerState.Read;
import io.consentgate.consent.banner.BannerState.Verdict;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;

/** What follows from what a value says: the common rules of consent.md 2.1, the same for every tool. */
final class Judge {

    /** Nobody chose: what is off there was not refused. */
    private static final Set<Decision> NOBODYS = EnumSet.of(Decision.NONE, Decision.NOT_REQUIRED, Decision.IMPLIED);

    /** Without these a yes is no record of a choice at all, whatever the value calls itself. */
    private static final Set<BannerReason> NO_PROOF = EnumSet.of(
            BannerReason.EVIDENCE_MISSING,
            BannerReason.DATE_MISSING,
            BannerReason.NOT_CREDIBLE,
            BannerReason.CUT_OFF,
            BannerReason.CONFLICT);

    private final BannerFormat format;
    private final BannerSettings settings;
    private final Said said;

    private Judge(BannerFormat format, BannerSettings settings, Said said) {
        this.format = format;
        this.settings = settings;
        this.said = said;
    }

    static Read judge(
            BannerFormat format, BannerSettings settings, Said said, boolean cut, boolean gpc, Instant receivedAt) {
        said.gpc |= gpc;
        said.needs(!cut || format.closesItself(), BannerReason.CUT_OFF);
        if (said.dated) {
            said.needs(said.at != null, BannerReason.DATE_MISSING);
            boolean credible = said.at == null || Dates.credible(said.at, receivedAt);
            said.needs(credible, BannerReason.NOT_CREDIBLE);
            said.at = credible ? said.at : null;
        }
        return new Judge(format, settings, said).read();
    }

    private Read read() {
        Answer siteTracking = answer(settings.siteTracking(format), format.services);
        Set<String> profiling = settings.profilingOnline(format);
        Answer profilingOnline = profiling.isEmpty() ? null : answer(profiling, Services.NONE);
        boolean unproven = siteTracking.verdict() == Verdict.CLAIMED && NO_PROOF.contains(siteTracking.reason());
        Decision decision = unproven && said.decision == Decision.EXPLICIT ? Decision.INVALID : said.decision;
        return new Read(
                decision,
                said.categories,
                said.dated && !said.redated,
                said.at,
                said.expiresAt,
                said.receiptId,
                said.noticeVersion,
                siteTracking,
                profilingOnline);
    }

    private Answer answer(Set<String> names, Services services) {
        Answer answer = chosen(names, services);
        return said.gpc && answer.verdict() != Verdict.REFUSED
                ? new Answer(Verdict.REFUSED, BannerReason.GPC_CONFLICT)
                : answer;
    }

    private Answer chosen(Set<String> names, Services services) {
        BannerReason lack = said.everything == null ? lack(names, services) : whole();
        if (said.decision != Decision.EXPLICIT) {
            if (lack == null) {
                return new Answer(Verdict.CLAIMED, said.problem);
            }
            boolean refused = lack.refuses() && !NOBODYS.contains(said.decision);
            return new Answer(refused ? Verdict.REFUSED : Verdict.ABSENT, said.problem);
        }
        if (lack == null) {
            return said.fault == null ? Answer.GIVEN : new Answer(Verdict.CLAIMED, said.fault);
        }
        if (lack == BannerReason.NOT_GRANULAR) {
            return new Answer(Verdict.CLAIMED, lack);
        }
        return new Answer(lack.refuses() || said.acceptedOnly ? Verdict.REFUSED : Verdict.ABSENT, lack);
    }

    private BannerReason whole() {
        return said.everything ? BannerReason.NOT_GRANULAR : BannerReason.CATEGORY_REFUSED;
    }

    /** The first thing that is no yes, refusals first; null when all of it is granted. */
    private BannerReason lack(Set<String> names, Services services) {
        boolean vendors = format.signalsVendors();
        boolean asked = services != Services.NONE;
        for (String name : names) {
            if (Boolean.FALSE.equals(granted(name))) {
                return BannerReason.CATEGORY_REFUSED;
            }
        }
        if (asked) {
            for (String service : settings.services()) {
                if (Boolean.FALSE.equals(said.services.get(service))) {
                    return vendors ? BannerReason.VENDOR_REFUSED : BannerReason.SERVICE_REFUSED;
                }
            }
        }
        for (String name : names) {
            if (granted(name) == null) {
                return said.foreignNames ? BannerReason.CATEGORY_UNMAPPED : BannerReason.CATEGORY_MISSING;
            }
        }
        if (services == Services.MUST_BE_GRANTED) {
            for (String service : settings.services()) {
                if (said.services.get(service) == null) {
                    return vendors ? BannerReason.VENDOR_MISSING : BannerReason.SERVICE_MISSING;
                }
            }
        }
        boolean nothingMapped = names.isEmpty() && settings.services().isEmpty();
        return nothingMapped ? BannerReason.CATEGORY_UNMAPPED : null;
    }

    /** Didomi's purposes and vendors share no name space: the site's file names purposes, or either with its prefix. */
    private Boolean granted(String name) {
        Boolean granted = said.categories.get(name);
        return granted == null && format == BannerFormat.DIDOMI ? said.categories.get("purposes." + name) : granted;
    }
}
