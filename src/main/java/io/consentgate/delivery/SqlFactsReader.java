package io.consentgate.delivery;

import io.consentgate.consent.ConsentRegister;
import io.consentgate.consent.EffectiveTime;
import io.consentgate.consent.History;
import io.consentgate.consent.OppositionLists;
import io.consentgate.consent.RegisterEntry;
import io.consentgate.consent.SaleKey;
import io.consentgate.consent.Statement;
import io.consentgate.database.SqlTransaction;
import io.consentgate.database.Transaction;
import io.consentgate.gate.Facts;
import io.consentgate.person.KeyedHash;
import io.consentgate.person.People;
import io.consentgate.person.People.Identity;
import io.consentgate.person.People.Person;
import io.consentgate.person.Profile;
import io.consentgate.person.Profiles;
import io.consentgate.person.Suppression;
import io.consentgate.person.Visitors;
import io.consentgate.site.Site;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Gathers facts from the register, the profiles and the shop's orders. */
public final class SqlFactsReader implements FactsReader {

    private static final Set<String> SOLD = Set.of("processing", "completed");

    /** In the cart as it came (schema, cart.captured_by). */
    private static final Pattern GIVEN = Pattern.compile("\"captured_by\"\\s*:\\s*\"(checkout|account)\"");

    private final People people;
    private final Profiles profiles;
    private final Suppression suppression;
    private final ConsentRegister register;
    private final Visitors visitors;
    private final OppositionLists oppositions;
    private final KeyedHash hashes;

    /** Where no opposition register is loaded. */
    public SqlFactsReader(
            People people,
            Profiles profiles,
            Suppression suppression,
            ConsentRegister register,
            Visitors visitors,
            KeyedHash hashes) {
        this(people, profiles, suppression, register, visitors, OppositionLists.NONE, hashes);
    }

    public SqlFactsReader(
            People people,
            Profiles profiles,
            Suppression suppression,
            ConsentRegister register,
            Visitors visitors,
            OppositionLists oppositions,
            KeyedHash hashes) {
        this.oppositions = oppositions;
        this.people = people;
        this.profiles = profiles;
        this.suppression = suppression;
        this.register = register;
        this.visitors = visitors;
        this.hashes = hashes;
    }

    @Override
    public Optional<Known> read(Transaction tx, Site site, String email, boolean knownRemote) {
        Identity identity = Identity.email(email);
        Person person = people.find(tx, site.name(), List.of(identity)).get(identity);
        Instant erasedAt = suppression.erased(tx, site.name(), identity).orElse(null);
        if (person == null && erasedAt == null) {
            return Optional.empty();
        }
        if (person == null) {
            Facts facts = new Facts(
                    site.name(),
                    email,
                    Map.of(),
                    null,
                    History.EMPTY,
                    List.of(),
                    List.of(),
                    erasedAt,
                    erasedAt,
                    knownRemote);
            return Optional.of(new Known(0, facts, List.of()));
        }
        Identities identities = Identities.of(tx, people, site.name(), person);
        Profile profile = profile(tx, identities);
        String phoneKey = profile.phone() == null ? null : hashes.hex("phone", profile.phone());
        History history = history(tx, site, identities);
        Facts facts = new Facts(
                site.name(),
                email,
                profile.facts(),
                phoneKey,
                history,
                phoneStatements(tx, site, phoneKey),
                sales(tx, site, identities, history),
                looks(tx, profile.phone(), email),
                erasedAt,
                profile.createdAt(),
                knownRemote);
        return Optional.of(new Known(person.id(), facts, identities.replaced()));
    }

    /** What was said under the address, and under its external ids while they stood for it. */
    private Profile profile(Transaction tx, Identities identities) {
        Map<Long, Profile> found = profiles.find(tx, identities.ownAndAliases());
        Profile profile = found.getOrDefault(
                identities.self().id(), Profile.empty(identities.self().createdAt()));
        for (Map.Entry<Long, Profile> other : found.entrySet()) {
            if (other.getKey() != identities.self().id()) {
                for (Map.Entry<String, Profile.Member> member :
                        other.getValue().members().entrySet()) {
                    Instant at = member.getValue().at();
                    if (identities.belongs(other.getKey(), at)) {
                        Map<String, String> said = new java.util.HashMap<>();
                        said.put(member.getKey(), member.getValue().value());
                        profile = profile.with(said, at);
                    }
                }
            }
        }
        return profile;
    }

