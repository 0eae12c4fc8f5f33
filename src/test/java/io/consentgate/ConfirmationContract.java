package io.consentgate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.consentgate.configuration.Configuration;
import io.consentgate.confirmation.Answering;
import io.consentgate.confirmation.Answering.Presser;
import io.consentgate.confirmation.Answering.State;
import io.consentgate.confirmation.Asking;
import io.consentgate.confirmation.BounceRoute;
import io.consentgate.confirmation.Limits;
import io.consentgate.confirmation.Post;
import io.consentgate.confirmation.Reports;
import io.consentgate.confirmation.Sender;
import io.consentgate.demo.Mailboxes;
import io.consentgate.disclosure.NoticeTexts;
import io.consentgate.event.InboundEvent;
import io.consentgate.event.Reading;
import io.consentgate.gate.Cleared;
import io.consentgate.gate.Decision;
import io.consentgate.gate.Outcome;
import io.consentgate.gate.Unconfirmed;
import io.consentgate.intake.EventFiles;
import io.consentgate.person.People.Identity;
import io.consentgate.site.Site;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Double opt-in with the shipped configuration, a clock that is moved, and a mail server that says what it is told. */
abstract class ConfirmationContract {

    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");
    private static final String ANNA = "anna@example.com";
    private static final Presser PRESSER = new Presser("Mozilla/5.0", "203.0.113.0/24");

    @TempDir
    Path folder;

    private final Hand clock = new Hand();
    private final ScriptedPost post = new ScriptedPost();
    private final List<String> outcomes = new ArrayList<>();
    private Wiring wiring;
    private Asking asking;
    private Answering answering;
    private int number;

    abstract String databaseUrl(Path folder);

    private static final class Hand extends Clock {
        private Instant now = START;

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

    private static final class ScriptedPost implements Post {
        private final Deque<Object> answers = new ArrayDeque<>();
        private final List<Letter> letters = new ArrayList<>();

        @Override
        public Answer send(Cleared<Unconfirmed> to, Letter letter) {
            letters.add(letter);
            Object answer = answers.isEmpty() ? new Answer.Taken() : answers.remove();
            if (answer instanceof RuntimeException killed) {
                throw killed;
            }
            return (Answer) answer;
        }

        private String token(int mail) {
            return Mailboxes.token(letters.get(mail).content().text());
        }
    }

    @BeforeEach
    void open() {
        Configuration configuration = Configuration.load(
                Map.of(
                        "CONSENTGATE_DATA_DIR", folder.toString(),
                        "CONSENTGATE_DB_URL", databaseUrl(folder),
                        "CONSENTGATE_PUBLIC_URL", "https://shop.example.com",
                        "CONSENTGATE_MAIL_HOST", "smtp.example.com",
                        "CONSENTGATE_MAIL_FROM", "news@shop.example.com"),
                Path.of("").toAbsolutePath());
        wiring = Wiring.open(configuration, NoticeTexts::none, clock);
        asking = asking(new Limits(3, 1000));
        answering = wiring.confirmations(outcomes::add).answering();
    }

    @AfterEach
    void close() {
        wiring.close();
    }

    private Asking asking(Limits limits) {
        return wiring.confirmations(outcomes::add)
                .asking(
                        wiring.configuration().mailTexts(),
                        site -> new Sender(
                                "Esempio", "Via Esempio 1", "privacy@shop.example.com", "", "news@shop.example.com"),
                        URI.create("https://shop.example.com"),
                        "bounces@shop.example.com",
                        limits,
                        post);
    }

    private void accept(String type, String data) {
        String event = """
                {"specversion":"1.0","id":"e%d","source":"t","type":"%s","platform":"custom","shop":"s1","data":%s}""".formatted(++number, type, data.replace('\'', '"'));
        Reading reading = EventFiles.eventReader(wiring.configuration().sites()::owning)
                .read(event.getBytes(StandardCharsets.UTF_8));
        InboundEvent read = ((Reading.Accepted) reading).event();
        wiring.intake().accept(List.of(read), clock.now);
    }

