package io.consentgate.delivery;

import io.consentgate.activecampaign.ActiveCampaign;
import io.consentgate.activecampaign.ActiveCampaign.Synced;
import io.consentgate.activecampaign.Answer;
import io.consentgate.activecampaign.Lane;
import io.consentgate.activecampaign.RemoteContact;
import io.consentgate.delivery.ChangedQueue.Claim;
import io.consentgate.delivery.Confirmed.Doubt;
import io.consentgate.gate.Cleared;
import io.consentgate.gate.ContactState;
import io.consentgate.gate.Removal;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.BooleanSupplier;

/** Finds out which contact an address has in ActiveCampaign: after a doubt, a new address, or another hand's work. */
final class Recognition {

    private final ActiveCampaign account;
    private final Ledger ledger;
    private final RemoteReading reading;
    private final BinaryOperator<String> digest;
    private final Clock clock;

    Recognition(
            ActiveCampaign account, Ledger ledger, RemoteReading reading, BinaryOperator<String> digest, Clock clock) {
        this.account = account;
        this.ledger = ledger;
        this.reading = reading;
        this.digest = digest;
        this.clock = clock;
    }

    /** What is known once what was in doubt was read (READINGS 17). */
    Confirmed settleDoubt(Claim claim, Cleared<ContactState> cleared, Confirmed confirmed) {
        if (confirmed.doubt().kind() == Doubt.Kind.IMPORT_FAILED) {
            return confirmed.withDoubt(null);
        }
        Confirmed found = confirmed;
        if (confirmed.remoteId() == null) {
            RemoteContact contact =
                    Halt.valueOrGone(account.find(claim.lane(), new Removal(confirmed.address(), null)));
            if (contact == null) {
                // When it was first sent stays known: what may still come of it is ours.
                Long first = confirmed.state().firstSentAt();
                return Confirmed.nobody(confirmed.account(), confirmed.address())
                        .withState(
                                first == null
                                        ? RemoteState.NOTHING
                                        : RemoteState.NOTHING.sentAt(Instant.ofEpochMilli(first)))
                        .over(confirmed);
            }
            found = confirmed.withRemote(contact.id(), reading.createdHere(confirmed, contact));
        }
        RemoteContact contact = Halt.valueOrGone(account.read(claim.lane(), cleared, found.remoteId()));
        if (contact == null) {
            return Confirmed.nobody(confirmed.account(), confirmed.address()).over(confirmed);
        }
        stopWhenRenamed(found, contact);
        // Told before it is known here: a crash in between must not leave a no that is known and was never told.
        boolean told = reading.tellNoes(confirmed, contact);
        Confirmed read = ledger.save(reading.all(found, contact).withDoubt(null));
        if (told) {
            throw Halt.stale();
        }
        return read;
    }

    /**
     * The address has another contact there than the one we knew, which was deleted or given another address: the new
     * one is looked at from the beginning, and the old one under its new address.
     */
    Halt another(Confirmed confirmed, Synced synced) {
        RemoteContact old =
                Halt.valueOrGone(account.read(Lane.WITHDRAWAL, new Removal(confirmed.address(), confirmed.remoteId())));
        Optional<String> address = old == null ? Optional.empty() : RemoteReading.renamed(confirmed, old);
        Confirmed begun = Confirmed.nobody(confirmed.account(), confirmed.address())
                .withRemote(synced.remoteId(), synced.created())
                .withState(RemoteState.NOTHING.sentAt(clock.instant()))
                .withDoubt(new Doubt(Doubt.Kind.REREAD, clock.instant()));
        if (address.isPresent()) {
            ledger.renamed(confirmed, address.get());
            ledger.save(begun);
        } else {
            ledger.save(begun.over(confirmed));
        }
        return Halt.stale();
    }

    /** The contact belongs to its new address from now on, and is looked at as such; ours begins anew. */
    void stopWhenRenamed(Confirmed confirmed, RemoteContact contact) {
        Optional<String> address = RemoteReading.renamed(confirmed, contact);
        if (address.isPresent()) {
            ledger.renamed(confirmed, address.get());
            throw Halt.stale();
        }
    }

    /**
     * Moves the contact of an address that this one replaced (READINGS 20), and takes its state along.
     *
     * @return false when the service refuses: somebody has the new address there already (activecampaign-api.md 6.4)
     */
    boolean move(
            Claim claim, Cleared<ContactState> cleared, Confirmed replaced, Confirmed here, BooleanSupplier still) {
        Answer<Void> answer = account.move(
                claim.lane(),
                cleared,
                replaced.remoteId(),
                cleared.value().fields().keySet(),
                still);
        if (answer instanceof Answer.Refused<Void> refused && !refused.stale()) {
            return false;
        }
        if (answer instanceof Answer.Gone<Void>) {
            ledger.forget(replaced);
        }
        Halt.done(answer);
        Confirmed moved = here.withRemote(replaced.remoteId(), replaced.createdHere())
                .withState(replaced.state().withFields(Difference.digests(cleared.value(), digest)))
                .withDoubt(new Doubt(Doubt.Kind.REREAD, clock.instant()));
        ledger.move(replaced, moved);
        return true;
    }
}
