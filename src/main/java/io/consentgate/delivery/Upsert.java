package io.consentgate.delivery;

import io.consentgate.activecampaign.ActiveCampaign;
import io.consentgate.activecampaign.ActiveCampaign.Synced;
import io.consentgate.activecampaign.Answer;
import io.consentgate.activecampaign.Lane;
import io.consentgate.activecampaign.RemoteContact;
import io.consentgate.delivery.ChangedQueue.Claim;
import io.consentgate.delivery.Confirmed.Doubt;
import io.consentgate.delivery.RemoteState.Membership;
import io.consentgate.gate.Cleared;
import io.consentgate.gate.ContactState;
import io.consentgate.gate.Removal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.TreeSet;
import java.util.function.BinaryOperator;
import java.util.function.BooleanSupplier;

/** Makes one contact equal to what was cleared for it, call by call; the "few" of {@code contact/sync}. */
final class Upsert {

    private final ActiveCampaign account;
    private final Planning planning;
    private final Ledger ledger;
    private final RemoteReading reading;
    private final Recognition recognition;
    private final BinaryOperator<String> digest;
    private final Clock clock;

    Upsert(
            ActiveCampaign account,
            Planning planning,
            Ledger ledger,
            RemoteReading reading,
            Recognition recognition,
            BinaryOperator<String> digest,
            Clock clock) {
        this.account = account;
        this.planning = planning;
        this.ledger = ledger;
        this.reading = reading;
        this.recognition = recognition;
        this.digest = digest;
        this.clock = clock;
    }

    Difference difference(ContactState desired, Confirmed confirmed) {
        return Difference.between(
                desired,
                confirmed.state(),
                planning.mappedLists(account.account()),
                planning.targets(account.account()),
                digest);
    }

    /** Whether nothing has to be taken away or read first: an import could do it as well. */
    boolean onlyAdds(Planning.Look look) {
        Confirmed confirmed = look.confirmed();
        return !confirmed.inDoubt()
                && confirmed.state().ended() == null
                && difference(look.cleared().orElseThrow().value(), confirmed).onlyAdds();
    }

    /** @return whether anything had to be done */
    boolean run(Claim claim, Planning.Look look) {
        Cleared<ContactState> cleared = look.cleared().orElseThrow();
        ContactState desired = cleared.value();
        Confirmed confirmed = look.confirmed();
        if (confirmed.batchId() != null) {
            return besideImport(confirmed, desired);
        }
        boolean fresh = confirmed.inDoubt() && confirmed.doubt().kind() != Doubt.Kind.IMPORT_FAILED;
        if (confirmed.inDoubt()) {
            confirmed = recognition.settleDoubt(claim, cleared, confirmed);
            fresh &= confirmed.remoteId() != null;
        }
        Difference difference = difference(desired, confirmed);
        boolean unknown = !confirmed.known();
        if (difference.isEmpty() && !unknown) {
            settle(confirmed);
            return confirmed != look.confirmed();
        }
        Instant now = clock.instant();
        BooleanSupplier still = still(claim, cleared);
        Lane lane = claim.lane();
        // What was said no to goes first: it must not wait for, or fall with, what is sent.
        Confirmed before = takeAway(confirmed, difference);
        confirmed = ledger.save(before.withState(before.state().sentAt(now).withEnded(null))
                .withDoubt(new Doubt(Doubt.Kind.CALL, now)));

        boolean created = false;
        if (unknown || confirmed.remoteId() == null || !difference.changed().isEmpty()) {
            var synced = answer(sync(lane, cleared, difference, before, still), before, confirmed);
            created = synced.created();
            if (confirmed.remoteId() != null && !confirmed.remoteId().equals(synced.remoteId())) {
                throw recognition.another(confirmed, synced);
            }
            boolean createdHere =
                    created || (confirmed.createdHere() && synced.remoteId().equals(confirmed.remoteId()));
            confirmed = ledger.save(confirmed
                    .withRemote(synced.remoteId(), createdHere)
                    .withState(confirmed.state().withFields(Difference.digests(desired, digest))));
        }
        confirmed = subscribe(claim, cleared, confirmed, difference, created || fresh, still);
        for (String tag : difference.tag()) {
            answer(account.tag(lane, cleared, confirmed.remoteId(), tag, still), confirmed, confirmed);
            TreeSet<String> tags = new TreeSet<>(confirmed.state().tags());
            tags.add(tag);
            confirmed = ledger.save(confirmed.withState(confirmed.state().withTags(tags)));
        }
        settle(confirmed);
        return true;
    }

    /**
     * The import may still arrive, with older values: nothing is sent beside it. What it must not bring is ended at
     * once, and again after it was read back (READINGS 17).
     */
    private boolean besideImport(Confirmed confirmed, ContactState desired) {
        Difference difference = difference(desired, confirmed);
        if (difference.isEmpty()) {
            return false;
        }
        Confirmed now = confirmed;
        for (String list : difference.unsubscribe()) {
            Confirmed left = ledger.save(now.withState(now.state().withList(list, Membership.UNSUBSCRIBED, true)));
            try {
                Halt.valueOrGone(account.unsubscribe(Lane.WITHDRAWAL, removal(now), listId(list)));
            } catch (Halt halt) {
                ledger.save(now.over(left));
                throw halt;
            }
            now = left;
        }
        throw Halt.until("an import is open", Duration.ofSeconds(2));
    }

