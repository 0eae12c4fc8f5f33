package io.consentgate.delivery;

import static io.consentgate.event.ConsentStatus.GIVEN;
import static io.consentgate.event.ConsentStatus.WITHDRAWN;
import static org.assertj.core.api.Assertions.assertThat;

import io.consentgate.activecampaign.Answer;
import io.consentgate.activecampaign.Lane;
import io.consentgate.activecampaign.RemoteContact;
import io.consentgate.database.EmbeddedDatabases;
import io.consentgate.event.RequestKind;
import io.consentgate.mapping.Target;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the delivery calls, and what it leaves in the account. */
class DeliveryTest {

    private static final String ANA = "ana@example.com";
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
    class SomebodyWhoAgreed {

        @Test
        void isCreatedSubscribedAndTaggedInOneCallEach() {
            agreed(ANA);

            assertThat(world.work()).containsExactly("sync first_name", "subscribe Newsletter", "tag customer");
            assertThat(account.contact(ANA).lists).containsEntry("3", new RemoteContact.Membership(1, null));
        }

        @Test
        void costsNoCallWhileNothingChanged() {
            agreed(ANA);
            world.work();
            world.mark(ANA, Lane.CONTACT);

            assertThat(world.work()).isEmpty();
        }

        @Test
        void costsOneCallForAChangedField() {
            agreed(ANA);
            world.work();
            world.person(ANA).profile.put("first_name", "Anna");
            world.mark(ANA, Lane.CONTACT);

            assertThat(world.work()).containsExactly("sync first_name");
        }

        @Test
        void isMarkedThirtyDaysBeforeTheConsentEndsAndOutAtTheEnd() {
            agreed(ANA);
            world.work();

            world.clock.now = Instant.parse("2028-10-23T09:58:59Z");
            assertThat(world.work()).isEmpty();
            world.clock.now = Instant.parse("2028-10-23T09:59:00Z");
            assertThat(world.work()).containsExactly("sync custom:Ends");
            world.clock.now = Instant.parse("2028-11-22T09:58:59Z");
            assertThat(world.work()).isEmpty();
            world.clock.now = Instant.parse("2028-11-22T09:59:00Z");
            assertThat(world.work()).contains("unsubscribe 3");
        }

        @Test
        void isNotMarkedAnyMoreOnceTheyAgreedAgain() {
            agreed(ANA);
            world.work();
            world.clock.now = Instant.parse("2028-10-24T10:00:00Z");
            world.work();
            world.says(ANA, GIVEN, world.clock.now);

            assertThat(world.work()).containsExactly("sync custom:Ends");
            assertThat(account.contact(ANA).fields).doesNotContainKey(new Target.Custom("Ends", "date"));
        }

        @Test
        void hasAFieldClearedThatIsNoMoreKnown() {
            agreed(ANA);
            world.work();
            world.person(ANA).profile.clear();
            world.mark(ANA, Lane.CONTACT);

            assertThat(world.work()).containsExactly("sync first_name");
            assertThat(account.contact(ANA).fields).isEmpty();
        }

        @Test
        void isReadBeforeBeingSubscribedWhenTheContactWasThereBefore() {
            account.there(ANA, World.START.minusSeconds(9999));
            agreed(ANA);

            assertThat(world.work())
                    .containsExactly("sync first_name", "read 100", "subscribe Newsletter", "tag customer");
        }

        @Test
        void isNotSubscribedWhenTheyLeftTheListThereAfterwards() {
            account.there(ANA, World.START.minusSeconds(9999))
                    .lists
                    .put("3", new RemoteContact.Membership(2, World.START.minusSeconds(5)));
            agreed(ANA);

            assertThat(world.work())
                    .startsWith("sync first_name", "read 100")
                    .noneMatch(call -> call.startsWith("sub"));
            assertThat(world.heard).containsExactly("left Newsletter at 2026-11-22T09:59:55Z");
            assertThat(account.contact(ANA).lists.get("3").status()).isEqualTo(2);
        }

