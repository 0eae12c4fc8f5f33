package io.consentgate.delivery;

import io.consentgate.activecampaign.ActiveCampaign;
import io.consentgate.activecampaign.ActiveCampaign.Imported;
import io.consentgate.activecampaign.Answer;
import io.consentgate.activecampaign.Lane;
import io.consentgate.database.Transactions;
import io.consentgate.delivery.ChangedQueue.Claim;
import io.consentgate.delivery.Confirmed.Doubt;
import io.consentgate.delivery.Planning.Look;
import io.consentgate.delivery.RemoteState.Membership;
import io.consentgate.gate.Cleared;
import io.consentgate.gate.ContactState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BinaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends one bulk import: asks a last time who still may go, writes down who goes, sends, and goes on by the answer. A
 * batch that was refused is halved until the bad record stands alone; one that nobody answered is sent again. When the
 * account refuses everybody, imports rest for a while and nobody becomes a dead letter for it.
 */
final class ImportSending {

    private static final Logger LOG = LoggerFactory.getLogger(ImportSending.class);

    /** Somebody has to mend the account first; then it goes on by itself. */
    private static final Duration REST = Duration.ofMinutes(5);

    private final ActiveCampaign account;
    private final Transactions transactions;
    private final ChangedQueue queue;
    private final ConfirmedStates states;
    private final ImportBatches batches;
    private final OnePerson one;
    private final BinaryOperator<String> digest;
    private final Duration firstLook;
    private final Clock clock;
    private volatile GeneralRefusal refusal;

    /** @param firstLook how long after the import its outcome is first asked for */
    ImportSending(
            ActiveCampaign account,
            Transactions transactions,
            ChangedQueue queue,
            ConfirmedStates states,
            ImportBatches batches,
            OnePerson one,
            BinaryOperator<String> digest,
            Duration firstLook,
            Clock clock) {
        this.account = account;
        this.transactions = transactions;
        this.queue = queue;
        this.states = states;
        this.batches = batches;
        this.one = one;
        this.digest = digest;
        this.firstLook = firstLook;
        this.clock = clock;
    }

    /** One person of a batch, with what was claimed, seen and is to be sent. */
    record Member(Claim claim, Look look) {
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

    /** Every import is refused for the same reason. */
    private record GeneralRefusal(String why, Instant restsUntil) {}

    /** Why every import was refused lately; empty once one is taken again. */
    Optional<String> refused() {
        return Optional.ofNullable(refusal).map(GeneralRefusal::why);
    }

    /** Whether it makes no sense to try another import now. */
    boolean rests() {
        GeneralRefusal last = refusal;
        return last != null && clock.instant().isBefore(last.restsUntil());
    }

    /** Sends the members, and goes on with what did not fit or has to be split. */
    void send(Map<String, Member> members) {
        Bisection bisection = new Bisection(members.size());
        send(members, bisection);
        Optional<String> general = bisection.general();
        if (general.isPresent()) {
            LOG.error("ActiveCampaign refuses every import: {}; tried again in {}", general.get(), REST);
            refusal = new GeneralRefusal(general.get(), clock.instant().plus(REST));
            Map<String, Member> everybody = new HashMap<>();
            bisection
                    .refused()
                    .keySet()
                    .forEach(member -> everybody.put(member.claim().address(), member));
            release(everybody, Set.of(), REST);
        } else {
            bisection.refused().forEach(this::refused);
        }
    }

    private void send(Map<String, Member> members, Bisection bisection) {
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
            bisection.taken();
            refusal = null;
            accepted(batch, members, done.value());
        } else if (answer instanceof Answer.Done<Imported> done) {
            takeBack(batch, members);
            done.value().refusals().forEach((address, why) -> {
                if (members.containsKey(address)) {
                    bisection.refused(members.get(address), why);
                }
            });
            release(members, done.value().refusals().keySet(), Duration.ZERO);
        } else if (answer instanceof Answer.Refused<Imported> refused && refused.stale()) {
            takeBack(batch, members);
            release(members, Set.of(), Duration.ZERO);
        } else if (answer instanceof Answer.Refused<Imported> refused) {
            takeBack(batch, members);
            bisect(members, written, refused.why(), bisection);
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
            boolean unchanged = states.saveIfUnchanged(
                    tx,
                    sent.stream()
                            .map(address -> sent(members.get(address), batch, now))
                            .toList());
            if (!unchanged) {
                throw new Moved();
            }
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
                boolean writtenSince = now.revision() != before.revision() + 1;
                if (writtenSince) {
                    Confirmed reread = now.withBatch(null).withDoubt(new Doubt(Doubt.Kind.REREAD, clock.instant()));
                    states.save(tx, List.of(reread));
                } else if (before.known()) {
                    states.save(tx, List.of(before.over(now)));
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
    private void bisect(Map<String, Member> members, List<String> written, String why, Bisection bisection) {
        if (written.size() <= 1) {
            written.forEach(address -> bisection.refused(members.get(address), why));
            release(members, Set.copyOf(written), Duration.ZERO);
            return;
        }
        release(members, Set.copyOf(written), Duration.ZERO);
        int half = written.size() / 2;
        for (List<String> part : List.of(written.subList(0, half), written.subList(half, written.size()))) {
            Map<String, Member> some = new LinkedHashMap<>();
            part.forEach(address -> some.put(address, members.get(address)));
            if (bisection.general().isPresent()) {
                release(some, Set.of(), REST);
            } else {
                send(some, bisection);
            }
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
