package io.consentgate.feedback;

import io.consentgate.activecampaign.Directory;
import io.consentgate.activecampaign.Lane;
import io.consentgate.consent.History;
import io.consentgate.consent.RegisterEntry;
import io.consentgate.consent.Statement;
import io.consentgate.database.SqlDatabase;
import io.consentgate.database.Transaction;
import io.consentgate.delivery.ChangedQueue.Claim;
import io.consentgate.delivery.Confirmed;
import io.consentgate.delivery.FactsReader;
import io.consentgate.delivery.RemoteState;
import io.consentgate.delivery.SqlChangedQueue;
import io.consentgate.delivery.SqlConfirmedStates;
import io.consentgate.event.Channel;
import io.consentgate.event.Purpose;
import io.consentgate.gate.Facts;
import io.consentgate.mapping.MappedList;
import io.consentgate.person.KeyedHash;
import io.consentgate.site.Site;
import io.consentgate.site.Sites;
import io.consentgate.site.TestSites;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Two sites on one account, a database, and a register in memory. */
final class FeedbackFixture {

    static final String ACCOUNT = "main";
    static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
    static final Instant YESTERDAY = NOW.minus(Duration.ofDays(1));
    static final String NEWS = "Newsletter";
    static final String OFFERS = "Own offers";
    static final String SECOND = "Second news";

    final SqlDatabase database;
    final Memory register = new Memory();
    final MutableClock clock = new MutableClock(NOW);
    final SqlConfirmedStates states = new SqlConfirmedStates(clock);
    final SqlChangedQueue queue;
    final Directory directory = new Directory(Map.of(NEWS, "1", OFFERS, "2", SECOND, "3"), Map.of(), Map.of());
    final Sites sites = twoSites();
    final KeyedHash hash = KeyedHash.of(new byte[32]);
    final RemoteFeedback noes;

    FeedbackFixture(SqlDatabase database) {
        this.database = database;
        this.queue = new SqlChangedQueue(database);
        this.noes = new RemoteFeedback(sites, register, register, states, queue, clock);
    }

    static Sites twoSites() {
        return new Sites(List.of(
                site(
                        "shop",
                        new MappedList(NEWS, Purpose.DIRECT_MARKETING, Channel.EMAIL, false),
                        new MappedList(OFFERS, Purpose.DIRECT_MARKETING_OWN_SIMILAR, Channel.EMAIL, true)),
                site("second", new MappedList(SECOND, Purpose.DIRECT_MARKETING, Channel.EMAIL, false))));
    }

    private static Site site(String name, MappedList... lists) {
        return TestSites.site(name)
                .account(ACCOUNT)
                .shops(name)
                .lists(List.of(lists))
                .build();
    }

    void confirmed(String address, String remoteId, Map<String, RemoteState.Membership> lists) {
        save(new Confirmed(
                ACCOUNT,
                address,
                remoteId,
                true,
                new RemoteState(Map.of(), new TreeMap<>(lists), Set.of(), 1L, null),
                null,
                null,
                null));
    }

    void save(Confirmed confirmed) {
        database.write(tx -> {
            states.save(tx, List.of(confirmed));
            return null;
        });
    }

    Confirmed confirmed(String address) {
        return database.read(tx -> states.find(tx, ACCOUNT, address)).orElse(null);
    }

    static RemoteState.Membership active() {
        return new RemoteState.Membership(1, true);
    }

    static RemoteState.Membership left(boolean ours) {
        return new RemoteState.Membership(2, ours);
    }

    /** Who is marked, with the lane; takes the marks. */
    Map<String, Lane> marked() {
        Map<String, Lane> marked = new TreeMap<>();
        for (Claim claim : queue.claim(
                ACCOUNT,
                EnumSet.allOf(Lane.class),
                1_000,
                "test",
                clock.instant(),
                clock.instant().plusSeconds(60))) {
            marked.put(claim.address(), claim.lane());
            database.write(tx -> {
                queue.done(tx, claim, null);
                return null;
            });
        }
        return marked;
    }

    /** A register of lists: who is known, what was said. */
    static final class Memory implements RemoteStatements, FactsReader {

        final Map<String, List<RegisterEntry>> entries = new HashMap<>();
        final Set<String> erased = new HashSet<>();
        private long seq;

        void knows(String site, String address) {
            entries.computeIfAbsent(site + "|" + address, key -> new ArrayList<>());
        }

        List<Statement> said(String site, String address) {
            return entries.getOrDefault(site + "|" + address, List.of()).stream()
                    .map(RegisterEntry::statement)
                    .toList();
        }

        /** Each withdrawal as {@code purpose/channel@time}. */
        List<String> withdrawn(String site, String address) {
            return said(site, address).stream()
                    .map(statement -> (Statement.Choice) statement)
                    .map(choice ->
                            choice.purpose().wire() + "/" + choice.channel().wire() + "@"
                                    + choice.recordedAt().wire())
                    .toList();
        }

        @Override
        public Set<String> append(
                Transaction tx,
                Site site,
                String address,
                List<Statement> statements,
                Map<String, Object> evidence,
                Instant receivedAt) {
            for (Statement statement : statements) {
                entries.computeIfAbsent(site.name() + "|" + address, key -> new ArrayList<>())
                        .add(new RegisterEntry(site.name(), ++seq, 1, receivedAt, statement));
            }
            return Set.of(address);
        }

        @Override
        public Optional<Known> read(Transaction tx, Site site, String email, boolean knownRemote) {
            List<RegisterEntry> own = entries.get(site.name() + "|" + email);
            boolean gone = erased.contains(email);
            if (own == null && !gone) {
                return Optional.empty();
            }
            History history = new History(own == null ? List.of() : List.copyOf(own), List.of(), null);
            return Optional.of(new Known(
                    1,
                    new Facts(
                            site.name(),
                            email,
                            Map.of(),
                            null,
                            history,
                            List.of(),
                            List.of(),
                            gone ? NOW.minusSeconds(60) : null,
                            NOW,
                            knownRemote),
                    List.of()));
        }
    }

    static final class MutableClock extends Clock {
        Instant now;

        MutableClock(Instant now) {
            this.now = now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneId.of("UTC");
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
}
