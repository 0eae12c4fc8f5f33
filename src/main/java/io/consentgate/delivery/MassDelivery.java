package io.consentgate.delivery;

import io.consentgate.activecampaign.ActiveCampaign;
import io.consentgate.activecampaign.Lane;
import io.consentgate.database.Transactions;
import io.consentgate.delivery.ChangedQueue.Claim;
import io.consentgate.delivery.Confirmed.Doubt;
import io.consentgate.delivery.ImportSending.Member;
import io.consentgate.delivery.Planning.Intent;
import io.consentgate.delivery.Planning.Look;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Claims many people at a time, and chooses for each how to go: by bulk import, 250 a call, or alone. Whoever needs more than an import can do (it only adds, and never
 * re-subscribes) goes one by one, and so do the few: below {@link #MANY} the provider advises {@code contact/sync}.
 */
public final class MassDelivery {

    static final int MANY = 10;
    static final int BATCH = 250;

    private static final Duration SHORT = Duration.ofMillis(500);
    private static final Set<Lane> LANES = Set.of(Lane.CONTACT, Lane.BACKFILL);

    private final ActiveCampaign account;
    private final Transactions transactions;
    private final ChangedQueue queue;
    private final ConfirmedStates states;
    private final ImportSending sending;
    private final OnePerson one;
    private final Upsert upsert;
    private final Duration lease;
    private final String node;
    private final String owner;
    private final Clock clock;

    MassDelivery(
            ActiveCampaign account,
            Transactions transactions,
            ChangedQueue queue,
            ConfirmedStates states,
            ImportSending sending,
            OnePerson one,
            Upsert upsert,
            Duration lease,
            String node,
            Clock clock) {
        this.account = account;
        this.transactions = transactions;
        this.queue = queue;
        this.states = states;
        this.sending = sending;
        this.one = one;
        this.upsert = upsert;
        this.lease = lease;
        this.node = node;
        this.owner = node + SqlChangedQueue.MASS;
        this.clock = clock;
    }

    /** Works on up to one batch. @return whether anybody was due */
    public boolean step() {
        Instant now = clock.instant();
        // While the import quota of the minute is used up nobody is claimed for a batch; what changes meanwhile
        // is planned with the rest. The few need no import.
        if (!mayImport() && manyAreDue(now)) {
            return false;
        }
        List<Claim> claims = queue.claim(account.account(), LANES, BATCH, owner, now, now.plus(lease));
        if (claims.isEmpty()) {
            return false;
        }
        if (claims.size() < MANY) {
            claims.forEach(this::single);
            return true;
        }
        List<Member> unchanged = new ArrayList<>();
        Map<String, Member> many = new LinkedHashMap<>();
        List<Claim> single = new ArrayList<>();
        transactions.read(tx -> {
            Map<String, Confirmed> known = states.find(
                    tx, account.account(), claims.stream().map(Claim::address).toList());
            for (Claim claim : claims) {
                Confirmed confirmed =
                        known.getOrDefault(claim.address(), Confirmed.nobody(claim.account(), claim.address()));
                try {
                    Member member = new Member(claim, one.look(tx, confirmed));
                    switch (route(member)) {
                        case UNCHANGED -> unchanged.add(member);
                        case IMPORT -> many.put(claim.address(), member);
                        case SINGLE -> single.add(claim);
                    }
                } catch (RuntimeException unreadable) {
                    // Alone, the failure is told and tried again; it must not stop the others.
                    single.add(claim);
                }
            }
            return null;
        });
        if (!unchanged.isEmpty()) {
            transactions.write(tx -> {
                unchanged.forEach(member -> one.settleUnchanged(tx, member.claim(), member.look()));
                return null;
            });
        }
        if (many.size() < MANY) {
            many.values().forEach(member -> single.add(member.claim()));
        } else {
            sending.send(many);
        }
        single.forEach(this::single);
        return true;
    }

    /** Whether an import could leave now, and there is one to send. */
    boolean importIsDue() {
        return mayImport() && manyAreDue(clock.instant());
    }

    private boolean mayImport() {
        return !sending.rests() && account.untilImport().compareTo(SHORT) <= 0;
    }

    private boolean manyAreDue(Instant now) {
        return queue.atLeast(account.account(), LANES, MANY, now);
    }

    /** Until here a withdrawal may take the person out of the batch; from here on the plan runs to its end. */
    private void single(Claim claim) {
        queue.handOver(claim, node + ":one", clock.instant().plus(lease)).ifPresent(one::process);
    }

    private enum Route {
        UNCHANGED,
        IMPORT,
        SINGLE
    }

    private Route route(Member member) {
        Look look = member.look();
        Confirmed confirmed = look.confirmed();
        if (look.intent() == Intent.NOTHING
                && look.seen().stream().noneMatch(seen -> seen.decision().erased())) {
            return Route.UNCHANGED;
        }
        if (look.intent() != Intent.DELIVER) {
            return Route.SINGLE;
        }
        Difference difference = upsert.difference(look.cleared().orElseThrow().value(), confirmed);
        if (confirmed.batchId() != null && difference.isEmpty()) {
            return Route.UNCHANGED;
        }
        boolean importDoubt =
                confirmed.inDoubt() && confirmed.doubt().kind() == Doubt.Kind.IMPORT && confirmed.batchId() == null;
        if (confirmed.inDoubt() && !importDoubt) {
            return Route.SINGLE;
        }
        boolean moved = !confirmed.known()
                && look.seen().stream().anyMatch(seen -> !seen.replaced().isEmpty());
        if (moved || confirmed.state().ended() != null) {
            return Route.SINGLE;
        }
        if (difference.isEmpty() && !importDoubt && confirmed.known()) {
            return Route.UNCHANGED;
        }
        return difference.onlyAdds() ? Route.IMPORT : Route.SINGLE;
    }
}
