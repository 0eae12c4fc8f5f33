package io.consentgate.gate;

import io.consentgate.consent.History;
import io.consentgate.consent.RegisterEntry;
import io.consentgate.event.Channel;
import io.consentgate.event.Purpose;
import io.consentgate.gate.Evidence.Weighed;
import io.consentgate.gate.Timeline.Closure;
import io.consentgate.site.Site;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;

/** What the decided cells mean for the person as a whole: the outcome, its reason, and until when it holds. */
final class Conclusion {

    private final Dossier dossier;
    private final Site site;
    private final Instant now;
    private final Rulebook book;
    private final Timeline timeline;
    private final Grants grants;
    private final CellDecision[] cells;
    private final boolean erased;
    private final Reason stopped;

    /** @param stopped why nothing may be transferred; null when it may */
    Conclusion(Dossier dossier, CellDecision[] cells, boolean erased, Reason stopped) {
        this.dossier = dossier;
        this.site = dossier.site();
        this.now = dossier.now();
        this.book = dossier.book();
        this.timeline = dossier.timeline();
        this.grants = dossier.grants();
        this.cells = cells;
        this.erased = erased;
        this.stopped = stopped;
    }

    Decision decision() {
        boolean restricted = !erased && timeline.restricted();
        CellDecision justifying = stopped != null || restricted ? null : justifying();
        Instant hold = stopped != null || restricted ? null : pendingUntil();
        boolean held = justifying == null && hold != null && now.isBefore(hold);
        Outcome outcome = justifying != null
                ? Outcome.DELIVER
                : held ? Outcome.HOLD : dossier.facts().knownRemote() ? Outcome.SUPPRESS : Outcome.DROP;
        String reason = justifying != null
                ? justifying.reason()
                : held ? Reason.DOI_PENDING.code() : restricted ? Reason.RESTRICTED.code() : denial();
        Instant deadline = deadline(outcome, hold);
        return new Decision(
                site.name(),
                dossier.country(),
                book.rules().version(),
                outcome,
                reason,
                Collections.unmodifiableList(Arrays.asList(cells)),
                emailEnded(),
                restricted,
                erased,
                now,
                validUntil(deadline),
                deadline);
    }

    /** The cell that justifies the contact in ActiveCampaign (READINGS 12); null when none does. */
    private CellDecision justifying() {
        if (cells[Cells.MARKETING_EMAIL].allowed()) {
            return cells[Cells.MARKETING_EMAIL];
        }
        if (cells[Cells.OWN_SIMILAR_EMAIL].allowed()) {
            return cells[Cells.OWN_SIMILAR_EMAIL];
        }
        for (Channel channel : site.justifying()) {
            CellDecision cell = cells[Cells.index(Purpose.DIRECT_MARKETING, channel)];
            if (cell.allowed()) {
                return cell;
            }
        }
        return null;
    }

    /** What the person is told when nothing is allowed: the first cell of those that could have justified it. */
    private String denial() {
        String marketing = cells[Cells.MARKETING_EMAIL].reason();
        if (!marketing.equals(Reason.UNKNOWN.code())) {
            return marketing;
        }
        String similar = cells[Cells.OWN_SIMILAR_EMAIL].reason();
        if (!similar.equals(Reason.UNKNOWN.code())) {
            return similar;
        }
        for (Channel channel : site.justifying()) {
            String other = cells[Cells.index(Purpose.DIRECT_MARKETING, channel)].reason();
            if (!other.equals(Reason.UNKNOWN.code())) {
                return other;
            }
        }
        return Reason.UNKNOWN.code();
    }

    /**
     * Until when an unconfirmed address may still be confirmed (READINGS 4): null when nothing is pending that is newer
     * than the newest no, or when a confirmation could not open anything.
     */
    private Instant pendingUntil() {
        Instant until = null;
        for (Weighed grant : grants.all()) {
            int cell = grant.grant().cell();
            if (grant.fault() == Reason.DOI_PENDING && mayJustify(cell)) {
                Instant asked = Requests.askedAt(grant.grant());
                if (couldOpen(cell, asked)) {
                    Instant deadline =
                            asked.plus(Duration.ofDays(book.rules().limits().doiDays()));
                    until = Moments.latest(until, deadline);
                }
            }
        }
        return until;
    }

