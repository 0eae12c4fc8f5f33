package io.consentgate.delivery;

import io.consentgate.activecampaign.ActiveCampaign;
import io.consentgate.activecampaign.Lane;
import io.consentgate.activecampaign.RemoteContact;
import io.consentgate.delivery.Confirmed.Doubt;
import io.consentgate.delivery.RemoteState.Ended;
import io.consentgate.delivery.RemoteState.Membership;
import io.consentgate.gate.Removal;
import io.consentgate.mapping.Target;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Takes away: ends mail and automations, removes what came from here, deletes what was created here. Mail ends first;
 * everything else may follow. What was not sent from here is left alone unless an explicit no ends all mail
 * (READINGS 14).
 */
final class Suppress {

    private static final Lane LANE = Lane.WITHDRAWAL;
    private static final Lane CLEANING = Lane.CONTACT;

    /** How long an import that nobody answered may still arrive. */
    private static final Duration LATE_IMPORT = Duration.ofMinutes(10);

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(20);

    private final ActiveCampaign account;
    private final Planning planning;
    private final Ledger ledger;
    private final RemoteReading reading;
    private final Duration grace;
    private final Clock clock;

    Suppress(
            ActiveCampaign account,
            Planning planning,
            Ledger ledger,
            RemoteReading reading,
            Duration grace,
            Clock clock) {
        this.account = account;
        this.planning = planning;
        this.ledger = ledger;
        this.reading = reading;
        this.grace = grace;
        this.clock = clock;
    }

    /**
     * What came of it.
     *
     * @param left what is left to know of the person; null when the contact is gone
     * @param worked whether a call was needed
     * @param more whether something of ours is left to be removed, which is less urgent
     */
    record Result(Confirmed left, boolean worked, boolean more) {
        static final Result GONE = new Result(null, true, false);
        static final Result NOTHING = new Result(null, false, false);
    }

    /** Nothing is allowed, and the person is there. */
    Result suppress(Planning.Look look) {
        Confirmed confirmed = look.confirmed();
        boolean all = look.ended();
        Instant now = clock.instant();
        if (confirmed.graceUntil() != null && !now.isBefore(confirmed.graceUntil()) && confirmed.createdHere()) {
            return delete(confirmed);
        }
        RemoteState state = confirmed.state();
        boolean mailEnded = state.ended() == Ended.ALL || (state.ended() == Ended.MAPPED && !all);
        boolean deletionDue = confirmed.createdHere() && confirmed.graceUntil() == null;
        if (!confirmed.inDoubt()
                && mailEnded
                && !deletionDue
                && state.fields().isEmpty()
                && state.tags().isEmpty()) {
            return new Result(confirmed, false, false);
        }
        return mailEnded && !confirmed.inDoubt() ? new Result(clean(confirmed, all), true, false) : end(confirmed, all);
    }

    /** First what cannot wait: no mail and no automation any more. What came from here goes after others' noes. */
    private Result end(Confirmed before, boolean all) {
        Confirmed confirmed = endMail(before, all);
        if (confirmed == null) {
            return Result.GONE;
        }
        if (!all && confirmed.state().sent()) {
            Halt.valueOrGone(account.endAutomations(LANE, removal(confirmed)));
        }
        Confirmed ended = finish(withGrace(confirmed), all ? Ended.ALL : Ended.MAPPED);
        // What an open import brings is removed after it was read back, which marks the person again.
        boolean more = ended.batchId() == null
                && ended.state().sent()
                && !(ended.state().fields().isEmpty() && ended.state().tags().isEmpty());
        return new Result(ended, true, more);
    }

    private Confirmed clean(Confirmed before, boolean all) {
        Confirmed confirmed = before;
        Removal person = removal(confirmed);
        Set<String> tags = confirmed.state().tags();
        if (!tags.isEmpty()) {
            Halt.valueOrGone(account.untag(CLEANING, person, tags));
            confirmed = ledger.save(confirmed.withState(confirmed.state().withTags(Set.of())));
        }
        Set<Target> fields = ours(confirmed);
        if (!fields.isEmpty()) {
            Halt.valueOrGone(account.clear(CLEANING, person, fields));
        }
        confirmed = confirmed.withState(confirmed.state().withFields(Map.of()));
        return finish(withGrace(confirmed), all ? Ended.ALL : Ended.MAPPED);
    }

    private Confirmed withGrace(Confirmed confirmed) {
        Instant until = confirmed.graceUntil() != null
                ? confirmed.graceUntil()
                : confirmed.createdHere() ? clock.instant().plus(grace) : null;
        return confirmed.withGrace(until);
    }

    /** Art. 18: the mail ends, nothing is cleared, updated or deleted while it lasts (READINGS 18). */
    Result restrict(Planning.Look look) {
        Confirmed confirmed = look.confirmed();
        if (!confirmed.inDoubt() && confirmed.state().ended() == Ended.ALL) {
            return new Result(confirmed, false, false);
        }
        confirmed = endMail(confirmed, true);
        return confirmed == null ? Result.GONE : new Result(finish(confirmed.withGrace(null), Ended.ALL), true, false);
    }

