package io.consentgate.feedback;

import io.consentgate.activecampaign.ActiveCampaign;
import io.consentgate.activecampaign.Answer;
import io.consentgate.activecampaign.Lane;
import io.consentgate.activecampaign.RemoteContact;
import io.consentgate.database.Transaction;
import io.consentgate.database.Transactions;
import io.consentgate.delivery.ChangedPeople;
import io.consentgate.delivery.Confirmed;
import io.consentgate.delivery.ConfirmedStates;
import io.consentgate.delivery.FactsReader;
import io.consentgate.delivery.RemoteState.Membership;
import io.consentgate.gate.Removal;
import io.consentgate.site.Sites;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes pages of people who are unsubscribed or bounced there. Only somebody of whom that is news costs a call: the
 * reading that tells since when (READINGS 19).
 */
public final class RemoteNoes {

    private static final Logger LOG = LoggerFactory.getLogger(RemoteNoes.class);

    /** As many readings in a row that contradict the page mean that its filter was ignored. */
    private static final int CONTRADICTIONS = 3;

    private final ActiveCampaign account;
    private final Transactions transactions;
    private final ConfirmedStates states;
    private final FactsReader facts;
    private final RemoteFeedback feedback;
    private final PageMatch match;
    private final Sites sites;
    private final MappedLists mapped;
    private final Clock clock;

    public RemoteNoes(
            ActiveCampaign account,
            Transactions transactions,
            ConfirmedStates states,
            ChangedPeople changed,
            FactsReader facts,
            RemoteFeedback feedback,
            Sites sites,
            Clock clock) {
        this.account = account;
        this.transactions = transactions;
        this.states = states;
        this.facts = facts;
        this.feedback = feedback;
        this.match = new PageMatch(account.account(), states, changed);
        this.sites = sites;
        this.mapped = new MappedLists(sites, account.account());
        this.clock = clock;
    }

    /** @return how many of them were news */
    int unsubscribed(List<RemoteContact> page, String list, String listId, Lane lane) {
        int noes = 0;
        int contradictions = 0;
        for (PageMatch.Seen seen : transactions.write(tx -> toRead(tx, page, list))) {
            Answer<RemoteContact> answer =
                    account.read(lane, new Removal(null, seen.contact().id()));
            if (answer instanceof Answer.Gone<?> || answer instanceof Answer.Refused<?>) {
                continue;
            }
            RemoteContact read = Unanswered.valueOf(answer, noes);
            RemoteContact.Membership membership = read.lists().get(listId);
            if (membership == null || membership.status() != Membership.UNSUBSCRIBED) {
                if (++contradictions == CONTRADICTIONS) {
                    LOG.warn("account {} lists people as unsubscribed who are not: page skipped", account.account());
                    return noes;
                }
                continue;
            }
            contradictions = 0;
            noes += transactions.write(tx -> take(tx, seen, read)) ? 1 : 0;
        }
        return noes;
    }

    /** @return how many of them were news */
    int bounced(List<RemoteContact> page) {
        List<RemoteContact> hard =
                page.stream().filter(RemoteContact::hardBounced).toList();
        if (hard.isEmpty()) {
            return 0;
        }
        return transactions.write(tx -> {
            int noes = 0;
            for (PageMatch.Seen seen : match.match(tx, hard, clock.instant())) {
                noes += feedback.bounced(tx, account.account(), seen.address(), clock.instant()) ? 1 : 0;
            }
            return noes;
        });
    }

    /** Strangers are remembered, to be read should a site ever name them (docs/decisions/061). */
    private List<PageMatch.Seen> toRead(Transaction tx, List<RemoteContact> page, String list) {
        Instant now = clock.instant();
        List<PageMatch.Seen> read = new ArrayList<>();
        List<Confirmed> strangers = new ArrayList<>();
        for (PageMatch.Seen seen : match.match(tx, page, now)) {
            Optional<Confirmed> known = seen.known();
            if (known.filter(one ->
                            Sightings.status(one, list) == Membership.UNSUBSCRIBED || Sightings.callUnderWay(one))
                    .isPresent()) {
                continue;
            }
            if (registered(tx, seen.address())) {
                read.add(seen);
            } else if (known.isEmpty()) {
                Confirmed stranger = Sightings.seen(
                        account.account(), seen.address(), seen.contact().id());
                strangers.add(Sightings.doubted(stranger, now));
            }
        }
        states.save(tx, strangers);
        return read;
    }

    private boolean registered(Transaction tx, String address) {
        return sites.onAccount(account.account()).stream()
                .anyMatch(site -> facts.read(tx, site, address, true).isPresent());
    }

    /** Every mapped list that the person left is taken from the one reading. */
    private boolean take(Transaction tx, PageMatch.Seen seen, RemoteContact read) {
        Instant now = clock.instant();
        Confirmed known = states.find(tx, account.account(), seen.address())
                .orElseGet(() -> Sightings.seen(account.account(), seen.address(), read.id()));
        states.save(tx, List.of(known));
        boolean last = read.lists().values().stream().noneMatch(one -> one.status() == Membership.ACTIVE);
        boolean news = false;
        for (var entry : read.lists().entrySet()) {
            Optional<String> name =
                    account.directory().listNamed(entry.getKey()).filter(mapped.names()::contains);
            if (name.isPresent()
                    && entry.getValue().status() == Membership.UNSUBSCRIBED
                    && Sightings.status(known, name.get()) != Membership.UNSUBSCRIBED) {
                Instant at = entry.getValue().unsubscribedAt();
                news |= feedback.unsubscribed(
                        tx, account.account(), seen.address(), name.get(), last, at == null ? now : at);
            }
        }
        return news;
    }
}
