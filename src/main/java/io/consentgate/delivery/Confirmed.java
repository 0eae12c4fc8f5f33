package io.consentgate.delivery;

import io.consentgate.delivery.RemoteState.Membership;
import java.time.Instant;

/**
 * One address of one account, as it is known to be in ActiveCampaign: confirmed, or in doubt (READINGS 17).
 *
 * @param remoteId the contact's id; null while it was not answered (imports do not say it)
 * @param createdHere whether ConsentGate created the contact: only then may unknown consent delete it (READINGS 14)
 * @param doubt null when confirmed
 * @param batchId the open import that carries this person; null when none
 * @param graceUntil when a suppressed contact that was created here is to be deleted; null when it is not suppressed
 * @param revision of the row when it was read, which moves on with each writing; 0 while there is none
 */
public record Confirmed(
        String account,
        String address,
        String remoteId,
        boolean createdHere,
        RemoteState state,
        Doubt doubt,
        Long batchId,
        Instant graceUntil,
        long revision) {

    /** What is not written down yet. */
    public Confirmed(
            String account,
            String address,
            String remoteId,
            boolean createdHere,
            RemoteState state,
            Doubt doubt,
            Long batchId,
            Instant graceUntil) {
        this(account, address, remoteId, createdHere, state, doubt, batchId, graceUntil, 0);
    }

    /** Why the state may not be trusted, and since when. */
    public record Doubt(Kind kind, Instant since) {

        public enum Kind {
            /** A call was written down and its answer is not known. */
            CALL,
            /** An import was sent (or may have been) and not read back. Sending it again is harmless. */
            IMPORT,
            /** An import did not take this person: one by one from here. */
            IMPORT_FAILED,
            /** Something remote may have moved since: read before relying on it. */
            REREAD
        }

        @Override
        public String toString() {
            return kind + "@" + since.toEpochMilli();
        }

        static Doubt parse(String text) {
            if (text == null) {
                return null;
            }
            int at = text.indexOf('@');
            return new Doubt(
                    Kind.valueOf(text.substring(0, at)), Instant.ofEpochMilli(Long.parseLong(text.substring(at + 1))));
        }
    }

    /** Somebody seen for the first time. */
    static Confirmed nobody(String account, String address) {
        return new Confirmed(account, address, null, false, RemoteState.NOTHING, null, null, null);
    }

    /** Known to be there by id, by something sent, or by something that may have been sent. */
    public boolean known() {
        return remoteId != null || doubt != null || !state.equals(RemoteState.NOTHING);
    }

    /**
     * Whether the contact is there as it should be, so that what is about it may follow: carts, orders and events make
     * none (READINGS 25, 28). Somebody who was only tried, as an import that failed, is not there for all we know.
     */
    public boolean delivered() {
        boolean there =
                remoteId != null || !state.lists().isEmpty() || !state.fields().isEmpty();
        return there && !inDoubt() && state.sent() && state.ended() == null;
    }

    /** Whether the contact is known to be there: delivered, or being brought up to date at this moment. */
    public boolean present() {
        boolean underWay = inDoubt() && doubt.kind() == Doubt.Kind.CALL && remoteId != null;
        return delivered() || (underWay && state.sent() && state.ended() == null);
    }

    /** Whether an import that was sent, or may have been, can still bring this person. */
    boolean mayBeImported() {
        return batchId != null || (doubt != null && doubt.kind() == Doubt.Kind.IMPORT);
    }

    /** Whether nothing that came from here is there any more, and no mail goes out. */
    boolean emptied() {
        return !inDoubt()
                && state.ended() != null
                && state.fields().isEmpty()
                && state.tags().isEmpty();
    }

    boolean inDoubt() {
        return doubt != null;
    }

    public Confirmed withState(RemoteState next) {
        return new Confirmed(account, address, remoteId, createdHere, next, doubt, batchId, graceUntil, revision);
    }

    public Confirmed withDoubt(Doubt next) {
        return new Confirmed(account, address, remoteId, createdHere, state, next, batchId, graceUntil, revision);
    }

    public Confirmed withRemote(String id, boolean created) {
        return new Confirmed(account, address, id, created, state, doubt, batchId, graceUntil, revision);
    }

    Confirmed withBatch(Long batch) {
        return new Confirmed(account, address, remoteId, createdHere, state, doubt, batch, graceUntil, revision);
    }

    public Confirmed withGrace(Instant until) {
        return new Confirmed(account, address, remoteId, createdHere, state, doubt, batchId, until, revision);
    }

    /** The same, to be written over the row as {@code written} left it. */
    Confirmed over(Confirmed written) {
        return new Confirmed(
                account, address, remoteId, createdHere, state, doubt, batchId, graceUntil, written.revision);
    }

    Confirmed written() {
        return new Confirmed(account, address, remoteId, createdHere, state, doubt, batchId, graceUntil, revision + 1);
    }

    /**
     * What was done here, laid over what somebody else wrote meanwhile. Nobody may rely on it before it was read: a
     * no that was heard stays, and what an open import does is not known yet.
     */
    Confirmed mergedWith(Confirmed heard, Instant now) {
        boolean same = remoteId == null || heard.remoteId == null || remoteId.equals(heard.remoteId);
        RemoteState both = state;
        for (var list : heard.state.lists().entrySet()) {
            Membership membership = list.getValue();
            if (membership.status() == Membership.UNSUBSCRIBED && !membership.ours()) {
                both = both.withList(list.getKey(), membership.status(), false);
            }
        }
        return new Confirmed(
                account,
                address,
                same && remoteId != null ? remoteId : heard.remoteId,
                same ? createdHere || heard.createdHere : heard.createdHere,
                both,
                heard.mayBeImported() ? heard.doubt : new Doubt(Doubt.Kind.REREAD, now),
                heard.batchId,
                graceUntil,
                heard.revision);
    }
}
