package io.consentgate.intake;

import io.consentgate.activecampaign.Lane;
import io.consentgate.consent.ConsentRegister;
import io.consentgate.consent.ConsentRegister.NewEntry;
import io.consentgate.consent.RegisterEntry;
import io.consentgate.consent.Statement;
import io.consentgate.consent.Statement.Choice;
import io.consentgate.consent.Statement.UnreadableBanner;
import io.consentgate.database.Transaction;
import io.consentgate.delivery.ChangedPeople;
import io.consentgate.event.ConsentStatus;
import io.consentgate.person.People;
import io.consentgate.person.People.Identity;
import io.consentgate.person.Visitors;
import io.consentgate.person.Visitors.Identification;
import io.consentgate.site.Site;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a page tells of its banner belongs to the visitor, and reaches whoever the site identified there: who that is,
 * and what of it counts for whom, is asked when a decision is made.
 */
public final class BannerIntake {

    /** A refusal is remembered at least that long before anybody asks again (Garante 9677876). */
    public static final int REFUSAL_MONTHS = 6;

    /** The life of a yes to tracking or online profiling (READINGS 8). */
    static final int GRANT_MONTHS = 12;

    private final People people;
    private final Visitors visitors;
    private final ConsentRegister register;
    private final ChangedPeople changed;

    public BannerIntake(People people, Visitors visitors, ConsentRegister register, ChangedPeople changed) {
        this.people = people;
        this.visitors = visitors;
        this.register = register;
        this.changed = changed;
    }

    /** What a visitor's banner said before. @param visitor null when nothing is known */
    public record Known(Long visitor, List<RegisterEntry> entries) {}

    public Known known(Transaction tx, Site site, String visitorId) {
        Long visitor = visitors.find(tx, site.name(), visitorId).orElse(null);
        return new Known(visitor, visitor == null ? List.of() : register.entriesOf(tx, List.of(visitor)));
    }

    /** What is told, as statements. */
    public List<Statement> statements(Site site, BannerTold told, Instant now) {
        return told.statements(site, now);
    }

    /** Whether it says anything that is not on file: a banner not answered, or read again unchanged, does not. */
    public boolean isNews(List<Statement> says, List<RegisterEntry> entries) {
        return says.stream().anyMatch(statement -> !isUnknown(statement) && !isOnFile(statement, entries));
    }

    private static boolean isUnknown(Statement statement) {
        return statement instanceof Choice choice && choice.status() == ConsentStatus.UNKNOWN;
    }

    private static boolean isOnFile(Statement statement, List<RegisterEntry> entries) {
        return entries.stream()
                .map(RegisterEntry::statement)
                .filter(known -> concernsTheSame(known, statement))
                .reduce((earlier, later) -> later)
                .filter(known -> saysTheSame(known, statement))
                .isPresent();
    }

    /** An unreadable value concerns every purpose, so it is the latest word on each. */
    private static boolean concernsTheSame(Statement known, Statement told) {
        return known instanceof UnreadableBanner
                || told instanceof UnreadableBanner
                || (known instanceof Choice one && told instanceof Choice other && one.purpose() == other.purpose());
    }

    private static boolean saysTheSame(Statement known, Statement told) {
        if (known instanceof UnreadableBanner one && told instanceof UnreadableBanner other) {
            return one.format().equals(other.format()) && Objects.equals(one.code(), other.code());
        }
        if (!(known instanceof Choice one && told instanceof Choice other) || one.banner() == null) {
            return false;
        }
        return one.status() == other.status()
                && one.banner().format().equals(other.banner().format())
                && one.banner().said().equals(other.banner().said())
                && Objects.equals(one.banner().code(), other.banner().code())
                && Objects.equals(one.noticeVersion(), other.noticeVersion())
                && (!one.banner().dated() || Objects.equals(one.recordedAt(), other.recordedAt()));
    }

    /**
     * Writes down what a page told, and marks everybody who was ever identified there.
     *
     * @param evidence JSON that proves it
     */
    public void write(Transaction tx, Site site, String visitorId, List<Statement> says, String evidence, Instant now) {
        long visitor =
                visitors.findOrCreate(tx, site.name(), List.of(visitorId), now).get(visitorId);
        List<NewEntry> entries = new ArrayList<>(says.size());
        for (Statement statement : says) {
            if (!isUnknown(statement)) {
                entries.add(new NewEntry(visitor, now, statement, evidence));
            }
        }
        register.append(tx, site.name(), entries);
        keep(tx, visitor, says, now);
        boolean given = says.stream().anyMatch(Statements::isGiven);
        mark(tx, site, identifiedOn(tx, List.of(visitor)), given ? Lane.CONTACT : Lane.WITHDRAWAL, now);
    }

    /**
     * The site vouches that this person is using this visitor's browser; the same as before changes nothing.
     *
     * @param email normalised
     * @return false when the site has never heard of the address
     */
    public boolean identify(Transaction tx, Site site, String visitorId, String email, Instant now) {
        Identity identity = Identity.email(email);
        People.Person person = people.find(tx, site.name(), List.of(identity)).get(identity);
        if (person == null) {
            return false;
        }
        long visitor =
                visitors.findOrCreate(tx, site.name(), List.of(visitorId), now).get(visitorId);
        List<Identification> before = visitors.of(tx, List.of(visitor));
        if (before.isEmpty() || before.get(before.size() - 1).personId() != person.id()) {
            visitors.identify(tx, List.of(new Identification(visitor, now, person.id())));
            mark(tx, site, Map.of(person.id(), identity), Lane.CONTACT, now);
        }
        return true;
    }

    /** As long as the law remembers: a visitor on whom nobody is identified goes then, with what it said. */
    void keep(Transaction tx, long visitor, List<Statement> says, Instant now) {
        Instant until = says.stream()
                .map(statement -> keptUntil(statement, now))
                .max(Comparator.naturalOrder())
                .orElse(now);
        visitors.keep(tx, visitor, until);
    }

    private static Instant keptUntil(Statement statement, Instant now) {
        int months = Statements.isGiven(statement) ? GRANT_MONTHS : REFUSAL_MONTHS;
        return now.atZone(ZoneOffset.UTC).plusMonths(months).toInstant();
    }

    /** Everybody whom the site ever identified on these visitors. */
    Map<Long, Identity> identifiedOn(Transaction tx, Collection<Long> visitorNumbers) {
        Map<Long, Identity> identified = new LinkedHashMap<>();
        people.find(
                        tx,
                        visitors.of(tx, visitorNumbers).stream()
                                .map(Identification::personId)
                                .distinct()
                                .toList())
                .forEach(person -> identified.put(person.id(), person.identity()));
        return identified;
    }

    private void mark(Transaction tx, Site site, Map<Long, Identity> persons, Lane lane, Instant now) {
        List<String> addresses = people.around(tx, site.name(), persons).values().stream()
                .filter(identity -> identity.kind() == Identity.Kind.EMAIL)
                .map(Identity::value)
                .toList();
        if (!addresses.isEmpty()) {
            changed.mark(tx, site.account(), addresses, lane, now, now);
        }
    }

    /** Removes visitors on whom nobody was identified, when the law's time is over; what proves them first. */
    public int expire(Transaction tx, Instant now, int most) {
        List<Long> expired = visitors.expired(tx, now, most);
        register.eraseEvidence(tx, expired, entry -> true);
        visitors.remove(tx, expired);
        return expired.size();
    }
}