    private void request(String email, String recordedAt) {
        accept(
                "consent",
                "{'person':{'email':'%s'},'purpose':'direct_marketing','channel':'email','status':'pending'%s,"
                                .formatted(email, recordedAt == null ? "" : ",'recorded_at':'" + recordedAt + "'")
                        + "'notice_version':'2026-03','evidence':{'box':'on'},'language':'en'}");
    }

    private void request() {
        request(ANNA, clock.now.toString());
    }

    private void withdraw() {
        accept(
                "consent",
                "{'person':{'email':'anna@example.com'},'purpose':'direct_marketing','channel':'email',"
                        + "'status':'withdrawn','recorded_at':'" + clock.now + "'}");
    }

    private void send() {
        clock.now = clock.now.plusSeconds(2);
        asking.send();
    }

    private void after(Duration passed) {
        clock.now = clock.now.plus(passed);
    }

    private Site site() {
        return wiring.configuration().sites().all().get(0);
    }

    private Decision decision() {
        return wiring.database().read(tx -> wiring.gate()
                .decide(
                        site(),
                        wiring.facts()
                                .read(tx, site(), ANNA, false)
                                .orElseThrow()
                                .facts(),
                        clock.now));
    }

    private int letters() {
        return post.letters.size();
    }

    @Test
    void theButtonMakesTheRequestValidFromItsOwnTime() {
        request();
        send();
        after(Duration.ofDays(3));

        assertThat(answering.look(post.token(0)).state()).isEqualTo(State.READY);
        assertThat(decision().outcome()).isEqualTo(Outcome.HOLD);
        assertThat(answering.press(post.token(0), PRESSER).state()).isEqualTo(State.CONFIRMED);

        assertThat(decision().outcome()).isEqualTo(Outcome.DELIVER);
        assertThat(decision().cells())
                .filteredOn(cell -> cell.allowed())
                .singleElement()
                .satisfies(cell -> assertThat(cell.stateAt()).isEqualTo(START));
        assertThat(outcomes).containsExactly("sent", "confirmed");
        String proof = wiring.database().read(tx -> {
            long id = wiring.people()
                    .find(tx, site().name(), List.of(Identity.email(ANNA)))
                    .get(Identity.email(ANNA))
                    .id();
            return wiring.register().proofsOf(tx, List.of(id)).get(1).evidence();
        });
        assertThat(proof)
                .contains(
                        "\"source\":\"confirmation\"",
                        "\"request\":\"shop/1\"",
                        "\"confirmed_at\":\"2026-11-25T10:00:02Z\"",
                        "\"user_agent\":\"Mozilla/5.0\"",
                        "\"network\":\"203.0.113.0/24\"",
                        "\"link_sha256\":\"",
                        "\"mail_texts_sha256\":\"")
                .doesNotContain(post.token(0), ANNA);
        assertThat(wiring.register().verify(site().name()).findings()).isEmpty();
    }

    @Test
    void theLinkEndsAfterSevenDaysToTheSecond() {
        request();
        send();
        clock.now = START.plus(Duration.ofDays(7)).minusMillis(1);
        assertThat(answering.look(post.token(0)).state()).isEqualTo(State.READY);

        clock.now = START.plus(Duration.ofDays(7));
        assertThat(answering.look(post.token(0)).state()).isEqualTo(State.EXPIRED);
        assertThat(answering.press(post.token(0), PRESSER).state()).isEqualTo(State.EXPIRED);
        assertThat(decision().outcome()).isEqualTo(Outcome.DROP);
    }

