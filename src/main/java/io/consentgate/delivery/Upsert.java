package io.consentgate.delivery;

import io.consentgate.activecampaign.ActiveCampaign;
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
    private final BinaryOperator<String> digest;
    private final Clock clock;

    Upsert(
            ActiveCampaign account,
            Planning planning,
            Ledger ledger,
            RemoteReading reading,
            BinaryOperator<String> digest,
            Clock clock) {
        this.account = account;
        this.planning = planning;
        this.ledger = ledger;
        this.reading = reading;
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

    /** @return whether anything had to be done */
    boolean run(Claim claim, Planning.Look look) {
        Cleared<ContactState> cleared = look.cleared().orElseThrow();
        ContactState desired = cleared.value();
        Confirmed confirmed = look.confirmed();
        if (confirmed.batchId() != null) {
            // The import may still arrive, with older values: nothing is sent beside it.
            throw Halt.until("an import is open", Duration.ofSeconds(2));
        }
        boolean fresh = confirmed.inDoubt() && confirmed.doubt().kind() != Doubt.Kind.IMPORT_FAILED;
        if (confirmed.inDoubt()) {
            confirmed = settleDoubt(claim, cleared, confirmed);
        }
        Confirmed before = confirmed;
        Difference difference = difference(desired, confirmed);
        boolean unknown = !confirmed.known();
        if (difference.isEmpty() && !unknown) {
            settle(confirmed);
            return confirmed != look.confirmed();
        }
        Instant now = clock.instant();
        BooleanSupplier stands = ledger.stands(claim);
        BooleanSupplier still = () -> stands.getAsBoolean() && !cleared.expired(clock.instant());
        Lane lane = claim.lane();
        confirmed = ledger.save(confirmed
                .withState(confirmed.state().sentAt(now).withEnded(null))
                .withDoubt(new Doubt(Doubt.Kind.CALL, now)));

        boolean created = false;
        if (unknown || confirmed.remoteId() == null || !difference.changed().isEmpty()) {
            var synced = answer(account.sync(lane, cleared, difference.changed(), still), before);
            created = synced.created();
            boolean createdHere =
                    created || (confirmed.createdHere() && synced.remoteId().equals(confirmed.remoteId()));
            confirmed = ledger.save(confirmed
                    .withRemote(synced.remoteId(), createdHere)
                    .withState(confirmed.state().withFields(Difference.digests(desired, digest))));
        }
        confirmed = subscribe(claim, cleared, confirmed, difference, created || fresh, still);
        for (String list : difference.unsubscribe()) {
            confirmed =
                    ledger.save(confirmed.withState(confirmed.state().withList(list, Membership.UNSUBSCRIBED, true)));
            answer(
                    account.unsubscribe(
                            Lane.WITHDRAWAL, new Removal(desired.email(), confirmed.remoteId()), listId(list)),
                    confirmed);
        }
        for (String tag : difference.tag()) {
            answer(account.tag(lane, cleared, confirmed.remoteId(), tag, still), confirmed);
            TreeSet<String> tags = new TreeSet<>(confirmed.state().tags());
            tags.add(tag);
            confirmed = ledger.save(confirmed.withState(confirmed.state().withTags(tags)));
        }
        if (!difference.untag().isEmpty()) {
            Halt.valueOrGone(
                    account.untag(lane, new Removal(desired.email(), confirmed.remoteId()), difference.untag()));
            TreeSet<String> tags = new TreeSet<>(confirmed.state().tags());
            tags.removeAll(difference.untag());
            confirmed = confirmed.withState(confirmed.state().withTags(tags));
        }
        settle(confirmed);
        return true;
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
            RemoteContact contact = answer(account.read(claim.lane(), cleared, confirmed.remoteId()), confirmed);
            confirmed = reading.lists(confirmed, contact);
            ledger.save(confirmed);
            if (reading.tellNoes(before, contact)) {
                throw Halt.stale();
            }
        }
        for (String list : difference.subscribe()) {
            Membership membership = confirmed.state().lists().get(list);
            if (membership != null && membership.status() == Membership.ACTIVE) {
                continue;
            }
            boolean again = membership != null && membership.status() == Membership.UNSUBSCRIBED;
            answer(account.subscribe(claim.lane(), cleared, confirmed.remoteId(), list, again, still), confirmed);
            confirmed = ledger.save(confirmed.withState(confirmed.state().withList(list, Membership.ACTIVE, true)));
        }
        return confirmed;
    }

    /** Moves the contact of an address that this one replaced (READINGS 20), and takes its state along. */
    Confirmed move(Claim claim, Cleared<ContactState> cleared, Confirmed replaced, Confirmed here) {
        BooleanSupplier stands = ledger.stands(claim);
        answer(
                account.move(
                        claim.lane(),
                        cleared,
                        replaced.remoteId(),
                        cleared.value().fields().keySet(),
                        stands),
                replaced);
        Confirmed moved = here.withRemote(replaced.remoteId(), replaced.createdHere())
                .withState(replaced.state().withFields(Difference.digests(cleared.value(), digest)))
                .withDoubt(new Doubt(Doubt.Kind.REREAD, clock.instant()));
        ledger.save(moved);
        ledger.forget(replaced);
        return moved;
    }

    private Confirmed settleDoubt(Claim claim, Cleared<ContactState> cleared, Confirmed confirmed) {
        if (confirmed.doubt().kind() == Doubt.Kind.IMPORT_FAILED) {
            return confirmed.withDoubt(null);
        }
        Confirmed found = confirmed;
        if (confirmed.remoteId() == null) {
            RemoteContact contact =
                    Halt.valueOrGone(account.find(claim.lane(), new Removal(confirmed.address(), null)));
            if (contact == null) {
                return Confirmed.nobody(confirmed.account(), confirmed.address())
                        .withState(RemoteState.NOTHING.sentAt(confirmed.doubt().since()));
            }
            found = confirmed.withRemote(contact.id(), reading.createdHere(confirmed, contact));
        }
        RemoteContact contact = Halt.valueOrGone(account.read(claim.lane(), cleared, found.remoteId()));
        if (contact == null) {
            return Confirmed.nobody(confirmed.account(), confirmed.address());
        }
        Confirmed read = ledger.save(reading.all(found, contact).withDoubt(null));
        if (reading.tellNoes(confirmed, contact)) {
            throw Halt.stale();
        }
        return read;
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
     * contact that is gone is looked at anew.
     */
    private <T> T answer(Answer<T> answer, Confirmed unsent) {
        if (answer instanceof Answer.Done<T> done) {
            return done.value();
        }
        if (answer instanceof Answer.Gone<T>) {
            ledger.forget(unsent);
            throw Halt.stale();
        }
        boolean inDoubt = answer instanceof Answer.Unavailable<T> unavailable && unavailable.inDoubt();
        if (!inDoubt) {
            ledger.restore(unsent.withDoubt(null));
        }
        throw Halt.of(answer);
    }

    private String listId(String name) {
        String id = account.directory().lists().get(name);
        if (id == null) {
            throw Halt.later("list not set up", Duration.ofSeconds(60));
        }
        return id;
    }
}
