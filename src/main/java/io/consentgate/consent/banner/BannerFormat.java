package io.consentgate.consent.banner;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The banner formats of the event schema, each with its decoder and with what opens site tracking unless the site says
 * otherwise (consent.md 2.2).
 */
public enum BannerFormat {
    COOKIEBOT(new Cookiebot(), Set.of("marketing"), Services.NONE),
    IUBENDA(new Iubenda(), Set.of("5"), Services.NONE),
    ONETRUST(new OneTrust(), Set.of("C0004"), Services.NONE),
    COOKIEYES(new CookieYes(), Set.of("advertisement"), Services.NONE),
    COMPLIANZ(new Complianz(), Set.of("marketing"), Services.MAY_REFUSE),
    KLARO(new Klaro(), Set.of(), Services.MUST_BE_GRANTED),
    USERCENTRICS(new Usercentrics(), Set.of(), Services.MUST_BE_GRANTED),
    DIDOMI(new Didomi(), Set.of(), Services.MUST_BE_GRANTED),
    ORESTBIDA(new Orestbida(), Set.of("marketing"), Services.MUST_BE_GRANTED),
    OSANO(new Osano(), Set.of("MARKETING"), Services.NONE),
    GOOGLE_CONSENT_MODE(new GoogleConsentMode(), Set.of("ad_storage"), Services.NONE),
    IAB_TCF(new IabTcf(), Set.of("1", "3", "4"), Services.MUST_BE_GRANTED),
    IAB_GPP(new IabGpp(), Set.of("1", "3", "4"), Services.MUST_BE_GRANTED),
    CONSENTGATE(new OwnFormat(), Set.of("site_tracking"), Services.NONE);

    private static final Map<String, BannerFormat> BY_WIRE = new HashMap<>();

    static {
        for (BannerFormat format : values()) {
            BY_WIRE.put(format.wire(), format);
        }
    }

    /** What a tool's answer about the single service (vendor) ActiveCampaign means next to its category. */
    enum Services {
        NONE,
        MAY_REFUSE,
        MUST_BE_GRANTED
    }

    final Decoder decoder;
    final Set<String> siteTracking;
    final Services services;

    BannerFormat(Decoder decoder, Set<String> siteTracking, Services services) {
        this.decoder = decoder;
        this.siteTracking = siteTracking;
        this.services = services;
    }

    /** The schema's name. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<BannerFormat> of(String wire) {
        return Optional.ofNullable(BY_WIRE.get(wire));
    }

    /** Whether it answers about the single service ActiveCampaign next to its categories. */
    public boolean asksPerService() {
        return services != Services.NONE;
    }

    public boolean readsTcStrings() {
        return this == IAB_TCF || this == IAB_GPP;
    }

    boolean signalsVendors() {
        return this == DIDOMI || this == IAB_TCF || this == IAB_GPP;
    }

    /** Whether a cut value always shows: the others would read, and say less than was chosen. */
    boolean closesItself() {
        return switch (this) {
            case COOKIEBOT, IUBENDA, KLARO, USERCENTRICS, DIDOMI, ORESTBIDA, CONSENTGATE -> true;
            default -> false;
        };
    }

    /** Its dates are cut to the day (consent.md 2.10). */
    boolean knowsOnlyDays() {
        return this == IAB_TCF || this == IAB_GPP;
    }
}
