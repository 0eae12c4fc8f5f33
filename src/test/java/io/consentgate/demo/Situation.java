package io.consentgate.demo;

import java.util.List;

/**
 * What a made-up customer of the demo has said, and what has to follow from it. The share is out of a hundred.
 *
 * <p>{@code outcome} and {@code reason} are written down here from the documents (consent.md 3.2 to 3.5, READINGS 2 to
 * 12), not asked of the gate: the demo compares.
 */
public enum Situation {
    CONFIRMED("newsletter, confirmed by double opt-in", 22, "deliver", "basis.consent"),
    WITH_PROFILING("newsletter and profiling, asked apart", 10, "deliver", "basis.consent"),
    WITH_TRACKING("newsletter, profiling and site tracking", 6, "deliver", "basis.consent"),
    AGAIN("left, and later subscribed again", 3, "deliver", "basis.consent"),
    SOFT_OPT_IN("bought, was offered to refuse (soft opt-in)", 8, "deliver", "basis.softOptIn"),
    SINGLE_OPT_IN("newsletter, confirmation not clicked yet", 4, "hold", "consent.doiPending"),
    PENDING("confirmation mail sent yesterday", 3, "hold", "consent.doiPending"),
    NEVER_CONFIRMED("confirmation mail sent weeks ago", 3, "drop", "consent.doiPending"),
    REFUSED("said no", 6, "drop", "consent.refused"),
    WITHDRAWN("said yes, then no", 5, "drop", "consent.withdrawn"),
    OBJECTION("objected to marketing", 2, "drop", "objection.active"),
    RESTRICTION("asked for restriction of processing", 2, "drop", "restriction.active"),
    PRE_TICKED("box was ticked in advance", 4, "drop", "consent.preTicked"),
    BUNDLED("one box for the loyalty card and marketing", 4, "drop", "consent.bundled"),
    STALE("agreed more than 24 months ago", 4, "drop", "consent.stale"),
    UNDATED("shop kept no date", 3, "drop", "evidence.dateMissing"),
    WITHOUT_NOTICE("no notice version", 2, "drop", "evidence.noticeVersionMissing"),
    WITHOUT_EVIDENCE("nothing says how", 2, "drop", "evidence.missing"),
    MINOR("thirteen years old", 1, "drop", "subject.minor"),
    TRACKING_ONLY("agreed to site tracking only", 2, "drop", "consent.unknown"),
    SILENT("bought, never asked", 4, "drop", "consent.unknown");

    private final String label;
    private final int share;
    private final String outcome;
    private final String reason;

    Situation(String label, int share, String outcome, String reason) {
        this.label = label;
        this.share = share;
        this.outcome = outcome;
        this.reason = reason;
    }

    public String label() {
        return label;
    }

    public String outcome() {
        return outcome;
    }

    /** Of the decision that decides: direct marketing by e-mail, or the soft opt-in where that is what is there. */
    public String reason() {
        return reason;
    }

    public boolean permitted() {
        return outcome.equals("deliver");
    }

    /** @param percentile 0 to 99 */
    static Situation at(int percentile) {
        int up = 0;
        for (Situation situation : List.of(values())) {
            up += situation.share;
            if (percentile < up) {
                return situation;
            }
        }
        throw new IllegalArgumentException("no percentile: " + percentile);
    }
}
