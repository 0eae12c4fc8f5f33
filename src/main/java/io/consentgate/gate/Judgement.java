package io.consentgate.gate;

import io.consentgate.consent.RegisterEntry;
import io.consentgate.event.Channel;
import io.consentgate.event.Purpose;
import io.consentgate.gate.Evidence.Weighed;
import io.consentgate.gate.Timeline.Closure;
import io.consentgate.gate.Timeline.Grant;
import io.consentgate.site.Site;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** One decision in the making: the precedence R0 to R11 of consent.md 3.2, cell by cell, then the person as a whole. */
final class Judgement {

    private static final long SERVICE = Cells.named(Purpose.SERVICE, null);

    private final Site site;
    private final Facts facts;
    private final Instant now;
    private final Rulebook book;
    private final Transfer transfer;
    private final String country;
    private final Timeline timeline;
    private final Age age;
    private final List<Weighed> grants;
    private final CellDecision[] cells;

    Judgement(Site site, Facts facts, Instant now, String country, Rulebook book, Transfer transfer) {
        this.site = site;
        this.facts = facts;
        this.now = now;
        this.country = country;
        this.book = book;
        this.transfer = transfer;
        this.timeline = new Timeline(facts, site.zone());
        this.age = new Age(facts.profile().get("birth_date"), book.rules().minAge(), site.zone());
        Evidence evidence = new Evidence(site, facts, book, age, now);
        this.grants = new ArrayList<>(timeline.grants.size());
        for (int i = 0; i < timeline.grants.size(); i++) {
            grants.add(evidence.weigh(timeline.grants.get(i)));
        }
        this.cells = book.untouched();
    }

    Decision decide() {
        boolean erased = timeline.erasedAt != null && !openedAgain();
        long touched = erased ? Cells.ALL : touched();
        for (int cell = 0; touched != 0; cell++, touched >>>= 1) {
            if ((touched & 1) != 0) {
                cells[cell] = erased ? erased(cell) : decide(cell);
            }
        }
        Reason stopped = transfer.missing(now);
        if (stopped != null) {
            stopEverything(stopped);
        }
        return whole(erased, stopped);
    }

    /** The cells about which anything is known; the others keep the country's answer for the unknown. */
    private long touched() {
        if (age.minorAt(now)) {
            return Cells.ALL;
        }
        long mask = timeline.bounce == null ? 0 : Cells.ALL;
        mask |= closed(timeline.noes) | closed(timeline.objections) | closed(timeline.restrictions);
        for (int i = 0; i < grants.size(); i++) {
            mask |= Cells.bit(grants.get(i).grant().cell());
        }
        // A no to direct marketing by e-mail closes the soft opt-in too (READINGS 7).
        if ((mask & Cells.bit(Cells.MARKETING_EMAIL)) != 0) {
            mask |= Cells.bit(Cells.OWN_SIMILAR_EMAIL);
        }
        return facts.sales().isEmpty() ? mask : mask | SERVICE;
    }

    private static long closed(List<Closure> closures) {
        long mask = 0;
        for (int i = 0; i < closures.size(); i++) {
            mask |= closures.get(i).closes();
        }
        return mask;
    }

    private CellDecision erased(int cell) {
        return Reason.ERASED.denies(cell, State.ERASED, timeline.erasedAt, null, List.of(), null);
    }

    private CellDecision decide(int cell) {
        Weighed newestValid = newestValid(cell);
        Closure closure = closure(cell, newestValid);
        if (closure == null && cell == Cells.OWN_SIMILAR_EMAIL) {
            closure = saidNo(Cells.MARKETING_EMAIL, newestValid(Cells.MARKETING_EMAIL));
        }
        if (closure != null) {
            return closed(cell, closure);
        }
        if (timeline.bounce != null && Cells.channel(cell) == Channel.EMAIL) {
            return Reason.BOUNCED.denies(
                    cell, State.INVALID, timeline.bounce.receivedAt(), null, records(timeline.bounce), null);
        }
        Weighed open = open(cell);
        Weighed said = open != null ? open : newestValid != null ? newestValid : newestInvalid(cell);
        if (book.needsRegister(cell)) {
            return denied(Reason.REGISTER_NOT_CHECKED, cell, said, State.INVALID, open == null ? null : open.expires());
        }
        if (age.minorAt(now) && (SERVICE & Cells.bit(cell)) == 0) {
            return denied(Reason.MINOR, cell, said, State.INVALID, age.grownUp());
        }
        if (open != null) {
            return open.rule().requires().contains(Requirement.DIRECT_MARKETING) && !marketingAllowed(cell)
                    ? denied(Reason.NEEDS_MARKETING, cell, open, State.GIVEN, open.expires())
                    : allowed(cell, open);
        }
        CellDecision byContract = byContract(cell);
        if (byContract != null) {
            return byContract;
        }
        if (newestValid != null) {
            return denied(Reason.STALE, cell, newestValid, State.EXPIRED, null);
        }
        if (said != null) {
            boolean pending = said.fault() == Reason.DOI_PENDING;
            return denied(said.fault(), cell, said, pending ? State.PENDING : State.INVALID, null);
        }
        return book.untouched(cell);
    }

