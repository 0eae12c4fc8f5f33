package io.consentgate.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import io.consentgate.AccountWiring;
import io.consentgate.Wiring;
import io.consentgate.activecampaign.CallObserver;
import io.consentgate.activecampaign.Lane;
import io.consentgate.activecampaign.RouteCall;
import io.consentgate.activecampaign.RouteHarness;
import io.consentgate.configuration.Configuration;
import io.consentgate.consent.ConsentRegister.NewEntry;
import io.consentgate.consent.Statement;
import io.consentgate.database.SqlTransaction;
import io.consentgate.delivery.DeliveryObserver;
import io.consentgate.event.Channel;
import io.consentgate.event.ConsentStatus;
import io.consentgate.event.LegalBasis;
import io.consentgate.event.OptInLevel;
import io.consentgate.event.Purpose;
import io.consentgate.event.When;
import io.consentgate.gate.Decision;
import io.consentgate.mapping.Target;
import io.consentgate.person.People.Identity;
import io.consentgate.site.Site;
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
    private Wiring wiring;
    private AccountWiring account;
    private Site site;
    private String list;
    private String listId;

    @BeforeEach
    void start() {
        remote = StandInActiveCampaign.start();
        Configuration configuration = Configuration.load(
                Map.of(
                        "CONSENTGATE_DATA_DIR", folder.toString(),
                        "ACTIVECAMPAIGN_URL", remote.baseUrl(),
                        "ACTIVECAMPAIGN_API_TOKEN", remote.apiToken()),
                Path.of("").toAbsolutePath());
        wiring = Wiring.open(configuration, Clock.systemUTC());
        routes = new RouteHarness()
                .bean(RouteCall.BEAN, new RouteCall())
                .start("delivery/call-activecampaign.camel.yaml", "delivery/call-event-host.camel.yaml");
        site = configuration.sites().all().get(0);
        setUp();
        account = new AccountWiring(
                wiring,
                configuration.settings().account().orElseThrow(),
                routes.camel(),
                CallObserver.NONE,
                new DeliveryObserver() {
                    @Override
                    public void decided(Decision decision) {}

                    @Override
                    public void withdrawalObeyed(Duration after) {}
                });
        account.recover(true);
    }

    @AfterEach
    void stop() {
        account.close();
        routes.close();
        wiring.close();
        remote.close();
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
        wiring.database().write(tx -> SqlTransaction.of(tx)
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
        wiring.database().write(tx -> {
            Identity identity = Identity.email(ANNA);
            long id = wiring.people()
                    .findOrCreate(tx, site.name(), List.of(identity), now)
                    .get(identity);
            wiring.register().append(tx, site.name(), List.of(new NewEntry(id, now, yes, "{}")));
            wiring.queue().mark(tx, "main", List.of(ANNA), Lane.CART, now, now);
            return null;
        });
        deliver();
    }

    private void deliver() {
        account.delivery().drainFew();
        account.delivery().drainFew();
    }

    @Test
    void anUnsubscribeInActiveCampaignBeatsEveryOlderYesAndYieldsToANewerOne() {
        Instant start = Instant.now();
        saysYes(start.minus(Duration.ofDays(10)));
        assertThat(remote.account().listStatus(ANNA, listId)).contains(1);

        remote.account().people().personUnsubscribes(ANNA, listId, start.minus(Duration.ofDays(2)));
        assertThat(account.poll().run().noes()).isEqualTo(1);
        deliver();
        saysYes(start.minus(Duration.ofDays(3)));
        assertThat(remote.account().listStatus(ANNA, listId)).contains(2);
        assertThat(remote.account().resubscriptions()).isEmpty();
        assertThat(account.poll().run().noes()).isZero();

        saysYes(start.minus(Duration.ofDays(1)));
        assertThat(remote.account().listStatus(ANNA, listId)).contains(1);
        assertThat(account.poll().run().noes()).isZero();
    }

    @Test
    void whoAnAdministratorPutOnAMappedListWithoutConsentIsTakenOffByTheRepair() {
        remote.account().people().adminCreatesContact("stranger@example.com");
        remote.account().people().adminSubscribes("stranger@example.com", listId);
        Reconcile reconcile = new Reconcile(
                account.account(),
                wiring.database(),
                new SqlCursors(),
                new SqlFindings(),
                wiring.states(),
                wiring.queue(),
                Permitted.by(wiring.planning()),
                wiring.configuration().sites(),
                wiring.clock(),
                wait -> {});

        Reconcile.Report report = reconcile.run(true, true, progress -> {});
        account.delivery().drainFew();
        account.delivery().drainMany();

        assertThat(report.found()).isEqualTo(Map.of(Findings.Reason.ACTIVE_UNKNOWN, 1L));
        assertThat(remote.account().listStatus("stranger@example.com", listId)).contains(2);
        assertThat(remote.account().contact("stranger@example.com")).isPresent();
        assertThat(reconcile.run(false, false, progress -> {}).found()).isEmpty();
    }
}
