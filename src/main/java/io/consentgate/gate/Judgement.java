package io.consentgate.gate;

import io.consentgate.consent.RegisterEntry;
import io.consentgate.event.Channel;
import io.consentgate.event.Purpose;
import io.consentgate.gate.Evidence.Weighed;
import io.consentgate.gate.Timeline.Closure;
import java.time.Instant;
import java.util.List;

/** One decision in the making: the precedence R0 to R11 of consent.md 3.2, cell by cell. */
final class Judgement {

    private static final long SERVICE = Cells.named(Purpose.SERVICE, null);

    private final Dossier dossier;
    private final Facts facts;
    private final Instant now;
    private final Rulebook book;
    private final Timeline timeline;
    private final Age age;
    private final Grants grants;
    private final PublishedNotice notice;
    private final CellDecision[] cells;

    Judgement(Dossier dossier, PublishedNotice notice) {
        this.dossier = dossier;
        this.notice = notice;
        this.facts = dossier.facts();
        this.now = dossier.now();
        this.book = dossier.book();
        this.timeline = dossier.timeline();
        this.age = dossier.age();
        this.grants = dossier.grants();
        this.cells = book.untouched();
    }

    Decision decide() {
        // Somebody erased who gave a valid consent since is open again (R0).
        boolean erased = timeline.erasedAt != null && !grants.anyValid();
        long touched = erased ? Cells.ALL : touched();
        for (int cell = 0; touched != 0; cell++, touched >>>= 1) {
            if ((touched & 1) != 0) {
                cells[cell] = erased ? erased(cell) : decide(cell);
            }
        }
        closeWhatTheNoticeLacks();
        Reason stopped = dossier.transfer().missing(now);
        if (stopped != null) {
            stopEverything(stopped);
        }
        return new Conclusion(dossier, cells, erased, stopped).decision();
    }

    /** The cells about which anything is known; the others keep the country's answer for the unknown. */
    private long touched() {
        if (age.minorAt(now)) {
            return Cells.ALL;
        }
        long mask = timeline.bounce == null ? 0 : Cells.ALL;
        mask |= closed(timeline.noes) | closed(timeline.objections) | closed(timeline.restrictions) | grants.cells();
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
        Weighed newestValid = grants.newestValid(cell);
        Closure closure = closure(cell, newestValid);
        if (closure == null && cell == Cells.OWN_SIMILAR_EMAIL) {
            closure = timeline.saidNo(Cells.MARKETING_EMAIL, at(grants.newestValid(Cells.MARKETING_EMAIL)));
        }
        if (closure != null) {
            return closed(cell, closure);
        }
        if (timeline.bounce != null && Cells.channel(cell) == Channel.EMAIL) {
            return Reason.BOUNCED.denies(
                    cell, State.INVALID, timeline.bounce.receivedAt(), null, records(timeline.bounce), null);
        }
        Weighed open = grants.open(cell, timeline.newestNo(cell), now);
        Weighed said = open != null ? open : newestValid != null ? newestValid : grants.newestInvalid(cell);
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
        return restriction != null ? restriction : timeline.saidNo(cell, at(newestValid));
    }

    private static Instant at(Weighed grant) {
        return grant == null ? null : grant.at();
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

    /** Whatever the person said stays as it is: it opens again with the notice. */
    private void closeWhatTheNoticeLacks() {
        for (int i = 0; i < cells.length; i++) {
            CellDecision cell = cells[i];
            if (cell.allowed() && !notice.names(facts.site(), cell.purpose(), now)) {
                cells[i] = Reason.NOTICE_NOT_PUBLISHED.denies(
                        i, State.of(cell.state()), cell.stateAt(), cell.noticeVersion(), cell.records(), null);
            }
        }
    }

    private void stopEverything(Reason reason) {
        for (int i = 0; i < cells.length; i++) {
            CellDecision cell = cells[i];
            cells[i] = reason.denies(
                    i, State.of(cell.state()), cell.stateAt(), cell.noticeVersion(), cell.records(), null);
        }
    }
}
