package io.consentgate.rights;

import io.consentgate.activecampaign.Lane;
import io.consentgate.consent.ConsentRegister;
import io.consentgate.consent.EffectiveTime;
import io.consentgate.consent.RegisterEntry;
import io.consentgate.consent.Statement;
import io.consentgate.database.Transaction;
import io.consentgate.delivery.ChangedPeople;
import io.consentgate.delivery.Forgetting;
import io.consentgate.event.ConsentStatus;
import io.consentgate.event.RequestKind;
import io.consentgate.person.KeyedHash;
import io.consentgate.person.Ownership;
import io.consentgate.person.People;
import io.consentgate.person.People.Identity;
import io.consentgate.person.People.Person;
import io.consentgate.person.Profile;
import io.consentgate.person.Profiles;
import io.consentgate.person.Recognition;
import io.consentgate.person.Suppression;
import io.consentgate.person.Visitors;
import io.consentgate.site.Site;
import io.consentgate.site.Sites;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Makes people disappear: on request up to the moment of the request (READINGS 22), or because they agreed to nothing
 * in time (READINGS 21). The register's rows stay, and name nobody any more.
 */
public final class Erasure implements Forgetting {

    private static final Instant END = Instant.ofEpochMilli(Long.MAX_VALUE);

    private final Sites sites;
    private final People people;
    private final Profiles profiles;
    private final Suppression suppression;
    private final ConsentRegister register;
    private final Visitors visitors;
    private final Traces traces;
    private final RightsRequests requests;
    private final ChangedPeople changed;
    private final KeyedHash hashes;
    private final Clock clock;

    public Erasure(
            Sites sites,
            People people,
            Profiles profiles,
            Suppression suppression,
            ConsentRegister register,
            Visitors visitors,
            SqlTraces traces,
            RightsRequests requests,
            ChangedPeople changed,
            KeyedHash hashes,
            Clock clock) {
        this.sites = sites;
        this.people = people;
        this.profiles = profiles;
        this.suppression = suppression;
        this.register = register;
        this.visitors = visitors;
        this.traces = traces;
        this.requests = requests;
        this.changed = changed;
        this.hashes = hashes;
        this.clock = clock;
    }

    /**
     * Removes what was said about these people up to the request, and remembers them by keyed hash. The address stays
     * where the deletion in ActiveCampaign needs it, until {@link #erased}.
     *
     * @param named whom the request names: an address, or an external id, which stands for the address it had then
     */
    public void erase(Transaction tx, Site site, Collection<Identity> named, Instant requestedAt, Instant now) {
        Whole whole = whole(tx, site, named, requestedAt);
        Map<Long, Identity> erased = whole.people();
        Set<Long> ids = erased.keySet();
        Map<Long, Profile> profile = profiles.find(tx, ids);
        Set<Identity> recognised = new LinkedHashSet<>(named);
        recognised.addAll(erased.values());
        recognised.addAll(whole.aliases());
        profile.values().stream()
                .filter(one -> one.phone() != null)
                .forEach(one -> recognised.add(Identity.phone(hashes.hex("phone", one.phone()))));
        suppression.add(tx, site.name(), recognised, requestedAt, "erasure");

        Predicate<RegisterEntry> before = entry -> !effective(entry, site).isAfter(requestedAt);
        register.eraseEvidence(tx, ids, before);
        eraseTold(tx, site, ids, Recognition.of(visitors.around(tx, ids)), before);
        visitors.forget(tx, ids, requestedAt);
        profile.replaceAll((id, one) -> one.after(requestedAt));
        profiles.save(tx, profile, now);
        traces.removeShopping(tx, ids, requestedAt);
        traces.removeAliases(tx, ids, requestedAt);
        traces.removeConfirmations(tx, ids);
        erased.forEach((id, identity) -> {
            if (identity.kind() == Identity.Kind.EMAIL) {
                traces.removeDeadLetter(tx, site.account(), identity.value());
                requests.add(
                        tx,
                        site.name(),
                        "",
                        id,
                        RequestKind.ERASURE,
                        requestedAt,
                        Deadlines.of(requestedAt),
                        RightsRequests.State.OPEN,
                        now);
            } else if (silentSince(tx, site, id, requestedAt)) {
                people.remove(tx, List.of(id));
            }
        });
        changed.mark(tx, site.account(), addresses(erased), Lane.WITHDRAWAL, now, now);
        tx.scrub();
    }

    /** Erases what proves the choices that these people made on their browsers. */
    private void eraseTold(
            Transaction tx, Site site, Set<Long> ids, Map<Long, Recognition> visits, Predicate<RegisterEntry> chosen) {
        register.eraseEvidence(
                tx,
                visits.keySet(),
                entry -> chosen.test(entry)
                        && visits.get(entry.personId()).at(effective(entry, site)).stream()
                                .allMatch(one -> ids.contains(one.personId())));
    }

    /** A contact told which address an erased external id stands for, or the other way round: erased likewise. */
    public void extend(Transaction tx, Site site, Collection<Identity> named, Instant erasedAt, Instant now) {
        boolean all = suppression.erased(tx, site.name(), named).values().stream()
                        .filter(known -> !known.isBefore(erasedAt))
                        .count()
                == named.size();
        if (!all) {
            erase(tx, site, named, erasedAt, now);
        }
    }

    /** Orders that an erasure names by their numbers, whomever the shop ascribed them to. */
    public void eraseOrders(Transaction tx, Site site, String shop, Collection<String> externalIds) {
        if (externalIds != null && !externalIds.isEmpty()) {
            traces.removeOrders(tx, site.name(), shop, externalIds);
        }
    }