    /** Restriction, objection, then the newest no: R2, R3, R4. */
    private Closure closure(int cell, Weighed newestValid) {
        Closure restriction = timeline.restriction(cell);
        return restriction != null ? restriction : saidNo(cell, newestValid);
    }

    private Closure saidNo(int cell, Weighed newestValid) {
        Instant grant = newestValid == null ? null : newestValid.at();
        Closure objection = timeline.objection(cell, grant);
        if (objection != null) {
            return objection;
        }
        Closure no = timeline.newestNo(cell);
        return no == null || (grant != null && grant.isAfter(no.at())) ? null : no;
    }

    private CellDecision closed(int cell, Closure closure) {
        State state =
                switch (closure.reason()) {
                    case RESTRICTED -> State.RESTRICTED;
                    case OBJECTED -> State.OBJECTED;
                    case REFUSED -> State.REFUSED;
                    case WITHDRAWN -> State.WITHDRAWN;
                    default -> State.INVALID;
                };
        return closure.reason().denies(cell, state, closure.at(), null, records(closure.entry()), null);
    }

    private CellDecision denied(Reason reason, int cell, Weighed said, State state, Instant validUntil) {
        if (said == null) {
            return reason.denies(cell, State.UNKNOWN, null, null, List.of(), validUntil);
        }
        return reason.denies(
                cell,
                state,
                said.at(),
                said.noticeVersion(),
                records(said.grant().entry()),
                validUntil);
    }

    private CellDecision allowed(int cell, Weighed open) {
        Rule rule = open.rule();
        return new CellDecision(
                Cells.purpose(cell),
                Cells.channel(cell),
                true,
                rule.basis().reason(),
                rule.id(),
                rule.basis().wire(),
                rule.source(),
                State.GIVEN.wire(),
                open.at(),
                open.noticeVersion(),
                records(open.grant().entry()),
                Moments.earliest(open.expires(), rule.until()));
    }

    private boolean marketingAllowed(int cell) {
        return cells[Cells.index(Purpose.DIRECT_MARKETING, Cells.channel(cell))].allowed();
    }

    /** Service to a customer rests on the contract, not on consent (consent.md 3.3). */
    private CellDecision byContract(int cell) {
        Rule rule = book.rule(cell, Basis.CONTRACT, now);
        if (rule == null || !customer()) {
            return null;
        }
        return new CellDecision(
                Cells.purpose(cell),
                Cells.channel(cell),
                true,
                rule.basis().reason(),
                rule.id(),
                rule.basis().wire(),
                rule.source(),
                State.UNKNOWN.wire(),
                null,
                null,
                List.of(),
                rule.until());
    }

    private boolean customer() {
        for (Facts.Sale sale : facts.sales()) {
            if (sale.completed()
                    && (timeline.erasedAt == null || sale.placedAt().isAfter(timeline.erasedAt))) {
                return true;
            }
        }
        return false;
    }

    private static List<String> records(RegisterEntry entry) {
        return List.of(entry.recordId());
    }

    private Weighed newestValid(int cell) {
        Weighed newest = null;
        for (int i = 0; i < grants.size(); i++) {
            Weighed grant = grants.get(i);
            if (grant.grant().cell() == cell && grant.valid() && (newest == null || standsFor(grant, newest))) {
                newest = grant;
            }
        }
        return newest;
    }

    /** The newest valid grant that has not expired: an old one may outlive a newer one that rests on an older sale. */
    private Weighed open(int cell) {
        Closure no = timeline.newestNo(cell);
        Weighed newest = null;
        for (int i = 0; i < grants.size(); i++) {
            Weighed grant = grants.get(i);
            if (grant.grant().cell() == cell
                    && grant.valid()
                    && now.isBefore(grant.expires())
                    && (no == null || grant.at().isAfter(no.at()))
                    && (newest == null || standsFor(grant, newest))) {
                newest = grant;
            }
        }
        return newest;
    }

    private Weighed newestInvalid(int cell) {
        Weighed newest = null;
        for (int i = 0; i < grants.size(); i++) {
            Weighed grant = grants.get(i);
            if (grant.grant().cell() == cell && !grant.valid() && (newest == null || standsFor(grant, newest))) {
                newest = grant;
            }
        }
        return newest;
    }

