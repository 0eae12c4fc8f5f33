package io.consentgate.delivery;

import io.consentgate.activecampaign.ActiveCampaign;
import io.consentgate.activecampaign.Answer;
import io.consentgate.activecampaign.Directory;
import io.consentgate.activecampaign.Lane;
import io.consentgate.activecampaign.RemoteContact;
import io.consentgate.gate.Cleared;
import io.consentgate.gate.ContactState;
import io.consentgate.gate.Removal;
import io.consentgate.gate.TrackedEvent;
import io.consentgate.mapping.Target;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;

/** An account in memory: every call is written to {@link #calls}; the next answers can be scripted. */
final class FakeAccount implements ActiveCampaign {

    static final class Contact {
        final String id;
        String email;
        final Instant createdAt;
        final Map<Target, String> fields = new TreeMap<>();
        final Map<String, RemoteContact.Membership> lists = new TreeMap<>();
        final Set<String> tags = new TreeSet<>();

        Contact(String id, String email, Instant createdAt) {
            this.id = id;
            this.email = email;
            this.createdAt = createdAt;
        }
    }

    record Queued(String id, List<ContactState> states) {}

    final List<String> calls = new ArrayList<>();
    final Map<String, Contact> contacts = new LinkedHashMap<>();
    final Map<String, Queued> imports = new LinkedHashMap<>();
    final Set<String> failing = new TreeSet<>();
    /** Taken by the next call that names the verb; the call is not carried out unless {@link #takenAnyway} says so. */
    final Map<String, List<Answer<?>>> scripted = new LinkedHashMap<>();

    boolean takenAnyway;
    Runnable beforeSending = () -> {};
    /** Runs after an import asked who is stale, before it is written down. */
    Runnable beforeWritingDown = () -> {};

    /** How long until the minute's quota has room for another import. */
    Duration untilImport = Duration.ZERO;

    private final Clock clock;
    private final Directory directory = new Directory(
            Map.of("Newsletter", "3", "Similar", "4", "Other", "5"), Map.of("Points", "7"), Map.of("customer", "9"));
    private int ids = 100;

    FakeAccount(Clock clock) {
        this.clock = clock;
    }

    Contact there(String email, Instant createdAt) {
        Contact contact = new Contact(String.valueOf(ids++), email, createdAt);
        contacts.put(contact.id, contact);
        return contact;
    }

    Contact contact(String email) {
        return contacts.values().stream()
                .filter(contact -> contact.email.equals(email))
                .findFirst()
                .orElse(null);
    }

    List<String> takeCalls() {
        List<String> taken = List.copyOf(calls);
        calls.clear();
        return taken;
    }

    void script(String verb, Answer<?> answer) {
        scripted.computeIfAbsent(verb, any -> new ArrayList<>()).add(answer);
    }

    @SuppressWarnings("unchecked")
    private <T> Answer<T> answer(String verb, String call, Function<Void, Answer<T>> work) {
        calls.add(call);
        List<Answer<?>> next = scripted.get(verb);
        if (next != null && !next.isEmpty()) {
            Answer<T> answer = (Answer<T>) next.remove(0);
            if (takenAnyway) {
                work.apply(null);
            }
            return answer;
        }
        return work.apply(null);
    }

    @Override
    public String account() {
        return "main";
    }

    @Override
    public Duration untilImport() {
        return untilImport;
    }

    @Override
    public Directory directory() {
        return directory;
    }

    @Override
    public Answer<Synced> sync(Lane lane, Cleared<ContactState> state, Set<Target> changed, BooleanSupplier still) {
        beforeSending.run();
        if (!still.getAsBoolean()) {
            return new Answer.Refused<>("stale");
        }
        return answer("sync", "sync " + names(changed), nothing -> {
            Contact contact = contact(state.value().email());
            boolean created = contact == null;
            if (created) {
                contact = there(state.value().email(), clock.instant());
            }
            put(contact, state.value(), changed);
            return new Answer.Done<>(new Synced(contact.id, created));
        });
    }

    @Override
    public Answer<Void> move(
            Lane lane, Cleared<ContactState> state, String remoteId, Set<Target> changed, BooleanSupplier still) {
        return answer("move", "move " + remoteId, nothing -> {
            if (contact(state.value().email()) != null) {
                return new Answer.Refused<>("status 422: Email address already exists in the system. [duplicate]");
            }
            Contact contact = contacts.get(remoteId);
            contact.email = state.value().email();
            put(contact, state.value(), changed);
            return new Answer.Done<>(null);
        });
    }

    @Override
    public Answer<RemoteContact> read(Lane lane, Cleared<ContactState> state, String remoteId) {
        return read(remoteId);
    }

    @Override
    public Answer<RemoteContact> read(Lane lane, Removal person) {
        return read(person.remoteId());
    }

    private Answer<RemoteContact> read(String remoteId) {
        return answer("read", "read " + remoteId, nothing -> {
            Contact contact = contacts.get(remoteId);
            return contact == null ? new Answer.Gone<>() : new Answer.Done<>(remote(contact));
        });
    }

    @Override
    public Answer<Void> subscribe(
            Lane lane,
            Cleared<ContactState> state,
            String remoteId,
            String list,
            boolean again,
            BooleanSupplier still) {
        beforeSending.run();
        if (!still.getAsBoolean()) {
            return new Answer.Refused<>("stale");
        }
        return answer("subscribe", "subscribe " + list + (again ? " again" : ""), nothing -> {
            contacts.get(remoteId).lists.put(directory.lists().get(list), new RemoteContact.Membership(1, null));
            return new Answer.Done<>(null);
        });
    }