    private boolean mayJustify(int cell) {
        return Cells.purpose(cell) == Purpose.DIRECT_MARKETING
                && (cell == Cells.MARKETING_EMAIL || site.justifying().contains(Cells.channel(cell)));
    }

    private boolean couldOpen(int cell, Instant asked) {
        if (erased && !asked.isAfter(timeline.erasedAt)) {
            return false;
        }
        Instant movedAway = dossier.facts().history().movedAwayAt();
        Closure no = timeline.newestNo(cell);
        return timeline.restriction(cell) == null
                && timeline.objection(cell, asked) == null
                && (no == null || asked.isAfter(no.at()))
                && (movedAway == null || asked.isAfter(movedAway))
                && !(timeline.bounce != null && Cells.channel(cell) == Channel.EMAIL)
                && !dossier.age().minorAt(now)
                && !book.needsRegister(cell);
    }

    /**
     * Until when the profile of somebody without permission is kept: the waiting time, from when they were first heard
     * of, and, of somebody who is in ActiveCampaign, from what was heard last. Never while it is the installation that
     * may not transfer, which says nothing about the person, nor while a restriction keeps the data (art. 18(2)).
     */
    private Instant deadline(Outcome outcome, Instant hold) {
        Instant first = dossier.facts().firstSeenAt();
        boolean kept = stopped != null || (!erased && timeline.restricted()) || reachedElsewhere();
        return switch (outcome) {
            case DELIVER -> null;
            case HOLD -> hold;
            case DROP -> kept ? null : waitingFrom(first);
            case SUPPRESS -> kept ? null : waitingFrom(Moments.latest(first, lastHeard()));
        };
    }

    private Instant waitingFrom(Instant moment) {
        return moment == null
                ? null
                : moment.plus(Duration.ofDays(book.rules().limits().waitingDays()));
    }

    /** Who may be called or written to is kept with the proof of it, though nothing of it goes to ActiveCampaign. */
    private boolean reachedElsewhere() {
        for (Channel channel : Channel.values()) {
            if (cells[Cells.index(Purpose.DIRECT_MARKETING, channel)].allowed()
                    || cells[Cells.index(Purpose.DIRECT_MARKETING_OWN_SIMILAR, channel)].allowed()) {
                return true;
            }
        }
        return false;
    }

    private Instant lastHeard() {
        History history = dossier.facts().history();
        Instant last = history.movedAwayAt();
        for (RegisterEntry entry : history.own()) {
            last = Moments.latest(last, entry.receivedAt());
        }
        return last;
    }

    /** READINGS 14: the last e-mail permission was ended by the person, not by time, evidence or law. */
    private boolean emailEnded() {
        if (erased) {
            return true;
        }
        if (cells[Cells.MARKETING_EMAIL].allowed() || cells[Cells.OWN_SIMILAR_EMAIL].allowed()) {
            return false;
        }
        if (saidNo(Cells.MARKETING_EMAIL)) {
            return true;
        }
        return grants.newestValid(Cells.OWN_SIMILAR_EMAIL) != null && saidNo(Cells.OWN_SIMILAR_EMAIL);
    }

    private boolean saidNo(int cell) {
        Weighed answer = grants.newestAnswer(cell);
        return timeline.saidNo(cell, answer == null ? null : answer.at()) != null;
    }

    private Instant validUntil(Instant deadline) {
        Instant next = Moments.earliestAfter(now, book.nextChange(now), deadline);
        next = Moments.earliestAfter(now, next, dossier.transfer().nextChange(now));
        for (CellDecision cell : cells) {
            if (cell.validUntil() != null) {
                next = Moments.earliestAfter(now, next, cell.validUntil());
            }
        }
        return next;
    }
}
