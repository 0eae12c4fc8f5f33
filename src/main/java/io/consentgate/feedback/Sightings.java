package io.consentgate.feedback;

import io.consentgate.delivery.Confirmed;
import io.consentgate.delivery.Confirmed.Doubt;
import io.consentgate.delivery.RemoteState;
import io.consentgate.delivery.RemoteState.Membership;
import java.time.Instant;

/** What seeing a contact in ActiveCampaign adds to what is known of it. Pure. */
final class Sightings {

    private Sightings() {}

    /** Somebody who is there and was not known: not created here (READINGS 14). */
    static Confirmed seen(String account, String address, String remoteId) {
        return new Confirmed(account, address, remoteId, false, RemoteState.NOTHING, null, null, null);
    }

    static Confirmed identified(Confirmed known, String remoteId) {
        return known.withRemote(remoteId, known.createdHere());
    }

    /** The address has another contact now than the one we knew: made there, not here, and nothing of ours in it. */
    static Confirmed another(Confirmed known, String remoteId) {
        return known.withRemote(remoteId, false).withState(RemoteState.NOTHING).withGrace(null);
    }

    static boolean settled(Confirmed known) {
        return known.doubt() == null;
    }

    /** To be read before anybody relies on it. A call or import under way is read back anyway and keeps its doubt. */
    static Confirmed doubted(Confirmed known, Instant now) {
        boolean underWay = known.doubt() != null && known.doubt().kind() != Doubt.Kind.IMPORT_FAILED;
        return underWay ? known : known.withDoubt(new Doubt(Doubt.Kind.REREAD, now));
    }

    /** The person left the list by another hand than ours. */
    static Confirmed left(Confirmed known, String list) {
        return known.withState(known.state().withList(list, Membership.UNSUBSCRIBED, false));
    }

    /** @return -1 when nothing is known of that membership */
    static int status(Confirmed known, String list) {
        Membership membership = known.state().lists().get(list);
        return membership == null ? -1 : membership.status();
    }

    /** Whether ConsentGate wrote that unsubscribe itself (READINGS 37). */
    static boolean endedByUs(Confirmed known, String list) {
        Membership membership = known.state().lists().get(list);
        return membership != null && membership.status() == Membership.UNSUBSCRIBED && membership.ours();
    }

    static boolean callUnderWay(Confirmed known) {
        return known.doubt() != null && known.doubt().kind() == Doubt.Kind.CALL;
    }
}
