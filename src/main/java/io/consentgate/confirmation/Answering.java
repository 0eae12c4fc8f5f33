package io.consentgate.confirmation;

import io.consentgate.activecampaign.Lane;
import io.consentgate.confirmation.text.Language;
import io.consentgate.consent.ConsentRegister;
import io.consentgate.consent.ConsentRegister.NewEntry;
import io.consentgate.consent.Statement.Choice;
import io.consentgate.database.Transaction;
import io.consentgate.database.Transactions;
import io.consentgate.delivery.ChangedPeople;
import io.consentgate.delivery.FactsReader;
import io.consentgate.event.Channel;
import io.consentgate.event.Purpose;
import io.consentgate.gate.Facts;
import io.consentgate.gate.Gate;
import io.consentgate.gate.Unconfirmed;
import io.consentgate.person.KeyedHash;
import io.consentgate.person.People;
import io.consentgate.person.People.Identity;
import io.consentgate.site.Site;
import io.consentgate.site.Sites;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a link still means, and the button behind it. Looking changes nothing: mail scanners and previews follow every
 * link. What a stranger makes up is unknown, whoever exists.
 */
public final class Answering {

    static final String ORIGIN = "confirmation";

    private final Transactions transactions;
    private final Sites sites;
    private final People people;
    private final FactsReader facts;
    private final Gate gate;
    private final ConsentRegister register;
    private final ConfirmationMails mails;
    private final ChangedPeople changed;
    private final AskingObserver observer;
    private final KeyedHash hashes;
    private final Clock clock;

    Answering(Confirmations parts) {
        this.transactions = parts.transactions();
        this.sites = parts.sites();
        this.people = parts.people();
        this.facts = parts.facts();
        this.gate = parts.gate();
        this.register = parts.register();
        this.mails = new SqlConfirmationMails();
        this.changed = parts.changed();
        this.observer = parts.observer();
        this.hashes = parts.hashes();
        this.clock = parts.clock();
    }

    public enum State {
        /** The button confirms. */
        READY,
        /** It was pressed just now. */
        CONFIRMED,
        /** It was pressed before, or the address was confirmed in another way. */
        ALREADY,
        /** Too late. */
        EXPIRED,
        /** A no came since, or the request is gone: the link opens nothing. */
        ENDED,
        /** Not made here. */
        UNKNOWN
    }

    /**
     * @param site whose mail it was; empty when nobody may know
     * @param language of the mail; empty likewise
     * @param collectedFrom the form that asked; READY only, else null
     */
    public record Page(State state, Optional<Site> site, Optional<Language> language, Site.Form form) {

        private Page in(State next) {
            return new Page(next, site, language, null);
        }
    }

    /**
     * Who pressed the button, as far as it is evidence.
     *
     * @param userAgent as sent, cut short; null when none
     * @param network the address without what leads to one person; null when unknown
     */
    public record Presser(String userAgent, String network) {}

    public Page look(String token) {
        Links.Read link = Links.read(hashes, token);
        return transactions.read(tx -> seen(tx, link, mails.find(tx, link.id()).orElse(null), clock.instant())
                .page());
    }

    /** Confirms, when the link is ready for it; any other link changes nothing. */
    public Page press(String token, Presser presser) {
        Links.Read link = Links.read(hashes, token);
        Page page = transactions.write(tx -> {
            Instant now = clock.instant();
            ConfirmationMail mail = mails.findToChange(tx, link.id()).orElse(null);
            Seen seen = seen(tx, link, mail, now);
            if (seen.page().state() != State.READY) {
                return seen.page();
            }
            confirm(tx, mail, seen, token, presser, now);
            return seen.page().in(State.CONFIRMED);
        });
        if (page.state() == State.CONFIRMED) {
            observer.confirmation("confirmed");
        }
        return page;
    }

    /** @param request, @param person READY only */
    private record Seen(Page page, Unconfirmed request, Identity person) {}

    private Seen seen(Transaction tx, Links.Read link, ConfirmationMail mail, Instant now) {
        if (!link.genuine()) {
            return nothing(State.UNKNOWN, Optional.empty(), Optional.empty());
        }
        if (mail == null) {
            return nothing(State.EXPIRED, Optional.empty(), Optional.empty());
        }
        Optional<Language> language = Language.of(mail.language());
        Optional<Site> site = sites.all().stream()
                .filter(one -> one.name().equals(mail.site()))
                .findFirst();
        if (mail.confirmedAt() != null) {
            return nothing(State.ALREADY, site, language);
        }
        if (!now.isBefore(mail.expiresAt())) {
            return nothing(State.EXPIRED, site, language);
        }
        Identity person = people.find(tx, mail.personId())
                .map(People.Person::identity)
                .filter(identity -> identity.kind() == Identity.Kind.EMAIL)
                .orElse(null);
        Facts known = site.isEmpty() || person == null
                ? null
                : facts.read(tx, site.get(), person.value(), false)
                        .map(FactsReader.Known::facts)
                        .orElse(null);
        if (known == null) {
            return nothing(State.ENDED, site, language);
        }
        return gate.unconfirmed(site.get(), known, mail.requestSeq(), now)
                .map(request ->
                        new Seen(new Page(State.READY, site, language, form(site.get(), request)), request, person))
                .orElseGet(() -> {
                    boolean open = gate.decide(site.get(), known, now).allows(Purpose.DIRECT_MARKETING, Channel.EMAIL);
                    return nothing(open ? State.ALREADY : State.ENDED, site, language);
                });
    }

    private static Seen nothing(State state, Optional<Site> site, Optional<Language> language) {
        return new Seen(new Page(state, site, language, null), null, null);
    }

    /** As it was when the person asked. */
    private static Site.Form form(Site site, Unconfirmed request) {
        return site.form(((Choice) request.request().statement()).collectedFrom(), request.askedAt());
    }

    private void confirm(Transaction tx, ConfirmationMail mail, Seen seen, String token, Presser presser, Instant now) {
        Site site = seen.page().site().orElseThrow();
        Map<String, Object> evidence = new LinkedHashMap<>();
        evidence.put("source", ORIGIN);
        evidence.put("request", seen.request().request().recordId());
        evidence.put("requested_at", seen.request().askedAt().toString());
        evidence.put("mail_written_at", mail.madeAt().toString());
        evidence.put("message_id", Links.messageName(hashes, mail.id()));
        evidence.put("mail_language", mail.language());
        evidence.put("mail_texts_sha256", mail.textsHash());
        evidence.put("link_sha256", hashOf(token));
        evidence.put("confirmed_at", now.toString());
        evidence.put("action", "button on the confirmation page pressed");
        evidence.put("user_agent", presser.userAgent());
        evidence.put("network", presser.network());
        evidence.values().removeIf(value -> value == null);
        register.append(
                tx,
                site.name(),
                List.of(new NewEntry(
                        mail.personId(), now, seen.request().confirmed(now, ORIGIN), Proofs.json(evidence))));
        mails.save(tx, mail.confirmed(now));
        List<String> addresses =
                people.around(tx, site.name(), Map.of(mail.personId(), seen.person())).values().stream()
                        .filter(identity -> identity.kind() == Identity.Kind.EMAIL)
                        .map(Identity::value)
                        .toList();
        changed.mark(tx, site.account(), addresses, Lane.CONTACT, now, now);
    }

    private static String hashOf(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java runtime has SHA-256", impossible);
        }
    }
}
