package io.consentgate.feedback;

import io.consentgate.activecampaign.Directory;
import io.consentgate.activecampaign.Lane;
import io.consentgate.activecampaign.RemoteChange;
import io.consentgate.activecampaign.WebhookForm;
import io.consentgate.database.Transaction;
import io.consentgate.database.Transactions;
import io.consentgate.delivery.ChangedPeople;
import io.consentgate.delivery.Confirmed;
import io.consentgate.delivery.ConfirmedStates;
import io.consentgate.person.EmailAddress;
import io.consentgate.person.KeyedHash;
import io.consentgate.site.Sites;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Takes ActiveCampaign's webhooks. They are unsigned and come at least once (activecampaign-api.md chapter 16): an
 * unsubscribe is obeyed at once, because a no is always safe; whatever else a form claims only makes the delivery read
 * the contact. Nothing here ever grants anything, and field values in the form are not looked at.
 */
public final class Webhooks {

    /** What came of one webhook. */
    public enum Outcome {
        APPLIED,
        REPEATED,
        IGNORED
    }

    private static final Set<String> DELETIONS = Set.of("delete", "contact_delete", "contact_deleted");

    private final String account;
    private final Transactions transactions;
    private final WebhookKeys keys;
    private final KeyedHash hash;
    private final ConfirmedStates states;
    private final RemoteFeedback noes;
    private final ChangedPeople changed;
    private final Supplier<Directory> directory;
    private final MappedLists mapped;

    public Webhooks(
            String account,
            Transactions transactions,
            WebhookKeys keys,
            KeyedHash hash,
            ConfirmedStates states,
            RemoteFeedback noes,
            ChangedPeople changed,
            Supplier<Directory> directory,
            Sites sites) {
        this.account = account;
        this.transactions = transactions;
        this.keys = keys;
        this.hash = hash;
        this.states = states;
        this.noes = noes;
        this.changed = changed;
        this.directory = directory;
        this.mapped = new MappedLists(sites, account);
    }

    /**
     * On disk when it returns.
     *
     * @param form the raw body; who sent it was checked before
     */
    public Outcome accept(byte[] form, Instant now) {
        Optional<RemoteChange> change = WebhookForm.read(form);
        if (change.isEmpty()) {
            return Outcome.IGNORED;
        }
        byte[] key = hash.of(
                account.equals("main") ? "webhook" : "webhook/" + account,
                new String(form, StandardCharsets.ISO_8859_1));
        return transactions.write(tx -> {
            if (!keys.first(tx, key, now)) {
                return Outcome.REPEATED;
            }
            return apply(tx, change.get(), now) ? Outcome.APPLIED : Outcome.IGNORED;
        });
    }

    private boolean apply(Transaction tx, RemoteChange change, Instant now) {
        Optional<String> email = Optional.ofNullable(change.email()).flatMap(EmailAddress::normalise);
        Optional<Confirmed> known = Optional.ofNullable(change.contactId())
                .flatMap(id -> states.findByRemoteId(tx, account, id))
                .or(() -> email.flatMap(address -> states.find(tx, account, address)));
        String address = known.map(Confirmed::address).or(() -> email).orElse(null);
        if (address == null) {
            return false;
        }
        Instant at = change.occurredAt() == null || change.occurredAt().isAfter(now) ? now : change.occurredAt();
        return switch (change.type()) {
            case "unsubscribe" -> unsubscribe(tx, change, known, address, at, now);
            case "bounce" -> "hard".equals(change.bounceType()) && noes.bounced(tx, account, address, at);
            case "sms_unsub" -> noes.textMessagesRefused(tx, account, address, at);
            case "subscribe" -> subscribe(tx, change, known, address, now);
            case "update" ->
                known.isPresent()
                        && email.isPresent()
                        && !email.get().equals(address)
                        && reread(tx, known.get(), true, now);
            default -> DELETIONS.contains(change.type()) && deleted(tx, change, known, now);
        };
    }

    private boolean unsubscribe(
            Transaction tx, RemoteChange change, Optional<Confirmed> known, String address, Instant at, Instant now) {
        Set<String> left = named(change);
        if ("api".equals(change.initiatedFrom())) {
            return unsubscribedByApi(tx, change, known, address, left, now);
        }
        if (known.isEmpty() && change.contactId() != null && mapped.anyOf(left)) {
            states.save(tx, List.of(Sightings.seen(account, address, change.contactId())));
        }
        boolean last = change.listIds().containsAll(change.activeLists())
                && known.map(one -> one.state().lists().keySet().stream()
                                .noneMatch(list ->
                                        !left.contains(list) && one.state().activeOn(list)))
                        .orElse(true);
        boolean news = false;
        for (String list : left) {
            news |= noes.unsubscribed(tx, account, address, list, last, at);
        }
        return news;
    }

    /** Names of the lists concerned: those named, or, when none is, all that are not said to be still active. */
    private Set<String> named(RemoteChange change) {
        if (!change.listIds().isEmpty()) {
            return change.listIds().stream()
                    .map(id -> directory.get().listNamed(id).orElse("id " + id))
                    .collect(Collectors.toCollection(LinkedHashSet::new));
        }
        Set<String> left = new LinkedHashSet<>(mapped.names());
        change.activeLists().forEach(id -> directory.get().listNamed(id).ifPresent(left::remove));
        return left;
    }

    /** Our own unsubscribes come back like this; another integration's is learned by reading (READINGS 37). */
    private boolean unsubscribedByApi(
            Transaction tx,
            RemoteChange change,
            Optional<Confirmed> known,
            String address,
            Set<String> left,
            Instant now) {
        if (known.isEmpty()) {
            return mapped.anyOf(left) && sighted(tx, change, address, now);
        }
        boolean ours = left.stream().allMatch(list -> Sightings.endedByUs(known.get(), list));
        return !ours && reread(tx, known.get(), true, now);
    }

    /** Somebody became active there. If the register does not allow it, the delivery undoes it after reading. */
    private boolean subscribe(
            Transaction tx, RemoteChange change, Optional<Confirmed> known, String address, Instant now) {
        Set<String> lists = named(change);
        lists.retainAll(mapped.names());
        if (change.listIds().isEmpty() || lists.isEmpty()) {
            return false;
        }
        if (known.isEmpty()) {
            return sighted(tx, change, address, now);
        }
        return !lists.stream().allMatch(known.get().state()::activeOn) && reread(tx, known.get(), true, now);
    }

    private boolean sighted(Transaction tx, RemoteChange change, String address, Instant now) {
        return change.contactId() != null
                && reread(tx, Sightings.seen(account, address, change.contactId()), true, now);
    }

    /** An administrator's deletion is no withdrawal and is not undone at once either (docs/decisions/060). */
    private boolean deleted(Transaction tx, RemoteChange change, Optional<Confirmed> known, Instant now) {
        return known.filter(one -> one.remoteId() != null && one.remoteId().equals(change.contactId()))
                .map(one -> reread(tx, one, false, now))
                .orElse(false);
    }

    private boolean reread(Transaction tx, Confirmed known, boolean soon, Instant now) {
        if (Sightings.callUnderWay(known)) {
            return false;
        }
        states.save(tx, List.of(Sightings.doubted(known, now)));
        if (soon) {
            changed.mark(tx, account, List.of(known.address()), Lane.CONTACT, now, now);
        }
        return true;
    }
}