    private Confirmed takeAway(Confirmed before, Difference difference) {
        Confirmed confirmed = before;
        for (String list : difference.unsubscribe()) {
            // Written down before it is sent: an unsubscribe of ours is never taken for the person's own (READINGS 37).
            Confirmed left = ledger.save(confirmed
                    .withState(confirmed.state().withList(list, Membership.UNSUBSCRIBED, true))
                    .withDoubt(new Doubt(Doubt.Kind.CALL, clock.instant())));
            answer(account.unsubscribe(Lane.WITHDRAWAL, removal(confirmed), listId(list)), confirmed, left);
            confirmed = left.withDoubt(null);
        }
        if (!difference.untag().isEmpty()) {
            answer(account.untag(Lane.WITHDRAWAL, removal(confirmed), difference.untag()), confirmed, confirmed);
            TreeSet<String> tags = new TreeSet<>(confirmed.state().tags());
            tags.removeAll(difference.untag());
            confirmed = confirmed.withState(confirmed.state().withTags(tags));
        }
        return confirmed;
    }

    /** When the new values are refused, those that may not stay are cleared all the same. */
    private Answer<Synced> sync(
            Lane lane, Cleared<ContactState> cleared, Difference difference, Confirmed before, BooleanSupplier still) {
        Answer<Synced> answer = account.sync(lane, cleared, difference.changed(), still);
        if (answer instanceof Answer.Refused<Synced> refused
                && !refused.stale()
                && !difference.cleared().isEmpty()) {
            Halt.valueOrGone(account.clear(Lane.WITHDRAWAL, removal(before), difference.cleared()));
        }
        return answer;
    }

    BooleanSupplier still(Claim claim, Cleared<ContactState> cleared) {
        BooleanSupplier stands = ledger.stands(claim);
        return () -> stands.getAsBoolean() && !cleared.expired(clock.instant());
    }

    /** List status 1, only where the status there is known (READINGS 19): read unless just created or just read. */
    private Confirmed subscribe(
            Claim claim,
            Cleared<ContactState> cleared,
            Confirmed before,
            Difference difference,
            boolean known,
            BooleanSupplier still) {
        if (difference.subscribe().isEmpty()) {
            return before;
        }
        Confirmed confirmed = before;
        if (!known) {
            RemoteContact contact =
                    answer(account.read(claim.lane(), cleared, confirmed.remoteId()), confirmed, confirmed);
            recognition.stopWhenRenamed(confirmed, contact);
            boolean told = reading.tellNoes(before, contact);
            confirmed = ledger.save(reading.lists(confirmed, contact));
            if (told) {
                throw Halt.stale();
            }
        }
        for (String list : difference.subscribe()) {
            Membership membership = confirmed.state().lists().get(list);
            if (membership != null && membership.status() == Membership.ACTIVE) {
                continue;
            }
            boolean again = membership != null && membership.status() == Membership.UNSUBSCRIBED;
            answer(
                    account.subscribe(claim.lane(), cleared, confirmed.remoteId(), list, again, still),
                    confirmed,
                    confirmed);
            confirmed = ledger.save(confirmed.withState(confirmed.state().withList(list, Membership.ACTIVE, true)));
        }
        return confirmed;
    }

    private void settle(Confirmed confirmed) {
        if (confirmed.inDoubt() || confirmed.graceUntil() != null) {
            ledger.save(confirmed.withDoubt(null).withGrace(null));
        } else {
            ledger.save(confirmed);
        }
    }

    /**
     * The value of an answer. A call that was not carried out leaves no doubt: {@code unsent} is what is known then. A
     * contact that is gone is looked at anew, each time later: the service may go on to name one that is deleted.
     *
     * @param written what was written down last
     */
    private <T> T answer(Answer<T> answer, Confirmed unsent, Confirmed written) {
        if (answer instanceof Answer.Done<T> done) {
            return done.value();
        }
        if (answer instanceof Answer.Gone<T>) {
            ledger.forget(unsent);
            throw Halt.of(answer);
        }
        boolean inDoubt = answer instanceof Answer.Unavailable<T> unavailable && unavailable.inDoubt();
        if (!inDoubt) {
            ledger.restore(unsent.withDoubt(null), written);
        }
        throw Halt.of(answer);
    }

    private static Removal removal(Confirmed confirmed) {
        return new Removal(confirmed.address(), confirmed.remoteId());
    }

    private String listId(String name) {
        String id = account.directory().lists().get(name);
        if (id == null) {
            throw Halt.later("list not set up", Duration.ofSeconds(60));
        }
        return id;
    }
}
