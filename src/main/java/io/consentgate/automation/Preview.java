package io.consentgate.automation;

import io.consentgate.automation.Shopping.LastOrder;
import io.consentgate.database.Transaction;
import io.consentgate.database.Transactions;
import io.consentgate.person.People;
import io.consentgate.person.People.Person;
import io.consentgate.site.Site;
import io.consentgate.site.Trigger;
import io.consentgate.site.Trigger.On;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Whom a trigger would reach now, whom not, and why; nothing is changed and nothing is sent. */
public final class Preview {

    private static final Duration LATELY = Duration.ofDays(30);
    private static final int PAGE = 500;

    private final Transactions transactions;
    private final Buyers buyers;
    private final Shopping shopping;
    private final Reach reach;
    private final Switches switches;
    private final Runs runs;
    private final Clock clock;

    Preview(
            Transactions transactions,
            People people,
            Shopping shopping,
            Reach reach,
            Switches switches,
            Runs runs,
            Clock clock) {
        this.transactions = transactions;
        this.buyers = new Buyers(people);
        this.shopping = shopping;
        this.reach = reach;
        this.switches = switches;
        this.runs = runs;
        this.clock = clock;
    }

    /**
     * @param looked people with an open cart, or an order, of the last thirty days; for {@code no_order_for} those whose
     *     last order came of that age in the last thirty
     * @param reached how many of them it would reach if their time came now
     * @param notReached how many it would not, by reason code
     * @param soFar what came of it until now, by state or reason
     * @param addresses whom it would reach, for whoever may see them; sorted
     */
    public record Reached(
            String site,
            String trigger,
            boolean paused,
            int looked,
            int reached,
            Map<String, Integer> notReached,
            Map<String, Integer> soFar,
            List<String> addresses) {

        @Override
        public String toString() {
            return "Reached[" + site + "/" + trigger + ", " + reached + " of " + looked + "]";
        }
    }

    public Reached of(Site site, Trigger trigger) {
        Instant now = clock.instant();
        List<LastOrder> candidates = transactions.read(tx -> candidates(tx, site, trigger, now));
        Map<String, Integer> not = new TreeMap<>();
        List<String> addresses = new ArrayList<>();
        Set<Long> seen = new HashSet<>();
        candidates = candidates.stream()
                .sorted(Comparator.comparing(LastOrder::at).reversed())
                .toList();
        for (int from = 0; from < candidates.size(); from += PAGE) {
            List<LastOrder> page = candidates.subList(from, Math.min(from + PAGE, candidates.size()));
            transactions.read(tx -> {
                page.forEach(one -> look(tx, site, trigger, one, now, seen, not, addresses));
                return null;
            });
        }
        int looked = addresses.size()
                + not.values().stream().mapToInt(count -> count).sum();
        boolean paused = transactions.read(tx -> switches.paused(tx, site.name(), trigger));
        Map<String, Integer> soFar = transactions.read(tx -> runs.count(tx, site.name(), trigger.name()));
        return new Reached(
                site.name(),
                trigger.name(),
                paused,
                looked,
                addresses.size(),
                not,
                soFar,
                addresses.stream().sorted().toList());
    }

    private List<LastOrder> candidates(Transaction tx, Site site, Trigger trigger, Instant now) {
        if (trigger.on() == On.NO_ORDER_FOR) {
            Instant until = now.minus(Duration.ofDays(trigger.days()));
            return shopping.lastOrders(tx, site.name(), until.minus(LATELY), until, null);
        }
        return shopping.candidates(tx, site.name(), trigger.on(), now.minus(LATELY));
    }

    /** Everybody once, by their newest cart or order. */
    private void look(
            Transaction tx,
            Site site,
            Trigger trigger,
            LastOrder one,
            Instant now,
            Set<Long> seen,
            Map<String, Integer> not,
            List<String> addresses) {
        Person person = buyers.owner(tx, site.name(), one.personId()).orElse(null);
        if (!seen.add(person == null ? one.personId() : person.id())) {
            return;
        }
        if (person == null) {
            not.merge("person.unknown", 1, Integer::sum);
            return;
        }
        Set<Long> names = buyers.names(tx, site.name(), person.id());
        if (trigger.on() == On.FIRST_ORDER && shopping.ordersUntil(tx, names, one.at()) > 1) {
            not.merge("order.notFirst", 1, Integer::sum);
            return;
        }
        Instant at = trigger.on() == On.NO_ORDER_FOR ? one.at().plus(Duration.ofDays(trigger.days())) : one.at();
        Reach.Answer answer = reach.ask(tx, site, trigger, new Reach.Setting(person.id(), one.total(), at), now);
        // What somebody bought is looked at only where profiling is permitted.
        boolean profiled = answer.obstacle() == null && trigger.on().profiles();
        if (profiled && shopping.categories(tx, names).stream().noneMatch(trigger.bought()::contains)) {
            not.merge("category.notBought", 1, Integer::sum);
        } else if (answer.obstacle() != null) {
            not.merge(answer.obstacle(), 1, Integer::sum);
        } else {
            addresses.add(answer.address());
        }
    }
}
