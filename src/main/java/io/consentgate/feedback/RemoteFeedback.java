package io.consentgate.feedback;

import io.consentgate.activecampaign.Lane;
import io.consentgate.consent.RegisterEntry;
import io.consentgate.consent.Statement;
import io.consentgate.database.Transaction;
import io.consentgate.delivery.ChangedPeople;
import io.consentgate.delivery.Confirmed;
import io.consentgate.delivery.ConfirmedStates;
import io.consentgate.delivery.FactsReader;
import io.consentgate.delivery.RemoteNo;
import io.consentgate.delivery.RemoteState.Membership;
import io.consentgate.event.Channel;
import io.consentgate.event.ConsentStatus;
import io.consentgate.event.Purpose;
import io.consentgate.event.When;
import io.consentgate.mapping.MappedList;
import io.consentgate.site.Site;
import io.consentgate.site.Sites;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Turns a no that was said in ActiveCampaign into statements of the register (READINGS 19, 37). Saying the same no
 * again, by whatever way it is heard, adds nothing.
 */
public final class RemoteFeedback implements RemoteNo {

    static final String ORIGIN = "activecampaign";

    private final Sites sites;
    private final FactsReader facts;
    private final RemoteStatements register;
    private final ConfirmedStates states;
    private final ChangedPeople changed;
    private final Clock clock;

    public RemoteFeedback(
            Sites sites,
            FactsReader facts,
            RemoteStatements register,
            ConfirmedStates states,
            ChangedPeople changed,
            Clock clock) {
        this.sites = sites;
        this.facts = facts;
        this.register = register;
        this.states = states;
        this.changed = changed;
        this.clock = clock;
    }

    private record Cell(Purpose purpose, Channel channel) {}

    @Override
    public boolean unsubscribed(Transaction tx, String account, String address, String list, boolean last, Instant at) {
        Optional<Confirmed> confirmed = states.find(tx, account, address);
        if (confirmed.isPresent() && Sightings.endedByUs(confirmed.get(), list)) {
            return false;
        }
        Map<String, Object> evidence = new LinkedHashMap<>();
        evidence.put("list", list);
        evidence.put("last_list", last);
        evidence.put("unsubscribed_at", at.toString());
        boolean news = withdraw(tx, account, address, cells(tx, account, address, list, last), at, evidence);
        confirmed
                .filter(known -> Sightings.status(known, list) != Membership.UNSUBSCRIBED)
                .ifPresent(known -> states.save(tx, List.of(Sightings.left(known, list))));
        return news;
    }

    /** The person refused text messages; closes marketing by sms in every site of the account. */
    boolean textMessagesRefused(Transaction tx, String account, String address, Instant at) {
        Map<Site, Set<Cell>> cells = new LinkedHashMap<>();
        sites.onAccount(account)
                .forEach(site -> cells.put(site, Set.of(new Cell(Purpose.DIRECT_MARKETING, Channel.SMS))));
        return withdraw(tx, account, address, cells, at, Map.of("unsubscribed_at", at.toString()));
    }

    @Override
    public boolean bounced(Transaction tx, String account, String address, Instant at) {
        Instant now = clock.instant();
        Set<String> concerned = new TreeSet<>();
        for (Site site : sites.onAccount(account)) {
            List<RegisterEntry> own = own(tx, site, address).orElse(null);
            if (own != null && own.stream().noneMatch(entry -> entry.statement() instanceof Statement.HardBounce)) {
                Statement bounce = new Statement.HardBounce(earlier(at, now));
                concerned.addAll(register.append(tx, site, address, List.of(bounce), Map.of("bounce", "hard"), now));
            }
        }
        return marked(tx, account, concerned, now);
    }

    /** What closes, per site: the cells of the list; all mail when it was the last list (READINGS 19). */
    private Map<Site, Set<Cell>> cells(Transaction tx, String account, String address, String list, boolean last) {
        Collection<Site> all = sites.onAccount(account);
        boolean mapped = all.stream().anyMatch(site -> !mapped(site, list).isEmpty());
        boolean concerns = mapped
                || (last && all.stream().anyMatch(site -> own(tx, site, address).isPresent()));
        Map<Site, Set<Cell>> cells = new LinkedHashMap<>();
        if (concerns) {
            for (Site site : all) {
                Set<Cell> closing = new LinkedHashSet<>(mapped(site, list));
                if (last) {
                    closing.addAll(mail(site));
                }
                cells.put(site, closing);
            }
        }
        return cells;
    }

