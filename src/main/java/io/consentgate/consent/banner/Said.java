package io.consentgate.consent.banner;

import io.consentgate.consent.banner.BannerState.Decision;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a decoder found in a value; filled by one decoder, read by {@link Judge}. */
final class Said {

    final Map<String, Boolean> categories = new LinkedHashMap<>();

    /** Answers about single services or vendors; the same as the categories where a tool knows nothing else. */
    Map<String, Boolean> services = categories;

    Decision decision = Decision.EXPLICIT;

    /** Why the value as a whole does not count, whatever it answers; null with an explicit choice. */
    BannerReason problem;

    /** Why a yes in it does not count; a no counts all the same. */
    BannerReason fault;

    /** One flag for everything, where a tool has no categories. */
    Boolean everything;

    Instant at;
    Instant expiresAt;
    String receiptId;

    /** Of the notice under which the choice was made, where the value names it. */
    String noticeVersion;

    /** Whether the tool dates its choices at all. */
    boolean dated = true;

    /** Whether the tool dates the same choice again whenever it is read. */
    boolean redated;

    /** The browser sends GPC, says the value itself. */
    boolean gpc;

    /** Lists only what was accepted, so that what is not there was not. */
    boolean acceptedOnly;

    /** Holds categories that are not the tool's own: the mapped one may be among them under another name. */
    boolean foreignNames;

    Said() {}

    static Said notAsked() {
        return new Said().because(Decision.NONE, BannerReason.NOT_ASKED);
    }

    Said because(Decision decision, BannerReason problem) {
        this.decision = decision;
        this.problem = problem;
        return this;
    }

    /** A yes needs this; the first thing missing is the one reported. */
    Said needs(boolean there, BannerReason otherwise) {
        if (!there && fault == null) {
            fault = otherwise;
        }
        return this;
    }

    /** @throws BadValue when the name was answered already */
    void answer(String name, Boolean answer) {
        if (categories.containsKey(name)) {
            throw BadValue.conflict();
        }
        categories.put(name, answer);
    }
}