    private static boolean standsFor(Weighed one, Weighed other) {
        if (one.at() == null || other.at() == null) {
            return one.at() != null || (other.at() == null && earlier(one, other));
        }
        int byTime = one.at().compareTo(other.at());
        return byTime > 0 || (byTime == 0 && earlier(one, other));
    }

    private static boolean earlier(Weighed one, Weighed other) {
        return one.grant().entry().seq() < other.grant().entry().seq();
    }

    /** Whether somebody erased gave a valid consent since (R0). */
    private boolean openedAgain() {
        for (int i = 0; i < grants.size(); i++) {
            if (grants.get(i).valid()) {
                return true;
            }
        }
        return false;
    }

    private void stopEverything(Reason reason) {
        for (int i = 0; i < cells.length; i++) {
            CellDecision cell = cells[i];
            cells[i] = reason.denies(
                    i, State.of(cell.state()), cell.stateAt(), cell.noticeVersion(), cell.records(), null);
        }
    }

    private Decision whole(boolean erased, Reason stopped) {
        boolean restricted = !erased && timeline.restricted();
        CellDecision justifying = stopped != null || restricted ? null : justifying();
        Instant hold = stopped != null || restricted ? null : pendingUntil(erased);
        boolean held = justifying == null && hold != null && now.isBefore(hold);
        Outcome outcome = justifying != null
                ? Outcome.DELIVER
                : held ? Outcome.HOLD : facts.knownRemote() ? Outcome.SUPPRESS : Outcome.DROP;
        String reason = justifying != null
                ? justifying.reason()
                : held ? Reason.DOI_PENDING.code() : restricted ? Reason.RESTRICTED.code() : denial();
        Instant deadline = deadline(outcome, hold);
        return new Decision(
                site.name(),
                country,
                book.rules().version(),
                outcome,
                reason,
                Collections.unmodifiableList(Arrays.asList(cells)),
                emailEnded(erased),
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
    private Instant pendingUntil(boolean erased) {
        Instant until = null;
        for (int i = 0; i < grants.size(); i++) {
            Weighed grant = grants.get(i);
            int cell = grant.grant().cell();
            if (grant.fault() == Reason.DOI_PENDING && mayJustify(cell)) {
                Instant asked = askedAt(grant.grant());
                if (couldOpen(cell, asked, erased)) {
                    Instant deadline = asked.plus(Duration.ofDays(book.rules().doiDays()));
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

    private boolean couldOpen(int cell, Instant asked, boolean erased) {
        if (erased && !asked.isAfter(timeline.erasedAt)) {
            return false;
        }
        Instant movedAway = facts.history().movedAwayAt();
        Closure no = timeline.newestNo(cell);
        return timeline.restriction(cell) == null
                && timeline.objection(cell, asked) == null
                && (no == null || asked.isAfter(no.at()))
                && (movedAway == null || asked.isAfter(movedAway))
                && !(timeline.bounce != null && Cells.channel(cell) == Channel.EMAIL)
                && !age.minorAt(now)
                && !book.needsRegister(cell);
    }

    /** From requested_at, else recorded_at, else receipt; a date in the future counts from receipt. */
    private static Instant askedAt(Grant grant) {
        Instant received = grant.entry().receivedAt();
        Instant requested = grant.choice().doubleOptInRequestedAt();
        Instant asked = requested != null ? requested : grant.at() != null ? grant.at() : received;
        return Timeline.ahead(asked, received) ? received : asked;
    }

    /** Until when the profile of somebody without permission is kept. */
    private Instant deadline(Outcome outcome, Instant hold) {
        return switch (outcome) {
            case DELIVER, SUPPRESS -> null;
            case HOLD -> hold;
            case DROP ->
                facts.firstSeenAt() == null
                        ? null
                        : facts.firstSeenAt().plus(Duration.ofDays(book.rules().waitingDays()));
        };
    }

    /** READINGS 14: the last e-mail permission was ended by the person, not by time, evidence or law. */
    private boolean emailEnded(boolean erased) {
        if (erased) {
            return true;
        }
        if (cells[Cells.MARKETING_EMAIL].allowed() || cells[Cells.OWN_SIMILAR_EMAIL].allowed()) {
            return false;
        }
        if (saidNo(Cells.MARKETING_EMAIL, newestValid(Cells.MARKETING_EMAIL)) != null) {
            return true;
        }
        Weighed similar = newestValid(Cells.OWN_SIMILAR_EMAIL);
        return similar != null && saidNo(Cells.OWN_SIMILAR_EMAIL, similar) != null;
    }

    private Instant validUntil(Instant deadline) {
        Instant next = Moments.earliestAfter(now, book.nextChange(now), deadline);
        next = Moments.earliestAfter(now, next, transfer.nextChange(now));
        for (CellDecision cell : cells) {
            if (cell.validUntil() != null) {
                next = Moments.earliestAfter(now, next, cell.validUntil());
            }
        }
        return next;
    }
}
