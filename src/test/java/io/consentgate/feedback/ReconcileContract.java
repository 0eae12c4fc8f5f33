package io.consentgate.feedback;

import static io.consentgate.feedback.FeedbackFixture.ACCOUNT;
import static io.consentgate.feedback.FeedbackFixture.NEWS;
import static io.consentgate.feedback.FeedbackFixture.OFFERS;
import static io.consentgate.feedback.FeedbackFixture.YESTERDAY;
import static io.consentgate.feedback.FeedbackFixture.active;
import static org.assertj.core.api.Assertions.assertThat;

import io.consentgate.activecampaign.Lane;
import io.consentgate.database.SqlDatabase;
import io.consentgate.delivery.Confirmed;
import io.consentgate.delivery.Confirmed.Doubt;
import io.consentgate.feedback.Findings.Reason;
import io.consentgate.feedback.Reconcile.Report;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

abstract class ReconcileContract {

    private FeedbackFixture at;
    private PagedAccount remote;
    private final Map<String, Set<String>> allowed = new HashMap<>();
    private final Set<String> heardOf = new java.util.HashSet<>();
    private final Set<String> erased = new java.util.HashSet<>();
    private final List<Duration> waited = new ArrayList<>();

    abstract SqlDatabase open();

    @BeforeEach
    void start() {
        at = new FeedbackFixture(open());
        remote = new PagedAccount(at.directory);
    }

    @AfterEach
    void close() {
        at.database.close();
    }

    private Reconcile reconcile() {
        return new Reconcile(
                remote.asAccount(),
                at.database,
                new SqlCursors(),
                new SqlFindings(),
                at.states,
                at.queue,
                (tx, person, now) -> new Permitted.Answer(
                        heardOf.contains(person.address()) || allowed.containsKey(person.address()),
                        erased.contains(person.address()),
                        allowed.getOrDefault(person.address(), Set.of())),
                at.sites,
                at.clock,
                waited::add);
    }

    private Report report() {
        return reconcile().run(false, false, progress -> {});
    }

    private Report repair(boolean yes) {
        return reconcile().run(true, yes, progress -> {});
    }

    /** Somebody who is allowed, confirmed, and active there as agreed. */
    private void agreed(int id) {
        String address = "agreed" + id + "@example.com";
        allowed.put(address, Set.of(NEWS));
        at.confirmed(address, String.valueOf(id), Map.of(NEWS, active()));
        remote.has(id, address, Map.of("1", PagedAccount.active()));
    }

    private void agreed(int from, int to) {
        for (int id = from; id <= to; id++) {
            agreed(id);
        }
    }

    @Test
    void sidesThatAgreeShowNothing() {
        agreed(1, 250);

        assertThat(report()).isEqualTo(new Report(ACCOUNT, 250, Map.of(), null, false, 0));
        assertThat(at.marked()).isEmpty();
    }

    @Test
    void whoIsActiveThereAndNotAllowedIsFoundAndReportedOnly() {
        agreed(1, 50);
        heardOf.add("no@example.com");
        remote.has(60, "no@example.com", Map.of("1", PagedAccount.active()));
        remote.has(61, "stranger@example.com", Map.of("2", PagedAccount.active()));
        remote.has(62, "elsewhere@example.com", Map.of("99", PagedAccount.active()));

        assertThat(report().found()).isEqualTo(Map.of(Reason.ACTIVE_NOT_ALLOWED, 1L, Reason.ACTIVE_UNKNOWN, 1L));
        assertThat(at.marked()).isEmpty();
        assertThat(at.confirmed("stranger@example.com")).isNull();
    }

    @Test
    void aRepairMarksThemToBeReadByTheDelivery() {
        agreed(1, 100);
        remote.has(101, "stranger@example.com", Map.of("2", PagedAccount.active()));

        Report report = repair(false);

        assertThat(report.repaired()).isEqualTo(1);
        assertThat(at.marked()).isEqualTo(Map.of("stranger@example.com", Lane.CONTACT));
        Confirmed stranger = at.confirmed("stranger@example.com");
        assertThat(stranger.remoteId()).isEqualTo("101");
        assertThat(stranger.createdHere()).isFalse();
        assertThat(stranger.doubt()).isEqualTo(new Doubt(Doubt.Kind.REREAD, at.clock.now));
        assertThat(at.confirmed("elsewhere@example.com")).isNull();
    }

    @Test
    void whoIsAllowedHereAndNotActiveOrNotThereIsFound() {
        agreed(1, 98);
        agreed(99);
        remote.has(99, "agreed99@example.com", Map.of("1", PagedAccount.left(YESTERDAY)));
        agreed(100);
        remote.contacts.remove(100L);
        agreed(1_000);
        remote.contacts.remove(1_000L);

        assertThat(report().found()).isEqualTo(Map.of(Reason.NOT_ACTIVE_THERE, 1L, Reason.MISSING_THERE, 2L));
    }

