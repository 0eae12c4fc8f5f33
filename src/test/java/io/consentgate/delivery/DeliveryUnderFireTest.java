package io.consentgate.delivery;

import static io.consentgate.event.ConsentStatus.GIVEN;
import static io.consentgate.event.ConsentStatus.WITHDRAWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.consentgate.activecampaign.Answer;
import io.consentgate.activecampaign.Lane;
import io.consentgate.activecampaign.RemoteContact;
import io.consentgate.database.EmbeddedDatabases;
import io.consentgate.event.Purpose;
import io.consentgate.event.RequestKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of people when calls fail, facts move meanwhile, or the process dies. */
@Timeout(30)
class DeliveryUnderFireTest {

    private static final String ANA = "ana@example.com";
    private static final String P3 = "p3@example.com";
    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private World world;
    private FakeAccount account;

    @BeforeEach
    void openWorld() {
        world = new World(EmbeddedDatabases.sqlite(folder));
        account = world.account;
    }

    @AfterEach
    void closeWorld() {
        world.close();
    }

    @Nested
    class ANoToOneListOfTwo {

        @BeforeEach
        void onBothLists() {
            agreed(ANA);
            world.says(ANA, Purpose.DIRECT_MARKETING_OWN_SIMILAR, GIVEN, world.clock.now.minusSeconds(60));
            world.work();
            assertThat(account.contact(ANA).lists).containsOnlyKeys("3", "4");
            world.clock.now = world.clock.now.plusSeconds(60);
            world.says(ANA, Purpose.DIRECT_MARKETING_OWN_SIMILAR, WITHDRAWN, world.clock.now);
        }

        @Test
        void endsThatListOnly() {
            assertThat(world.work()).containsExactly("unsubscribe 4");
            assertThat(account.contact(ANA).lists.get("3").status()).isEqualTo(1);
        }

        @Test
        void isNotForgottenWhenTheCallWasNotMade() {
            account.script("unsubscribe", FakeAccount.unavailable(false));
            world.work();

            assertThat(world.workAfter(LONG)).containsExactly("unsubscribe 4");
            assertThat(account.contact(ANA).lists.get("4").status()).isEqualTo(2);
        }

        @Test
        void isObeyedEvenWhenTheRestIsRefused() {
            world.person(ANA).profile.put("first_name", "Anna");
            account.script("sync", new Answer.Refused<>("field_invalid"));

            assertThat(world.work()).containsExactly("unsubscribe 4", "sync first_name");
            assertThat(account.contact(ANA).lists.get("4").status()).isEqualTo(2);
        }
    }

    @Nested
    class ARefusedPerson {

        @Test
        void hasClearedWhatMayNotStay() {
            agreed(ANA);
            world.person(ANA).profile.put("loyalty_points", "7");
            world.work();
            world.person(ANA).profile.clear();
            world.mark(ANA, Lane.CONTACT);
            account.script("sync", new Answer.Refused<>("field_invalid"));

            assertThat(world.work()).contains("clear first_name");
            assertThat(account.contact(ANA).fields).isEmpty();
        }

        @Test
        void isStillSuppressedWhenTheConsentRunsOut() {
            agreed(ANA);
            world.work();
            world.person(ANA).profile.put("first_name", "Anna");
            world.mark(ANA, Lane.CONTACT);
            account.script("sync", new Answer.Refused<>("field_invalid"));
            world.work();

            assertThat(world.workAfter(Duration.ofDays(800))).contains("unsubscribe 3");
        }

        @Test
        void isEndedAgainLaterWhenTheEndingWasRefused() {
            agreed(ANA);
            world.work();
            world.clock.now = world.clock.now.plusSeconds(60);
            world.says(ANA, WITHDRAWN, world.clock.now);
            account.script("unsubscribe", new Answer.Refused<>("related_missing"));
            world.work();

            assertThat(world.workAfter(Duration.ofHours(2))).contains("unsubscribe 3");
        }

        @Test
        void isNoDeadLetterAnyMoreOnceAnImportTookThem() {
            agreed(25);
            account.failing.add(P3);
            world.work();
            account.failing.clear();
            IntStream.range(0, 25).forEach(i -> {
                world.person("p" + i + "@example.com").profile.put("first_name", "Eva");
                world.mark("p" + i + "@example.com", Lane.CONTACT);
            });
            completeImports();
            world.workAfter(LONG);
            world.workAfter(LONG);

            assertThat(world.database.<Long>read(world.deadLetters::count)).isZero();
        }
    }