        @Test
        void isSubscribedAgainWhenTheyAgreedAfterLeavingTheList() {
            account.there(ANA, World.START.minusSeconds(9999))
                    .lists
                    .put("3", new RemoteContact.Membership(2, World.START.minusSeconds(999)));
            agreed(ANA);

            assertThat(world.work()).contains("subscribe Newsletter again");
        }

        @Test
        void isNeverSubscribedOnceTheNoCameBetweenThePlanAndTheCall() {
            agreed(ANA);
            account.beforeSending = () -> {
                account.beforeSending = () -> {};
                world.says(ANA, WITHDRAWN, world.clock.now);
            };

            assertThat(world.work()).isEmpty();
            assertThat(account.contact(ANA)).isNull();
        }
    }

    @Nested
    class SomebodyWhoSaysNo {

        @BeforeEach
        void delivered() {
            agreed(ANA);
            world.work();
            world.clock.now = world.clock.now.plusSeconds(60);
            world.says(ANA, WITHDRAWN, world.clock.now);
        }

        @Test
        void isUnsubscribedFirstAndThenEverythingOfOursGoes() {
            assertThat(world.work())
                    .containsExactly(
                            "unsubscribe 3", "read 100", "end automations", "untag customer", "clear first_name");
            assertThat(account.contact(ANA).fields).isEmpty();
            assertThat(world.obeyed).hasSize(1);
        }

        @Test
        void isLeftAloneAfterwards() {
            world.work();
            world.mark(ANA, Lane.CONTACT);

            assertThat(world.work()).isEmpty();
        }

        @Test
        void isDeletedAfterTheGracePeriodWhenTheContactIsOurs() {
            world.work();

            assertThat(world.workAfter(Duration.ofDays(29))).isEmpty();
            assertThat(world.workAfter(Duration.ofDays(2))).containsExactly("delete 100", "read 100");
            assertThat(world.confirmed(ANA)).isNull();
        }

        @Test
        void leavesEveryListThereEvenThoseThatAreNotOurs() {
            account.contact(ANA).lists.put("77", new RemoteContact.Membership(1, null));

            assertThat(world.work()).contains("unsubscribe 3", "unsubscribe 77");
        }

        @Test
        void isSubscribedAgainByANewerYes() {
            world.work();
            world.clock.now = world.clock.now.plusSeconds(60);
            world.says(ANA, GIVEN, world.clock.now);

            assertThat(world.work())
                    .containsExactly("sync first_name", "read 100", "subscribe Newsletter again", "tag customer");
            assertThat(world.workAfter(Duration.ofDays(40))).isEmpty();
        }

        @Test
        void isNotTakenForARemoteNoWhenTheUnsubscribeWasOurs() {
            account.takenAnyway = true;
            account.script("unsubscribe", FakeAccount.unavailable(true));
            world.work();
            world.restart();
            world.workAfter(LONG);

            assertThat(world.heard).isEmpty();
            assertThat(account.contact(ANA).lists.get("3").status()).isEqualTo(2);
        }
    }

    @Nested
    class SomebodyElsesAudience {

        @Test
        void isNotTouchedByUnknownConsentExceptOnMappedLists() {
            FakeAccount.Contact there = account.there(ANA, World.START.minusSeconds(9999));
            there.lists.put("3", new RemoteContact.Membership(1, null));
            there.lists.put("77", new RemoteContact.Membership(1, null));
            world.person(ANA).profile.put("first_name", "Ana");
            seen(there);
            world.mark(ANA, Lane.CONTACT);

            assertThat(world.work()).containsExactly("read 100", "unsubscribe 3");
            assertThat(world.workAfter(Duration.ofDays(365))).isEmpty();
            assertThat(there.lists.get("77").status()).isEqualTo(1);
        }

        @Test
        void isNeverDeletedByAnEndedConsent() {
            FakeAccount.Contact there = account.there(ANA, World.START.minusSeconds(9999));
            agreed(ANA);
            world.work();
            world.clock.now = world.clock.now.plusSeconds(60);
            world.says(ANA, WITHDRAWN, world.clock.now);
            world.work();

            assertThat(world.workAfter(Duration.ofDays(365))).isEmpty();
            assertThat(account.contacts).containsValue(there);
        }
    }

