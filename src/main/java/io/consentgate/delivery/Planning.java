package io.consentgate.delivery;

import io.consentgate.database.Transaction;
import io.consentgate.gate.Cleared;
import io.consentgate.gate.ContactState;
import io.consentgate.gate.Decision;
import io.consentgate.gate.Gate;
import io.consentgate.gate.Outcome;
import io.consentgate.mapping.MappedList;
import io.consentgate.mapping.Target;
import io.consentgate.site.Site;
import io.consentgate.site.Sites;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Computes, from the latest facts, what an account should hold for one address, over all sites on it (READINGS 13). */
public final class Planning {

    private final Sites sites;
    private final Gate gate;
    private final FactsReader facts;

    public Planning(Sites sites, Gate gate, FactsReader facts) {
        this.sites = sites;
        this.gate = gate;
        this.facts = facts;
    }

    /** What a site knows and decided; {@code replaced} as in {@link FactsReader.Known}. */
    public record Seen(long personId, Gate.Permission permission, List<String> replaced) {
        public Decision decision() {
            return permission.decision();
        }
    }

    /** What is to happen to the contact as a whole. */
    public enum Intent {
        /** Make it equal to what was cleared. */
        DELIVER,
        /** Nothing allowed, and the person is there: end, clear, and delete what was created here. */
        SUPPRESS,
        /** Restriction (art. 18): end the mail, touch nothing else (READINGS 18). */
        RESTRICT,
        /** Erasure: delete, and verify (READINGS 22). */
        ERASE,
        /** Nothing allowed, and nobody there. */
        NOTHING
    }

    /** One look at the facts. */
    public record Look(Confirmed confirmed, List<Seen> seen, Optional<Cleared<ContactState>> cleared, Instant at) {

        public Intent intent() {
            if (cleared.isPresent()) {
                return Intent.DELIVER;
            }
            if (seen.stream().anyMatch(one -> one.decision().erased())) {
                return Intent.ERASE;
            }
            if (!confirmed.known()) {
                return Intent.NOTHING;
            }
            return seen.stream().anyMatch(one -> one.decision().restricted()) ? Intent.RESTRICT : Intent.SUPPRESS;
        }

        /** Whether an explicit no, an objection or an erasure ended the last e-mail permission (READINGS 14). */
        boolean ended() {
            return seen.stream().anyMatch(one -> one.decision().emailEnded());
        }

        /** The next moment at which time alone may change something; null = none. */
        Instant next() {
            Instant next = future(confirmed.graceUntil());
            for (Seen one : seen) {
                next = earlier(next, one.decision().validUntil());
                next = earlier(
                        next, one.decision().nextToTell(one.permission().site().mapping()));
                if (one.decision().outcome() != Outcome.DELIVER) {
                    next = earlier(next, future(one.decision().deadline()));
                }
            }
            return next;
        }

        private Instant future(Instant moment) {
            return moment == null || !moment.isAfter(at) ? null : moment;
        }

        private Instant earlier(Instant one, Instant other) {
            if (one == null) {
                return future(other);
            }
            return future(other) == null || one.isBefore(other) ? one : other;
        }
    }

    /** @param confirmed what is known to be there; null when nothing is */
    public Look look(Transaction tx, Confirmed confirmed, String account, String address, Instant now) {
        return look(tx, confirmed == null ? Confirmed.nobody(account, address) : confirmed, now);
    }

    public Look look(Transaction tx, Confirmed confirmed, Instant now) {
        List<Seen> seen = new ArrayList<>();
        for (Site site : sites.onAccount(confirmed.account())) {
            facts.read(tx, site, confirmed.address(), confirmed.known()).ifPresent(known -> {
                Decision decision = gate.decide(site, known.facts(), now);
                seen.add(new Seen(
                        known.personId(), new Gate.Permission(site, known.facts(), decision), known.replaced()));
            });
        }
        Optional<Cleared<ContactState>> cleared =
                gate.clear(seen.stream().map(Seen::permission).toList());
        return new Look(confirmed, List.copyOf(seen), cleared, now);
    }

    /** Names of the lists that any site of the account maps: no other list is touched unless all mail ends. */
    Set<String> mappedLists(String account) {
        Set<String> names = new HashSet<>();
        sites.onAccount(account)
                .forEach(site ->
                        site.mapping().lists().stream().map(MappedList::name).forEach(names::add));
        return names;
    }

    /** Every mapped target of the account by its key. */
    Map<String, Target> targets(String account) {
        Map<String, Target> targets = new HashMap<>();
        sites.onAccount(account).forEach(site -> site.targets().forEach(target -> targets.put(target.key(), target)));
        return targets;
    }
}
