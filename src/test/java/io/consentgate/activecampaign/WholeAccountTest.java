package io.consentgate.activecampaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.consentgate.activecampaign.ActiveCampaign.ImportProgress;
import io.consentgate.activecampaign.ActiveCampaign.Imported;
import io.consentgate.activecampaign.ActiveCampaign.Synced;
import io.consentgate.event.Channel;
import io.consentgate.event.Purpose;
import io.consentgate.gate.Clearances;
import io.consentgate.gate.Cleared;
import io.consentgate.gate.ContactState;
import io.consentgate.gate.Removal;
import io.consentgate.gate.TrackedEvent;
import io.consentgate.mapping.FieldMapping;
import io.consentgate.mapping.MappedField;
import io.consentgate.mapping.MappedList;
import io.consentgate.mapping.MappedTag;
import io.consentgate.mapping.Source;
import io.consentgate.mapping.Target;
import io.consentgate.standin.Fault;
import io.consentgate.standin.Faults;
import io.consentgate.standin.When;
import io.consentgate.standin.Where;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole room through the shipped route against the stand-in, with its limits. */
class WholeAccountTest {

    private static final Target FIRST_NAME = new Target.Standard("first_name");
    private static final Target POINTS = new Target.Custom("Points", "number");
    private static final BooleanSupplier YES = () -> true;
    private static final Set<Purpose> MARKETING = Set.of(Purpose.DIRECT_MARKETING);

    @TempDir
    Path folder;

    private StandInAccountHarness all;
    private HttpActiveCampaign account;

    @BeforeEach
    void open() {
        all = new StandInAccountHarness(folder, List.of(FIRST_NAME, POINTS));
        account = all.account;
        FieldMapping mapping = new FieldMapping(
                List.of(new MappedField(Source.of("contact.loyalty.points").orElseThrow(), POINTS, MARKETING)),
                List.of(new MappedTag("customer", MARKETING)),
                List.of(new MappedList("Newsletter", Purpose.DIRECT_MARKETING, Channel.EMAIL, false)));
        all.setup().run(SetupPlan.of(List.of(mapping), "https://shop.example", null, List.of()), false);
    }

    @AfterEach
    void close() {
        assertThat(all.standIn.maximumRequestsInAnySecond()).isLessThanOrEqualTo(5);
        all.close();
    }

    @Test
    void aPersonComesChangesAndGoes() {
        Cleared<ContactState> ana = person("ana+shop@example.com");
        String list = account.directory().lists().get("Newsletter");

        String id = done(account.sync(Lane.CONTACT, ana, Set.of(FIRST_NAME, POINTS), YES))
                .remoteId();
        done(account.subscribe(Lane.CONTACT, ana, id, "Newsletter", false, YES));
        done(account.tag(Lane.CONTACT, ana, id, "customer", YES));

        assertThat(done(account.find(Lane.CONTACT, new Removal("ANA+shop@example.com", null)))
                        .id())
                .isEqualTo(id);
        RemoteContact remote = done(account.read(Lane.CONTACT, ana, id));
        assertThat(remote.lists().get(list).status()).isEqualTo(1);
        assertThat(remote.fields()).containsExactlyInAnyOrderEntriesOf(Map.of(FIRST_NAME, "Ana", POINTS, "7"));
        assertThat(done(account.page(Lane.BACKFILL, list, 1, "0", null)))
                .extracting(RemoteContact::id)
                .containsExactly(id);

        Removal bye = new Removal("ana+shop@example.com", id);
        done(account.unsubscribe(Lane.WITHDRAWAL, bye, list));
        done(account.untag(Lane.WITHDRAWAL, bye, Set.of("customer")));
        done(account.clear(Lane.WITHDRAWAL, bye, Set.of(FIRST_NAME, POINTS)));
        done(account.endAutomations(Lane.WITHDRAWAL, bye));
        assertThat(done(account.read(Lane.CONTACT, bye)).fields()).isEmpty();
        assertThat(all.standIn.account().listStatus("ana+shop@example.com", list))
                .contains(2);

        done(account.delete(Lane.WITHDRAWAL, bye));
        assertThat(account.read(Lane.WITHDRAWAL, bye)).isEqualTo(new Answer.Gone<>());
        done(account.delete(Lane.WITHDRAWAL, bye));
    }

    @Test
    void anImportIsQueuedAndReadBack() {
        List<Cleared<ContactState>> people = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            people.add(person("p" + i + "@example.com"));
        }

        Imported imported = done(account.importContacts(Lane.BACKFILL, people, addresses -> Set.of(), sent -> {}));
        await().atMost(Duration.ofMinutes(2))
                .until(() -> done(account.importProgress(Lane.BACKFILL, imported.batchId()))
                        .equals(new ImportProgress(ImportProgress.State.COMPLETED, Set.of())));

        assertThat(imported.sent()).hasSize(30);
        assertThat(all.standIn.account().contact("p7@example.com").orElseThrow().lists())
                .containsEntry(account.directory().lists().get("Newsletter"), 1);
    }

    @Test
    void anEventIsStored() {
        String id = done(account.sync(Lane.CONTACT, person("ana@example.com"), Set.of(), YES))
                .remoteId();
        done(account.track(Lane.CONTACT, Clearances.of(new TrackedEvent("ana@example.com", "viewed", "ball")), YES));

        assertThat(all.standIn.account().storedEvents()).hasSize(1);
        assertThat(id).isNotNull();
    }

    @Test
    void whoeverCallsNoSecondHasMoreThanFiveRequests() throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        List<Answer<Synced>> answers = java.util.Collections.synchronizedList(new ArrayList<>());
        for (Lane lane : Lane.values()) {
            for (int i = 0; i < 2; i++) {
                String name = lane + "-" + i;
                threads.add(new Thread(() -> {
                    for (int call = 0; call < 3; call++) {
                        answers.add(account.sync(lane, person(name + call + "@example.com"), Set.of(), YES));
                    }
                }));
            }
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(answers).hasSize(24).allMatch(Answer::isDone);
    }

    @Test
    void faultsNeitherLoseAnybodyNorBreakTheRhythm() throws InterruptedException {
        Faults faults = all.standIn.faults();
        faults.inject(new Fault.TooManyRequests(1, false), Where.everywhere(), When.probability(0.2, 1));
        faults.inject(new Fault.Unavailable503(1, true), Where.everywhere(), When.probability(0.1, 2));
        faults.inject(new Fault.CutConnectionAfterTaking(), Where.everywhere(), When.probability(0.1, 3));
        faults.inject(new Fault.MalformedJson(), Where.everywhere(), When.probability(0.1, 4));
        faults.inject(new Fault.SlowAnswer(400), Where.everywhere(), When.probability(0.2, 5));
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            String name = "p" + i;
            threads.add(new Thread(() -> {
                for (int person = 0; person < 4; person++) {
                    String email = name + person + "@example.com";
                    await().atMost(Duration.ofMinutes(2))
                            .until(() -> account.sync(Lane.CONTACT, person(email), Set.of(), YES)
                                    .isDone());
                }
            }));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(all.standIn.account().contactCount()).isEqualTo(16);
    }

    private static Cleared<ContactState> person(String email) {
        return Clearances.of(new ContactState(
                email,
                new TreeMap<>(Map.of(FIRST_NAME, "Ana", POINTS, "7")),
                new TreeSet<>(Set.of("Newsletter")),
                new TreeSet<>()));
    }

    private static <T> T done(Answer<T> answer) {
        assertThat(answer).isInstanceOf(Answer.Done.class);
        return ((Answer.Done<T>) answer).value();
    }
}