    @Nested
    class Rights {

        @Test
        void erasureDeletesAndReadsTheIdAgain() {
            agreed(ANA);
            world.work();
            world.asks(ANA, RequestKind.ERASURE);

            assertThat(world.work()).containsExactly("delete 100", "read 100");
            assertThat(world.forgotten).containsExactly("erased");
        }

        @Test
        void erasureOfSomebodyWhoWasNeverThereAsksNobody() {
            world.person(ANA);
            world.asks(ANA, RequestKind.ERASURE);

            assertThat(world.work()).isEmpty();
            assertThat(world.forgotten).containsExactly("erased");
        }

        @Test
        void erasureIsNotFinishedWhileTheContactIsStillThere() {
            agreed(ANA);
            world.work();
            world.asks(ANA, RequestKind.ERASURE);
            account.script("delete", new Answer.Done<>(null));

            world.work();
            assertThat(world.forgotten).isEmpty();
            world.workAfter(Duration.ofMinutes(1));
            assertThat(world.forgotten).containsExactly("erased");
        }

        @Test
        void restrictionEndsTheMailAndNothingElse() {
            agreed(ANA);
            world.work();
            world.asks(ANA, RequestKind.RESTRICTION);

            assertThat(world.work()).containsExactly("unsubscribe 3", "read 100", "end automations");
            assertThat(world.workAfter(Duration.ofDays(365))).isEmpty();
            assertThat(account.contact(ANA).fields).isNotEmpty();
        }
    }

    @Nested
    class Doubt {

        @Test
        void aCallThatWasCutIsReadAndNotAssumed() {
            agreed(ANA);
            account.takenAnyway = true;
            account.script("sync", FakeAccount.unavailable(true));
            world.work();

            assertThat(world.workAfter(LONG))
                    .containsExactly("find", "read 100", "subscribe Newsletter", "tag customer");
            assertThat(world.confirmed(ANA).createdHere()).isTrue();
        }

        @Test
        void aCallThatNeverArrivedIsMadeAgain() {
            agreed(ANA);
            account.script("sync", FakeAccount.unavailable(true));
            world.work();

            assertThat(world.workAfter(LONG))
                    .containsExactly("find", "sync first_name", "subscribe Newsletter", "tag customer");
        }

        @Test
        void whoWasOnlyTriedIsNotThereForCartsAndEvents() {
            agreed(ANA);
            account.script("sync", FakeAccount.unavailable(true));
            world.work();
            account.script("sync", FakeAccount.unavailable(false));

            assertThat(world.workAfter(LONG)).containsExactly("find", "sync first_name");
            assertThat(world.confirmed(ANA).doubt()).isNull();
            assertThat(world.confirmed(ANA).delivered()).isFalse();

            world.workAfter(LONG);
            assertThat(world.confirmed(ANA).delivered()).isTrue();
        }

        @Test
        void aRefusedPersonIsADeadLetterAndARepeatedYesTriesAgain() {
            agreed(ANA);
            account.script("sync", new Answer.Refused<>("field_invalid"));
            world.work();

            assertThat(letters()).extracting(DeadLetters.DeadLetter::reason).containsExactly("field_invalid");
            world.mark(ANA, Lane.CONTACT);
            world.work();
            assertThat(account.contact(ANA)).isNotNull();
            assertThat(letters()).isEmpty();
        }

        @Test
        void aStoppedAccountEatsNobody() {
            agreed(ANA);
            account.script("sync", new Answer.Stopped<>("key refused"));
            world.work();

            assertThat(world.workAfter(LONG)).contains("subscribe Newsletter");
        }
    }

    @Nested
    class ManyPeople {

