package io.consentgate.gate;

import io.consentgate.event.Channel;
import io.consentgate.event.Purpose;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;

/**
 * One ground on which a country's law lets one purpose and channel open, and while it is in force.
 *
 * @param channel NONE for purposes that have one cell
 * @param forbids purposes that may not ride on this ground (soft opt-in carries no profiling)
 * @param source article or decision
 * @param since the day from which it is law there, as people read it
 * @param until first instant at which it is no longer in force; null = open
 */
public record Rule(
        String id,
        Purpose purpose,
        Channel channel,
        Basis basis,
        Set<Requirement> requires,
        Set<Purpose> forbids,
        String source,
        LocalDate since,
        Instant from,
        Instant until) {

    public Rule {
        // Asked many times per decision: as bits.
        requires = requires.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(requires));
        forbids = Set.copyOf(forbids);
    }

    /** A rule whose days begin in UTC. */
    public Rule(
            String id,
            Purpose purpose,
            Channel channel,
            Basis basis,
            Set<Requirement> requires,
            Set<Purpose> forbids,
            String source,
            Instant from,
            Instant until) {
        this(
                id,
                purpose,
                channel,
                basis,
                requires,
                forbids,
                source,
                LocalDate.ofInstant(from, ZoneOffset.UTC),
                from,
                until);
    }

    public boolean inForce(Instant now) {
        return !now.isBefore(from) && (until == null || now.isBefore(until));
    }

    boolean sameGround(Rule other) {
        return purpose == other.purpose && channel == other.channel && basis == other.basis;
    }

    boolean overlaps(Rule other) {
        return (until == null || other.from.isBefore(until)) && (other.until == null || from.isBefore(other.until));
    }

    /** Both at once: what is required by either, while both are in force. */
    Rule and(Rule other) {
        boolean later = from.isAfter(other.from);
        Instant latest = later ? from : other.from;
        Instant earliest = until == null || (other.until != null && other.until.isBefore(until)) ? other.until : until;
        return new Rule(
                "ALL-" + purpose + (channel == Channel.NONE ? "" : "-" + channel) + "-" + basis,
                purpose,
                channel,
                basis,
                union(requires, other.requires),
                union(forbids, other.forbids),
                source + "; " + other.source,
                later ? since : other.since,
                latest,
                earliest);
    }

    private static <T> Set<T> union(Set<T> one, Set<T> other) {
        Set<T> both = new HashSet<>(one);
        both.addAll(other);
        return both;
    }
}