    @Test
    void whoDidNotConfirmInTimeIsForgottenWithTheLink() {
        request();
        send();
        clock.now = START.plus(Duration.ofDays(8));
        wiring.database().write(tx -> {
            wiring.erasure().profile(tx, site(), ANNA);
            return null;
        });
        boolean known = wiring.database().read(tx -> !wiring.people()
                .find(tx, site().name(), List.of(Identity.email(ANNA)))
                .isEmpty());
        assertThat(known).isFalse();
        assertThat(answering.press(post.token(0), PRESSER).state()).isEqualTo(State.EXPIRED);
    }

    @Test
    void aNoEndsTheLinkAndANewRequestOpensOnlyWithItsOwn() {
        request();
        send();
        after(Duration.ofHours(1));
        withdraw();
        assertThat(answering.press(post.token(0), PRESSER).state()).isEqualTo(State.ENDED);

        after(Duration.ofHours(1));
        request();
        send();
        assertThat(answering.press(post.token(0), PRESSER).state()).isEqualTo(State.ENDED);
        assertThat(answering.press(post.token(1), PRESSER).state()).isEqualTo(State.CONFIRMED);
        assertThat(answering.press(post.token(0), PRESSER).state()).isEqualTo(State.ALREADY);
    }

    @Test
    void aHundredClicksAtOnceAreOneConfirmation() throws Exception {
        request();
        send();
        ExecutorService people = Executors.newFixedThreadPool(8);
        try {
            List<Callable<State>> clicks = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                clicks.add(() -> answering.press(post.token(0), PRESSER).state());
            }
            List<State> seen = new ArrayList<>();
            for (Future<State> one : people.invokeAll(clicks)) {
                seen.add(one.get());
            }
            assertThat(seen).containsOnly(State.CONFIRMED, State.ALREADY);
            assertThat(seen).filteredOn(state -> state == State.CONFIRMED).hasSize(1);
        } finally {
            people.shutdown();
        }
    }

    @Test
    void aMailServerThatIsBusyIsAskedAgainWithTheSameLink() {
        post.answers.add(new Post.Answer.NotNow("451"));
        post.answers.add(new Post.Answer.NotNow("451"));
        request();
        send();
        send();
        assertThat(letters()).isEqualTo(1);
        after(Duration.ofMinutes(1));
        send();
        after(Duration.ofMinutes(1));
        send();
        assertThat(letters()).isEqualTo(2);
        after(Duration.ofMinutes(5));
        send();
        assertThat(letters()).isEqualTo(3);
        assertThat(post.letters.stream().map(Post.Letter::messageId).distinct()).hasSize(1);
        assertThat(post.token(2)).isEqualTo(post.token(0));
        after(Duration.ofDays(1));
        send();
        assertThat(letters()).isEqualTo(3);
        assertThat(outcomes).containsExactly("postponed", "postponed", "sent");
    }

    private void comesBack(String report) {
        BounceRoute mailbox =
                new BounceRoute(wiring.confirmations(outcomes::add).returned(), outcomes::add, clock);
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.getMessage().setBody(Reports.message(report));
        mailbox.take(exchange);
    }

    private String returnPath(int mail) {
        return post.letters.get(mail).back().address();
    }

    @Test
    void aMailThatComesBackForGoodClosesTheAddressOnce() {
        request();
        send();
        comesBack(Reports.failure(returnPath(0), "failed", "5.1.1"));
        assertThat(decision().reason()).isEqualTo("address.hardBounce");
        comesBack(Reports.failure(returnPath(0), "failed", "5.1.1"));
        after(Duration.ofDays(1));
        request();
        send();
        assertThat(letters()).isEqualTo(1);
        assertThat(answering.press(post.token(0), PRESSER).state()).isEqualTo(State.ENDED);
        assertThat(outcomes).containsExactly("sent", "hard", "settled", "not_needed");
        String proof = wiring.database().read(tx -> {
            long id = wiring.people()
                    .find(tx, site().name(), List.of(Identity.email(ANNA)))
                    .get(Identity.email(ANNA))
                    .id();
            return wiring.register().proofsOf(tx, List.of(id)).get(1).evidence();
        });
        assertThat(proof)
                .isEqualTo("{\"source\":\"confirmation\",\"bounce\":\"hard\",\"smtp_status\":\"5.1.1\","
                        + "\"reported_by\":\"delivery status notification\"}");
    }