    @Nested
    class ARemoteNo {

        @Test
        void isToldAfterAllWhenTheProcessDiedBeforeTellingIt() {
            account.there(ANA, World.START.minusSeconds(9999))
                    .lists
                    .put("3", new RemoteContact.Membership(2, World.START.minusSeconds(5)));
            agreed(ANA);
            world.killedWhenTelling = true;
            assertThatThrownBy(world::work).isInstanceOf(Throwable.class);
            world.killedWhenTelling = false;
            world.restart();
            world.workAfter(LONG);

            assertThat(world.heard).hasSize(1);
            assertThat(account.contact(ANA).lists.get("3").status()).isEqualTo(2);
        }

        @Test
        void isToldAfterAllWhenItIsKnownAndWasNeverTold() {
            FakeAccount.Contact there = account.there(ANA, World.START.minusSeconds(9999));
            there.lists.put("3", new RemoteContact.Membership(2, World.START.minusSeconds(5)));
            save(new Confirmed(
                    "main",
                    ANA,
                    there.id,
                    false,
                    RemoteState.NOTHING.withList("Newsletter", 2, false),
                    null,
                    null,
                    null));
            agreed(ANA);
            world.work();

            assertThat(there.lists.get("3").status()).isEqualTo(2);
        }
    }

    @Nested
    class AnOpenImport {

        @Test
        void doesNotCarrySomebodyWhoSaidNoWhileItWasWrittenDown() {
            agreed(25);
            account.beforeWritingDown = () -> {
                account.beforeWritingDown = () -> {};
                world.says(P3, WITHDRAWN, world.clock.now);
                world.delivery.drainFew();
            };

            assertThat(world.work()).contains("import 24");
            completeImports();
            assertThat(account.contact(P3)).isNull();
        }

        @Test
        void isEndedForWhomItBringsAsSoonAsItWasReadBack() {
            agreed(25);
            world.work();
            world.clock.now = world.clock.now.plusSeconds(1);
            world.says(P3, WITHDRAWN, world.clock.now);
            world.work();
            completeImports();

            assertThat(world.workAfter(Duration.ofSeconds(6))).contains("unsubscribe 3");
        }

        @Test
        void deletesWhomItBringsAsSoonAsItWasReadBackWhenTheyAskedForErasure() {
            agreed(25);
            world.work();
            world.clock.now = world.clock.now.plusSeconds(1);
            world.asks(P3, RequestKind.ERASURE);
            world.work();
            completeImports();

            world.workAfter(Duration.ofSeconds(6));
            assertThat(account.contact(P3)).isNull();
            assertThat(world.forgotten).containsExactly("erased");
        }

        @Test
        void costsNobodyAPlanWhoDidNotChange() {
            agreed(25);
            world.work();
            world.mark(P3, Lane.CONTACT);
            world.work();

            assertThat(world.queue.atLeast("main", Set.of(Lane.values()), 1, world.clock.now.plusSeconds(5)))
                    .isFalse();
        }

        @Test
        void endsAtOnceTheOneListThatWasSaidNoToAndAgainAfterTheReadBack() {
            account.there(P3, World.START.minusSeconds(9999)).lists.put("4", new RemoteContact.Membership(1, null));
            agreed(25);
            world.says(P3, Purpose.DIRECT_MARKETING_OWN_SIMILAR, GIVEN, world.clock.now.minusSeconds(60));
            world.work();
            world.clock.now = world.clock.now.plusSeconds(1);
            world.says(P3, Purpose.DIRECT_MARKETING_OWN_SIMILAR, WITHDRAWN, world.clock.now);

            assertThat(world.work()).containsExactly("unsubscribe 4");
            account.contact(P3).lists.put("4", new RemoteContact.Membership(1, null));
            completeImports();
            world.workAfter(Duration.ofSeconds(6));
            world.workAfter(LONG);
            assertThat(account.contact(P3).lists.get("4").status()).isEqualTo(2);
            assertThat(account.contact(P3).lists.get("3").status()).isEqualTo(1);
        }

        @Test
        void thatNobodyAnsweredIsTakenUpWithoutARestart() {
            agreed(25);
            account.beforeSending = () -> {
                account.beforeSending = () -> {};
                throw new OutOfMemoryError("no answer was written down");
            };
            try {
                world.work();
            } catch (OutOfMemoryError lost) {
                assertThat(lost).isNotNull();
            }
            account.script("import", FakeAccount.unavailable(true));
            account.takenAnyway = false;
            world.workAfter(Duration.ofMinutes(6));

            assertThat(world.workAfter(Duration.ofMinutes(11))).contains("import 25");
        }

