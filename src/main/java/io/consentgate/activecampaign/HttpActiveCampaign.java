package io.consentgate.activecampaign;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentgate.gate.Cleared;
import io.consentgate.gate.ContactState;
import io.consentgate.gate.Removal;
import io.consentgate.gate.TrackedEvent;
import io.consentgate.mapping.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** The account over HTTP: which call says what, and how its answer is read (activecampaign-api.md). */
public final class HttpActiveCampaign implements ActiveCampaign {

    private static final Duration UNTIL_SET_UP = Duration.ofMinutes(1);
    private static final String CONTACT = "contacts/id";

    private final Calls calls;
    private final Supplier<Directory> directory;
    private final ContactJson contacts;
    private final Removals removals;
    private final Imports imports;
    private final Tracking tracking;

    /**
     * @param mapped the fields of every site on this account, to be read back
     * @param events null when the account has no event key
     */
    public HttpActiveCampaign(Calls calls, Supplier<Directory> directory, Collection<Target> mapped, EventHost events) {
        this.calls = calls;
        this.directory = directory;
        this.contacts = new ContactJson(mapped);
        this.removals = new Removals(calls, directory, contacts);
        this.imports = new Imports(calls, directory);
        this.tracking = new Tracking(calls, events);
    }

    @Override
    public String account() {
        return calls.account();
    }

    @Override
    public Directory directory() {
        return directory.get();
    }

    /** Lets a stopped account answer again by itself; to be called now and then (READINGS 38). */
    public void probeWhenStopped() {
        calls.probeWhenStopped();
    }

    @Override
    public Answer<Synced> sync(Lane lane, Cleared<ContactState> state, Set<Target> changed, BooleanSupplier still) {
        return setUp(() -> calls.send(
                        lane,
                        "contact/sync",
                        Request.post("contact/sync", body(state.value(), changed)),
                        "contact",
                        still)
                .then(reply -> synced(reply)));
    }

    private static Answer<Synced> synced(Reply reply) {
        String id = Json.text(reply.json().path("contact"), "id");
        return id == null
                ? new Answer.Unavailable<>("an answer without a contact id", Duration.ofSeconds(5), true)
                : new Answer.Done<>(new Synced(id, reply.status() == 201));
    }

    @Override
    public Answer<Void> move(
            Lane lane, Cleared<ContactState> state, String remoteId, Set<Target> changed, BooleanSupplier still) {
        return setUp(() -> calls.send(
                        lane,
                        CONTACT,
                        Request.put(path("contacts", remoteId), body(state.value(), changed)),
                        "contact",
                        still)
                .map(reply -> null));
    }

    private ObjectNode body(ContactState state, Set<Target> changed) {
        return ContactJson.body(state.email(), state.fields(), changed, directory.get());
    }

    @Override
    public Answer<RemoteContact> read(Lane lane, Cleared<ContactState> state, String remoteId) {
        return removals.readById(lane, remoteId);
    }

    @Override
    public Answer<Void> subscribe(
            Lane lane,
            Cleared<ContactState> state,
            String remoteId,
            String list,
            boolean again,
            BooleanSupplier still) {
        return setUp(() -> {
            String id = NotSetUp.unless(directory.get().lists().get(list), "list", list);
            return Membership.write(calls, lane, remoteId, id, again ? Membership.AGAIN : Membership.ACTIVE, still);
        });
    }

    @Override
    public Answer<Void> tag(
            Lane lane, Cleared<ContactState> state, String remoteId, String tag, BooleanSupplier still) {
        return setUp(() -> {
            String id = NotSetUp.unless(directory.get().tags().get(tag), "tag", tag);
            ObjectNode body = Json.wrapped(
                    "contactTag", Json.object().put("contact", remoteId).put("tag", id));
            return calls.send(lane, "contactTags", Request.post("contactTags", body), "contactTag", still)
                    .map(reply -> null);
        });
    }

    @Override
    public Answer<Imported> importContacts(
            Lane lane,
            List<Cleared<ContactState>> states,
            Function<Collection<String>, Set<String>> stale,
            Consumer<List<String>> aboutToSend) {
        return setUp(() -> imports.send(lane, states, stale, aboutToSend));
    }

    @Override
    public Answer<ImportProgress> importProgress(Lane lane, String batchId) {
        return imports.progress(lane, batchId);
    }

    @Override
    public Duration untilImport() {
        return calls.untilImport(Use.IMPORT_MANY);
    }

    @Override
    public Answer<RemoteContact> find(Lane lane, Removal person) {
        return removals.find(lane, person.email());
    }

    @Override
    public Answer<RemoteContact> read(Lane lane, Removal person) {
        return removals.withId(lane, person, id -> removals.readById(lane, id));
    }

    @Override
    public Answer<Void> unsubscribe(Lane lane, Removal person, String listId) {
        return removals.withId(
                lane, person, id -> Membership.write(calls, lane, id, listId, Membership.UNSUBSCRIBED, () -> true));
    }

    @Override
    public Answer<Void> untag(Lane lane, Removal person, Set<String> tags) {
        return removals.withId(lane, person, id -> removals.untag(lane, id, tags));
    }

    @Override
    public Answer<Void> clear(Lane lane, Removal person, Set<Target> targets) {
        return setUp(() -> removals.withId(lane, person, id -> removals.clear(lane, id, targets)));
    }

    @Override
    public Answer<Void> endAutomations(Lane lane, Removal person) {
        return removals.withId(lane, person, id -> removals.endAutomations(lane, id));
    }

    @Override
    public Answer<Void> delete(Lane lane, Removal person) {
        return removals.delete(lane, person);
    }

    @Override
    public Answer<Void> track(Lane lane, Cleared<TrackedEvent> event, BooleanSupplier still) {
        return tracking.send(lane, event.value(), still);
    }

    @Override
    public Answer<List<RemoteContact>> page(
            Lane lane, String listId, int status, String idGreater, String updatedAfter) {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("orders[id]", "ASC");
        query.put("id_greater", idGreater == null ? "0" : idGreater);
        if (listId != null) {
            query.put("listid", listId);
        }
        query.put("status", String.valueOf(status));
        query.put("limit", "100");
        if (updatedAfter != null) {
            query.put("filters[updated_after]", updatedAfter);
        }
        return calls.send(lane, "contacts", Request.get("contacts", query), "contacts")
                .then(reply -> page(reply.json().path("contacts"), Json.id(query.get("id_greater"))));
    }

    /** A parameter that is not understood is silently ignored (chapter 5): a page must lie behind its start. */
    private static Answer<List<RemoteContact>> page(JsonNode found, long idGreater) {
        List<RemoteContact> page = new ArrayList<>();
        for (JsonNode contact : found) {
            if (Json.id(Json.text(contact, "id")) <= idGreater) {
                return new Answer.Unavailable<>("the service ignored id_greater", UNTIL_SET_UP, false);
            }
            if (!ContactJson.deleted(contact)) {
                page.add(ContactJson.bare(contact));
            }
        }
        return new Answer.Done<>(page);
    }

    static String path(String collection, String id) {
        return collection + "/" + Request.encoded(id);
    }

    private static <T> Answer<T> setUp(Supplier<Answer<T>> call) {
        try {
            return call.get();
        } catch (NotSetUp missing) {
            return new Answer.Unavailable<>(missing.getMessage(), UNTIL_SET_UP, false);
        }
    }
}
