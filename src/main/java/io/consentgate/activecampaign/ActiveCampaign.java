package io.consentgate.activecampaign;

import io.consentgate.gate.Cleared;
import io.consentgate.gate.ContactState;
import io.consentgate.gate.Removal;
import io.consentgate.gate.TrackedEvent;
import io.consentgate.mapping.Target;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * The calls that one account offers to the rest of the connector. Each waits for a slot of the account's budget in
 * the given lane, then asks {@code still} a last time, then sends; a call whose {@code still} says no is not sent and
 * answers {@code Refused("stale")}. Lists, fields and tags are given by name or target; their ids come from the
 * directory that {@code setup} filled.
 */
public interface ActiveCampaign {

    /** The account's name in the configuration. */
    String account();

    /**
     * {@code POST contact/sync}: creates or updates; sends the address, and of the fields only {@code changed}
     * (empty text clears).
     */
    Answer<Synced> sync(Lane lane, Cleared<ContactState> state, Set<Target> changed, BooleanSupplier still);

    /** {@code created}: answered 201, the contact did not exist before. */
    record Synced(String remoteId, boolean created) {}

    /** {@code PUT contacts/{id}}: gives a contact its new address and the changed fields. */
    Answer<Void> move(
            Lane lane, Cleared<ContactState> state, String remoteId, Set<Target> changed, BooleanSupplier still);

    /** {@code GET contacts/{id}} with memberships and field values, of somebody who may be sent to. */
    Answer<RemoteContact> read(Lane lane, Cleared<ContactState> state, String remoteId);

    /** {@code POST contactLists} status 1; {@code again} adds sourceid 4 (re-subscription, chapter 9). */
    Answer<Void> subscribe(
            Lane lane, Cleared<ContactState> state, String remoteId, String list, boolean again, BooleanSupplier still);

    Answer<Void> tag(Lane lane, Cleared<ContactState> state, String remoteId, String tag, BooleanSupplier still);

    /**
     * {@code POST import/bulk_import}. {@code dropped} before sending: those whose {@code still} says no. More than
     * 250 contacts or 399,999 bytes: as many from the head of the list as fit are sent.
     *
     * @param still asked once, after the slot was taken: the addresses that must not go any more
     */
    Answer<Imported> importContacts(
            Lane lane,
            List<Cleared<ContactState>> states,
            java.util.function.Function<Collection<String>, Set<String>> stale,
            java.util.function.Consumer<List<String>> aboutToSend);

    /** How long an import would now have to wait for its minute (100 a minute); zero = not at all. */
    default Duration untilImport() {
        return Duration.ZERO;
    }

    /**
     * @param batchId null when refused as a whole
     * @param sent addresses in the batch, in order
     * @param refusals address to reason, when the whole request was refused for some records (nothing was imported)
     */
    record Imported(String batchId, List<String> sent, Map<String, String> refusals) {}

    /** {@code GET import/info}. */
    Answer<ImportProgress> importProgress(Lane lane, String batchId);

    /** @param failed addresses that were not taken, lower-case; known when completed */
    record ImportProgress(State state, Set<String> failed) {
        public enum State {
            WAITING,
            COMPLETED,
            FAILED
        }
    }

    /** {@code GET contacts?email=} of somebody delivered before; the returned address is compared. */
    Answer<RemoteContact> find(Lane lane, Removal person);

    /** {@code GET contacts/{id}} with memberships and field values. */
    Answer<RemoteContact> read(Lane lane, Removal person);

    /** {@code POST contactLists} status 2, by list id. */
    Answer<Void> unsubscribe(Lane lane, Removal person, String listId);

    /** Looks the association up and deletes it; not there any more is success. Names of tags. */
    Answer<Void> untag(Lane lane, Removal person, Set<String> tags);

    /** {@code PUT contacts/{id}} with empty values. */
    Answer<Void> clear(Lane lane, Removal person, Set<Target> targets);

    Answer<Void> endAutomations(Lane lane, Removal person);

    /** {@code DELETE contacts/{id}}; not there any more is success. */
    Answer<Void> delete(Lane lane, Removal person);

    /** {@code POST} to the event host; the name is registered first when it is new to the account. */
    Answer<Void> track(Lane lane, Cleared<TrackedEvent> event, BooleanSupplier still);

    /**
     * One page of contacts with a membership of that status on a list, by ascending id.
     *
     * @param status 1 active, 2 unsubscribed, 3 bounced, -1 any (list null = the whole account)
     */
    Answer<List<RemoteContact>> page(Lane lane, String listId, int status, String idGreater, String updatedAfter);

    /** Ids of lists, fields and tags by name; empty while {@code setup} was not run. */
    Directory directory();
}
