package io.consentgate.person;

import io.consentgate.database.Transaction;
import io.consentgate.event.PersonRef;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Who is known in a site: one random number per address, alias or phone (READINGS 20). */
public interface People {

    /** What an event is about, in the order in which it counts: the address, else the alias, else the phone. */
    record Identity(Kind kind, String value) {

        public enum Kind {
            EMAIL,
            ALIAS,
            PHONE;

            String column() {
                return name().toLowerCase(java.util.Locale.ROOT);
            }
        }

        public static Identity email(String normalised) {
            return new Identity(Kind.EMAIL, normalised);
        }

        /** An external id is valid inside its shop only; the length keeps the two apart whatever they contain. */
        public static Identity alias(String shop, String externalId) {
            return new Identity(Kind.ALIAS, shop.length() + ":" + shop + externalId);
        }

        public static Identity phone(String phoneKey) {
            return new Identity(Kind.PHONE, phoneKey);
        }

        /** Whom an event names; empty when nobody. */
        public static Optional<Identity> of(String shop, PersonRef person, KeyedHash hashes) {
            if (person == null) {
                return Optional.empty();
            }
            if (person.email() != null) {
                return Optional.of(email(person.email()));
            }
            if (person.externalId() != null) {
                return Optional.of(alias(shop, person.externalId()));
            }
            return Optional.of(phone(hashes.hex("phone", person.phone())));
        }

        @Override
        public String toString() {
            return "Identity[" + kind + "]";
        }
    }

    record Person(long id, String site, Identity identity, Instant createdAt) {}

    /** An address that an external id had from {@code since} on. */
    record Alias(String shop, String externalId, Instant since, long personId) {}

    /** Finds them, and makes those that are new. */
    Map<Identity, Long> findOrCreate(Transaction tx, String site, Collection<Identity> identities, Instant now);

    Map<Identity, Person> find(Transaction tx, String site, Collection<Identity> identities);

    Optional<Person> find(Transaction tx, long personId);

    List<Person> find(Transaction tx, Collection<Long> personIds);

    /** Adds what contact events said; the same again changes nothing. */
    void addAliases(Transaction tx, String site, Collection<Alias> aliases);

    /** All that is known about the external ids that these people ever had, by time. */
    List<Alias> aliasesAround(Transaction tx, String site, Collection<Long> personIds);

    /** Every address that an external id ever had, by time. */
    List<Alias> aliasesOf(Transaction tx, String site, String shop, String externalId);

    /**
     * E-mail addresses whose facts may change when something is said about these people: their own, those that share
     * an alias with them, those whose profile has their phone.
     */
    Set<String> addressesAround(Transaction tx, String site, Collection<Long> personIds);

    /** Removes people, what was known of their aliases included. */
    void remove(Transaction tx, Collection<Long> personIds);
}