        @Test
        void goesOnForTheOthersWhenOnePersonCannotBeRead() {
            agreed(25);
            world.unreadable = P3;

            assertThat(world.work()).contains("import 24");
        }
    }

    @Nested
    class SomebodyElseWhoWritesMeanwhile {

        @Test
        void isHeardAndWhatIsThereIsReadAgain() {
            agreed(ANA);
            world.work();
            world.person(ANA).profile.put("first_name", "Anna");
            world.mark(ANA, Lane.CONTACT);
            whileItIsSent(() -> {
                account.contact(ANA).lists.put("4", new RemoteContact.Membership(1, null));
                save(world.confirmed(ANA).withDoubt(new Confirmed.Doubt(Confirmed.Doubt.Kind.REREAD, World.START)));
            });

            assertThat(world.work()).contains("read " + world.confirmed(ANA).remoteId(), "unsubscribe 4");
            assertThat(world.confirmed(ANA).inDoubt()).isFalse();
        }

        @Test
        void isNotSubscribedAgainOverTheNoThatTheyBring() {
            agreed(ANA);
            world.says(ANA, Purpose.DIRECT_MARKETING_OWN_SIMILAR, GIVEN, world.clock.now.minusSeconds(60));
            account.there(ANA, World.START.minusSeconds(9999));
            whileItIsSent(() -> {
                account.contact(ANA).lists.put("3", new RemoteContact.Membership(2, World.START));
                save(world.confirmed(ANA).withState(world.confirmed(ANA).state().withList("Newsletter", 2, false)));
                world.database.write(tx -> world.unsubscribed(tx, "main", ANA, "Newsletter", true, World.START));
            });
            world.work();
            world.workAfter(LONG);

            assertThat(account.contact(ANA).lists.get("3").status()).isEqualTo(2);
            assertThat(world.confirmed(ANA).state().lists().get("Newsletter"))
                    .isEqualTo(new RemoteState.Membership(2, false));
        }

        @Test
        void keepsSomebodyOutOfTheImportThatIsBeingWrittenDown() {
            agreed(25);
            FakeAccount.Contact there = account.there(P3, World.START.minusSeconds(9999));
            account.beforeWritingDown = () -> {
                account.beforeWritingDown = () -> {};
                save(new Confirmed("main", P3, there.id, false, RemoteState.NOTHING, null, null, null));
            };
            world.work();

            assertThat(world.confirmed(P3).remoteId()).isEqualTo(there.id);
        }

        private void whileItIsSent(Runnable heard) {
            account.beforeSending = () -> {
                account.beforeSending = () -> {};
                heard.run();
            };
        }
    }

    @Nested
    class AnAccountThatRefusesEveryImport {

        @BeforeEach
        void becauseAFieldIsGone() {
            agreed(100);
            IntStream.range(0, 30).forEach(i -> account.script("import", new Answer.Refused<>("no such field")));
            world.work();
        }

        @Test
        void makesNobodyADeadLetterAndSaysWhy() {
            assertThat(world.database.<Long>read(world.deadLetters::count)).isZero();
            assertThat(world.delivery.importsRefused()).contains("no such field");
        }

        @Test
        void isNotAskedAgainForAWhileAndNotForEachPerson() {
            assertThat(world.workAfter(Duration.ofMinutes(4))).isEmpty();
            assertThat(account.scripted.get("import")).hasSizeGreaterThan(15);
        }

        @Test
        void getsEverybodyOnceItWasMended() {
            account.scripted.clear();

            assertThat(world.workAfter(Duration.ofMinutes(5))).contains("import 100");
            assertThat(world.delivery.importsRefused()).isEmpty();
        }
    }

    @Nested
    class AReadBack {

        /** One import is open, more people are due, and the minute has room for their import. */
        @BeforeEach
        void besideMoreToImport() {
            agreed(25);
            world.delivery.drainMany();
            account.takeCalls();
            IntStream.range(30, 50).forEach(i -> agreed("p" + i + "@example.com"));
        }

        @Test
        void waitsWhileThereIsSomethingToImport() {
            assertThat(readBackAfter(Duration.ofSeconds(6))).isEmpty();
            world.delivery.drainMany();

            assertThat(account.takeCalls()).containsExactly("import 20");
            assertThat(readBackAfter(Duration.ZERO)).hasSize(1);
        }

