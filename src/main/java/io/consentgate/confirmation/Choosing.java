package io.consentgate.confirmation;

import io.consentgate.confirmation.Asking.Step;
import io.consentgate.confirmation.ConfirmationMail.State;
import io.consentgate.confirmation.ConfirmationQueue.Due;
import io.consentgate.confirmation.text.Language;
import io.consentgate.database.Transaction;
import io.consentgate.delivery.FactsReader;
import io.consentgate.gate.Cleared;
import io.consentgate.gate.Gate;
import io.consentgate.gate.Unconfirmed;
import io.consentgate.person.KeyedHash;
import io.consentgate.person.People;
import io.consentgate.person.People.Identity;
import io.consentgate.site.Site;
import io.consentgate.site.Sites;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Decides, in one transaction, whether somebody who is due is asked now, and writes the mail down. */
final class Choosing {

    private static final Duration SITE_WAIT = Duration.ofMinutes(5);

    private final Sites sites;
    private final People people;
    private final FactsReader facts;
    private final Gate gate;
    private final ConfirmationMails mails;
    private final Letters letters;
    private final Limits limits;
    private final KeyedHash hashes;
    private final SecureRandom random = new SecureRandom();

    Choosing(
            Sites sites,
            People people,
            FactsReader facts,
            Gate gate,
            ConfirmationMails mails,
            Letters letters,
            Limits limits,
            KeyedHash hashes) {
        this.sites = sites;
        this.people = people;
        this.facts = facts;
        this.gate = gate;
        this.mails = mails;
        this.letters = letters;
        this.limits = limits;
        this.hashes = hashes;
    }

    Step step(Transaction tx, Due due, Instant now) {
        Optional<Site> site = sites.all().stream()
                .filter(one -> one.name().equals(due.site()) && one.confirmationMails())
                .findFirst();
        String address = people.find(tx, due.personId())
                .map(People.Person::identity)
                .filter(identity -> identity.kind() == Identity.Kind.EMAIL)
                .map(Identity::value)
                .orElse(null);
        if (site.isEmpty() || address == null) {
            return new Step.Done("not_needed");
        }
        Optional<FactsReader.Known> known = facts.read(tx, site.get(), address, false);
        Optional<Cleared<Unconfirmed>> cleared = known.flatMap(one -> gate.unconfirmed(site.get(), one.facts(), now));
        if (cleared.isEmpty()) {
            return new Step.Done("not_needed");
        }
        List<ConfirmationMail> before = mails.of(tx, due.site(), due.personId());
        ConfirmationMail latest = before.isEmpty() ? null : before.get(0);
        Language wanted = Language.of(due.language())
                .or(() -> Language.of(known.get().facts().profile().get("locale")))
                .orElseGet(() -> Language.ofCountry(site.get().country()));
        if (latest != null && unfinished(latest)) {
            if (gate.unconfirmed(site.get(), known.get().facts(), latest.requestSeq(), now)
                    .isPresent()) {
                return again(tx, site.get(), latest, cleared.get());
            }
            latest = latest.in(State.REFUSED);
            mails.save(tx, latest);
        }
        if (latest != null && covers(latest, cleared.get().value(), now)) {
            return new Step.Done("not_needed");
        }
        byte[] addressKey = hashes.of("confirmation-address", address);
        Instant free = free(tx, site.get(), addressKey, now);
        if (free.isAfter(now)) {
            return free.isBefore(cleared.get().value().deadline()) ? new Step.Wait(free) : new Step.Done("limited");
        }
        return first(tx, site.get(), due.personId(), addressKey, wanted, cleared.get(), now);
    }

    private static boolean unfinished(ConfirmationMail mail) {
        return mail.state() == State.SENDING || mail.state() == State.RETRY;
    }

    /** One mail per request; who asks again while it is on its way, or without saying when, gets no second one. */
    private static boolean covers(ConfirmationMail mail, Unconfirmed request, Instant now) {
        return mail.requestSeq() == request.request().seq()
                || !request.dated()
                || !request.askedAt().isAfter(mail.askedAt())
                || now.isBefore(mail.madeAt().plus(Limits.PATIENCE));
    }

    /** When the limits let the next mail through: now, or later. */
    private Instant free(Transaction tx, Site site, byte[] addressKey, Instant now) {
        List<Instant> lately = mails.toAddress(tx, addressKey, now.minus(Limits.ADDRESS_WINDOW));
        if (lately.size() >= limits.perAddress()) {
            return lately.get(limits.perAddress() - 1).plus(Limits.ADDRESS_WINDOW);
        }
        boolean siteIsFree = mails.ofSite(tx, site.name(), now.minus(Limits.SITE_WINDOW)) < limits.perHour();
        return siteIsFree ? now : now.plus(SITE_WAIT);
    }

    private Step first(
            Transaction tx,
            Site site,
            long personId,
            byte[] addressKey,
            Language wanted,
            Cleared<Unconfirmed> to,
            Instant now) {
        byte[] id = new byte[Links.ID_BYTES];
        random.nextBytes(id);
        Unconfirmed request = to.value();
        Letters.Written written = letters.write(site, id, wanted, request.deadline());
        ConfirmationMail mail = new ConfirmationMail(
                id,
                site.name(),
                personId,
                addressKey,
                request.request().seq(),
                request.askedAt(),
                request.deadline(),
                written.letter().language().tag(),
                written.textsHash(),
                State.SENDING,
                now,
                1,
                0,
                null);
        mails.add(tx, mail);
        return new Step.Send(mail, to, written.letter());
    }

    /** The same link once more: the mail server asked for it, or nobody knows whether it left. */
    private Step again(Transaction tx, Site site, ConfirmationMail mail, Cleared<Unconfirmed> to) {
        boolean inDoubt = mail.state() == State.SENDING;
        if (inDoubt && mail.doubts() > 0) {
            mails.save(tx, mail.in(State.SENT));
            return new Step.Done("in_doubt");
        }
        ConfirmationMail next = mail.sendingAgain(inDoubt);
        mails.save(tx, next);
        Language language = Language.of(mail.language()).orElse(Language.EN);
        Letters.Written written = letters.write(site, mail.id(), language, mail.expiresAt());
        return new Step.Send(next, to, written.letter());
    }
}
