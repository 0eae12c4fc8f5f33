package io.consentgate.person;

import io.consentgate.database.SqlRow;
import io.consentgate.database.SqlTransaction;
import io.consentgate.database.Transaction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** People and their aliases in tables {@code person} and {@code alias}. */
public final class SqlPeople implements People {

    private static final String COLUMNS = "SELECT id, site, kind, value, created_at FROM person WHERE ";

    private static final String SHARING_AN_ALIAS = """
            SELECT DISTINCT other.person_id FROM alias mine
            JOIN alias other ON other.site = mine.site AND other.shop = mine.shop
              AND other.external_id = mine.external_id
            WHERE mine.person_id IN (?*) AND other.person_id <> mine.person_id""";

    private static final String OF_THE_SAME_ALIASES = """
            SELECT DISTINCT a.shop, a.external_id, a.since, a.person_id FROM alias mine
            JOIN alias a ON a.site = mine.site AND a.shop = mine.shop AND a.external_id = mine.external_id
            WHERE mine.person_id IN (?*)""";

    /** CROSS JOIN makes SQLite begin with the few profiles; it would walk through everybody of the site. */
    private static final String WITH_THE_PHONE = """
            SELECT p.id FROM profile f CROSS JOIN person p
            WHERE p.id = f.person_id AND p.site = ? AND p.kind = 'email' AND f.phone_key IN (?*)""";

    private final PersonIds ids = new PersonIds();

    @Override
    public Map<Identity, Long> findOrCreate(Transaction tx, String site, Collection<Identity> identities, Instant now) {
        Map<Identity, Long> found = new HashMap<>();
        find(tx, site, identities).forEach((identity, person) -> found.put(identity, person.id()));
        // One order for all writers: two transactions that make the same people wait, and never in a circle.
        List<Identity> missing = identities.stream()
                .filter(identity -> !found.containsKey(identity))
                .distinct()
                .sorted(Comparator.comparing(Identity::kind).thenComparing(Identity::value))
                .toList();
        if (missing.isEmpty()) {
            return found;
        }
        List<Object[]> rows = new ArrayList<>(missing.size());
        List<Long> fresh = new ArrayList<>(missing.size());
        for (Identity identity : missing) {
            fresh.add(ids.next(now));
            rows.add(new Object[] {site, identity.kind().column(), identity.value(), fresh.get(fresh.size() - 1), now});
        }
        int[] made = SqlTransaction.of(tx)
                .updateBatch(
                        "INSERT INTO person (site, kind, value, id, created_at) VALUES (?, ?, ?, ?, ?)"
                                + " ON CONFLICT (site, kind, value) DO NOTHING",
                        rows);
        List<Identity> lost = new ArrayList<>();
        for (int i = 0; i < made.length; i++) {
            if (made[i] == 0) {
                lost.add(missing.get(i));
            } else {
                found.put(missing.get(i), fresh.get(i));
            }
        }
        find(tx, site, lost).forEach((identity, person) -> found.put(identity, person.id()));
        return found;
    }

    @Override
    public Map<Identity, Person> find(Transaction tx, String site, Collection<Identity> identities) {
        Map<Identity.Kind, Set<String>> byKind = new EnumMap<>(Identity.Kind.class);
        for (Identity identity : identities) {
            byKind.computeIfAbsent(identity.kind(), kind -> new LinkedHashSet<>())
                    .add(identity.value());
        }
        Map<Identity, Person> found = new HashMap<>();
        byKind.forEach((kind, values) -> SqlTransaction.of(tx)
                .queryIn(
                        COLUMNS + "site = ? AND kind = ? AND value IN (?*)",
                        values,
                        SqlPeople::person,
                        site,
                        kind.column())
                .forEach(person -> found.put(person.identity(), person)));
        return found;
    }

    @Override
    public List<Person> addresses(Transaction tx, String site, String after, int atMost) {
        return SqlTransaction.of(tx)
                .query(
                        COLUMNS + "site = ? AND kind = 'email' AND value > ? ORDER BY value LIMIT ?",
                        SqlPeople::person,
                        site,
                        after,
                        atMost);
    }

    @Override
    public Optional<Person> find(Transaction tx, long personId) {
        return SqlTransaction.of(tx).queryFirst(COLUMNS + "id = ?", SqlPeople::person, personId);
    }