        @Test
        void doesNotWaitForTheNextMinute() {
            account.untilImport = Duration.ofSeconds(20);

            assertThat(readBackAfter(Duration.ofSeconds(6))).hasSize(1);
        }

        @Test
        void doesNotWaitForLong() {
            assertThat(readBackAfter(Duration.ofSeconds(35))).isEmpty();
            assertThat(readBackAfter(Duration.ofSeconds(1))).hasSize(1);
        }

        @Test
        void doesNotWaitWhenSomebodyInItSaidNo() {
            world.clock.now = world.clock.now.plusSeconds(1);
            world.says(P3, WITHDRAWN, world.clock.now);
            world.delivery.drainFew();
            account.takeCalls();

            assertThat(readBackAfter(Duration.ofSeconds(5))).hasSize(1);
        }

        private List<String> readBackAfter(Duration wait) {
            world.clock.now = world.clock.now.plus(wait);
            world.delivery.readBack();
            return account.takeCalls();
        }
    }

    @Nested
    class TheGracePeriod {

        @Test
        void passesQuietlyWhileARestrictionLasts() {
            withdrawn();
            world.asks(ANA, RequestKind.RESTRICTION);
            world.work();

            assertThat(world.workAfter(Duration.ofDays(31))).isEmpty();
            assertThat(account.contact(ANA)).isNotNull();
        }

        @Test
        void countsForSomebodyWhomAnImportCreated() {
            agreed(25);
            world.work();
            completeImports();
            world.workAfter(LONG);
            world.person(P3).profile.put("first_name", "Eva");
            world.mark(P3, Lane.CONTACT);
            world.work();
            world.workAfter(Duration.ofDays(800));

            assertThat(world.workAfter(Duration.ofDays(31)))
                    .contains("delete " + world.confirmedId(P3).orElse("103"));
        }
    }

    @Nested
    class AContactThatWasRenamedThere {

        @BeforeEach
        void underAnotherAddress() {
            agreed(ANA);
            world.work();
            account.contact(ANA).email = "other@example.com";
        }

        @Test
        void isNotSubscribedByWhatTheOldAddressAgreedTo() {
            account.contact("other@example.com").lists.clear();
            save(world.confirmed(ANA)
                    .withState(world.confirmed(ANA).state().withLists(java.util.Map.of()))
                    .withDoubt(new Confirmed.Doubt(Confirmed.Doubt.Kind.REREAD, world.clock.now)));
            world.mark(ANA, Lane.CONTACT);
            world.work();
            world.work();

            assertThat(account.contact("other@example.com").lists).isEmpty();
            assertThat(account.contact(ANA).lists.get("3").status()).isEqualTo(1);
            assertThat(world.confirmed(ANA).remoteId()).isEqualTo(account.contact(ANA).id);
        }

        @Test
        void leavesTheOldAddressToANewContactThatGetsEverything() {
            world.person(ANA).profile.put("first_name", "Anna");
            world.mark(ANA, Lane.CONTACT);
            world.work();
            world.work();

            assertThat(account.contact(ANA).fields).containsValue("Anna");
            assertThat(account.contact(ANA).lists.get("3").status()).isEqualTo(1);
            assertThat(account.contact(ANA).tags).hasSize(1);
            assertThat(account.contact("other@example.com").lists.get("3").status())
                    .isEqualTo(2);
        }

        @Test
        void isEndedUnlessItsNewAddressMayBeSentTo() {
            save(world.confirmed(ANA).withDoubt(new Confirmed.Doubt(Confirmed.Doubt.Kind.REREAD, world.clock.now)));
            world.mark(ANA, Lane.CONTACT);
            world.work();
            world.work();

            assertThat(account.contact("other@example.com").lists.get("3").status())
                    .isEqualTo(2);
            assertThat(account.contact("other@example.com").fields).isEmpty();
        }
    }

    @Nested
    class SomebodySuppressedWhoWasThereBefore {

        @Test
        void isForgottenButForTheProofAfterTheWaitingTime() {
            account.there(ANA, World.START.minusSeconds(9999));
            agreed(ANA);
            world.work();
            world.clock.now = world.clock.now.plusSeconds(60);
            world.says(ANA, WITHDRAWN, world.clock.now);
            world.work();
            assertThat(world.forgotten).isEmpty();
            world.workAfter(Duration.ofDays(6));
            assertThat(world.forgotten).isEmpty();
            world.workAfter(Duration.ofDays(1));

            assertThat(world.forgotten).containsExactly("description");
            assertThat(account.contact(ANA)).isNotNull();
        }
    }