    private static Set<Cell> mapped(Site site, String list) {
        Set<Cell> cells = new LinkedHashSet<>();
        for (MappedList mapped : site.mapping().lists()) {
            if (mapped.name().equals(list)) {
                cells.add(new Cell(mapped.purpose(), mapped.channel()));
            }
        }
        return cells;
    }

    /** Every purpose that sends e-mail of its own, and whatever the site has an e-mail list for. */
    private static Set<Cell> mail(Site site) {
        Set<Cell> cells = new LinkedHashSet<>();
        cells.add(new Cell(Purpose.DIRECT_MARKETING, Channel.EMAIL));
        cells.add(new Cell(Purpose.DIRECT_MARKETING_OWN_SIMILAR, Channel.EMAIL));
        cells.add(new Cell(Purpose.RETARGETING, Channel.EMAIL));
        site.mapping().lists().stream()
                .filter(list -> list.channel() == Channel.EMAIL)
                .forEach(list -> cells.add(new Cell(list.purpose(), Channel.EMAIL)));
        return cells;
    }

    private boolean withdraw(
            Transaction tx,
            String account,
            String address,
            Map<Site, Set<Cell>> cells,
            Instant at,
            Map<String, Object> evidence) {
        Instant now = clock.instant();
        Instant when = earlier(at, now);
        Set<String> concerned = new TreeSet<>();
        for (Map.Entry<Site, Set<Cell>> entry : cells.entrySet()) {
            Site site = entry.getKey();
            Optional<FactsReader.Known> known = facts.read(tx, site, address, true);
            if (known.isPresent() && erased(known.get())) {
                continue;
            }
            List<RegisterEntry> own =
                    known.map(one -> one.facts().history().own()).orElse(List.of());
            List<Statement> fresh = entry.getValue().stream()
                    .filter(cell -> own.stream().noneMatch(before -> said(before.statement(), cell, when)))
                    .map(cell -> withdrawal(cell, when))
                    .toList();
            if (!fresh.isEmpty()) {
                concerned.addAll(register.append(tx, site, address, fresh, evidence, now));
            }
        }
        return marked(tx, account, concerned, now);
    }

    private boolean marked(Transaction tx, String account, Set<String> addresses, Instant now) {
        if (addresses.isEmpty()) {
            return false;
        }
        changed.mark(tx, account, addresses, Lane.WITHDRAWAL, now, now);
        return true;
    }

    private Optional<List<RegisterEntry>> own(Transaction tx, Site site, String address) {
        return facts.read(tx, site, address, true)
                .filter(known -> !erased(known))
                .map(known -> known.facts().history().own());
    }

    /** Erased and nothing said since: everything is closed, and a new row would bring the address back (READINGS 22). */
    private static boolean erased(FactsReader.Known known) {
        return known.facts().erasedAt() != null && known.facts().history().own().isEmpty();
    }

    /** A withdrawal heard from there at that time or later says all that this one would. */
    private static boolean said(Statement before, Cell cell, Instant when) {
        return before instanceof Statement.Choice choice
                && ORIGIN.equals(choice.origin())
                && choice.status() == ConsentStatus.WITHDRAWN
                && choice.purpose() == cell.purpose()
                && choice.channel() == cell.channel()
                && choice.recordedAt() != null
                && choice.recordedAt().instant() != null
                && !choice.recordedAt().instant().isBefore(when);
    }

    private static Statement withdrawal(Cell cell, Instant when) {
        return new Statement.Choice(
                cell.purpose(),
                cell.channel(),
                ConsentStatus.WITHDRAWN,
                null,
                null,
                null,
                null,
                When.at(when),
                when,
                ORIGIN,
                null,
                true,
                null,
                false,
                false,
                false,
                null,
                null,
                null,
                null,
                null,
                ORIGIN);
    }

    private static Instant earlier(Instant at, Instant now) {
        return at.isAfter(now) ? now : at;
    }
}
