package io.consentgate.automation;

import io.consentgate.database.Transaction;
import io.consentgate.delivery.Confirmed;
import io.consentgate.delivery.ConfirmedStates;
import io.consentgate.delivery.FactsReader;
import io.consentgate.gate.Gate;
import io.consentgate.person.People;
import io.consentgate.person.People.Identity;
import io.consentgate.site.Site;
import io.consentgate.site.Trigger;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Whether a trigger may reach somebody at this moment: everything that is asked before the call, and by the preview. */
final class Reach {

    private final People people;
    private final Buyers buyers;
    private final FactsReader facts;
    private final ConfirmedStates states;
    private final Gate gate;
    private final Runs runs;
    private final Shopping shopping;

    Reach(People people, FactsReader facts, ConfirmedStates states, Gate gate, Runs runs, Shopping shopping) {
        this.people = people;
        this.buyers = new Buyers(people);
        this.facts = facts;
        this.states = states;
        this.gate = gate;
        this.runs = runs;
        this.shopping = shopping;
    }

    /**
     * @param address null when none is known
     * @param obstacle a reason code; null when the trigger may reach the person
     * @param remoteId of the contact; null while it is not confirmed in ActiveCampaign
     */
    record Answer(String address, String obstacle, Gate.Permission permission, String remoteId, boolean delivered) {}

    /** What set it off, as far as the answer depends on it. */
    record Setting(long personId, BigDecimal total, Instant at) {}

    Answer ask(Transaction tx, Site site, Trigger trigger, Setting setting, Instant now) {
        String address = people.find(tx, setting.personId())
                .map(People.Person::identity)
                .filter(identity -> identity.kind() == Identity.Kind.EMAIL)
                .map(Identity::value)
                .orElse(null);
        if (address == null) {
            return new Answer(null, "person.unknown", null, null, false);
        }
        Optional<Confirmed> there = states.find(tx, site.account(), address);
        Gate.Permission permission = facts.read(
                        tx, site, address, there.map(Confirmed::known).orElse(false))
                .map(known -> new Gate.Permission(site, known.facts(), gate.decide(site, known.facts(), now)))
                .orElse(null);
        String obstacle = permission == null
                ? "person.unknown"
                : gate.obstacle(permission, trigger)
                        .or(() -> inTheWay(tx, site, trigger, setting, now))
                        .orElse(null);
        boolean delivered = there.filter(one ->
                        one.doubt() == null && one.state().sent() && one.state().ended() == null)
                .isPresent();
        return new Answer(
                address, obstacle, permission, there.map(Confirmed::remoteId).orElse(null), delivered);
    }

    private Optional<String> inTheWay(Transaction tx, Site site, Trigger trigger, Setting setting, Instant now) {
        BigDecimal least = trigger.audience().minimumTotal();
        if (least != null && (setting.total() == null || setting.total().compareTo(least) < 0)) {
            return Optional.of("audience.minimumTotal");
        }
        Set<Long> names = buyers.names(tx, site.name(), setting.personId());
        boolean spoiltByOrder = trigger.on() == Trigger.On.CART_ABANDONED || trigger.on() == Trigger.On.NO_ORDER_FOR;
        Instant since = trigger.on() == Trigger.On.NO_ORDER_FOR
                ? setting.at().minus(Duration.ofDays(trigger.days()))
                : setting.at();
        if (spoiltByOrder && shopping.boughtAfter(tx, names, since)) {
            return Optional.of("cart.bought");
        }
        if (!trigger.notYet().isEmpty()
                && shopping.categories(tx, names).stream().anyMatch(trigger.notYet()::contains)) {
            return Optional.of("offer.boughtAlready");
        }
        Instant from = now.minus(Duration.ofDays(trigger.atMost().days()));
        if (runs.reached(tx, site.name(), trigger.name(), setting.personId(), from)
                >= trigger.atMost().times()) {
            return Optional.of("cap.reached");
        }
        Trigger.Cap all = site.triggersAtMost();
        return all != null
                        && runs.reached(tx, site.name(), names, now.minus(Duration.ofDays(all.days()))) >= all.times()
                ? Optional.of("cap.person")
                : Optional.empty();
    }

    /** From here to the end of the transaction nobody else acts on that person: limits are counted, then used. */
    void hold(Transaction tx, String site, long personId) {
        runs.hold(tx, site, buyers.names(tx, site, personId));
    }
}
