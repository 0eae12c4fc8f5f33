package io.consentgate.delivery;

import io.consentgate.activecampaign.Lane;
import io.consentgate.consent.History;
import io.consentgate.consent.RegisterEntry;
import io.consentgate.consent.Statement;
import io.consentgate.consent.Statement.Choice;
import io.consentgate.database.SqlDatabase;
import io.consentgate.database.Transaction;
import io.consentgate.event.Channel;
import io.consentgate.event.ConsentStatus;
import io.consentgate.event.LegalBasis;
import io.consentgate.event.OptInLevel;
import io.consentgate.event.Purpose;
import io.consentgate.event.RequestKind;
import io.consentgate.event.When;
import io.consentgate.gate.Basis;
import io.consentgate.gate.CountryRules;
import io.consentgate.gate.Decision;
import io.consentgate.gate.Facts;
import io.consentgate.gate.Gate;
import io.consentgate.gate.Laws;
import io.consentgate.gate.Requirement;
import io.consentgate.gate.Rule;
import io.consentgate.gate.Transfer;
import io.consentgate.mapping.MappedField;
import io.consentgate.mapping.MappedList;
import io.consentgate.mapping.MappedTag;
import io.consentgate.mapping.Source;
import io.consentgate.mapping.Target;
import io.consentgate.site.Site;
import io.consentgate.site.Sites;
import io.consentgate.site.TestSites;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** One site on one account: the real gate, queue and tables; the facts and the account are in memory. */
final class World implements AutoCloseable, FactsReader, RemoteNo, Forgetting, DeliveryObserver {

    static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

    /** A clock that stands until it is moved. */
    static final class Hand extends Clock {
        Instant now = START;

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    /** What is known of one address. */
    static final class Person {
        final long id;
        final Map<String, String> profile = new TreeMap<>();
        final List<RegisterEntry> said = new ArrayList<>();
        final List<String> replaced = new ArrayList<>();
        Instant erasedAt;
        Instant movedAwayAt;

        Person(long id) {
            this.id = id;
        }
    }

    final Hand clock = new Hand();
    final FakeAccount account = new FakeAccount(clock);
    final Map<String, Person> people = new LinkedHashMap<>();
    final List<String> heard = new ArrayList<>();
    final List<String> forgotten = new ArrayList<>();
    final List<Duration> obeyed = new ArrayList<>();
    final SqlDatabase database;
    final SqlChangedQueue queue;
    final SqlConfirmedStates states;
    final SqlDeadLetters deadLetters = new SqlDeadLetters();
    Delivery delivery;
    /** An address whose facts cannot be read. */
    String unreadable;

    /** The process is killed when it wants to tell the register of a remote no. */
    boolean killedWhenTelling;

    private long seq;

    World(SqlDatabase database) {
        this.database = database;
        this.queue = new SqlChangedQueue(database);
        this.states = new SqlConfirmedStates(clock);
        restart();
    }

    /** A new process on the same database. */
    void restart() {
        if (delivery != null) {
            delivery.close();
        }
        Planning planning = new Planning(
                new Sites(List.of(site())),
                new Gate(
                        new Laws(List.of(italy())),
                        new Transfer(
                                List.of(new Transfer.Term("1", Instant.EPOCH, null)),
                                List.of(new Transfer.Term("clauses", Instant.EPOCH, null)))),
                this);
        delivery = new Delivery(new Delivery.Parts(
                account,
                database,
                queue,
                states,
                new SqlImportBatches(),
                planning,
                this,
                deadLetters,
                new SqlDecisionLog(),
                this,
                this,
                (target, value) -> Integer.toHexString((target + "|" + value).hashCode()),
                Duration.ofDays(30),
                Duration.ofSeconds(6),
                "node",
                clock));
        delivery.recover(true);
    }

    Person person(String email) {
        return people.computeIfAbsent(email, any -> new Person(people.size() + 1L));
    }

    void says(String email, ConsentStatus status) {
        says(email, status, clock.now.minusSeconds(60));
    }

    void says(String email, ConsentStatus status, Instant at) {
        says(email, Purpose.DIRECT_MARKETING, status, at);
    }

    void says(String email, Purpose purpose, ConsentStatus status, Instant at) {
        Choice choice = new Choice(
                purpose,
                Channel.EMAIL,
                status,
                LegalBasis.CONSENT,
                OptInLevel.CONFIRMED_OPT_IN,
                null,
                null,
                When.at(at),
                at,
                "checkout",
                "2026-01",
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
                "site");
        tell(email, choice, status == ConsentStatus.GIVEN ? Lane.CONTACT : Lane.WITHDRAWAL);
    }

    void asks(String email, RequestKind right) {
        tell(email, new Statement.Request(right, null, null, clock.now.minusSeconds(1)), Lane.WITHDRAWAL);
        if (right == RequestKind.ERASURE) {
            person(email).erasedAt = clock.now.minusSeconds(1);
        }
    }

    void tell(String email, Statement statement, Lane lane) {
        Person person = person(email);
        person.said.add(new RegisterEntry("shop", ++seq, person.id, clock.now, statement));
        mark(email, lane);
    }

    void mark(String email, Lane lane) {
        database.write(tx -> {
            queue.mark(tx, "main", List.of(email), lane, clock.now, clock.now);
            return null;
        });
    }

