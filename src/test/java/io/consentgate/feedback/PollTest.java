package io.consentgate.feedback;

import static io.consentgate.feedback.FeedbackFixture.ACCOUNT;
import static io.consentgate.feedback.FeedbackFixture.NEWS;
import static io.consentgate.feedback.FeedbackFixture.OFFERS;
import static io.consentgate.feedback.FeedbackFixture.SECOND;
import static io.consentgate.feedback.FeedbackFixture.YESTERDAY;
import static io.consentgate.feedback.FeedbackFixture.active;
import static io.consentgate.feedback.FeedbackFixture.left;
import static org.assertj.core.api.Assertions.assertThat;

import io.consentgate.activecampaign.Lane;
import io.consentgate.consent.Statement;
import io.consentgate.database.EmbeddedDatabases;
import io.consentgate.delivery.Confirmed;
import io.consentgate.delivery.Confirmed.Doubt;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PollTest {

    private static final String ANNA = "anna@example.com";

    @TempDir
    Path folder;

    private FeedbackFixture at;
    private PagedAccount remote;
    private Poll poll;

    @BeforeEach
    void open() {
        at = new FeedbackFixture(EmbeddedDatabases.sqlite(folder));
        remote = new PagedAccount(at.directory);
        poll = poll();
    }

    @AfterEach
    void close() {
        at.database.close();
    }

    private Poll poll() {
        var account = remote.asAccount();
        return new Poll(
                account,
                at.database,
                new SqlCursors(),
                new SqlWebhookKeys(),
                new RemoteNoes(account, at.database, at.states, at.queue, at.register, at.noes, at.sites, at.clock),
                at.sites,
                at.clock);
    }

    private void minuteLater() {
        at.clock.now = at.clock.now.plus(Duration.ofMinutes(1));
    }

    @Test
    void anUnsubscribeThatNoWebhookToldBecomesAWithdrawalAtItsTime() {
        at.register.knows("shop", ANNA);
        at.confirmed(ANNA, "7", Map.of(NEWS, active(), OFFERS, active()));
        remote.has(7, ANNA, Map.of("1", PagedAccount.left(YESTERDAY), "2", PagedAccount.active()));

        assertThat(poll.run()).isEqualTo(new Poll.Result(true, 1, null));

        assertThat(at.register.withdrawn("shop", ANNA)).containsExactly("direct_marketing/email@2026-11-19T10:00:00Z");
        assertThat(at.confirmed(ANNA).state().lists()).isEqualTo(Map.of(NEWS, left(false), OFFERS, active()));
        assertThat(at.marked()).isEqualTo(Map.of(ANNA, Lane.WITHDRAWAL));
    }

    @Test
    void onceKnownItCostsNoFurtherReading() {
        at.register.knows("shop", ANNA);
        at.confirmed(ANNA, "7", Map.of(NEWS, active()));
        remote.has(7, ANNA, Map.of("1", PagedAccount.left(YESTERDAY)));
        poll.run();
        remote.takeCalls();
        minuteLater();

        poll.run();

        assertThat(remote.takeCalls())
                .containsExactly(
                        "page list=1 status=2 after=0 recent",
                        "page list=2 status=2 after=0 recent",
                        "page list=3 status=2 after=0 recent");
    }

    @Test
    void afterARestartAQuietPollIsOneCallPerListAndStatus() {
        poll.run();
        remote.takeCalls();

        poll().run();

        assertThat(remote.takeCalls()).hasSize(6).allMatch(call -> call.endsWith("recent"));
    }

    @Test
    void everybodyIsLookedAtAgainADayLater() {
        poll.run();
        remote.takeCalls();
        at.clock.now = at.clock.now.plus(Duration.ofDays(1));

        poll.run();

        assertThat(remote.takeCalls()).contains("page list=1 status=2 after=0", "page list=1 status=3 after=0");
    }

    @Test
    void whatConsentGateEndedItselfIsNoNews() {
        at.register.knows("shop", ANNA);
        at.confirmed(ANNA, "7", Map.of(NEWS, left(true)));
        remote.has(7, ANNA, Map.of("1", PagedAccount.left(YESTERDAY)));

        assertThat(poll.run().noes()).isZero();
        assertThat(remote.calls).noneMatch(call -> call.startsWith("read"));
        assertThat(at.register.said("shop", ANNA)).isEmpty();
    }

    @Test
    void aStrangerIsRememberedWithoutAReading() {
        remote.has(9, "nobody@example.com", Map.of("1", PagedAccount.left(YESTERDAY)));

        poll.run();

        assertThat(remote.calls).noneMatch(call -> call.startsWith("read"));
        Confirmed stranger = at.confirmed("nobody@example.com");
        assertThat(stranger.remoteId()).isEqualTo("9");
        assertThat(stranger.doubt().kind()).isEqualTo(Doubt.Kind.REREAD);
        assertThat(at.register.entries).isEmpty();
        assertThat(at.marked()).isEmpty();
    }

    @Test
    void aPageWhoseFilterWasIgnoredWithdrawsNobody() {
        remote.ignoresStatus = true;
        for (int id = 1; id <= 20; id++) {
            String address = "p" + id + "@example.com";
            at.register.knows("shop", address);
            at.confirmed(address, String.valueOf(id), Map.of(NEWS, active()));
            remote.has(id, address, Map.of("1", PagedAccount.active()));
        }

        assertThat(poll.run().noes()).isZero();

        assertThat(at.register.said("shop", "p1@example.com")).isEmpty();
        assertThat(remote.calls.stream().filter(call -> call.startsWith("read")))
                .hasSize(6);
    }

    @Test
    void manyPagesAreTurnedOverSeveralPolls() {
        for (int id = 1; id <= 1_150; id++) {
            remote.has(id, "p" + id + "@example.com", Map.of("3", PagedAccount.left(YESTERDAY)));
        }

        poll.run();
        assertThat(remote.takeCalls())
                .contains("page list=3 status=2 after=900")
                .doesNotContain("page list=3 status=2 after=1000");

        minuteLater();
        poll.run();
        assertThat(remote.takeCalls()).contains("page list=3 status=2 after=1000", "page list=3 status=2 after=1150");
    }

    @Test
    void idsOfPeopleWhoWentOutByImportAreLearnedOnTheWay() {
        at.register.knows("shop", ANNA);
        at.confirmed(ANNA, null, Map.of(NEWS, left(true)));
        remote.has(7, ANNA, Map.of("1", PagedAccount.left(YESTERDAY)));

        poll.run();

        assertThat(at.confirmed(ANNA).remoteId()).isEqualTo("7");
    }

    @Test
    void aHardBounceIsTakenDownAndASoftOneIsNot() {
        at.register.knows("shop", ANNA);
        at.register.knows("shop", "soft@example.com");
        remote.has(7, ANNA, Map.of("1", new io.consentgate.activecampaign.RemoteContact.Membership(3, null)), true);
        remote.has(
                8,
                "soft@example.com",
                Map.of("1", new io.consentgate.activecampaign.RemoteContact.Membership(3, null)));

        poll.run();

        assertThat(at.register.said("shop", ANNA)).containsExactly(new Statement.HardBounce(at.clock.now));
        assertThat(at.register.said("shop", "soft@example.com")).isEmpty();
    }

    @Test
    void anAccountThatDoesNotAnswerStopsThePollAndSaysWhy() {
        remote.available = false;

        assertThat(poll.run()).isEqualTo(new Poll.Result(true, 0, "maintenance"));
        assertThat(remote.calls).hasSize(1);
    }

    @Test
    void aContactWithAnotherAddressThanOursIsReadByTheDelivery() {
        at.register.knows("shop", ANNA);
        at.confirmed(ANNA, "7", Map.of(NEWS, left(true)));
        remote.has(7, "new@example.com", Map.of("1", PagedAccount.left(YESTERDAY)));

        poll.run();

        assertThat(at.confirmed(ANNA).doubt().kind()).isEqualTo(Doubt.Kind.REREAD);
        assertThat(at.marked()).isEqualTo(Map.of(ANNA, Lane.CONTACT));
        assertThat(at.database.<Boolean>read(
                        tx -> at.states.find(tx, ACCOUNT, "new@example.com").isEmpty()))
                .isTrue();
        assertThat(at.confirmed(SECOND)).isNull();
    }
}