    private History history(Transaction tx, Site site, Identities identities) {
        List<RegisterEntry> own = new ArrayList<>();
        List<RegisterEntry> carried = new ArrayList<>();
        Set<Long> all = new HashSet<>(identities.ownAndAliases());
        all.addAll(identities.replacedIds());
        for (RegisterEntry entry : register.entriesOf(tx, all)) {
            Instant at = EffectiveTime.of(entry.statement(), entry.receivedAt(), site.zone());
            if (identities.belongs(entry.personId(), at)) {
                own.add(entry);
            } else if (identities.carries(entry.personId(), at)) {
                carried.add(entry);
            }
        }
        VisitorStatements told = VisitorStatements.of(tx, visitors, register, identities, all, site.zone());
        own.addAll(told.own());
        carried.addAll(told.carried());
        return new History(
                List.copyOf(own), List.copyOf(carried), identities.movedAwayAt(), Map.copyOf(told.identifiedAt()));
    }

    private List<RegisterEntry> phoneStatements(Transaction tx, Site site, String phoneKey) {
        if (phoneKey == null) {
            return List.of();
        }
        List<Long> phones = people.find(tx, site.name(), List.of(Identity.phone(phoneKey))).values().stream()
                .map(Person::id)
                .toList();
        return register.entriesOf(tx, phones);
    }

    private List<Facts.Opposition> looks(Transaction tx, String phone, String email) {
        return oppositions.about(tx, phone, email).stream()
                .map(look -> new Facts.Opposition(look.register(), look.checkedAt(), look.listedSince()))
                .toList();
    }

    private List<Facts.Sale> sales(Transaction tx, Site site, Identities identities, History history) {
        List<Facts.Sale> sales = new ArrayList<>();
        Collection<Long> buyers = identities.ownAndAliases();
        SqlTransaction.of(tx)
                .queryIn(
                        "SELECT sale_key, placed_at, status, person_id FROM shop_order WHERE person_id IN (?*)",
                        buyers,
                        row -> identities.belongs(row.number(4), row.instant(2))
                                && sales.add(new Facts.Sale(row.text(1), row.instant(2), SOLD.contains(row.text(3)))));
        Set<String> sought = sought(history, sales);
        if (!sought.isEmpty()) {
            SqlTransaction.of(tx)
                    .queryIn(
                            "SELECT shop, external_id, updated_at, content, person_id FROM cart WHERE person_id IN (?*)",
                            buyers,
                            row -> negotiation(site, row.text(1), row.text(2), row.instant(3), row.text(4))
                                    .filter(cart -> sought.contains(cart.key())
                                            && identities.belongs(row.number(5), cart.placedAt()))
                                    .map(sales::add));
        }
        return List.copyOf(sales);
    }

    /** What a soft opt-in rests on and is no order: where the law takes negotiations for a sale, a cart may be. */
    private static Set<String> sought(History history, List<Facts.Sale> orders) {
        Set<String> sought = new HashSet<>();
        for (RegisterEntry entry : history.own()) {
            if (entry.statement() instanceof Statement.Choice choice && choice.sale() != null) {
                sought.add(choice.sale());
            }
        }
        orders.forEach(order -> sought.remove(order.key()));
        return sought;
    }

    /** A cart whose owner gave the address; what only the script knows of is no negotiation. */
    private Optional<Facts.Sale> negotiation(
            Site site, String shop, String externalId, Instant updatedAt, String content) {
        return GIVEN.matcher(content).find()
                ? Optional.of(new Facts.Sale(SaleKey.of(hashes, site.name(), shop, externalId), updatedAt, false))
                : Optional.empty();
    }
}
