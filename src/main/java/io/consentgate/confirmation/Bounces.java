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

    void closed(Transaction tx, ConfirmationMail mail, Post.Answer.NoSuchMailbox bounce, Instant now) {
        Identity address = people.find(tx, mail.personId()).orElseThrow().identity();
        String account = sites.all().stream()
                .filter(site -> site.name().equals(mail.site()))
                .map(Site::account)
                .findFirst()
                .orElseThrow();
        Map<String, Object> evidence = new LinkedHashMap<>();
        evidence.put("source", Answering.ORIGIN);
        evidence.put("bounce", "hard");
        evidence.put("smtp_code", bounce.code());
        if (bounce.status() != null) {
            evidence.put("smtp_status", bounce.status());
        }
        for (Site site : sites.onAccount(account)) {
            people.find(tx, site.name(), List.of(address))
                    .values()
                    .forEach(person -> register.append(
                            tx,
                            site.name(),
                            List.of(new NewEntry(
                                    person.id(), now, new Statement.HardBounce(now), Proofs.json(evidence)))));
        }
        changed.mark(tx, account, List.of(address.value()), Lane.WITHDRAWAL, now, now);
    }
}