    @Test
    void aReportThatCannotBeKeptStaysInTheMailbox() {
        request();
        send();
        wiring.close();
        assertThatThrownBy(() -> comesBack(Reports.failure(returnPath(0), "failed", "5.1.1")))
                .isInstanceOf(RuntimeException.class);
        assertThat(outcomes).containsExactly("sent");
    }

    @Test
    void whatIsLateForgedOrNotAboutTheAddressChangesNothing() {
        request();
        send();
        String path = returnPath(0);
        comesBack(Reports.failure(path, "failed", "4.2.2"));
        comesBack(Reports.failure(path, "failed", "5.7.1"));
        comesBack(Reports.failure(forged(path), "failed", "5.1.1"));
        comesBack(Reports.failure("bounces@shop.example.com", "failed", "5.1.1"));
        comesBack("Subject: I am away\r\nTo: " + path + "\r\n\r\nuntil Monday");
        assertThat(answering.press(post.token(0), PRESSER).state()).isEqualTo(State.CONFIRMED);
        assertThat(outcomes)
                .containsExactly("sent", "soft", "refused", "foreign", "foreign", "unreadable", "confirmed");
    }

    /** One digit of the token is another. */
    private static String forged(String path) {
        int last = path.indexOf('@') - 1;
        return path.substring(0, last) + (path.charAt(last) == '0' ? '1' : '0') + path.substring(last + 1);
    }

    @Test
    void aReportOnTwoMailsEndsNone() {
        request(ANNA, clock.now.toString());
        request("luca@example.com", clock.now.toString());
        send();
        comesBack(Reports.text(
                returnPath(0),
                Reports.block("failed", "5.1.1"),
                "X-Confirmation-Return: " + post.letters.get(1).back().token()));
        assertThat(outcomes).containsExactly("sent", "sent", "foreign");
        assertThat(decision().outcome()).isEqualTo(Outcome.HOLD);
    }

    @Test
    void aMailWhoseButtonWasPressedDidArrive() {
        request();
        send();
        answering.press(post.token(0), PRESSER);
        comesBack(Reports.failure(returnPath(0), "failed", "5.1.1"));
        assertThat(decision().outcome()).isEqualTo(Outcome.DELIVER);
        assertThat(outcomes).containsExactly("sent", "confirmed", "settled");
    }

    @Test
    void aBounceOfSomebodyWhoWasForgottenStoresNothing() {
        request();
        send();
        clock.now = START.plus(Duration.ofDays(8));
        wiring.database().write(tx -> {
            wiring.erasure().profile(tx, site(), ANNA);
            return null;
        });
        comesBack(Reports.failure(returnPath(0), "failed", "5.1.1"));
        assertThat(outcomes).containsExactly("sent", "settled");
        assertThat(wiring.register().verify(site().name()).findings()).isEmpty();
    }

    @Test
    void anAddressThatDoesNotExistIsClosedLikeAfterAHardBounce() {
        post.answers.add(new Post.Answer.NoSuchMailbox(550, "5.1.1"));
        request();
        send();
        assertThat(decision().reason()).isEqualTo("address.hardBounce");
        after(Duration.ofDays(1));
        request();
        send();
        assertThat(letters()).isEqualTo(1);
        assertThat(outcomes).containsExactly("bounced", "not_needed");
    }

    @Test
    void whatIsRefusedBecauseOfUsClosesNothingAndIsNotRepeated() {
        post.answers.add(new Post.Answer.Refused("550 5.7.1"));
        request();
        send();
        after(Duration.ofDays(1));
        send();
        assertThat(decision().outcome()).isEqualTo(Outcome.HOLD);
        assertThat(letters()).isEqualTo(1);
    }

