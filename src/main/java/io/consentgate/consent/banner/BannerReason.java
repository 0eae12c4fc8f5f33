package io.consentgate.consent.banner;

import io.consentgate.consent.Statement;

/** Why a banner's state does not open: the codes of consent.md 2.10 and 3.4, and three of our own for broken values. */
public enum BannerReason {
    CATEGORY_REFUSED("category.refused"),
    CATEGORY_MISSING("category.missing"),
    CATEGORY_UNMAPPED("category.unmapped"),
    SERVICE_REFUSED("service.refused"),
    SERVICE_MISSING("service.missing"),
    VENDOR_REFUSED("vendor.refused"),
    VENDOR_MISSING("vendor.missing"),

    NOT_ASKED("consent.notAsked"),
    IMPLIED("consent.implied"),
    NOT_GRANULAR("consent.notGranular"),
    RECONSENT_PENDING("consent.reconsentPending"),
    VERSION_MISMATCH("notice.versionMismatch"),
    EVIDENCE_MISSING("evidence.missing"),
    DATE_MISSING("evidence.dateMissing"),
    NOT_CREDIBLE("evidence.notCredible"),
    /** The tool itself would have forgotten the choice by the time it was read. */
    EXPIRED("consent.stale"),
    SIGNAL_NOT_PROOF("signal.notProof"),
    GPC_CONFLICT(Statement.Banner.PRIVACY_CONTROL),

    CONFLICT("record.conflict"),
    UNPARSABLE("record.unparsable"),
    /** 4096 bytes or more, where browsers and proxies cut (consent.md 2.1 rule 8), and not whole. */
    CUT_OFF("record.cutOff"),
    /** Broken percent-encoding, broken UTF-8, control characters, or encoded twice. */
    MISENCODED("record.misencoded"),
    UNKNOWN_FORMAT("record.unknownFormat"),

    TCF_UNDECODABLE("tcf.undecodable"),
    TCF_VERSION("tcf.version"),
    TCF_SEGMENTS("tcf.segments"),
    TCF_CREATED_IN_FUTURE("tcf.createdInFuture"),
    TCF_POLICY_VERSION("tcf.policyVersion"),
    TCF_NOT_SERVICE_SPECIFIC("tcf.notServiceSpecific"),
    TCF_DISCLOSED_VENDORS_MISSING("tcf.disclosedVendorsMissing"),
    GPP_UNDECODABLE("gpp.undecodable");

    private final String code;

    BannerReason(String code) {
        this.code = code;
    }

    public String code() {
        return code;
    }

    boolean refuses() {
        return this == CATEGORY_REFUSED || this == SERVICE_REFUSED || this == VENDOR_REFUSED;
    }
}