    /** Erasure, or the end of the grace period: deleted, and read again to be sure. */
    Result delete(Confirmed before) {
        if (!before.known()) {
            return Result.NOTHING;
        }
        Confirmed confirmed = identified(before);
        Confirmed left = before;
        if (confirmed != null) {
            left = confirmed;
            Removal person = removal(confirmed);
            Halt.valueOrGone(account.delete(LANE, person));
            if (Halt.valueOrGone(account.read(LANE, person)) != null) {
                throw Halt.later("the contact is still there after its deletion", Duration.ofSeconds(30));
            }
        }
        if (lateImportPossible(before)) {
            throw lateImport(left.withRemote(null, before.createdHere()), Ended.ALL);
        }
        ledger.forget(before);
        return Result.GONE;
    }

    /** @return null when the contact is not there */
    private Confirmed endMail(Confirmed before, boolean all) {
        Confirmed confirmed = identified(before);
        if (confirmed == null) {
            if (lateImportPossible(before)) {
                throw lateImport(before, all ? Ended.ALL : Ended.MAPPED);
            }
            ledger.forget(before);
            return null;
        }
        boolean doubted = confirmed.inDoubt();
        Set<String> mapped = planning.mappedLists(confirmed.account());
        for (Map.Entry<String, Membership> entry :
                Map.copyOf(confirmed.state().lists()).entrySet()) {
            if (entry.getValue().status() == Membership.ACTIVE && (all || mapped.contains(entry.getKey()))) {
                confirmed = end(confirmed, entry.getKey(), listId(entry.getKey()), doubted);
            }
        }
        // An import does not say whom it created.
        boolean unsure = confirmed.state().sent() && !confirmed.createdHere();
        if (all || doubted || unsure || confirmed.state().lists().isEmpty()) {
            RemoteContact contact = Halt.valueOrGone(account.read(LANE, removal(confirmed)));
            if (contact == null) {
                ledger.forget(confirmed);
                return null;
            }
            boolean created = reading.createdHere(confirmed, contact);
            confirmed = confirmed.withRemote(contact.id(), created);
            for (Map.Entry<String, RemoteContact.Membership> entry :
                    contact.lists().entrySet()) {
                String name = account.directory().listNamed(entry.getKey()).orElse(null);
                if (entry.getValue().status() == Membership.ACTIVE
                        && (all || (name != null && mapped.contains(name)))) {
                    confirmed = end(confirmed, name, entry.getKey(), doubted);
                }
            }
            if (doubted && confirmed.state().sent()) {
                confirmed = confirmed.withState(reading.all(confirmed, contact)
                        .state()
                        .withLists(confirmed.state().lists()));
            }
        }
        if (all) {
            Halt.valueOrGone(account.endAutomations(LANE, removal(confirmed)));
        }
        return confirmed;
    }

    /** Written down before it is sent: an unsubscribe of ours is never taken for the person's own (READINGS 37). */
    private Confirmed end(Confirmed before, String name, String listId, boolean doubted) {
        Confirmed confirmed = before;
        if (name != null) {
            confirmed = confirmed.withState(confirmed.state().withList(name, Membership.UNSUBSCRIBED, true));
        }
        if (!confirmed.inDoubt()) {
            confirmed = confirmed.withDoubt(new Doubt(Doubt.Kind.REREAD, clock.instant()));
        }
        confirmed = ledger.save(confirmed);
        Halt.valueOrGone(account.unsubscribe(LANE, removal(confirmed), listId));
        return doubted ? confirmed : confirmed.withDoubt(null);
    }

    /** The contact with its id, looked up by the address under which it was delivered; null when it is not there. */
    private Confirmed identified(Confirmed confirmed) {
        if (confirmed.remoteId() != null) {
            return confirmed;
        }
        RemoteContact contact = Halt.valueOrGone(account.find(LANE, removal(confirmed)));
        return contact == null
                ? null
                : ledger.save(confirmed.withRemote(contact.id(), reading.createdHere(confirmed, contact)));
    }

    /** For a contact that is to be moved to another address: it has to be there, by id. */
    Confirmed identify(Confirmed confirmed) {
        Confirmed identified = identified(confirmed);
        if (identified == null) {
            ledger.forget(confirmed);
            throw Halt.stale();
        }
        return identified;
    }

    /** While an import is open, its read-back decides whether the doubt ends. */
    private Confirmed finish(Confirmed confirmed, Ended ended) {
        Confirmed next = confirmed.withState(confirmed.state().withEnded(ended));
        return ledger.save(next.batchId() == null ? next.withDoubt(null) : next);
    }

    /** The mail is marked as ended, so that whoever reads the import back has it looked at again at once. */
    private Halt lateImport(Confirmed confirmed, Ended ended) {
        ledger.save(confirmed.withState(confirmed.state().withEnded(ended)));
        return Halt.later("an import may still arrive", LOOK_AGAIN);
    }

    private boolean lateImportPossible(Confirmed confirmed) {
        return confirmed.inDoubt()
                && confirmed.doubt().kind() == Doubt.Kind.IMPORT
                && clock.instant().isBefore(confirmed.doubt().since().plus(LATE_IMPORT));
    }

    private Set<Target> ours(Confirmed confirmed) {
        Map<String, Target> targets = planning.targets(confirmed.account());
        Set<Target> fields = new TreeSet<>();
        for (String key : confirmed.state().fields().keySet()) {
            if (targets.containsKey(key)) {
                fields.add(targets.get(key));
            }
        }
        return fields;
    }

    private String listId(String name) {
        String id = account.directory().lists().get(name);
        if (id == null) {
            throw Halt.later("list not set up", Duration.ofSeconds(60));
        }
        return id;
    }

    private static Removal removal(Confirmed confirmed) {
        return new Removal(confirmed.address(), confirmed.remoteId());
    }
}