    @Override
    public List<Person> find(Transaction tx, Collection<Long> personIds) {
        return SqlTransaction.of(tx).queryIn(COLUMNS + "id IN (?*)", personIds, SqlPeople::person);
    }

    @Override
    public void addAliases(Transaction tx, String site, Collection<Alias> aliases) {
        SqlTransaction.of(tx)
                .updateBatch(
                        "INSERT INTO alias (site, shop, external_id, since, person_id) VALUES (?, ?, ?, ?, ?)"
                                + " ON CONFLICT DO NOTHING",
                        aliases.stream()
                                .map(alias -> new Object[] {
                                    site, alias.shop(), alias.externalId(), alias.since(), alias.personId()
                                })
                                .toList());
    }

    @Override
    public List<Alias> aliasesAround(Transaction tx, String site, Collection<Long> personIds) {
        return byTime(SqlTransaction.of(tx).queryIn(OF_THE_SAME_ALIASES, personIds, SqlPeople::alias));
    }

    @Override
    public List<Alias> aliasesOf(Transaction tx, String site, Identity alias) {
        return byTime(SqlTransaction.of(tx)
                .query(
                        "SELECT shop, external_id, since, person_id FROM alias"
                                + " WHERE site = ? AND shop = ? AND external_id = ?",
                        SqlPeople::alias,
                        site,
                        alias.shop(),
                        alias.externalId()));
    }

    @Override
    public Optional<Long> currentOwner(Transaction tx, String site, Identity identity) {
        if (identity.kind() != Identity.Kind.ALIAS) {
            return Optional.ofNullable(find(tx, site, List.of(identity)).get(identity))
                    .map(Person::id);
        }
        List<Alias> aliases = aliasesOf(tx, site, identity);
        Map<Long, String> addresses = new HashMap<>();
        find(tx, aliases.stream().map(Alias::personId).distinct().toList())
                .forEach(person -> addresses.put(person.id(), person.identity().value()));
        return Ownership.of(aliases, addresses::get).values().stream()
                .map(Ownership::owner)
                .findFirst();
    }

    @Override
    public Map<Long, Identity> around(Transaction tx, String site, Map<Long, Identity> people) {
        SqlTransaction sql = SqlTransaction.of(tx);
        Map<Long, Identity> all = new LinkedHashMap<>(people);
        Map<Long, Identity> look = people;
        while (!look.isEmpty()) {
            Set<Long> next = new LinkedHashSet<>(sql.queryIn(SHARING_AN_ALIAS, look.keySet(), row -> row.number(1)));
            List<String> phones = new ArrayList<>();
            for (Identity identity : look.values()) {
                if (identity.kind() == Identity.Kind.ALIAS) {
                    aliasesOf(tx, site, identity).forEach(alias -> next.add(alias.personId()));
                } else if (identity.kind() == Identity.Kind.PHONE) {
                    phones.add(identity.value());
                }
            }
            next.addAll(sql.queryIn(WITH_THE_PHONE, phones, row -> row.number(1), site));
            next.removeAll(all.keySet());
            Map<Long, Identity> found = new LinkedHashMap<>();
            find(tx, next).forEach(person -> found.put(person.id(), person.identity()));
            all.putAll(found);
            look = found;
        }
        return all;
    }

    @Override
    public void remove(Transaction tx, Collection<Long> personIds) {
        SqlTransaction.of(tx).updateIn("DELETE FROM alias WHERE person_id IN (?*)", personIds);
        SqlTransaction.of(tx).updateIn("DELETE FROM person WHERE id IN (?*)", personIds);
    }

    private static List<Alias> byTime(List<Alias> aliases) {
        List<Alias> sorted = new ArrayList<>(aliases);
        sorted.sort(Comparator.comparing(Alias::since));
        return sorted;
    }

    private static Alias alias(SqlRow row) {
        return new Alias(row.text(1), row.text(2), row.instant(3), row.number(4));
    }

    private static Person person(SqlRow row) {
        Identity.Kind kind = Identity.Kind.valueOf(row.text(3).toUpperCase(java.util.Locale.ROOT));
        return new Person(row.number(1), row.text(2), new Identity(kind, row.text(4)), row.instant(5));
    }
}
