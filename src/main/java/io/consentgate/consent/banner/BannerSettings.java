package io.consentgate.consent.banner;

import java.util.HashSet;
import java.util.Set;

/**
 * What the site's file says about its banner. Where several names are listed, all of them must be granted.
 *
 * @param siteTracking categories (purposes, groups) that permit ActiveCampaign's site tracking; null = the tool's own
 *     name for it (consent.md 2.2)
 * @param profilingOnline categories that stand for online profiling; empty = the banner says nothing about it
 * @param services the names or ids under which the banner lists ActiveCampaign; null = {@code activecampaign}, empty =
 *     the banner asks per category only
 * @param expected the site's present revision (orestbida), policy id (Complianz), taxonomy (CookieYes) or notice version
 *     (our own): a choice made under another one no longer counts; null = not checked
 * @param tcfVendor ActiveCampaign's id on the Global Vendor List, should it get one; null = none
 * @param tcfPublisherPurposes custom purposes of the publisher segment that stand for ActiveCampaign
 */
public record BannerSettings(
        Set<String> siteTracking,
        Set<String> profilingOnline,
        Set<String> services,
        String expected,
        Integer tcfVendor,
        Set<Integer> tcfPublisherPurposes) {

    private static final Set<String> ACTIVECAMPAIGN = Set.of("activecampaign");
    private static final Set<String> OWN_PROFILING = Set.of("profiling_online");

    /** The tool's own names, nothing mapped to profiling, no vendor: what a site gets that says nothing. */
    public static final BannerSettings DEFAULT = new BannerSettings(null, Set.of(), null, null, null, Set.of());

    public BannerSettings {
        siteTracking = siteTracking == null ? null : Set.copyOf(siteTracking);
        profilingOnline = profilingOnline == null ? Set.of() : Set.copyOf(profilingOnline);
        services = services == null ? ACTIVECAMPAIGN : Set.copyOf(services);
        tcfPublisherPurposes = tcfPublisherPurposes == null ? Set.of() : Set.copyOf(tcfPublisherPurposes);
    }

    Set<String> siteTracking(BannerFormat format) {
        return siteTracking == null ? format.siteTracking : siteTracking;
    }

    /** All that has to be granted before somebody is tracked: what the banner says of profiling too, if it does. */
    public Set<String> trackingNames(BannerFormat format) {
        Set<String> names = new HashSet<>(siteTracking(format));
        names.addAll(profilingOnline);
        return names;
    }

    /** Our own format names the purpose itself. */
    Set<String> profilingOnline(BannerFormat format) {
        return profilingOnline.isEmpty() && format == BannerFormat.CONSENTGATE ? OWN_PROFILING : profilingOnline;
    }

    boolean expects(String version) {
        return expected == null || expected.equals(version);
    }
}
