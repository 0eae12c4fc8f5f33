package io.consentgate.automation;

import io.consentgate.activecampaign.ActiveCampaign;
import io.consentgate.activecampaign.Automations;
import io.consentgate.database.Transaction;
import io.consentgate.database.Transactions;
import io.consentgate.delivery.ChangedPeople;
import io.consentgate.delivery.ConfirmedStates;
import io.consentgate.delivery.FactsReader;
import io.consentgate.gate.Gate;
import io.consentgate.person.People;
import io.consentgate.person.Profiles;
import io.consentgate.site.Sites;
import io.consentgate.tracking.TrackingOutbox;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;

/** The room's parts, put together once per database. */
public final class Automation {

    private final Transactions transactions;
    private final Sites sites;
    private final Clock clock;
    private final SqlRuns runs = new SqlRuns();
    private final Switches switches = new SqlSwitches();
    private final Occasions occasions;
    private final Reach reach;
    private final Effects effects;
    private final Preview preview;

    public Automation(
            Transactions transactions,
            Sites sites,
            People people,
            Profiles profiles,
            FactsReader facts,
            ConfirmedStates states,
            Gate gate,
            ChangedPeople changed,
            TrackingOutbox outbox,
            Clock clock) {
        this.transactions = transactions;
        this.sites = sites;
        this.clock = clock;
        SqlShopping shopping = new SqlShopping();
        this.occasions = new Occasions(sites, runs, shopping, people, clock);
        this.reach = new Reach(people, facts, states, gate, runs, shopping);
        this.effects = new Effects(profiles, changed, outbox);
        this.preview = new Preview(transactions, people, shopping, reach, switches, runs, clock);
    }

    /** What carts and orders are told to. */
    public Occasions occasions() {
        return occasions;
    }

    public Switches switches() {
        return switches;
    }

    public Preview preview() {
        return preview;
    }

    /** What came of a trigger until now: how many, by state, or by reason where dropped. */
    public Map<String, Integer> soFar(Transaction tx, String site, String trigger) {
        return runs.count(tx, site, trigger);
    }

    /** Carries out what was set off on one account. */
    public Triggers on(ActiveCampaign account, Automations automations, Gate gate) {
        return new Triggers(
                account, automations, transactions, sites, occasions, runs, switches, reach, effects, gate, clock);
    }

    /** Ended rows older than that go. */
    public void expire(Transaction tx, Instant before) {
        runs.expire(tx, before);
    }
}
