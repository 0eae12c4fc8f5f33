package io.consentgate.gate;

import java.time.Instant;
import java.util.List;

/**
 * Whether anything at all may go to ActiveCampaign: a processor agreement and a transfer basis, each in force now
 * (consent.md 3.9, READINGS 30).
 */
public record Transfer(List<Term> agreements, List<Term> bases) {

    /**
     * @param name for people: the agreement's version, or the transfer mechanism
     * @param until first instant at which it no longer holds; null = open
     */
    public record Term(String name, Instant from, Instant until) {

        boolean inForce(Instant now) {
            return !now.isBefore(from) && (until == null || now.isBefore(until));
        }
    }

    public Transfer {
        agreements = List.copyOf(agreements);
        bases = List.copyOf(bases);
    }

    /** What is missing at that moment; null when nothing is. */
    Reason missing(Instant now) {
        if (!anyInForce(agreements, now)) {
            return Reason.NO_DPA;
        }
        return anyInForce(bases, now) ? null : Reason.NO_TRANSFER_BASIS;
    }

    Instant nextChange(Instant now) {
        return nextChange(bases, now, nextChange(agreements, now, null));
    }

    private static boolean anyInForce(List<Term> terms, Instant now) {
        for (Term term : terms) {
            if (term.inForce(now)) {
                return true;
            }
        }
        return false;
    }

    private static Instant nextChange(List<Term> terms, Instant now, Instant soFar) {
        Instant next = soFar;
        for (Term term : terms) {
            next = Moments.earliestAfter(now, Moments.earliestAfter(now, next, term.from()), term.until());
        }
        return next;
    }
}
