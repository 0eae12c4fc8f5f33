package io.consentgate.person;

import io.consentgate.database.Transaction;
import io.consentgate.event.PersonRef;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Who is known in a site: one random number per address, alias or phone (READINGS 20). */
public interface People {

    /** What an event is about, in the order in which it counts: the address, else the alias, else the phone. */
    record Identity(Kind kind, String value) {

        public enum Kind {
            EMAIL,
            ALIAS,
            PHONE;

            String column() {
                return name().toLowerCase(Locale.ROOT);
            }
        }

        public static Identity email(String normalised) {
            return new Identity(Kind.EMAIL, normalised);
        }

        /** An external id is valid inside its shop only; the length keeps the two apart whatever they contain. */
        public static Identity alias(String shop, String externalId) {
            return new Identity(Kind.ALIAS, shop.length() + ":" + shop + externalId);
        }

        String shop() {
            return value.substring(colon() + 1, shopEnds());
        }

        String externalId() {
            return value.substring(shopEnds());
        }

        private int colon() {
            return value.indexOf(':');
        }

        private int shopEnds() {
            return colon() + 1 + Integer.parseInt(value.substring(0, colon()));
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
    record Alias(String shop, String externalId, Instant since, long personId) {

        public Identity identity() {
            return Identity.alias(shop, externalId);
        }
    }

    /** Finds them, and makes those that are new. */
    Map<Identity, Long> findOrCreate(Transaction tx, String site, Collection<Identity> identities, Instant now);

    Map<Identity, Person> find(Transaction tx, String site, Collection<Identity> identities);

    Optional<Person> find(Transaction tx, long personId);

    List<Person> find(Transaction tx, Collection<Long> personIds);

    /** Addresses of a site in their order, those after {@code after}; "" starts. */
    List<Person> addresses(Transaction tx, String site, String after, int atMost);

    /** Adds what contact events said; the same again changes nothing. */
    void addAliases(Transaction tx, String site, Collection<Alias> aliases);

    /** All that is known about the external ids that these people ever had, by time. */
    List<Alias> aliasesAround(Transaction tx, String site, Collection<Long> personIds);

    /** Every address that an external id ever had, by time. */
    List<Alias> aliasesOf(Transaction tx, String site, Identity alias);

    /** The person of an address itself; of an external id the one that has it now, when that is known. */
    Optional<Long> currentOwner(Transaction tx, String site, Identity identity);

    /**
     * These people and everybody whose facts may change with theirs: who shares an alias with them, over any number of
     * moves, and whose profile has their phone.
     */
    Map<Long, Identity> around(Transaction tx, String site, Map<Long, Identity> people);

    /** Removes people, what was known of their aliases included. */
    void remove(Transaction tx, Collection<Long> personIds);
}