    /** Those named, with the external ids that stood for them: one human as the shop knew them at a moment. */
    private record Whole(Map<Long, Identity> people, Set<Identity> aliases) {}

    private Whole whole(Transaction tx, Site site, Collection<Identity> named, Instant at) {
        Map<Long, Identity> found = new LinkedHashMap<>();
        people.find(tx, site.name(), named).values().forEach(person -> found.put(person.id(), person.identity()));
        for (Identity alias : named) {
            if (alias.kind() == Identity.Kind.ALIAS) {
                ownerships(tx, people.aliasesOf(tx, site.name(), alias))
                        .values()
                        .forEach(ownership -> people.find(tx, ownership.ownerAt(at))
                                .ifPresent(owner -> found.put(owner.id(), owner.identity())));
            }
        }
        Set<Identity> aliases = new LinkedHashSet<>();
        ownerships(tx, people.aliasesAround(tx, site.name(), found.keySet())).forEach((alias, ownership) -> {
            if (found.containsKey(ownership.ownerAt(at))) {
                aliases.add(alias);
            }
        });
        people.find(tx, site.name(), aliases).values().forEach(person -> found.put(person.id(), person.identity()));
        return new Whole(found, aliases);
    }

    private Map<Identity, Ownership> ownerships(Transaction tx, List<People.Alias> aliases) {
        Map<Long, String> addresses = new LinkedHashMap<>();
        people.find(tx, aliases.stream().map(People.Alias::personId).distinct().toList())
                .forEach(person -> addresses.put(person.id(), person.identity().value()));
        return Ownership.of(aliases, addresses::get);
    }

    /** {@inheritDoc} Somebody who was heard of again since stays as they are now. */
    @Override
    public void erased(Transaction tx, Site site, String address) {
        Identity email = Identity.email(address);
        Instant erasedAt = suppression.erased(tx, site.name(), email).orElse(null);
        Person person = people.find(tx, site.name(), List.of(email)).get(email);
        if (erasedAt == null || person == null) {
            removeRemote(tx, site, address);
            return;
        }
        Instant now = clock.instant();
        List<Long> ids = List.of(person.id());
        requests.erasuresDone(tx, ids, now);
        if (!silentSince(tx, site, person.id(), erasedAt)) {
            return;
        }
        traces.removeDecisions(tx, ids);
        people.remove(tx, ids);
        removeRemote(tx, site, address);
        tx.scrub();
    }

    private void removeRemote(Transaction tx, Site site, String address) {
        boolean known = sites.onAccount(site.account()).stream()
                .anyMatch(other -> !people.find(tx, other.name(), List.of(Identity.email(address)))
                        .isEmpty());
        if (!known) {
            traces.removeDeadLetter(tx, site.account(), address);
            traces.removeRemote(tx, site.account(), address);
        }
    }

    /** {@inheritDoc} */
    @Override
    public void profile(Transaction tx, Site site, String address) {
        Set<Long> ids = known(tx, site, address);
        if (ids.isEmpty()) {
            return;
        }
        Predicate<RegisterEntry> refusal = entry -> isRefusal(entry.statement());
        Map<Long, Recognition> visits = Recognition.of(visitors.around(tx, ids));
        boolean refused = Stream.of(ids, visits.keySet())
                .flatMap(some -> register.entriesOf(tx, some).stream())
                .anyMatch(refusal);
        register.eraseEvidence(tx, ids, refusal.negate());
        profiles.remove(tx, ids);
        eraseTold(tx, site, ids, visits, refusal.negate());
        traces.removeShopping(tx, ids, END);
        traces.removeDecisions(tx, ids);
        if (!refused) {
            traces.removeAliases(tx, ids, END);
            visitors.forget(tx, ids, END);
            people.remove(tx, ids);
        }
    }

    /** {@inheritDoc} */
    @Override
    public void description(Transaction tx, Site site, String address) {
        Set<Long> ids = known(tx, site, address);
        if (!profiles.find(tx, ids).isEmpty()) {
            profiles.remove(tx, ids);
            traces.removeShopping(tx, ids, END);
            tx.scrub();
        }
    }

    /** The people whom an address stands for; empty when the site does not know it. */
    private Set<Long> known(Transaction tx, Site site, String address) {
        Identity email = Identity.email(address);
        return people.find(tx, site.name(), List.of(email)).containsKey(email)
                ? whole(tx, site, List.of(email), clock.instant()).people().keySet()
                : Set.of();
    }

    /** Whether nothing was said about somebody after a moment, and nothing is kept. */
    private boolean silentSince(Transaction tx, Site site, long personId, Instant moment) {
        List<Long> ids = List.of(personId);
        return profiles.find(tx, ids).isEmpty()
                && !traces.any(tx, ids)
                && register.entriesOf(tx, ids).stream()
                        .noneMatch(entry -> effective(entry, site).isAfter(moment));
    }

    private static Instant effective(RegisterEntry entry, Site site) {
        return EffectiveTime.of(entry.statement(), entry.receivedAt(), site.zone())
                .truncatedTo(ChronoUnit.MILLIS);
    }

    /** What is kept when everything else goes: it protects the person. */
    private static boolean isRefusal(Statement statement) {
        if (statement instanceof Statement.Choice choice) {
            return choice.status() == ConsentStatus.REFUSED
                    || choice.status() == ConsentStatus.WITHDRAWN
                    || Boolean.TRUE.equals(choice.objection())
                    || Boolean.TRUE.equals(choice.restriction());
        }
        return true;
    }

    private static List<String> addresses(Map<Long, Identity> people) {
        return people.values().stream()
                .filter(identity -> identity.kind() == Identity.Kind.EMAIL)
                .map(Identity::value)
                .toList();
    }
}
