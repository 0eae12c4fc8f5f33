package io.consentgate.delivery;

import io.consentgate.activecampaign.ActiveCampaign;
import io.consentgate.activecampaign.ActiveCampaign.Imported;
import io.consentgate.activecampaign.Answer;
import io.consentgate.activecampaign.Lane;
import io.consentgate.database.Transactions;
import io.consentgate.delivery.ChangedQueue.Claim;
import io.consentgate.delivery.Confirmed.Doubt;
import io.consentgate.delivery.Planning.Intent;
import io.consentgate.delivery.Planning.Look;
import io.consentgate.delivery.RemoteState.Membership;
import io.consentgate.gate.Cleared;
import io.consentgate.gate.ContactState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BinaryOperator;

/**
 * Delivers many people by bulk import, 250 a call. Whoever needs more than an import can do (it only adds, and never
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
    private final ImportBatches batches;
    private final OnePerson one;
    private final Upsert upsert;
    private final BinaryOperator<String> digest;
    private final Duration lease;
    private final Duration firstLook;
    private final String node;
    private final String owner;
    private final Clock clock;

    MassDelivery(
            ActiveCampaign account,
            Transactions transactions,
            ChangedQueue queue,
            ConfirmedStates states,
            ImportBatches batches,
            OnePerson one,
            Upsert upsert,
            BinaryOperator<String> digest,
            Duration lease,
            Duration firstLook,
            String node,
            Clock clock) {
        this.account = account;
        this.transactions = transactions;
        this.queue = queue;
        this.states = states;
        this.batches = batches;
        this.one = one;
        this.upsert = upsert;
        this.digest = digest;
        this.lease = lease;
        this.firstLook = firstLook;
        this.node = node;
        this.owner = node + SqlChangedQueue.MASS;
        this.clock = clock;
    }

    /** One person of a batch, with what was claimed, seen and is to be sent. */
    private record Member(Claim claim, Look look) {
        Cleared<ContactState> cleared() {
            return look.cleared().orElseThrow();
        }
    }

    /** Somebody changed between the last question and the writing down: nothing was sent. */
    private static final class Moved extends RuntimeException {
        Moved() {
            super("somebody in the batch changed", null, false, false);
        }
    }

    /** Works on up to one batch. @return whether anybody was due */
    public boolean step() {
        Instant now = clock.instant();
        // While the import quota of the minute is used up nobody is claimed for a batch; what changes meanwhile
        // is planned with the rest. The few need no import.
        if (account.untilImport().compareTo(SHORT) > 0 && queue.atLeast(account.account(), LANES, MANY, now)) {
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
            send(many);
        }
        single.forEach(this::single);
        return true;
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

    /** Sends the members, and goes on with what did not fit or has to be split. */
    private void send(Map<String, Member> members) {
        long batch = ThreadLocalRandom.current().nextLong(1, 1L << 53);
        Lane lane = members.values().stream()
                .map(member -> member.claim().lane())
                .min(Lane::compareTo)
                .orElseThrow();
        Answer<Imported> answer;
        try {
            answer = account.importContacts(
                    lane,
                    members.values().stream().map(Member::cleared).toList(),
                    addresses -> stale(members, addresses),
                    sent -> writeDown(batch, members, sent));
        } catch (Moved moved) {
            release(members, Set.of(), Duration.ZERO);
            return;
        }
        List<String> written = transactions.read(
                tx -> states.inBatch(tx, batch).stream().map(Confirmed::address).toList());
        if (answer instanceof Answer.Done<Imported> done && done.value().batchId() != null) {
            accepted(batch, members, done.value());
        } else if (answer instanceof Answer.Done<Imported> done) {
            takeBack(batch, members);
            done.value().refusals().forEach((address, why) -> {
                if (members.containsKey(address)) {
                    refused(members.get(address), why);
                }
            });
            release(members, done.value().refusals().keySet(), Duration.ZERO);
        } else if (answer instanceof Answer.Refused<Imported> refused && refused.stale()) {
            takeBack(batch, members);
            release(members, Set.of(), Duration.ZERO);
        } else if (answer instanceof Answer.Refused<Imported> refused) {
            takeBack(batch, members);
            bisect(members, written, refused.why());
        } else if (answer instanceof Answer.Unavailable<Imported> unavailable && unavailable.inDoubt()) {
            lost(batch);
            release(members, Set.of(), unavailable.retryAfter());
        } else {
            takeBack(batch, members);
            release(
                    members,
                    Set.of(),
                    answer instanceof Answer.Unavailable<Imported> unavailable
                            ? unavailable.retryAfter()
                            : Duration.ofSeconds(30));
        }
    }

    private Set<String> stale(Map<String, Member> members, Collection<String> addresses) {
        Instant now = clock.instant();
        Set<String> stale = new TreeSet<>(queue.stale(account.account(), claims(members, addresses)));
        addresses.stream()
                .filter(address -> members.get(address).cleared().expired(now))
                .forEach(stale::add);
        return stale;
    }

    private static List<Claim> claims(Map<String, Member> members, Collection<String> addresses) {
        return addresses.stream().map(address -> members.get(address).claim()).toList();
    }

    private void writeDown(long batch, Map<String, Member> members, List<String> sent) {
        Instant now = clock.instant();
        transactions.write(tx -> {
            if (!queue.stale(tx, account.account(), claims(members, sent)).isEmpty()) {
                throw new Moved();
            }
            batches.sending(tx, new ImportBatches.Batch(batch, account.account(), null, sent.size(), now, 0));
            states.save(
                    tx,
                    sent.stream()
                            .map(address -> sent(members.get(address), batch, now))
                            .toList());
            return null;
        });
    }

    /** The state as it will be when the import is through, in doubt until it was read back. */
    private Confirmed sent(Member member, long batch, Instant now) {
        Confirmed confirmed = member.look().confirmed();
        ContactState desired = member.cleared().value();
        Map<String, Membership> lists = new TreeMap<>(confirmed.state().lists());
        desired.lists().forEach(list -> lists.put(list, new Membership(Membership.ACTIVE, true)));
        Set<String> tags = new TreeSet<>(confirmed.state().tags());
        tags.addAll(desired.tags());
        return confirmed
                .withState(confirmed
                        .state()
                        .sentAt(now)
                        .withFields(Difference.digests(desired, digest))
                        .withLists(lists)
                        .withTags(tags))
                .withDoubt(new Doubt(Doubt.Kind.IMPORT, now))
                .withBatch(batch)
                .withGrace(null);
    }

    private void accepted(long batch, Map<String, Member> members, Imported imported) {
        Set<String> sent = Set.copyOf(imported.sent());
        transactions.write(tx -> {
            batches.accepted(tx, batch, imported.batchId(), clock.instant().plus(firstLook));
            for (String address : sent) {
                Member member = members.get(address);
                one.settleImported(tx, member.claim(), member.look());
            }
            return null;
        });
        release(members, sent, Duration.ZERO);
    }

    /** Nothing was imported: what was known before is known still. */
    private void takeBack(long batch, Map<String, Member> members) {
        transactions.write(tx -> {
            batches.close(tx, batch);
            for (Confirmed now : states.inBatch(tx, batch)) {
                Confirmed before = members.get(now.address()).look().confirmed();
                if (now.state().ended() != null || before.known()) {
                    Confirmed ended = now.withBatch(null).withDoubt(new Doubt(Doubt.Kind.REREAD, clock.instant()));
                    states.save(tx, List.of(now.state().ended() != null ? ended : before));
                } else {
                    states.forget(tx, now.account(), now.address());
                }
            }
            return null;
        });
    }

    /** Perhaps imported, perhaps not: the members stay in doubt; sending them again is harmless. */
    private void lost(long batch) {
        transactions.write(tx -> {
            batches.close(tx, batch);
            states.save(
                    tx,
                    states.inBatch(tx, batch).stream()
                            .map(state -> state.withBatch(null))
                            .toList());
            return null;
        });
    }

    /** A batch that was refused without saying for whom is halved until the bad record stands alone. */
    private void bisect(Map<String, Member> members, List<String> written, String why) {
        if (written.size() <= 1) {
            written.forEach(address -> refused(members.get(address), why));
            release(members, Set.copyOf(written), Duration.ZERO);
            return;
        }
        release(members, Set.copyOf(written), Duration.ZERO);
        int half = written.size() / 2;
        for (List<String> part : List.of(written.subList(0, half), written.subList(half, written.size()))) {
            Map<String, Member> some = new LinkedHashMap<>();
            part.forEach(address -> some.put(address, members.get(address)));
            send(some);
        }
    }

    private void refused(Member member, String why) {
        one.refused(member.claim(), member.look(), why);
    }

    /** Everybody but {@code except} is free to be looked at again. */
    private void release(Map<String, Member> members, Set<String> except, Duration after) {
        Map<String, Member> left = new HashMap<>(members);
        left.keySet().removeAll(except);
        if (left.isEmpty()) {
            return;
        }
        Instant due = clock.instant().plus(after);
        transactions.write(tx -> {
            left.values().forEach(member -> queue.again(tx, member.claim(), due, false));
            return null;
        });
    }
}
