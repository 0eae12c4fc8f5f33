package io.consentgate.confirmation;

import io.consentgate.activecampaign.Lane;
import io.consentgate.consent.ConsentRegister;
import io.consentgate.consent.ConsentRegister.NewEntry;
import io.consentgate.consent.Statement;
import io.consentgate.database.Transaction;
import io.consentgate.delivery.ChangedPeople;
import io.consentgate.person.People;
import io.consentgate.person.People.Identity;
import io.consentgate.site.Site;
import io.consentgate.site.Sites;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An address that takes no mail takes none from any site of the account: e-mail is closed until it changes. */
final class Bounces {

    private final Sites sites;
    private final People people;
    private final ConsentRegister register;
    private final ChangedPeople changed;

    Bounces(Sites sites, People people, ConsentRegister register, ChangedPeople changed) {
        this.sites = sites;
        this.people = people;
        this.register = register;
        this.changed = changed;
    }

    /** The mail server refused it while it was handed over. */
    static Map<String, Object> refused(Post.Answer.NoSuchMailbox bounce) {
        Map<String, Object> evidence = evidence(bounce.status());
        evidence.put("smtp_code", bounce.code());
        return evidence;
    }

    /** Another mail server reported it later. */
    static Map<String, Object> reported(String status) {
        Map<String, Object> evidence = evidence(status);
        evidence.put("reported_by", "delivery status notification");
        return evidence;
    }

    private static Map<String, Object> evidence(String status) {
        Map<String, Object> evidence = new LinkedHashMap<>();
        evidence.put("source", Answering.ORIGIN);
        evidence.put("bounce", "hard");
        if (status != null) {
            evidence.put("smtp_status", status);
        }
        return evidence;
    }

    /**
     * @param evidence what the mail server said
     * @return false when nothing is new: closed before, or forgotten
     */
    boolean closed(Transaction tx, ConfirmationMail mail, Map<String, Object> evidence, Instant now) {
        Identity address = people.find(tx, mail.personId())
                .map(People.Person::identity)
                .filter(identity -> identity.kind() == Identity.Kind.EMAIL)
                .orElse(null);
        Optional<Site> asking = sites.all().stream()
                .filter(site -> site.name().equals(mail.site()))
                .findFirst();
        if (address == null || asking.isEmpty()) {
            return false;
        }
        String account = asking.get().account();
        boolean news = false;
        for (Site site : sites.onAccount(account)) {
            for (People.Person person :
                    people.find(tx, site.name(), List.of(address)).values()) {
                if (!known(tx, person.id())) {
                    Statement bounce = new Statement.HardBounce(now);
                    register.append(
                            tx, site.name(), List.of(new NewEntry(person.id(), now, bounce, Proofs.json(evidence))));
                    news = true;
                }
            }
        }
        if (news) {
            changed.mark(tx, account, List.of(address.value()), Lane.WITHDRAWAL, now, now);
        }
        return news;
    }

    private boolean known(Transaction tx, long personId) {
        return register.entriesOf(tx, List.of(personId)).stream()
                .anyMatch(entry -> entry.statement() instanceof Statement.HardBounce);
    }
}
