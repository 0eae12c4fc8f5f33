package io.consentgate.feedback;

import io.consentgate.activecampaign.Directory;
import io.consentgate.activecampaign.Lane;
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
import java.util.function.Function;
import java.util.function.Supplier;

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
    private final Function<byte[], Optional<WebhookNotice>> reader;
    private final Transactions transactions;
    private final WebhookKeys keys;
    private final KeyedHash hash;
    private final ConfirmedStates states;
    private final RemoteFeedback noes;
    private final ChangedPeople changed;
    private final Supplier<Directory> directory;
    private final MappedLists mapped;

    /** @param reader empty when the form cannot be read: it is acknowledged, because it never comes again */
    public Webhooks(
            String account,
            Function<byte[], Optional<WebhookNotice>> reader,
            Transactions transactions,
            WebhookKeys keys,
            KeyedHash hash,
            ConfirmedStates states,
            RemoteFeedback noes,
            ChangedPeople changed,
            Supplier<Directory> directory,
            Sites sites) {
        this.account = account;
        this.reader = reader;
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
        Optional<WebhookNotice> notice = reader.apply(form);
        if (notice.isEmpty()) {
            return Outcome.IGNORED;
        }
        byte[] key = hash.of("webhook", new String(form, StandardCharsets.ISO_8859_1));
        return transactions.write(tx -> {
            if (!keys.first(tx, key, now)) {
                return Outcome.REPEATED;
            }
            return apply(tx, notice.get(), now) ? Outcome.APPLIED : Outcome.IGNORED;
        });
    }

    private boolean apply(Transaction tx, WebhookNotice notice, Instant now) {
        Optional<String> email = Optional.ofNullable(notice.email()).flatMap(EmailAddress::normalise);
        Optional<Confirmed> known = Optional.ofNullable(notice.contactId())
                .flatMap(id -> states.findByRemoteId(tx, account, id))
                .or(() -> email.flatMap(address -> states.find(tx, account, address)));
        String address = known.map(Confirmed::address).or(() -> email).orElse(null);
        if (address == null) {
            return false;
        }
        Instant at = notice.at() == null || notice.at().isAfter(now) ? now : notice.at();
        return switch (notice.type()) {
            case "unsubscribe" -> unsubscribe(tx, notice, known, address, at, now);
            case "bounce" -> "hard".equals(notice.bounceType()) && noes.bounced(tx, account, address, at);
            case "sms_unsub" -> noes.textMessagesRefused(tx, account, address, at);
            case "subscribe" -> subscribe(tx, notice, known, address, now);
            case "update" ->
                known.isPresent()
                        && email.isPresent()
                        && !email.get().equals(address)
                        && reread(tx, known.get(), true, now);
            default -> DELETIONS.contains(notice.type()) && deleted(tx, notice, known, now);
        };
    }

    private boolean unsubscribe(
            Transaction tx, WebhookNotice notice, Optional<Confirmed> known, String address, Instant at, Instant now) {
        Set<String> left = left(notice);
        if (notice.byApi()) {
            return unsubscribedByApi(tx, notice, known, address, left, now);
        }
        if (known.isEmpty() && notice.contactId() != null && mapped.anyOf(left)) {
            states.save(tx, List.of(Sightings.seen(account, address, notice.contactId())));
        }
        boolean last = notice.activeLists().stream().allMatch(id -> id.equals(notice.listId()))
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

    /** Names of the lists that were left: the one named, or, when none is, all that are not said to be still active. */
    private Set<String> left(WebhookNotice notice) {
        if (notice.listId() != null) {
            return Set.of(directory.get().listNamed(notice.listId()).orElse("id " + notice.listId()));
        }
        Set<String> left = new LinkedHashSet<>(mapped.names());
        notice.activeLists().forEach(id -> directory.get().listNamed(id).ifPresent(left::remove));
        return left;
    }

    /** Our own unsubscribes come back like this; another integration's is learned by reading (READINGS 37). */
    private boolean unsubscribedByApi(
            Transaction tx,
            WebhookNotice notice,
            Optional<Confirmed> known,
            String address,
            Set<String> left,
            Instant now) {
        if (known.isEmpty()) {
            return mapped.anyOf(left) && sighted(tx, notice, address, now);
        }
        boolean ours = left.stream().allMatch(list -> Sightings.endedByUs(known.get(), list));
        return !ours && reread(tx, known.get(), true, now);
    }

    /** Somebody became active there. If the register does not allow it, the delivery undoes it after reading. */
    private boolean subscribe(
            Transaction tx, WebhookNotice notice, Optional<Confirmed> known, String address, Instant now) {
        String list = Optional.ofNullable(notice.listId())
                .flatMap(id -> directory.get().listNamed(id))
                .filter(mapped.names()::contains)
                .orElse(null);
        if (list == null) {
            return false;
        }
        if (known.isEmpty()) {
            return sighted(tx, notice, address, now);
        }
        return !known.get().state().activeOn(list) && reread(tx, known.get(), true, now);
    }

    private boolean sighted(Transaction tx, WebhookNotice notice, String address, Instant now) {
        return notice.contactId() != null
                && reread(tx, Sightings.seen(account, address, notice.contactId()), true, now);
    }

    /** An administrator's deletion is no withdrawal and is not undone at once either (docs/decisions/060). */
    private boolean deleted(Transaction tx, WebhookNotice notice, Optional<Confirmed> known, Instant now) {
        return known.filter(one -> one.remoteId() != null && one.remoteId().equals(notice.contactId()))
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
