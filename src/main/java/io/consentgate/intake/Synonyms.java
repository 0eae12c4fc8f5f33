package io.consentgate.intake;

import static io.consentgate.event.Channel.EMAIL;
import static io.consentgate.event.Channel.SMS;
import static io.consentgate.event.Purpose.DIRECT_MARKETING;
import static io.consentgate.event.Purpose.PROFILING_CLASSIC;
import static io.consentgate.event.Purpose.THIRD_PARTY_MARKETING;
import static io.consentgate.event.Purpose.THIRD_PARTY_PROFILING;

import io.consentgate.event.Channel;
import io.consentgate.event.Purpose;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What people call their columns (shop-sources.md 4.1), compared by {@link Cells#key}. A bare "Privacy" or "Consenso
 * privacy" is not here on purpose: nearly always it is the acceptance of the notice, not a consent.
 */
final class Synonyms {

    /** What a column can be for. */
    sealed interface Role {

        /** A member of the contact; of several columns for one member the one of the lowest rank that is filled. */
        record Member(String name, int rank) implements Role {}

        record Consent(Purpose purpose, Channel channel) implements Role {}

        /** Whose yes is a no to marketing by e-mail: having left, or never having wanted it. */
        record Left() implements Role {}

        /** When somebody decided; null = about every consent of the row. */
        record DecidedAt(Purpose purpose) implements Role {}

        /** Its date alone says that somebody unsubscribed. */
        record WithdrawnAt() implements Role {}

        /** When the address was confirmed (Mailchimp). */
        record ConfirmedAt() implements Role {}

        record IpAddress(int rank) implements Role {}

        /** Never read further than the reader. */
        record Secret() implements Role {}
    }

    private static final Map<String, Role> ROLES = new HashMap<>();

    static {
        member("external_id", "customer id", "codice cliente", "codice utente", "id cliente", "external id", "id");
        member(
                "email",
                "email",
                "e mail",
                "email address",
                "customer email",
                "posta elettronica",
                "indirizzo email",
                "indirizzo e mail",
                "email cliente",
                "mail");
        member("first_name", "nome", "first name", "firstname", "given name");
        member("last_name", "cognome", "last name", "lastname", "surname", "family name");
        member("company", "ragione sociale", "denominazione", "azienda", "company", "default address company");
        member(
                "phone",
                "cellulare",
                "mobile",
                "mobile phone",
                "phone",
                "phone number",
                "telefono",
                "telephone",
                "tel",
                "recapito",
                "default address phone");
        member(
                "tax_id",
                "p iva",
                "partita iva",
                "vat",
                "vat number",
                "taxvat",
                "tax vat number",
                "codice fiscale",
                "cf");
        member("city", "citta", "comune", "localita", "city", "default address city");
        member("postal_code", "cap", "zip", "postcode", "postal code", "default address zip");
        member("region", "prov", "provincia", "province code", "default address province code", "province", "state");
        member("region", "region", "state province");
        member(
                "country_code",
                "country code",
                "default address country code",
                "paese",
                "nazione",
                "country",
                "country region");
        member("locale", "lingua", "language", "iso language", "locale");
        member(
                "birth_date",
                "data di nascita",
                "data nascita",
                "birth date",
                "date of birth",
                "dob",
                "birthday yyyy mm dd");
        member("created_at", "data registrazione", "registration date", "registration date yyyy mm dd", "sign up");
        member("created_at", "customer since", "created at", "date add");
        member("updated_at", "updated at", "date upd", "data ultima modifica");
        member("tags", "tags", "tag");

        consent(
                DIRECT_MARKETING,
                EMAIL,
                "consenso marketing",
                "consenso newsletter",
                "newsletter",
                "iscritto",
                "privacy marketing",
                "accepts email marketing",
                "accepts marketing",
                "newsletter 0 1",
                "subscribed",
                "opt in",
                "optin",
                "email marketing",
                "consenso email",
                "consenso e mail",
                "iscritto newsletter",
                "iscrizione newsletter",
                "marketing",
                "marketing consent",
                "email marketing consent",
                "email consent",
                "newsletter consent",
                "newsletter opt in",
                "email opt in",
                "marketing opt in");
        consent(
                DIRECT_MARKETING,
                SMS,
                "accepts sms marketing",
                "consenso sms",
                "sms marketing",
                "sms consent",
                "sms opt in",
                "sms marketing consent");
        consent(
                THIRD_PARTY_MARKETING,
                null,
                "consenso terzi",
                "cessione a terzi",
                "consenso cessione a terzi",
                "opt in 0 1");
        consent(THIRD_PARTY_PROFILING, null, "consenso profilazione terzi");
        consent(PROFILING_CLASSIC, null, "consenso profilazione", "profilazione", "profiling", "profiling consent");
        put(
                new Role.Left(),
                "disiscritto",
                "disiscritto newsletter",
                "cancellato newsletter",
                "unsubscribed",
                "unsubscribe",
                "opt out",
                "optout",
                "opted out",
                "email opt out",
                "has opted out of email",
                "marketing opt out",
                "newsletter opt out",
                "consenso revocato",
                "non desidera newsletter",
                "non inviare newsletter",
                "no newsletter",
                "no marketing",
                "non contattare",
                "do not contact",
                "do not email",
                "do not mail",
                "blacklist",
                "blacklisted");

        put(
                new Role.DecidedAt(null),
                "data consenso",
                "consent date",
                "consent updated at",
                "data consensi",
                "date of consent");
        put(
                new Role.DecidedAt(DIRECT_MARKETING),
                "data iscrizione",
                "optin time",
                "subscribed on",
                "newsletter date add",
                "data consenso marketing",
                "data consenso newsletter",
                "data iscrizione newsletter",
                "marketing consent date",
                "newsletter consent date",
                "email consent date",
                "opt in date",
                "optin date");
        put(new Role.DecidedAt(PROFILING_CLASSIC), "data consenso profilazione", "profiling consent date");
        put(new Role.ConfirmedAt(), "confirm time");
        put(
                new Role.WithdrawnAt(),
                "unsub time",
                "optout date",
                "opt out date",
                "data disiscrizione",
                "unsubscribe date",
                "unsubscribed at");
        put(new Role.IpAddress(0), "confirm ip");
        put(new Role.IpAddress(1), "optin ip");
        put(new Role.IpAddress(2), "ip registration newsletter");
        put(
                new Role.Secret(),
                "password",
                "passwd",
                "password hash",
                "rp token",
                "rp token created at",
                "secure key",
                "reset token",
                "reset password token",
                "token",
                "secret",
                "api key",
                "pwd");
    }

    private Synonyms() {}

    /** Null when nobody has told us what the column is. */
    static Role of(String name, Set<String> allKeys) {
        String key = Cells.key(name);
        boolean partnersOffers = List.of("optin", "opt in").contains(key)
                && allKeys.stream().anyMatch(other -> other.startsWith("newsletter"));
        if (partnersOffers) {
            // PrestaShop: beside a newsletter column this one is about offers from partners (shop-sources.md 1.3).
            return new Role.Consent(THIRD_PARTY_MARKETING, null);
        }
        boolean secret = key.contains("password") || key.contains("passwd") || key.endsWith(" token");
        return secret ? new Role.Secret() : ROLES.get(key);
    }

    private static void member(String name, String... keys) {
        for (String key : keys) {
            ROLES.put(key, new Role.Member(name, ROLES.size()));
        }
    }

    private static void consent(Purpose purpose, Channel channel, String... keys) {
        put(new Role.Consent(purpose, channel), keys);
    }

    private static void put(Role role, String... keys) {
        for (String key : keys) {
            ROLES.put(key, role);
        }
    }
}
