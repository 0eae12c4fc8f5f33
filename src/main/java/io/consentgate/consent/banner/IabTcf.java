package io.consentgate.consent.banner;

import com.iabtcf.decoder.TCString;
import com.iabtcf.utils.IntIterable;
import com.iabtcf.v2.PublisherRestriction;
import java.time.Instant;
import java.util.HashMap;

/**
 * The TC string of IAB Europe's framework, versions 2.2 and 2.3 (consent.md 2.10). The library takes any bits that fit,
 * since the format has no checksum; what makes a string valid is checked here. A string alone says nothing about
 * ActiveCampaign, which is on no vendor list: that takes the vendor id or the publisher's purposes of the site's file.
 */
final class IabTcf implements Decoder {

    private static final String[] PURPOSES = {"1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11"};

    /** From then on a string needs its disclosedVendors segment. */
    private static final Instant DISCLOSED_VENDORS_REQUIRED = Instant.parse("2026-03-01T00:00:00Z");

    /** 2.2, where legitimate interest ended for profiling, and 2.3; what a later policy will mean is not known. */
    private static final int OLDEST_POLICY = 4;

    private static final int NEWEST_POLICY = 5;

    private static final int DISCLOSED_VENDORS = 1;
    private static final int PUBLISHER = 3;

    @Override
    public boolean readsNothing() {
        return true;
    }

    @Override
    public Said read(String raw, BannerSettings settings, Instant receivedAt) {
        TCString string = decode(raw);
        BannerReason fault = fault(raw, string, receivedAt);
        if (fault != null) {
            throw BadValue.because(fault);
        }
        Said said = new Said();
        said.at = latest(string);
        IntIterable purposes = string.getPurposesConsent();
        // With its special treatment purpose 1 was not shown: nothing about storage may be read out of it.
        for (int purpose = string.getPurposeOneTreatment() ? 2 : 1; purpose <= PURPOSES.length; purpose++) {
            said.categories.put(PURPOSES[purpose - 1], purposes.contains(purpose));
        }
        said.services = new HashMap<>();
        Boolean activeCampaign = activeCampaign(raw, string, settings);
        settings.services().forEach(name -> said.services.put(name, activeCampaign));
        return said;
    }

    static TCString decode(String raw) {
        try {
            TCString string = TCString.decode(raw);
            // Version 1 is decoded as it is asked: a cut one would pass as an old one.
            string.getPurposesConsent();
            string.getCreated();
            return string;
        } catch (RuntimeException undecodable) {
            throw BadValue.because(BannerReason.TCF_UNDECODABLE);
        }
    }

    /** Why a string that decodes is not valid, in the order of consent.md 2.10; null when it is. */
    static BannerReason fault(String raw, TCString string, Instant receivedAt) {
        if (string.getVersion() != 2) {
            return BannerReason.TCF_VERSION;
        }
        int segments = segments(raw);
        if (segments < 0) {
            return BannerReason.TCF_SEGMENTS;
        }
        if (Dates.ahead(latest(string), receivedAt)) {
            return BannerReason.TCF_CREATED_IN_FUTURE;
        }
        int policy = string.getTcfPolicyVersion();
        if (policy < OLDEST_POLICY || policy > NEWEST_POLICY) {
            return BannerReason.TCF_POLICY_VERSION;
        }
        if (!string.isServiceSpecific()) {
            return BannerReason.TCF_NOT_SERVICE_SPECIFIC;
        }
        return has(segments, DISCLOSED_VENDORS) || latest(string).isBefore(DISCLOSED_VENDORS_REQUIRED)
                ? null
                : BannerReason.TCF_DISCLOSED_VENDORS_MISSING;
    }

    static Instant latest(TCString string) {
        Instant created = string.getCreated();
        Instant updated = string.getLastUpdated();
        return created.isAfter(updated) ? created : updated;
    }

    /** Which kinds follow the core, a bit each; negative when one is empty, twice there or unknown. */
    private static int segments(String raw) {
        int kinds = 0;
        for (int dot = raw.indexOf('.'); dot >= 0; dot = raw.indexOf('.', dot + 1)) {
            int kind = dot + 1 == raw.length() ? 0 : kind(raw.charAt(dot + 1));
            if (kind < DISCLOSED_VENDORS || kind > PUBLISHER || has(kinds, kind)) {
                return -1;
            }
            kinds |= 1 << kind;
        }
        return kinds;
    }

    /** The first three bits: the alphabet's upper case letters and the first six of the lower are what is in use. */
    private static int kind(char first) {
        int six = first >= 'A' && first <= 'Z' ? first - 'A' : first >= 'a' && first <= 'z' ? first - 'a' + 26 : 63;
        return six >> 3;
    }

    private static boolean has(int segments, int kind) {
        return (segments & 1 << kind) != 0;
    }

    /** What the string says of ActiveCampaign by the site's file; null when the file names no way to say it. */
    private static Boolean activeCampaign(String raw, TCString string, BannerSettings settings) {
        Integer vendor = settings.tcfVendor();
        if (vendor == null && settings.tcfPublisherPurposes().isEmpty()) {
            return null;
        }
        boolean granted = true;
        if (vendor != null) {
            boolean disclosed = !has(segments(raw), DISCLOSED_VENDORS)
                    || string.getDisclosedVendors().contains(vendor);
            granted = disclosed && string.getVendorConsent().contains(vendor) && !restricted(string, vendor);
        }
        for (int purpose : settings.tcfPublisherPurposes()) {
            granted &= string.getCustomPurposesConsent().contains(purpose);
        }
        return granted;
    }

    /** A publisher's restriction of whatever kind on this vendor: never weighed, only obeyed. */
    private static boolean restricted(TCString string, int vendor) {
        for (PublisherRestriction restriction : string.getPublisherRestrictions()) {
            if (restriction.getVendorIds().contains(vendor)) {
                return true;
            }
        }
        return false;
    }
}