    @Nested
    class AChangedAddress {

        @Test
        void isDeliveredAnewWhenSomebodyHasItThereAlready() {
            agreed(ANA);
            world.work();
            account.there("anna@example.com", World.START.minusSeconds(9999));
            moves();
            world.mark(ANA, Lane.WITHDRAWAL);
            world.workAfter(LONG);

            assertThat(account.contact("anna@example.com").lists.get("3").status())
                    .isEqualTo(1);
            assertThat(account.contact(ANA).lists.get("3").status()).isEqualTo(2);
        }

        @Test
        void movesTheContactAlsoWhenTheOldAddressWasEndedFirst() {
            agreed(ANA);
            world.work();
            moves();
            world.mark(ANA, Lane.WITHDRAWAL);
            world.delivery.drainFew();
            world.work();

            assertThat(account.contacts).hasSize(1);
            assertThat(account.contact("anna@example.com").lists.get("3").status())
                    .isEqualTo(1);
            assertThat(world.workAfter(Duration.ofDays(40))).isEmpty();
        }

        @Test
        void leavesTheOldOneToItsReadBackWhileItsImportIsOpen() {
            agreed(25);
            world.work();
            world.person(P3).movedAwayAt = world.clock.now;
            world.person("new@example.com").replaced.add(P3);
            agreed("new@example.com");
            world.mark(P3, Lane.WITHDRAWAL);
            world.work();
            completeImports();
            world.workAfter(Duration.ofSeconds(6));
            world.workAfter(LONG);

            assertThat(account.contact(P3).lists.get("3").status()).isEqualTo(2);
            assertThat(account.contact("new@example.com").lists.get("3").status())
                    .isEqualTo(1);
        }

        private void moves() {
            world.clock.now = world.clock.now.plusSeconds(60);
            world.person(ANA).movedAwayAt = world.clock.now;
            world.person("anna@example.com").replaced.add(ANA);
            agreed("anna@example.com");
        }
    }

    @Test
    void aContactThatIsAlwaysGoneCostsFewCalls() {
        agreed(ANA);
        for (int i = 0; i < 100; i++) {
            account.script("subscribe", new Answer.Gone<>());
        }

        assertThat(world.work()).hasSizeLessThan(6);
    }

    @Test
    void unknownConsentLeavesListsAloneThatAreNotMapped() {
        FakeAccount.Contact there = account.there(ANA, World.START.minusSeconds(9999));
        there.lists.put("5", new RemoteContact.Membership(1, null));
        save(new Confirmed(
                "main", ANA, there.id, false, RemoteState.NOTHING.withList("Other", 1, false), null, null, null));
        world.mark(ANA, Lane.CONTACT);
        world.work();

        assertThat(there.lists.get("5").status()).isEqualTo(1);
    }

    @Test
    void aNoThatIsTriedAgainStaysAheadOfWhatElseIsHeardOfThePerson() {
        agreed(ANA);
        world.work();
        world.clock.now = world.clock.now.plusSeconds(60);
        world.says(ANA, WITHDRAWN, world.clock.now);
        account.script("unsubscribe", FakeAccount.unavailable(false));
        world.work();
        world.mark(ANA, Lane.CONTACT);
        world.clock.now = world.clock.now.plusSeconds(5);
        world.delivery.drainFew();

        assertThat(account.contact(ANA).lists.get("3").status()).isEqualTo(2);
    }

    @Test
    void somebodyWhoAgreedAgainIsNoMoreKnownAsEnded() {
        withdrawn();
        world.says(ANA, GIVEN, world.clock.now);
        world.work();

        assertThat(world.confirmed(ANA).state().ended()).isNull();
    }

    private void withdrawn() {
        agreed(ANA);
        world.work();
        world.clock.now = world.clock.now.plusSeconds(60);
        world.says(ANA, WITHDRAWN, world.clock.now);
        world.work();
        world.clock.now = world.clock.now.plusSeconds(60);
    }

    private void completeImports() {
        List.copyOf(account.imports.keySet()).forEach(account::process);
    }

    private void save(Confirmed state) {
        world.database.write(tx -> {
            world.states.save(tx, List.of(state));
            return null;
        });
    }

    private void agreed(String email) {
        world.person(email).profile.put("first_name", "Ana");
        world.says(email, GIVEN);
    }

    private void agreed(int people) {
        IntStream.range(0, people).forEach(i -> agreed("p" + i + "@example.com"));
    }
}
