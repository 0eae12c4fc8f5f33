package io.consentgate.confirmation;

import io.consentgate.confirmation.text.MailTexts;
import io.consentgate.consent.ConsentRegister;
import io.consentgate.database.Transactions;
import io.consentgate.delivery.ChangedPeople;
import io.consentgate.delivery.FactsReader;
import io.consentgate.gate.Gate;
import io.consentgate.person.KeyedHash;
import io.consentgate.person.People;
import io.consentgate.site.Site;
import io.consentgate.site.Sites;
import java.net.URI;
import java.time.Clock;
import java.util.function.Function;

/**
 * What the room is put together from.
 *
 * @param changed takes who was confirmed, or whose address takes no mail
 */
public record Confirmations(
        Transactions transactions,
        Sites sites,
        People people,
        FactsReader facts,
        Gate gate,
        ConsentRegister register,
        ChangedPeople changed,
        AskingObserver observer,
        KeyedHash hashes,
        Clock clock) {

    /**
     * @param publicUrl ours as people's browsers see it
     * @param senders who a site's mails come from
     * @param returnTo the address that undelivered mails come back to; null when its mailbox is not read
     */
    public Asking asking(
            MailTexts texts, Function<Site, Sender> senders, URI publicUrl, String returnTo, Limits limits, Post post) {
        ConfirmationMails mails = new SqlConfirmationMails();
        Links links = new Links(hashes, publicUrl);
        Letters letters = new Letters(texts, senders, links, hashes, back(returnTo));
        return new Asking(
                transactions,
                new SqlConfirmationQueue(transactions),
                mails,
                new Choosing(sites, people, facts, gate, mails, letters, limits, hashes),
                bounces(),
                post,
                observer,
                clock);
    }

    private Function<byte[], Post.Back> back(String returnTo) {
        if (returnTo == null) {
            return id -> null;
        }
        ReturnPaths paths = new ReturnPaths(hashes, returnTo);
        return id -> new Post.Back(paths.address(id), ReturnPaths.token(hashes, id));
    }

    public Answering answering() {
        return new Answering(this);
    }

    public Returned returned() {
        return new Returned(transactions, new SqlConfirmationMails(), bounces(), hashes, clock);
    }

    private Bounces bounces() {
        return new Bounces(sites, people, register, changed);
    }
}