    @Override
    public Answer<Void> tag(
            Lane lane, Cleared<ContactState> state, String remoteId, String tag, BooleanSupplier still) {
        return answer("tag", "tag " + tag, nothing -> {
            contacts.get(remoteId).tags.add(tag);
            return new Answer.Done<>(null);
        });
    }

    @Override
    public Answer<Imported> importContacts(
            Lane lane,
            List<Cleared<ContactState>> states,
            Function<Collection<String>, Set<String>> stale,
            Consumer<List<String>> aboutToSend) {
        beforeSending.run();
        Set<String> dropped =
                stale.apply(states.stream().map(state -> state.value().email()).toList());
        List<ContactState> sent = states.stream()
                .map(Cleared::value)
                .filter(state -> !dropped.contains(state.email()))
                .toList();
        List<String> addresses = sent.stream().map(ContactState::email).toList();
        beforeWritingDown.run();
        aboutToSend.accept(addresses);
        return answer("import", "import " + sent.size(), nothing -> {
            Set<String> bad = new TreeSet<>(addresses);
            bad.retainAll(failing);
            if (!bad.isEmpty()) {
                return new Answer.Refused<>("JSON payload did not pass validation");
            }
            String id = "batch-" + (imports.size() + 1);
            imports.put(id, new Queued(id, sent));
            return new Answer.Done<>(new Imported(id, addresses, Map.of()));
        });
    }

    /** The service works off an import: it never re-subscribes. */
    void process(String batch) {
        for (ContactState state : imports.get(batch).states()) {
            Contact contact = contact(state.email());
            if (contact == null) {
                contact = there(state.email(), clock.instant());
            }
            put(contact, state, state.fields().keySet());
            for (String list : state.lists()) {
                contact.lists.putIfAbsent(directory.lists().get(list), new RemoteContact.Membership(1, null));
            }
            contact.tags.addAll(state.tags());
        }
        imports.remove(batch);
    }

    @Override
    public Answer<ImportProgress> importProgress(Lane lane, String batchId) {
        return answer(
                "progress",
                "progress " + batchId,
                nothing -> new Answer.Done<>(new ImportProgress(
                        imports.containsKey(batchId) ? ImportProgress.State.WAITING : ImportProgress.State.COMPLETED,
                        Set.of())));
    }

    @Override
    public Answer<RemoteContact> find(Lane lane, Removal person) {
        return answer("find", "find", nothing -> {
            Contact contact = contact(person.email());
            return contact == null ? new Answer.Gone<>() : new Answer.Done<>(remote(contact));
        });
    }

    @Override
    public Answer<Void> unsubscribe(Lane lane, Removal person, String listId) {
        return answer("unsubscribe", "unsubscribe " + listId, nothing -> {
            contacts.get(person.remoteId()).lists.put(listId, new RemoteContact.Membership(2, clock.instant()));
            return new Answer.Done<>(null);
        });
    }

    @Override
    public Answer<Void> untag(Lane lane, Removal person, Set<String> tags) {
        return answer("untag", "untag " + String.join(",", tags), nothing -> {
            contacts.get(person.remoteId()).tags.removeAll(tags);
            return new Answer.Done<>(null);
        });
    }

    @Override
    public Answer<Void> clear(Lane lane, Removal person, Set<Target> targets) {
        return answer("clear", "clear " + names(targets), nothing -> {
            contacts.get(person.remoteId()).fields.keySet().removeAll(targets);
            return new Answer.Done<>(null);
        });
    }

    @Override
    public Answer<Void> endAutomations(Lane lane, Removal person) {
        return answer("automations", "end automations", nothing -> new Answer.Done<>(null));
    }

    @Override
    public Answer<Void> delete(Lane lane, Removal person) {
        return answer("delete", "delete " + person.remoteId(), nothing -> {
            contacts.remove(person.remoteId());
            return new Answer.Done<>(null);
        });
    }

    @Override
    public Answer<Void> track(Lane lane, Cleared<TrackedEvent> event, BooleanSupplier still) {
        return answer("track", "track", nothing -> new Answer.Done<>(null));
    }

    @Override
    public Answer<List<RemoteContact>> page(
            Lane lane, String listId, int status, String idGreater, String updatedAfter) {
        return new Answer.Done<>(List.of());
    }

    static <T> Answer<T> unavailable(boolean inDoubt) {
        return new Answer.Unavailable<>("server error", Duration.ofSeconds(1), inDoubt);
    }

    private static RemoteContact remote(Contact contact) {
        return new RemoteContact(
                contact.id,
                contact.email,
                contact.createdAt,
                Map.copyOf(contact.lists),
                new TreeMap<>(contact.fields),
                false);
    }

    private static void put(Contact contact, ContactState state, Set<Target> changed) {
        for (Target target : changed) {
            String value = state.fields().get(target);
            if (value == null) {
                contact.fields.remove(target);
            } else {
                contact.fields.put(target, value);
            }
        }
    }

    private static String names(Set<Target> targets) {
        return String.join(",", targets.stream().map(Target::key).sorted().toList());
    }
}
