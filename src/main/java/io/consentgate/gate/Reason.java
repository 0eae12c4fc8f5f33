package io.consentgate.gate;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** Why something is denied: the code, the rule of precedence (consent.md 3.2) and the source of the law. */
enum Reason {
    ERASED("subject.erased", "R0", "GDPR 17, 21(3)"),
    RESTRICTED("restriction.active", "R2", "GDPR 18(2)"),
    OBJECTED("objection.active", "R3", "GDPR 21(2)-(3)"),
    WITHDRAWN("consent.withdrawn", "R4", "GDPR 7(3)"),
    REFUSED("consent.refused", "R4", "GDPR 7(3)"),
    GPC("gpc.conflict", "R7", "Global Privacy Control"),
    BANNER_UNREADABLE("record.unparsable", "R4", "GDPR 7(1)"),
    BOUNCED("address.hardBounce", "R4", "GDPR 5(1)(d)"),
    REGISTER_LISTED("optOutRegister.listed", "R5", "Code 130(3-bis), DPR 26/2022"),
    REGISTER_NOT_CHECKED("optOutRegister.notChecked", "R5", "Code 130(3-bis), DPR 26/2022"),
    MINOR("subject.minor", "R6", "GDPR 8"),
    DATE_MISSING("evidence.dateMissing", "R8", "GDPR 7(1)"),
    NOT_CREDIBLE("evidence.notCredible", "R8", "GDPR 7(1)"),
    EVIDENCE_MISSING("evidence.missing", "R8", "GDPR 7(1)"),
    PRE_TICKED("consent.preTicked", "R8", "C-673/17; EDPB 05/2020"),
    BUNDLED("consent.bundled", "R8", "GDPR 7(2), 7(4)"),
    NOTICE_MISSING("evidence.noticeVersionMissing", "R8", "GDPR 7(1)"),
    NOTICE_UNKNOWN("notice.versionMismatch", "R8", "GDPR 7(1), 13"),
    RECONSENT_PENDING("consent.reconsentPending", "R8", "GDPR 4(11), 7(1), 13(3)"),
    NOTICE_NOT_PUBLISHED("notice.notPublished", "R8", "GDPR 4(11), 13"),
    DOI_PENDING("consent.doiPending", "R8", "Garante 330/2025"),
    ADDRESS_MOVED("identity.moved", "R8", "GDPR 7(1)"),
    PHONE_CHANGED("identity.phoneChanged", "R8", "GDPR 7(1)"),
    NOT_CUSTOMER("softOptIn.notCustomer", "R8", "Code 130(4)"),
    NOT_OWN_PRODUCT("softOptIn.notOwnProduct", "R8", "Code 130(4)"),
    NO_OPT_OUT_AT_COLLECTION("softOptIn.noOptOutAtCollection", "R8", "Code 130(4)-(5)"),
    NO_OPT_OUT_IN_MESSAGE("softOptIn.noOptOutInMessage", "R8", "Code 130(4)"),
    SOFT_OPT_IN_CHANNEL("softOptIn.channel", "R8", "Code 130(4)"),
    INTEREST_CHANNEL("li.channelNotAllowed", "R8", "Code 130; GDPR rec. 47"),
    INTEREST_EVIDENCE("li.noEvidence", "R8", "GDPR 6(1)(f)"),
    NOT_TOLD("li.notTold", "R8", "GDPR 14(3)"),
    BASIS_NOT_ACCEPTED("basis.notAccepted", "R11", "GDPR 6"),
    NEEDS_MARKETING("retargeting.channelNotAllowed", "R8", "Garante 10084158"),
    NEEDS_TRACKING("retargeting.noTracking", "R8", "GDPR 6(1)(a); ePrivacy 5(3)"),
    NEEDS_THIRD_PARTY("retargeting.recipientNotNamed", "R8", "GDPR 13(1)(e)"),
    STALE("consent.stale", "R9", "GDPR 5(1)(e); Garante 181/2020, 321/2023"),
    UNKNOWN("consent.unknown", "R11", "GDPR 5(2), 6"),
    NO_DPA("transfer.noDpa", "T1", "GDPR 28"),
    NO_TRANSFER_BASIS("transfer.noBasis", "T2", "GDPR 44-46");

    /** Where a reason is not a country's, it is the Regulation's. */
    static final LocalDate GDPR = LocalDate.of(2018, 5, 25);

    private final String code;
    private final String ruleId;
    private final String source;

    Reason(String code, String ruleId, String source) {
        this.code = code;
        this.ruleId = ruleId;
        this.source = source;
    }

    String source() {
        return source;
    }

    String code() {
        return code;
    }

    /** Whether the law of the person's country says it, so that its article is named and not this one's. */
    boolean ofCountry() {
        return switch (this) {
            case DOI_PENDING,
                    NOT_CUSTOMER,
                    NOT_OWN_PRODUCT,
                    NO_OPT_OUT_AT_COLLECTION,
                    NO_OPT_OUT_IN_MESSAGE,
                    SOFT_OPT_IN_CHANNEL,
                    INTEREST_CHANNEL,
                    INTEREST_EVIDENCE,
                    BASIS_NOT_ACCEPTED,
                    NEEDS_MARKETING,
                    NEEDS_TRACKING,
                    NEEDS_THIRD_PARTY -> true;
            default -> false;
        };
    }

    CellDecision denies(
            int cell, State state, Instant stateAt, String noticeVersion, List<String> records, Instant validUntil) {
        return denies(cell, source, GDPR, state, stateAt, noticeVersion, records, validUntil);
    }

    CellDecision denies(
            int cell,
            String article,
            LocalDate since,
            State state,
            Instant stateAt,
            String noticeVersion,
            List<String> records,
            Instant validUntil) {
        return new CellDecision(
                Cells.purpose(cell),
                Cells.channel(cell),
                false,
                code,
                ruleId,
                null,
                article,
                since,
                state.wire(),
                stateAt,
                noticeVersion,
                records,
                validUntil,
                null);
    }
}