    @Test
    void aMailServerThatIsAwayHoldsUpEverybodyAndLosesNobody() {
        post.answers.add(new Post.Answer.Unreachable("no connection"));
        request(ANNA, clock.now.toString());
        request("berta@example.com", clock.now.toString());
        send();
        assertThat(letters()).isEqualTo(1);
        assertThat(asking.trouble())
                .hasValueSatisfying(trouble -> assertThat(trouble.why()).isEqualTo("no connection"));
        after(Duration.ofSeconds(15));
        send();
        assertThat(letters()).isEqualTo(3);
        assertThat(asking.trouble()).isEmpty();
        assertThat(asking.waiting().people()).isZero();
    }

    @Test
    void afterACrashAMailInDoubtIsSentOnceMoreAndNeverAThirdTime() {
        post.answers.add(new IllegalStateException("killed"));
        post.answers.add(new IllegalStateException("killed"));
        request();
        for (int crash = 0; crash < 3; crash++) {
            try {
                send();
            } catch (IllegalStateException killed) {
                asking = asking(new Limits(3, 1000));
                asking.recover();
            }
        }
        assertThat(letters()).isEqualTo(2);
        assertThat(post.letters.get(1).messageId())
                .isEqualTo(post.letters.get(0).messageId());
        assertThat(outcomes).containsExactly("in_doubt");
        assertThat(answering.press(post.token(0), PRESSER).state()).isEqualTo(State.CONFIRMED);
    }

    @Test
    void whatAnotherNodeIsSendingIsLeftToItForAWhile() {
        post.answers.add(new IllegalStateException("killed"));
        request();
        assertThatThrownBy(this::send).isInstanceOf(IllegalStateException.class);
        send();
        assertThat(letters()).isEqualTo(1);
        after(Duration.ofMinutes(3));
        send();
        assertThat(letters()).isEqualTo(2);
    }

    @Test
    void anAddressIsSentThreeMailsInSevenDaysHoweverOftenItIsTypedIn() {
        for (int i = 0; i < 40; i++) {
            request();
            send();
            after(Duration.ofHours(1));
        }
        assertThat(letters()).isEqualTo(3);
    }

    @Test
    void aSiteSendsNoMoreThanItsShareAnHourAndTheRestLater() {
        asking = asking(new Limits(3, 5));
        for (int i = 0; i < 8; i++) {
            request("somebody" + i + "@example.com", clock.now.toString());
        }
        send();
        assertThat(letters()).isEqualTo(5);
        after(Duration.ofHours(1));
        send();
        assertThat(letters()).isEqualTo(8);
    }

    @Test
    void aRequestThatNamesNoDateIsAskedAboutOnceHoweverOftenAFileRepeatsIt() {
        for (int day = 0; day < 10; day++) {
            request(ANNA, null);
            send();
            after(Duration.ofDays(1));
        }
        assertThat(letters()).isEqualTo(1);
    }

    @Test
    void whoAsksAgainTheNextDayGetsASecondMailAndTheOlderLinkHasNothingLeftToDo() {
        request();
        send();
        after(Duration.ofDays(1));
        request();
        send();
        assertThat(letters()).isEqualTo(2);
        assertThat(answering.look(post.token(0)).state()).isEqualTo(State.READY);
        assertThat(answering.press(post.token(1), PRESSER).state()).isEqualTo(State.CONFIRMED);
        assertThat(answering.press(post.token(0), PRESSER).state()).isEqualTo(State.ALREADY);
    }

    @Test
    void whoIsConfirmedInAnotherWayMeanwhileIsNotAsked() {
        request();
        accept(
                "consent",
                "{'person':{'email':'anna@example.com'},'purpose':'direct_marketing','channel':'email','status':'given',"
                        + "'recorded_at':'" + START + "','notice_version':'2026-03','evidence':{'box':'on'},"
                        + "'opt_in_level':'confirmed_opt_in'}");
        send();
        assertThat(letters()).isZero();
        assertThat(outcomes).containsExactly("not_needed");
    }
}
