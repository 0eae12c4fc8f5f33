package io.consentgate.delivery;

import io.consentgate.activecampaign.Directory;
import io.consentgate.activecampaign.RemoteContact;
import io.consentgate.database.Transactions;
import io.consentgate.delivery.RemoteState.Membership;
import io.consentgate.person.EmailAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.function.Supplier;

/** Takes over what was read in ActiveCampaign, and tells the register of every no found there. */
final class RemoteReading {

    /** The account's clock and ours may differ by a little. */
    private static final Duration SKEW = Duration.ofSeconds(5);

    private final Transactions transactions;
    private final RemoteNo noes;
    private final Supplier<Directory> directory;
    private final BinaryOperator<String> digest;
    private final Clock clock;

    RemoteReading(
            Transactions transactions,
            RemoteNo noes,
            Supplier<Directory> directory,
            BinaryOperator<String> digest,
            Clock clock) {
        this.transactions = transactions;
        this.noes = noes;
        this.directory = directory;
        this.digest = digest;
        this.clock = clock;
    }

    /** Whether a contact came into being by our first call or import: only then it is ours to delete. */
    boolean createdHere(Confirmed confirmed, RemoteContact contact) {
        Long first = confirmed.state().firstSentAt();
        return confirmed.createdHere()
                || (first != null
                        && contact.createdAt() != null
                        && !contact.createdAt()
                                .isBefore(Instant.ofEpochMilli(first).minus(SKEW)));
    }

    /**
     * The address that a contact has there, when it is another than we know it under: somebody changed it there. What
     * was agreed for the old one must not reach it.
     */
    static Optional<String> renamed(Confirmed confirmed, RemoteContact contact) {
        return Optional.ofNullable(contact.email())
                .filter(there -> !there.isBlank())
                .map(there -> EmailAddress.normalise(there).orElse(there))
                .filter(there -> !there.equals(confirmed.address()));
    }

    /** The memberships as they are there; one that we wrote stays known as ours. */
    Confirmed lists(Confirmed confirmed, RemoteContact contact) {
        Map<String, Membership> lists = new TreeMap<>();
        contact.lists()
                .forEach((id, membership) -> directory.get().listNamed(id).ifPresent(name -> {
                    Membership before = confirmed.state().lists().get(name);
                    boolean ours = before != null && before.ours() && before.status() == membership.status();
                    lists.put(name, new Membership(membership.status(), ours));
                }));
        return confirmed
                .withRemote(contact.id(), createdHere(confirmed, contact))
                .withState(confirmed.state().withLists(lists));
    }

    /** Memberships and field values as they are there. */
    Confirmed all(Confirmed confirmed, RemoteContact contact) {
        Map<String, String> fields = new TreeMap<>();
        contact.fields().forEach((target, value) -> fields.put(target.key(), digest.apply(target.key(), value)));
        Confirmed read = lists(confirmed, contact);
        return read.withState(read.state().withFields(fields));
    }

    /**
     * Tells the register every unsubscribe and bounce that is there and was not known here.
     *
     * @return whether there was one: whatever was planned is stale then
     */
    boolean tellNoes(Confirmed before, RemoteContact contact) {
        boolean anyActive = contact.lists().values().stream().anyMatch(one -> one.status() == Membership.ACTIVE);
        boolean told = false;
        for (Map.Entry<String, RemoteContact.Membership> entry : contact.lists().entrySet()) {
            Optional<String> name = directory.get().listNamed(entry.getKey());
            if (name.isEmpty()) {
                continue;
            }
            Membership known = before.state().lists().get(name.get());
            RemoteContact.Membership there = entry.getValue();
            // What is known and not ours may never have been told; the register hears the same no only once.
            boolean news = known == null
                    || known.status() != there.status()
                    || (!known.ours() && there.unsubscribedAt() != null);
            if (there.status() == Membership.UNSUBSCRIBED && news) {
                Instant at = there.unsubscribedAt() != null ? there.unsubscribedAt() : clock.instant();
                told |= transactions.write(
                        tx -> noes.unsubscribed(tx, before.account(), before.address(), name.get(), !anyActive, at));
            }
        }
        if (contact.hardBounced()) {
            told |= transactions.write(tx -> noes.bounced(tx, before.account(), before.address(), clock.instant()));
        }
        return told;
    }
}