        @Test
        void goInOneImportAndAreConfirmedByOneReadBack() {
            agreed(25);
            assertThat(world.work()).containsExactly("import 25");
            account.process("batch-1");

            assertThat(world.workAfter(Duration.ofSeconds(7))).containsExactly("progress batch-1");
            assertThat(world.confirmed("p3@example.com").doubt()).isNull();
            IntStream.range(0, 25).forEach(i -> world.mark("p" + i + "@example.com", Lane.BACKFILL));
            assertThat(world.work()).isEmpty();
        }

        @Test
        void goInAnImportToo_thoseWhoseNoTakesNothingAway() {
            agreed(25);
            IntStream.range(0, 25).forEach(i -> world.mark("p" + i + "@example.com", Lane.WITHDRAWAL));

            assertThat(world.work()).containsExactly("import 25");
        }

        @Test
        void areSplitUntilTheBadRecordStandsAlone() {
            agreed(25);
            account.failing.add("p7@example.com");
            world.work();

            assertThat(letters()).extracting(DeadLetters.DeadLetter::address).containsExactly("p7@example.com");
            assertThat(account.imports.values().stream()
                            .mapToInt(batch -> batch.states().size())
                            .sum())
                    .isEqualTo(24);
        }

        @Test
        void areSentAgainWhenTheAnswerWasLost() {
            agreed(25);
            account.script("import", FakeAccount.unavailable(true));
            world.work();

            assertThat(world.workAfter(LONG)).containsExactly("import 25");
        }

        @Test
        void areSentAgainAfterACrashBeforeTheAnswer() {
            agreed(25);
            account.beforeSending = () -> {
                throw new OutOfMemoryError("killed");
            };
            try {
                world.work();
            } catch (OutOfMemoryError killed) {
                account.beforeSending = () -> {};
            }
            world.restart();

            assertThat(world.work()).containsExactly("import 25");
        }

        @Test
        void someoneWhoSaysNoWhileTheImportIsOpenIsEndedAtOnceAndAgainAfterItsReadBack() {
            agreed(25);
            world.work();
            world.clock.now = world.clock.now.plusSeconds(1);
            world.says("p3@example.com", WITHDRAWN, world.clock.now);
            world.work();
            account.process("batch-1");
            assertThat(account.contact("p3@example.com").lists.get("3").status())
                    .isEqualTo(1);
            world.workAfter(Duration.ofSeconds(30));
            world.workAfter(Duration.ofSeconds(30));

            assertThat(account.contact("p3@example.com").lists.get("3").status())
                    .isEqualTo(2);
            assertThat(account.contact("p3@example.com").fields).isEmpty();
        }

        @Test
        void someoneWhoSaidNoAfterThePlanIsNotInTheImport() {
            agreed(25);
            account.beforeSending = () -> {
                account.beforeSending = () -> {};
                world.says("p3@example.com", WITHDRAWN, world.clock.now);
            };

            assertThat(world.work()).first().isEqualTo("import 24");
            account.process("batch-1");
            assertThat(account.contact("p3@example.com")).isNull();
        }
    }

    @Test
    void aChangedAddressMovesTheContact() {
        agreed(ANA);
        world.work();
        world.person(ANA).movedAwayAt = world.clock.now;
        agreed("anna@example.com");
        world.person("anna@example.com").replaced.add(ANA);
        world.work();

        assertThat(account.contacts).hasSize(1);
        assertThat(account.contact("anna@example.com").lists.get("3").status()).isEqualTo(1);
        assertThat(world.confirmed(ANA)).isNull();
    }

    private List<DeadLetters.DeadLetter> letters() {
        return world.database.read(tx -> world.deadLetters.list(tx, 0, 10));
    }

    private void agreed(String email) {
        world.person(email).profile.put("first_name", "Ana");
        world.says(email, GIVEN);
    }

    private void agreed(int people) {
        IntStream.range(0, people).forEach(i -> agreed("p" + i + "@example.com"));
    }

    private void seen(FakeAccount.Contact there) {
        world.database.write(tx -> {
            world.states.save(
                    tx,
                    List.of(new Confirmed(
                            "main", there.email, there.id, false, RemoteState.NOTHING, null, null, null)));
            return null;
        });
    }
}