    @Test
    void anIdWithMoreDigitsComesAfterOneWithFewer() {
        agreed(9);
        agreed(10);
        agreed(100);
        agreed(99);

        assertThat(report().found()).isEmpty();
    }

    @Test
    void whoWentOutByImportAndIsNotThereIsFoundToo() {
        agreed(1, 50);
        allowed.put("imported@example.com", Set.of(NEWS));
        at.confirmed("imported@example.com", null, Map.of(NEWS, active()));
        allowed.put("seen@example.com", Set.of(NEWS));
        at.confirmed("seen@example.com", null, Map.of(NEWS, active()));
        remote.has(51, "seen@example.com", Map.of("1", PagedAccount.active()));

        assertThat(report().found()).isEqualTo(Map.of(Reason.MISSING_THERE, 1L));
        assertThat(at.confirmed("seen@example.com").remoteId()).isEqualTo("51");
    }

    @Test
    void anErasedPersonWhoIsThereAgainIsMarkedForDeletion() {
        agreed(1, 50);
        erased.add("erased@example.com");
        remote.has(77, "erased@example.com", Map.of());

        assertThat(repair(false).found()).isEqualTo(Map.of(Reason.ERASED_THERE, 1L));
        assertThat(at.marked()).isEqualTo(Map.of("erased@example.com", Lane.WITHDRAWAL));
    }

    @Test
    void whatWasJustSentIsNotJudged() {
        agreed(1, 30);
        at.save(new Confirmed(
                ACCOUNT,
                "busy@example.com",
                "40",
                true,
                at.confirmed("agreed1@example.com").state(),
                new Doubt(Doubt.Kind.CALL, at.clock.now),
                null,
                null));
        remote.has(40, "busy@example.com", Map.of("1", PagedAccount.active()));

        assertThat(report().found()).isEmpty();
    }

    @Test
    void aLargeRepairAsksAndGoesOnWithoutComparingAgain() {
        for (int id = 1; id <= 150; id++) {
            remote.has(id, "stranger" + id + "@example.com", Map.of("1", PagedAccount.active()));
        }

        Report asked = repair(false);
        assertThat(asked).isEqualTo(new Report(ACCOUNT, 150, Map.of(Reason.ACTIVE_UNKNOWN, 150L), null, true, 0));
        assertThat(at.marked()).isEmpty();
        remote.takeCalls();

        Report done = repair(true);
        assertThat(done.repaired()).isEqualTo(150);
        assertThat(remote.takeCalls()).isEmpty();
        assertThat(at.marked()).hasSize(150);
    }

    @Test
    void moreThanOneInTwentyIsLargeToo() {
        agreed(1, 20);
        remote.has(21, "one@example.com", Map.of("1", PagedAccount.active()));
        remote.has(22, "two@example.com", Map.of("1", PagedAccount.active()));

        assertThat(repair(false).needsYes()).isTrue();
    }

    @Test
    void anInterruptedRunGoesOnWhereItWas() {
        agreed(1, 350);
        remote.has(351, "stranger@example.com", Map.of("1", PagedAccount.active()));
        Reconcile reconcile = reconcile();
        Report first = reconcile.run(false, false, progress -> remote.available = remote.calls.size() < 3);
        assertThat(first.stopped()).isEqualTo("maintenance");
        assertThat(waited).hasSize(4).containsOnly(Duration.ofSeconds(30));
        remote.available = true;
        remote.takeCalls();

        Report second = reconcile().run(false, false, progress -> {});

        assertThat(remote.takeCalls().get(0)).isEqualTo("page list=1 status=1 after=300");
        assertThat(second.compared()).isEqualTo(351);
        assertThat(second.found()).isEqualTo(Map.of(Reason.ACTIVE_UNKNOWN, 1L));
    }

    @Test
    void aReportKeepsNoAddressesBehind() {
        remote.has(1, "stranger@example.com", Map.of("1", PagedAccount.active()));

        report();

        Map<Reason, Long> kept = at.database.read(tx -> new SqlFindings().count(tx, ACCOUNT));
        assertThat(kept).isEmpty();
    }

    @Test
    void somebodyAllowedOnOneListIsFoundOnAnother() {
        agreed(1, 40);
        remote.has(1, "agreed1@example.com", Map.of("1", PagedAccount.active(), "2", PagedAccount.active()));

        assertThat(report().found()).isEqualTo(Map.of(Reason.ACTIVE_NOT_ALLOWED, 1L));
        assertThat(at.confirmed("agreed1@example.com").state().activeOn(OFFERS)).isFalse();
    }
}
