package io.consentgate.operations;

import io.consentgate.database.Transaction;
import io.consentgate.database.Transactions;
import io.consentgate.delivery.Confirmed;
import io.consentgate.delivery.ConfirmedStates;
import io.consentgate.delivery.FactsReader;
import io.consentgate.event.Channel;
import io.consentgate.gate.CellDecision;
import io.consentgate.gate.Decision;
import io.consentgate.gate.Gate;
import io.consentgate.person.EmailAddress;
import io.consentgate.site.Site;
import io.consentgate.site.Sites;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Answers "why?" for one address, site by site; writes nothing. */
public final class Explaining {
    private final Transactions transactions;
    private final Sites sites;
    private final FactsReader facts;
    private final ConfirmedStates states;
    private final Gate gate;
    private final Clock clock;

    public Explaining(
            Transactions transactions, Sites sites, FactsReader facts, ConfirmedStates states, Gate gate, Clock clock) {
        this.transactions = transactions;
        this.sites = sites;
        this.facts = facts;
        this.states = states;
        this.gate = gate;
        this.clock = clock;
    }

    /** @param person the random number that stands for the address; null when the site never heard of it */
    public record Explanation(String site, Long person, Decision decision) {
        /** Never the address. */
        public Map<String, Object> wire() {
            Map<String, Object> wire = new LinkedHashMap<>();
            wire.put("site", site);
            wire.put("known", person != null);
            if (decision != null) {
                wire.put("person", String.valueOf(person));
                wire.put("outcome", decision.outcome().wire());
                wire.put("reason", decision.reason());
                wire.put("country", decision.country());
                wire.put("rules_version", decision.rulesVersion());
                wire.put("restricted", decision.restricted());
                wire.put("erased", decision.erased());
                wire.put("decided_at", text(decision.decidedAt()));
                wire.put("valid_until", text(decision.validUntil()));
                wire.put("deadline", text(decision.deadline()));
                wire.put(
                        "decisions",
                        decision.cells().stream().map(Explanation::wire).toList());
            }
            return wire;
        }

        private static Map<String, Object> wire(CellDecision cell) {
            Map<String, Object> wire = new LinkedHashMap<>();
            wire.put("purpose", cell.purpose().wire());
            if (cell.channel() != Channel.NONE) {
                wire.put("channel", cell.channel().wire());
            }
            wire.put("decision", cell.allowed() ? "allowed" : "denied");
            wire.put("reason", cell.reason());
            wire.put("rule", cell.ruleId());
            wire.put("basis", cell.basis());
            wire.put("source", cell.source());
            wire.put("state", cell.state());
            wire.put("state_at", text(cell.stateAt()));
            wire.put("notice_version", cell.noticeVersion());
            wire.put("records", cell.records());
            wire.put("valid_until", text(cell.validUntil()));
            wire.values().removeIf(value -> value == null);
            return wire;
        }

        private static String text(Instant instant) {
            return instant == null ? null : instant.toString();
        }
    }

    /** Empty when the text is no e-mail address. */
    public Optional<List<Explanation>> of(String email) {
        return EmailAddress.normalise(email)
                .map(address -> transactions.read(tx -> {
                    Instant now = clock.instant();
                    List<Explanation> explanations = new ArrayList<>();
                    sites.all().forEach(site -> explanations.add(of(tx, site, address, now)));
                    return explanations;
                }));
    }

    private Explanation of(Transaction tx, Site site, String address, Instant now) {
        boolean there =
                states.find(tx, site.account(), address).map(Confirmed::known).orElse(false);
        return facts.read(tx, site, address, there)
                .map(known -> new Explanation(site.name(), known.personId(), gate.decide(site, known.facts(), now)))
                .orElseGet(() -> new Explanation(site.name(), null, null));
    }
}
