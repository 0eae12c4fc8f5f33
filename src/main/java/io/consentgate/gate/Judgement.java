package io.consentgate.gate;

import io.consentgate.consent.RegisterEntry;
import io.consentgate.event.Channel;
import io.consentgate.event.Purpose;
import io.consentgate.gate.Evidence.Weighed;
import io.consentgate.gate.Timeline.Closure;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** One decision in the making: the precedence R0 to R11 of consent.md 3.2, cell by cell. */
final class Judgement {

    private final Dossier dossier;
    private final Facts facts;
    private final Instant now;
    private final Rulebook book;
    private final Timeline timeline;
    private final Age age;
    private final Grants grants;
    private final Oppositions oppositions;
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
        this.oppositions = new Oppositions(facts, book, now);
        this.cells = book.untouched();
    }

    Decision decide() {
        // Somebody erased who gave a valid consent since is open again (R0).
        boolean erased = timeline.erasedAt != null && !grants.anyAgreed();
        long touched = erased ? Cells.ALL : touched();
        decide(touched & ~Cells.RETARGETING, erased);
        closeWhatTheNoticeLacks();
        // What may be done with behaviour rests on what was decided about the other purposes.
        decide(touched & Cells.RETARGETING, erased);
        closeWhatTheNoticeLacks();
        Reason stopped = dossier.transfer().missing(now);
        if (stopped != null) {
            stopEverything(stopped);
        }
        return new Conclusion(dossier, cells, erased, stopped).decision();
    }

    private void decide(long which, boolean erased) {
        for (long left = which; left != 0; left &= left - 1) {
            int cell = Long.numberOfTrailingZeros(left);
            cells[cell] = erased ? erased(cell) : decide(cell);
        }
    }

    /** The cells about which anything is known; the others keep the country's answer for the unknown. */
    private long touched() {
        if (age.minorAt(now)) {
            return Cells.ALL;
        }
        long mask = timeline.bounce == null ? 0 : Cells.ALL;
        mask |= closed(timeline.noes) | closed(timeline.objections) | closed(timeline.restrictions) | grants.cells();
        // A no to direct marketing closes the soft opt-in on that channel too (READINGS 7).
        mask |= Cells.similarTo(mask) & book.ruled();
        if (!facts.oppositions().isEmpty()) {
            mask |= book.registered();
        }
        return facts.sales().isEmpty() ? mask : mask | Cells.SERVICE;
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
        Weighed answer = newestValid == null || newestValid.answers() ? newestValid : grants.newestAnswer(cell);
        Closure closure = closure(cell, answer);
        if (closure == null && Cells.purpose(cell) == Purpose.DIRECT_MARKETING_OWN_SIMILAR) {
            int marketing = Cells.index(Purpose.DIRECT_MARKETING, Cells.channel(cell));
            closure = timeline.saidNo(marketing, at(grants.newestAnswer(marketing)));
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
        Oppositions.Answer register = opposition(cell, said);
        if (register != null && register.closed() != null) {
            return opposed(cell, register, said, open);
        }
        Instant looks = register == null ? null : register.until();
        if (age.minorAt(now) && (Cells.SERVICE & Cells.bit(cell)) == 0) {
            return denied(Reason.MINOR, cell, said, State.INVALID, Moments.earliest(looks, age.grownUp()));
        }
        if (open != null) {
            Reason unmet = unmet(cell, open.rule());
            return unmet != null
                    ? denied(unmet, cell, open, State.GIVEN, Moments.earliest(looks, open.expires()))
                    : allowed(cell, open, looks);
        }
        CellDecision byContract = byContract(cell);
        if (byContract != null) {
            return byContract;
        }
        if (newestValid != null) {
            return denied(Reason.STALE, cell, newestValid, State.EXPIRED, looks);
        }
        if (said != null) {
            boolean pending = said.fault() == Reason.DOI_PENDING;
            return denied(said.fault(), cell, said, pending ? State.PENDING : State.INVALID, looks);
        }
        return register == null ? book.untouched(cell) : Rulebook.unknown(cell, looks);
    }

    /** What the registers say, where the ground or, when nothing was said, the country's law asks for them (R5). */
    private Oppositions.Answer opposition(int cell, Weighed said) {
        boolean asked = said == null || said.rule() == null
                ? book.needsRegister(cell)
                : said.rule().requires().contains(Requirement.OPPOSITION_REGISTER);
        if (!asked) {
            return null;
        }
        boolean consented = said != null && said.rule() != null && said.rule().basis() == Basis.CONSENT;
        return oppositions.about(Cells.channel(cell), consented ? said.at() : null);
    }

    private CellDecision opposed(int cell, Oppositions.Answer answer, Weighed said, Weighed open) {
        OppositionRegister register = answer.register();
        Instant until = Moments.earliest(open == null ? null : open.expires(), answer.until());
        if (register == null) {
            return denied(answer.closed(), cell, said, State.INVALID, until);
        }
        return answer.closed()
                .denies(
                        cell,
                        register.source(),
                        register.since(),
                        said == null ? State.UNKNOWN : State.INVALID,
                        said == null ? null : said.at(),
                        said == null ? null : said.noticeVersion(),
                        said == null ? List.of() : records(said.grant().entry()),
                        until);
    }

    /** What else has to be allowed: a channel, the behaviour, another recipient (consent.md 3.3). */
    private Reason unmet(int cell, Rule rule) {
        if (rule.requires().contains(Requirement.DIRECT_MARKETING)
                && !allows(Purpose.DIRECT_MARKETING, Cells.channel(cell))) {
            return Reason.NEEDS_MARKETING;
        }
        if (rule.requires().contains(Requirement.SITE_TRACKING) && !allows(Purpose.SITE_TRACKING, Channel.NONE)) {
            return Reason.NEEDS_TRACKING;
        }
        boolean unnamed = rule.requires().contains(Requirement.THIRD_PARTY_MARKETING)
                && !allows(Purpose.THIRD_PARTY_MARKETING, Channel.NONE);
        return unnamed ? Reason.NEEDS_THIRD_PARTY : null;
    }

    private boolean allows(Purpose purpose, Channel channel) {
        return cells[Cells.index(purpose, channel)].allowed();
    }

    /** Restriction, objection, then the newest no: R2, R3, R4. */
    private Closure closure(int cell, Weighed answer) {
        Closure restriction = timeline.restriction(cell);
        return restriction != null ? restriction : timeline.saidNo(cell, at(answer));
    }

    private static Instant at(Weighed grant) {
        return grant == null ? null : grant.at();
    }

    private CellDecision closed(int cell, Closure closure) {
        State state =
                switch (closure.reason()) {
                    case RESTRICTED -> State.RESTRICTED;
                    case OBJECTED -> State.OBJECTED;
                    case REFUSED, GPC -> State.REFUSED;
                    case WITHDRAWN -> State.WITHDRAWN;
                    default -> State.INVALID;
                };
        return closure.reason()
                .denies(cell, state, closure.at(), null, records(closure.entry()), null)
                .because(closure.code());
    }

    private CellDecision denied(Reason reason, int cell, Weighed said, State state, Instant validUntil) {
        Rule law = reason.ofCountry() ? law(cell, said) : null;
        String article = law != null ? law.source() : reason == Reason.MINOR ? minAgeSource() : reason.source();
        LocalDate since = law != null ? law.since() : Reason.GDPR;
        return said == null
                ? reason.denies(cell, article, since, State.UNKNOWN, null, null, List.of(), validUntil)
                : reason.denies(
                        cell,
                        article,
                        since,
                        state,
                        said.at(),
                        said.noticeVersion(),
                        records(said.grant().entry()),
                        validUntil);
    }

    /** The rule that was not met; where the law knows no such ground, the one that asks for consent instead. */
    private Rule law(int cell, Weighed said) {
        return said != null && said.rule() != null ? said.rule() : book.rule(cell, Basis.CONSENT, now);
    }

    private String minAgeSource() {
        return "GDPR 8; " + book.rules().limits().minAgeSource();
    }

    private CellDecision allowed(int cell, Weighed open, Instant looksUntil) {
        Rule rule = open.rule();
        return new CellDecision(
                Cells.purpose(cell),
                Cells.channel(cell),
                true,
                rule.basis().reason(),
                rule.id(),
                rule.basis().wire(),
                rule.source(),
                rule.since(),
                State.GIVEN.wire(),
                open.at(),
                open.noticeVersion(),
                records(open.grant().entry()),
                Moments.earliest(looksUntil, Moments.earliest(open.expires(), rule.until())),
                open.noticeDue());
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
                rule.since(),
                State.UNKNOWN.wire(),
                null,
                null,
                List.of(),
                rule.until(),
                null);
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
