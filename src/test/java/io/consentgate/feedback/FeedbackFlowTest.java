package io.consentgate.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import io.consentgate.activecampaign.AccountState;
import io.consentgate.activecampaign.AccountUrl;
import io.consentgate.activecampaign.CallBudget;
import io.consentgate.activecampaign.CallObserver;
import io.consentgate.activecampaign.Calls;
import io.consentgate.activecampaign.HttpActiveCampaign;
import io.consentgate.activecampaign.Lane;
import io.consentgate.activecampaign.RouteCall;
import io.consentgate.activecampaign.RouteHarness;
import io.consentgate.activecampaign.RouteTransport;
import io.consentgate.activecampaign.SqlDirectory;
import io.consentgate.activecampaign.SqlSlots;
import io.consentgate.activecampaign.Ticker;
import io.consentgate.configuration.Configuration;
import io.consentgate.consent.ConsentRegister;
import io.consentgate.consent.ConsentRegister.NewEntry;
import io.consentgate.consent.SqlConsentRegister;
import io.consentgate.consent.Statement;
import io.consentgate.database.EmbeddedDatabases;
import io.consentgate.database.SqlDatabase;
import io.consentgate.database.SqlTransaction;
import io.consentgate.database.Transaction;
import io.consentgate.delivery.Delivery;
import io.consentgate.delivery.DeliveryObserver;
import io.consentgate.delivery.FactsReader;
import io.consentgate.delivery.Forgetting;
import io.consentgate.delivery.Planning;
import io.consentgate.delivery.SqlChangedQueue;
import io.consentgate.delivery.SqlConfirmedStates;
import io.consentgate.delivery.SqlDeadLetters;
import io.consentgate.delivery.SqlDecisionLog;
import io.consentgate.delivery.SqlFactsReader;
import io.consentgate.delivery.SqlImportBatches;
import io.consentgate.event.Channel;
import io.consentgate.event.ConsentStatus;
import io.consentgate.event.LegalBasis;
import io.consentgate.event.OptInLevel;
import io.consentgate.event.Purpose;
import io.consentgate.event.When;
import io.consentgate.gate.Decision;
import io.consentgate.gate.Gate;
import io.consentgate.mapping.Target;
import io.consentgate.person.KeyedHash;
import io.consentgate.person.People;
import io.consentgate.person.People.Identity;
import io.consentgate.person.SqlPeople;
import io.consentgate.person.SqlProfiles;
import io.consentgate.person.SqlSuppression;
import io.consentgate.person.SqlVisitors;
import io.consentgate.site.Site;
import io.consentgate.site.Sites;
import io.consentgate.standin.StandInActiveCampaign;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped configuration, the real register, gate and delivery, and the stand-in ActiveCampaign. */
class FeedbackFlowTest {

    private static final String ANNA = "anna@example.com";

    @TempDir
    Path folder;

    private StandInActiveCampaign remote;
    private RouteHarness routes;
    private static final Configuration CONFIGURATION = Configuration.load(
            Map.of("CONSENTGATE_DATA_DIR", "target/feedback"), Path.of("").toAbsolutePath());

    private final People people = new SqlPeople();
    private SqlDatabase database;
    private ConsentRegister register;
    private Planning planning;
    private SqlChangedQueue queue;
    private SqlConfirmedStates states;
    private RemoteFeedback feedback;
    private HttpActiveCampaign account;
    private Delivery delivery;
    private Poll poll;
    private Site site;
    private String list;
    private String listId;

    @BeforeEach
    void start() {
        remote = StandInActiveCampaign.start();
        routes = new RouteHarness()
                .bean(RouteCall.BEAN, new RouteCall())
                .start("delivery/call-activecampaign.camel.yaml", "delivery/call-event-host.camel.yaml")
                .on("main", "call-activecampaign", "call-event-host");
        database = EmbeddedDatabases.sqlite(folder);
        site = CONFIGURATION.sites().all().get(0);
        setUp();
        Clock clock = Clock.systemUTC();
        KeyedHash hashes = KeyedHash.of(new byte[32]);
        Sites sites = CONFIGURATION.sites();
        register = new SqlConsentRegister(database, hashes, folder.resolve("register"));
        FactsReader facts = new SqlFactsReader(
                people, new SqlProfiles(hashes), new SqlSuppression(hashes), register, new SqlVisitors(hashes), hashes);
        Gate gate = new Gate(CONFIGURATION.laws(), CONFIGURATION.transfer());
        planning = new Planning(sites, gate, facts);
        queue = new SqlChangedQueue(database);
        states = new SqlConfirmedStates(clock);
        feedback = new RemoteFeedback(sites, facts, new RegisterStatements(people, register), states, queue, clock);
        account = new HttpActiveCampaign(
                new Calls(
                        "main",
                        new RouteTransport(
                                routes.camel(), "main", AccountUrl.account(remote.baseUrl()), remote.apiToken(), null),
                        new CallBudget(new SqlSlots(database, "main", Ticker.SYSTEM), Ticker.SYSTEM),
                        new AccountState(clock),
                        CallObserver.NONE,
                        Ticker.SYSTEM,
                        clock),
                new SqlDirectory(database, "main", clock)::get,
                List.of(),
                null);
        delivery = new Delivery(new Delivery.Parts(
                account,
                database,
                queue,
                states,
                new SqlImportBatches(),
                planning,
                feedback,
                new SqlDeadLetters(),
                new SqlDecisionLog(),
                new Silence(),
                new Silence(),
                (target, value) -> hashes.hex("confirmed", target + value),
                Duration.ofDays(30),
                Duration.ofSeconds(1),
                "test",
                clock));
        delivery.recover(true);
        poll = new Poll(
                account,
                database,
                new SqlCursors(),
                new SqlWebhookKeys(),
                new RemoteNoes(account, database, states, queue, facts, feedback, sites, clock),
                sites,
                clock);
    }