    /** Everything that is due now, the way the routes do it; the time does not move. */
    List<String> work() {
        delivery.drainFew();
        delivery.drainMany();
        delivery.readBack();
        delivery.drainFew();
        delivery.drainMany();
        return account.takeCalls();
    }

    List<String> workAfter(Duration wait) {
        clock.now = clock.now.plus(wait);
        return work();
    }

    Optional<String> confirmedId(String email) {
        return Optional.ofNullable(confirmed(email)).map(Confirmed::remoteId);
    }

    Confirmed confirmed(String email) {
        return database.read(tx -> states.find(tx, "main", email)).orElse(null);
    }

    @Override
    public Optional<Known> read(Transaction tx, Site site, String email, boolean knownRemote) {
        if (email.equals(unreadable)) {
            throw new IllegalStateException("damaged");
        }
        Person person = people.get(email);
        if (person == null) {
            return Optional.empty();
        }
        Facts facts = new Facts(
                "shop",
                email,
                Map.copyOf(person.profile),
                null,
                new History(List.copyOf(person.said), List.of(), person.movedAwayAt),
                List.of(),
                List.of(),
                person.erasedAt,
                START,
                knownRemote);
        return Optional.of(new Known(person.id, facts, List.copyOf(person.replaced)));
    }

    @Override
    public boolean unsubscribed(Transaction tx, String account, String address, String list, boolean last, Instant at) {
        if (killedWhenTelling) {
            throw new OutOfMemoryError("killed");
        }
        String news = "left " + list + " at " + at;
        if (heard.contains(news)) {
            return false;
        }
        heard.add(news);
        Person person = person(address);
        person.said.add(new RegisterEntry(
                "shop",
                ++seq,
                person.id,
                clock.now,
                new Choice(
                        Purpose.DIRECT_MARKETING,
                        Channel.EMAIL,
                        ConsentStatus.WITHDRAWN,
                        LegalBasis.CONSENT,
                        OptInLevel.UNKNOWN,
                        null,
                        null,
                        When.at(at),
                        at,
                        null,
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
                        "activecampaign")));
        queue.mark(tx, account, List.of(address), Lane.WITHDRAWAL, clock.now, clock.now);
        return true;
    }

    @Override
    public boolean bounced(Transaction tx, String account, String address, Instant at) {
        return false;
    }

    @Override
    public void profile(Transaction tx, Site site, String address) {
        forgotten.add("profile");
    }

    @Override
    public void description(Transaction tx, Site site, String address) {
        forgotten.add("description");
    }

    @Override
    public void erased(Transaction tx, Site site, String address) {
        forgotten.add("erased");
        people.remove(address);
    }

    @Override
    public void decided(Decision decision) {}

    @Override
    public void withdrawalObeyed(Duration after) {
        obeyed.add(after);
    }

    @Override
    public void close() {
        delivery.close();
        database.close();
    }

    private static Site site() {
        Set<Purpose> marketing = Set.of(Purpose.DIRECT_MARKETING, Purpose.DIRECT_MARKETING_OWN_SIMILAR);
        return TestSites.site("shop")
                .fields(List.of(
                        new MappedField(
                                Source.of("contact.first_name").orElseThrow(),
                                new Target.Standard("first_name"),
                                marketing),
                        new MappedField(
                                Source.of("contact.loyalty.points").orElseThrow(),
                                new Target.Custom("Points", "number"),
                                marketing),
                        new MappedField(
                                Source.of("consent.direct_marketing.email.expiring")
                                        .orElseThrow(),
                                new Target.Custom("Ends", "date"),
                                marketing)))
                .tags(List.of(new MappedTag("customer", Set.of(Purpose.DIRECT_MARKETING))))
                .lists(List.of(
                        new MappedList("Newsletter", Purpose.DIRECT_MARKETING, Channel.EMAIL, false),
                        new MappedList("Similar", Purpose.DIRECT_MARKETING_OWN_SIMILAR, Channel.EMAIL, true)))
                .build();
    }

    private static CountryRules italy() {
        Map<Purpose, Integer> months = new EnumMap<>(Purpose.class);
        for (Purpose purpose : Purpose.values()) {
            months.put(purpose, 24);
        }
        return new CountryRules(
                "IT",
                Set.of(),
                "test",
                List.of(
                        new Rule(
                                "IT-SIMILAR",
                                Purpose.DIRECT_MARKETING_OWN_SIMILAR,
                                Channel.EMAIL,
                                Basis.CONSENT,
                                Set.of(Requirement.EVIDENCE_COMPLETE),
                                Set.of(),
                                "test",
                                Instant.EPOCH,
                                null),
                        new Rule(
                                "IT-EMAIL-CONSENT",
                                Purpose.DIRECT_MARKETING,
                                Channel.EMAIL,
                                Basis.CONSENT,
                                Set.of(Requirement.EVIDENCE_COMPLETE, Requirement.DOUBLE_OPT_IN),
                                Set.of(),
                                "Code 130(1)-(2)",
                                Instant.EPOCH,
                                null)),
                new CountryRules.Limits(14, "test", months, 7, 7, 30, 6, 30, 24),
                List.of());
    }
}
