package io.consentgate.gate;

import io.consentgate.consent.EffectiveTime;
import io.consentgate.consent.History;
import io.consentgate.consent.RegisterEntry;
import io.consentgate.event.Channel;
import io.consentgate.event.Purpose;
import io.consentgate.gate.Evidence.Weighed;
import io.consentgate.gate.Timeline.Grant;
import io.consentgate.site.Site;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Requests that wait for a double opt-in. Whether confirming one could open anything is found by confirming it on
 * trial: so every other reason for a no (age, bounce, objection, agreement) is the decision's own.
 */
final class Requests {

    private final Gate gate;
    private final Site site;
    private final Facts facts;
    private final Instant now;

    Requests(Gate gate, Site site, Facts facts, Instant now) {
        this.gate = gate;
        this.site = site;
        this.facts = facts;
        this.now = now;
    }

    /** The newest that {@code wanted} lets through and a confirmation opens. */
    Optional<Unconfirmed> newest(Dossier dossier, Predicate<RegisterEntry> wanted) {
        return pending(dossier, wanted).stream()
                .sorted(Comparator.comparing(Unconfirmed::askedAt)
                        .thenComparing(one -> one.request().seq())
                        .reversed())
                .filter(this::opens)
                .findFirst();
    }

    private List<Unconfirmed> pending(Dossier dossier, Predicate<RegisterEntry> wanted) {
        List<Unconfirmed> pending = new ArrayList<>();
        for (Weighed weighed : dossier.grants().all()) {
            Grant grant = weighed.grant();
            if (grant.cell() == Cells.MARKETING_EMAIL
                    && weighed.fault() == Reason.DOI_PENDING
                    && wanted.test(grant.entry())) {
                Instant asked = askedAt(grant);
                Instant deadline = asked.plus(
                        Duration.ofDays(dossier.book().rules().limits().doiDays()));
                if (now.isBefore(deadline)) {
                    boolean dated = grant.at() != null || grant.choice().doubleOptInRequestedAt() != null;
                    pending.add(new Unconfirmed(facts.email(), grant.entry(), asked, dated, deadline));
                }
            }
        }
        return pending;
    }

    private boolean opens(Unconfirmed request) {
        History history = facts.history();
        List<RegisterEntry> own = new ArrayList<>(history.own());
        RegisterEntry trial = new RegisterEntry(site.name(), Long.MAX_VALUE, 0, now, request.confirmed(now, "trial"));
        own.add(trial);
        Facts confirmed = new Facts(
                facts.site(),
                facts.email(),
                facts.profile(),
                facts.phoneKey(),
                new History(own, history.carried(), history.movedAwayAt()),
                facts.phoneStatements(),
                facts.sales(),
                facts.oppositions(),
                facts.erasedAt(),
                facts.firstSeenAt(),
                facts.knownRemote());
        Decision decision = gate.decide(site, confirmed, now);
        // Open because of this very confirmation, not because of another one.
        return !decision.restricted()
                && decision.cell(Purpose.DIRECT_MARKETING, Channel.EMAIL)
                        .filter(cell -> cell.allowed() && cell.records().contains(trial.recordId()))
                        .isPresent();
    }

    /** From requested_at, else recorded_at, else receipt; a date in the future counts from receipt (READINGS 4). */
    static Instant askedAt(Grant grant) {
        Instant received = grant.entry().receivedAt();
        Instant requested = grant.choice().doubleOptInRequestedAt();
        Instant asked = requested != null ? requested : grant.at() != null ? grant.at() : received;
        return EffectiveTime.ahead(asked, received) ? received : asked;
    }
}