    @AfterEach
    void stop() {
        delivery.close();
        routes.close();
        database.close();
        remote.close();
    }

    private static final class Silence implements DeliveryObserver, Forgetting {
        @Override
        public void description(Transaction tx, Site site, String address) {}

        @Override
        public void profile(Transaction tx, Site site, String address) {}

        @Override
        public void erased(Transaction tx, Site site, String address) {}

        @Override
        public void decided(Decision decision) {}

        @Override
        public void withdrawalObeyed(Duration after) {}
    }

    /** What {@code setup} would have made. */
    private void setUp() {
        site.mapping().lists().forEach(mapped -> {
            String id = remote.account().people().adminCreatesList(mapped.name());
            directory("LIST", mapped.name(), id);
            if (mapped.purpose() == Purpose.DIRECT_MARKETING && mapped.channel() == Channel.EMAIL) {
                list = mapped.name();
                listId = id;
            }
        });
        site.mapping().fields().forEach(field -> {
            if (field.target() instanceof Target.Custom custom) {
                directory(
                        "FIELD",
                        custom.title(),
                        remote.account().people().adminCreatesField(custom.title(), custom.type()));
            }
        });
        site.mapping()
                .tags()
                .forEach(tag ->
                        directory("TAG", tag.name(), remote.account().people().adminCreatesTag(tag.name())));
    }

    private void directory(String kind, String name, String id) {
        database.write(tx -> SqlTransaction.of(tx)
                .update(
                        "INSERT INTO account_directory (account, kind, name, remote_id) VALUES ('main', ?, ?, ?)",
                        kind,
                        name,
                        id));
    }

    private void saysYes(Instant at) {
        Statement yes = new Statement.Choice(
                Purpose.DIRECT_MARKETING,
                Channel.EMAIL,
                ConsentStatus.GIVEN,
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
        Instant now = Instant.now();
        database.write(tx -> {
            Identity identity = Identity.email(ANNA);
            long id =
                    people.findOrCreate(tx, site.name(), List.of(identity), now).get(identity);
            register.append(tx, site.name(), List.of(new NewEntry(id, now, yes, "{}")));
            queue.mark(tx, "main", List.of(ANNA), Lane.CART, now, now);
            return null;
        });
        deliver();
    }

    private void deliver() {
        delivery.drainFew();
        delivery.drainFew();
    }

    @Test
    void anUnsubscribeInActiveCampaignBeatsEveryOlderYesAndYieldsToANewerOne() {
        Instant start = Instant.now();
        saysYes(start.minus(Duration.ofDays(10)));
        assertThat(remote.account().listStatus(ANNA, listId)).contains(1);

        remote.account().people().personUnsubscribes(ANNA, listId, start.minus(Duration.ofDays(2)));
        assertThat(poll.run().noes()).isEqualTo(1);
        deliver();
        saysYes(start.minus(Duration.ofDays(3)));
        assertThat(remote.account().listStatus(ANNA, listId)).contains(2);
        assertThat(remote.account().resubscriptions()).isEmpty();
        assertThat(poll.run().noes()).isZero();

        saysYes(start.minus(Duration.ofDays(1)));
        assertThat(remote.account().listStatus(ANNA, listId)).contains(1);
        assertThat(poll.run().noes()).isZero();
    }

    @Test
    void whoAnAdministratorPutOnAMappedListWithoutConsentIsTakenOffByTheRepair() {
        remote.account().people().adminCreatesContact("stranger@example.com");
        remote.account().people().adminSubscribes("stranger@example.com", listId);
        Reconcile reconcile = new Reconcile(
                account,
                database,
                new SqlCursors(),
                new SqlFindings(),
                states,
                queue,
                Permitted.by(planning),
                CONFIGURATION.sites(),
                Clock.systemUTC());

        Reconcile.Report report = reconcile.run(true, true, progress -> {});
        delivery.drainFew();
        delivery.drainMany();

        assertThat(report.found()).isEqualTo(Map.of(Findings.Reason.ACTIVE_UNKNOWN, 1L));
        assertThat(remote.account().listStatus("stranger@example.com", listId)).contains(2);
        assertThat(remote.account().contact("stranger@example.com")).isPresent();
        assertThat(reconcile.run(false, false, progress -> {}).found()).isEmpty();
    }
}
