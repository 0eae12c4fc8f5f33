package io.consentgate.activecampaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.consentgate.activecampaign.ActiveCampaign.ImportProgress;
import io.consentgate.activecampaign.ActiveCampaign.Imported;
import io.consentgate.activecampaign.ActiveCampaign.Synced;
import io.consentgate.activecampaign.RemoteContact.Membership;
import io.consentgate.activecampaign.Transport.Response;
import io.consentgate.gate.Clearances;
import io.consentgate.gate.Cleared;
import io.consentgate.gate.ContactState;
import io.consentgate.gate.Removal;
import io.consentgate.gate.TrackedEvent;
import io.consentgate.mapping.Target;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class HttpActiveCampaignTest {

    private static final Target FIRST_NAME = new Target.Standard("first_name");
    private static final Target LAST_NAME = new Target.Standard("last_name");
    private static final Target PHONE = new Target.Standard("phone");
    private static final Target POINTS = new Target.Custom("Points", "number");
    private static final Target CONSENT = new Target.Custom("Marketing consent", "text");
    private static final BooleanSupplier YES = () -> true;
    private static final Lane LANE = Lane.CONTACT;
    private static final Directory DIRECTORY = new Directory(
            Map.of("Newsletter", "3"), Map.of("Points", "12", "Marketing consent", "13"), Map.of("customer", "312"));

    private final ScriptedTransport transport = new ScriptedTransport();
    private final FreeSlots slots = new FreeSlots();
    private final List<String> observed = new ArrayList<>();
    private Directory directory = DIRECTORY;

    private final Calls calls = new Calls(
            "main",
            transport,
            new CallBudget(slots, Ticker.SYSTEM, Pace.unlimited(Ticker.SYSTEM)),
            new AccountState(Clock.systemUTC()),
            new CallObserver() {
                @Override
                public void answered(String endpoint, String answer) {
                    observed.add(endpoint + " " + answer);
                }

                @Override
                public void waited(Duration forSlot) {}
            },
            Ticker.SYSTEM,
            Clock.systemUTC());
    private final HttpActiveCampaign account = new HttpActiveCampaign(
            calls,
            () -> directory,
            List.of(FIRST_NAME, LAST_NAME, POINTS, CONSENT),
            new EventHost(AccountUrl.events("https://trackcmp.net/event"), "1001", "event-key"));

    private final Cleared<ContactState> ana = state(
            "ana+shop@example.com",
            Map.of(FIRST_NAME, "Ana", LAST_NAME, "Muster", PHONE, "+493023125000", POINTS, "7", CONSENT, "given"));
    private final Removal bye = new Removal("ana+shop@example.com", "110");

    @Nested
    class Syncing {

        @Test
        void sendsTheAddressAndOnlyWhatChangedWithCustomValuesInsideTheContact() {
            transport.answers(201, "{\"contact\":{\"id\":\"110\",\"fieldValues\":[\"1\",\"2\"]},\"fieldValues\":[]}");

            assertThat(account.sync(LANE, ana, Set.of(FIRST_NAME, PHONE, POINTS), YES))
                    .isEqualTo(new Answer.Done<>(new Synced("110", true)));

            assertThat(transport.sent())
                    .containsExactly("POST contact/sync {\"contact\":{\"email\":\"ana+shop@example.com\","
                            + "\"fieldValues\":[{\"field\":\"12\",\"value\":\"7\"}],"
                            + "\"firstName\":\"Ana\",\"phone\":\"+493023125000\"}}");
            assertThat(observed).containsExactly("contact/sync done");
        }

        @Test
        void aContactThatWasThereIsToldByItsStatusAndItsNumericIdIsRead() {
            transport.answers(200, "{\"contact\":{\"id\":110}}");

            assertThat(account.sync(LANE, ana, Set.of(), YES)).isEqualTo(new Answer.Done<>(new Synced("110", false)));
            assertThat(transport.sent())
                    .containsExactly("POST contact/sync {\"contact\":{\"email\":\"ana+shop@example.com\"}}");
        }

        @Test
        void emptyTextIsSentOnlyForAChangedFieldThatHasNoValueAnyMore() {
            transport.answers(200, "{\"contact\":{\"id\":\"110\"}}");

            account.sync(LANE, state("ana@example.com", Map.of()), Set.of(LAST_NAME, CONSENT), YES);

            assertThat(transport.sent())
                    .containsExactly("POST contact/sync {\"contact\":{\"email\":\"ana@example.com\","
                            + "\"fieldValues\":[{\"field\":\"13\",\"value\":\"\"}],\"lastName\":\"\"}}");
        }

        @Test
        void whatIsNoLongerWantedIsNotSent() {
            assertThat(account.sync(LANE, ana, Set.of(), () -> false)).isEqualTo(new Answer.Refused<>("stale"));
            assertThat(transport.sent()).isEmpty();
            assertThat(observed).isEmpty();
        }

        @Test
        void aFieldThatSetupDidNotFindWaitsForSetup() {
            directory = Directory.EMPTY;

            assertThat(account.sync(LANE, ana, Set.of(POINTS), YES))
                    .isEqualTo(new Answer.Unavailable<>(
                            "the custom field 'Points' is not known in the account yet: run setup",
                            Duration.ofMinutes(1),
                            false));
        }

        @Test
        void aMoveGivesTheContactItsNewAddress() {
            transport.answers(200, "{\"contact\":{\"id\":\"110\"}}");

            assertThat(account.move(LANE, ana, "110", Set.of(FIRST_NAME), YES).isDone())
                    .isTrue();
            assertThat(transport.sent())
                    .containsExactly(
                            "PUT contacts/110 {\"contact\":{\"email\":\"ana+shop@example.com\",\"firstName\":\"Ana\"}}");
        }
    }

    @Nested
    class Reading {

        @Test
        void membershipsAndValuesStandBesideTheContact() {
            transport.answers(200, """
                    {"contactLists":[
                      {"contact":"110","list":"3","status":"2","udate":"2026-01-02T03:04:05-06:00","id":"1"},
                      {"contact":110,"list":4,"status":1,"udate":null,"id":"2"},
                      {"list":"5","status":"2","udate":"2026-07-02 03:04:05"},
                      {"list":"6","status":"2","udate":"0000-00-00 00:00:00"}],
                     "fieldValues":[{"contact":"110","field":"12","value":"7","id":"1"},{"field":13,"value":""},
                      {"field":"99","value":"x"}],
                     "contact":{"id":"110","email":"Ana+Shop@Example.com","cdate":"2026-01-01T00:00:00-06:00",
                      "firstName":"Ana","lastName":"","fieldValues":["1"],"contactLists":["1"],"bounced_hard":"1",
                      "links":[],"deleted":"0"}}""");

            assertThat(account.read(LANE, bye))
                    .isEqualTo(new Answer.Done<>(new RemoteContact(
                            "110",
                            "ana+shop@example.com",
                            Instant.parse("2026-01-01T06:00:00Z"),
                            Map.of(
                                    "3", new Membership(2, Instant.parse("2026-01-02T09:04:05Z")),
                                    "4", new Membership(1, null),
                                    "5", new Membership(2, Instant.parse("2026-07-02T08:04:05Z")),
                                    "6", new Membership(2, null)),
                            Map.of(FIRST_NAME, "Ana", POINTS, "7"),
                            true)));
            assertThat(transport.sent()).containsExactly("GET contacts/110");
        }

        @Test
        void aDeletedContactIsGone() {
            transport.answers(200, "{\"contact\":{\"id\":\"110\",\"email\":\"ana@example.com\",\"deleted\":\"1\"}}");

            assertThat(account.read(LANE, ana, "110")).isEqualTo(new Answer.Gone<>());
        }

        @Test
        void anAddressIsPercentEncodedAndComparedInAnyCase() {
            transport.answers(200, "{\"contacts\":[{\"id\":\"110\",\"email\":\"ANA+shop@example.com\"}]}");

            assertThat(account.find(LANE, new Removal("ana+shop@example.com", null))
                            .map(RemoteContact::id))
                    .isEqualTo(new Answer.Done<>("110"));
            assertThat(transport.sent()).containsExactly("GET contacts?email=ana%2Bshop%40example.com");
        }

        @Test
        void anIgnoredFilterNeverReturnsSomebodyElse() {
            transport.answers(200, "{\"contacts\":[{\"id\":\"1\",\"email\":\"first@example.com\"}]}");

            assertThat(account.find(LANE, bye)).isInstanceOf(Answer.Unavailable.class);
        }

        @Test
        void nobodyWithTheAddressIsGone() {
            transport.answers(200, "{\"contacts\":[],\"meta\":{\"total\":\"0\"}}");

            assertThat(account.find(LANE, bye)).isEqualTo(new Answer.Gone<>());
        }

        @Test
        void aPageAscendsByIdAndLeavesOutTheDeleted() {
            transport.answers(
                    200,
                    "{\"contacts\":[{\"id\":\"8\",\"email\":\"b@example.com\",\"cdate\":null,\"bounced_hard\":\"0\"},"
                            + "{\"id\":\"9\",\"email\":\"c@example.com\",\"deleted\":\"1\"}]}");

            assertThat(account.page(LANE, "3", 1, "7", "2026-01-02"))
                    .isEqualTo(new Answer.Done<>(
                            List.of(new RemoteContact("8", "b@example.com", null, Map.of(), Map.of(), false))));
            assertThat(transport.sent())
                    .containsExactly("GET contacts?orders%5Bid%5D=ASC&id_greater=7&listid=3&status=1&limit=100"
                            + "&filters%5Bupdated_after%5D=2026-01-02");
        }

        @Test
        void aPageThatStartsOverIsNotTaken() {
            transport.answers(200, "{\"contacts\":[{\"id\":\"1\",\"email\":\"a@example.com\"}]}");

            assertThat(account.page(LANE, null, -1, "7", null)).isInstanceOf(Answer.Unavailable.class);
        }
    }

    @Nested
    class Lists {

        @Test
        void aSubscriptionNamesListAndContact() {
            transport.answers(201, "{\"contactList\":{\"list\":\"3\",\"contact\":\"110\",\"status\":1}}");

            assertThat(account.subscribe(LANE, ana, "110", "Newsletter", false, YES)
                            .isDone())
                    .isTrue();
            assertThat(transport.sent())
                    .containsExactly(
                            "POST contactLists {\"contactList\":{\"list\":\"3\",\"contact\":\"110\",\"status\":1}}");
        }

        @Test
        void whoUnsubscribedIsSubscribedAgainWithSourceFour() {
            transport.answers(200, "{\"contactList\":{\"status\":\"1\"}}");

            assertThat(account.subscribe(LANE, ana, "110", "Newsletter", true, YES)
                            .isDone())
                    .isTrue();
            assertThat(transport.sent())
                    .containsExactly("POST contactLists"
                            + " {\"contactList\":{\"list\":\"3\",\"contact\":\"110\",\"status\":1,\"sourceid\":4}}");
        }

        @Test
        void anUnsubscribeThatWasNotTakenIsInDoubt() {
            transport.answers(200, "{\"contactList\":{\"status\":1}}");

            assertThat(account.unsubscribe(Lane.WITHDRAWAL, bye, "3"))
                    .isEqualTo(new Answer.Unavailable<>("the list status was not taken", Duration.ofSeconds(5), true));
            assertThat(transport.sent())
                    .containsExactly(
                            "POST contactLists {\"contactList\":{\"list\":\"3\",\"contact\":\"110\",\"status\":2}}");
        }

        @Test
        void whoseIdIsNotKnownIsLookedUpByAddressFirst() {
            transport
                    .answers(200, "{\"contacts\":[{\"id\":\"110\",\"email\":\"ana@example.com\"}]}")
                    .answers(200, "{\"contactList\":{\"status\":2}}");

            assertThat(account.unsubscribe(Lane.WITHDRAWAL, new Removal("ana@example.com", null), "3")
                            .isDone())
                    .isTrue();
        }
    }

    @Nested
    class TakingAway {

        @Test
        void aTagIsAddedByIdAndTakenAwayByItsAssociation() {
            transport.answers(201, "{\"contactTag\":{\"id\":\"13\"}}");
            assertThat(account.tag(LANE, ana, "110", "customer", YES).isDone()).isTrue();
            transport
                    .answers(200, "{\"contactTags\":[{\"tag\":\"9\",\"id\":\"12\"},{\"tag\":\"312\",\"id\":\"13\"}]}")
                    .answers(404, "{\"message\":\"No Result found for SubscriberTag with id 13\"}");
            assertThat(account.untag(LANE, bye, Set.of("customer")).isDone()).isTrue();

            assertThat(transport.sent())
                    .containsExactly(
                            "POST contactTags {\"contactTag\":{\"contact\":\"110\",\"tag\":\"312\"}}",
                            "GET contacts/110/contactTags",
                            "DELETE contactTags/13");
        }

        @Test
        void aTagThatAnImportMadeIsLookedUp() {
            transport
                    .answers(200, "{\"tags\":[{\"id\":\"1\",\"tag\":\"vip old\"},{\"id\":\"5\",\"tag\":\"VIP\"}]}")
                    .answers(200, "{\"contactTags\":[{\"tag\":5,\"id\":\"77\"}]}")
                    .answers(200, "{}");

            assertThat(account.untag(LANE, bye, Set.of("vip")).isDone()).isTrue();
            assertThat(transport.sent())
                    .containsExactly(
                            "GET tags?filters%5Bsearch%5D%5Beq%5D=vip",
                            "GET contacts/110/contactTags", "DELETE contactTags/77");
        }

        @Test
        void clearingWritesEmptyTextAndNoAddress() {
            transport.answers(200, "{\"contact\":{\"id\":\"110\"}}");

            assertThat(account.clear(LANE, bye, Set.of(FIRST_NAME, POINTS)).isDone())
                    .isTrue();
            assertThat(transport.sent())
                    .containsExactly(
                            "PUT contacts/110 {\"contact\":{\"fieldValues\":[{\"field\":\"12\",\"value\":\"\"}],"
                                    + "\"firstName\":\"\"}}");
        }

        @Test
        void automationsThatRunAreEnded() {
            transport
                    .answers(
                            200,
                            "{\"contactAutomations\":[{\"id\":\"1\",\"status\":\"2\"},{\"id\":\"2\",\"status\":\"1\"},"
                                    + "{\"id\":\"3\",\"status\":1}]}")
                    .answers(200, "{}")
                    .answers(403, "{\"message\":\"No Result found for SubscriberSeries with id 3\"}");

            assertThat(account.endAutomations(LANE, bye).isDone()).isTrue();
            assertThat(transport.sent())
                    .containsExactly(
                            "GET contacts/110/contactAutomations",
                            "DELETE contactAutomations/2",
                            "DELETE contactAutomations/3");
        }

        @Test
        void aContactThatIsNotThereAnyMoreIsDeleted() {
            transport.answers(404, "{\"message\":\"No result found for contact with id 110\"}");
            assertThat(account.delete(LANE, bye).isDone()).isTrue();
            transport.answers(200, "{\"contacts\":[]}");
            assertThat(account.delete(LANE, new Removal("ana@example.com", null))
                            .isDone())
                    .isTrue();

            assertThat(transport.sent()).containsExactly("DELETE contacts/110", "GET contacts?email=ana%40example.com");
        }
    }

    @Nested
    class Importing {

        @Test
        void namesAreSnakeCaseAndEmptyValuesStayAway() {
            transport.answers(200, "{\"success\":1,\"queued_contacts\":2,\"batchId\":\"b-1\"}");
            List<String> written = new ArrayList<>();
            Cleared<ContactState> full = Clearances.of(new ContactState(
                    "ana@example.com",
                    sorted(Map.of(FIRST_NAME, "Ana", PHONE, "+493023125000", POINTS, "7", CONSENT, "")),
                    new TreeSet<>(Set.of("Newsletter")),
                    new TreeSet<>(Set.of("customer"))));

            Answer<Imported> answer = account.importContacts(
                    Lane.BACKFILL, List.of(full, state("b@example.com", Map.of())), all -> Set.of(), written::addAll);

            assertThat(answer)
                    .isEqualTo(new Answer.Done<>(
                            new Imported("b-1", List.of("ana@example.com", "b@example.com"), Map.of())));
            assertThat(written).containsExactly("ana@example.com", "b@example.com");
            assertThat(transport.sent())
                    .containsExactly("POST import/bulk_import {\"contacts\":[{\"email\":\"ana@example.com\","
                            + "\"fields\":[{\"id\":12,\"value\":\"7\"}],\"first_name\":\"Ana\","
                            + "\"phone\":\"+493023125000\",\"tags\":[\"customer\"],\"subscribe\":[{\"listid\":3}]},"
                            + "{\"email\":\"b@example.com\"}]}");
            assertThat(slots.reserved).containsExactly(Use.IMPORT_MANY);
        }

        @Test
        void whoIsStaleStaysBehindAndNobodyMeansNoCall() {
            transport.answers(200, "{\"success\":1,\"batchId\":\"b-1\"}");

            account.importContacts(LANE, people(3), all -> Set.of("p1@example.com"), sent -> {});
            Answer<Imported> nobody = account.importContacts(LANE, people(2), Set::copyOf, sent -> {
                throw new AssertionError("nothing is sent");
            });

            assertThat(transport.sent())
                    .containsExactly("POST import/bulk_import"
                            + " {\"contacts\":[{\"email\":\"p0@example.com\"},{\"email\":\"p2@example.com\"}]}");
            assertThat(nobody).isEqualTo(new Answer.Done<>(new Imported(null, List.of(), Map.of())));
        }

        @Test
        void atMostTwoHundredAndFiftyGoAndASingleOneUsesItsOwnQuota() {
            transport.answers(200, "{\"batchId\":\"1\"}").answers(200, "{\"batchId\":\"2\"}");

            Answer<Imported> many = account.importContacts(LANE, people(251), all -> Set.of(), sent -> {});
            account.importContacts(LANE, people(1), all -> Set.of(), sent -> {});

            assertThat(((Answer.Done<Imported>) many).value().sent()).hasSize(250);
            assertThat(slots.reserved).containsExactly(Use.IMPORT_MANY, Use.IMPORT_ONE);
        }

        @Test
        void theBodyHasFewerThanFourHundredThousandBytesCountedInUtf8() {
            transport.answers(200, "{\"batchId\":\"1\"}");
            List<Cleared<ContactState>> long250 = IntStream.range(0, 250)
                    .mapToObj(i -> state("p" + i + "@example.com", Map.of(FIRST_NAME, "\u00e8".repeat(1_000))))
                    .toList();

            Answer<Imported> answer = account.importContacts(LANE, long250, all -> Set.of(), sent -> {});

            int bytes = transport.sent().get(0).getBytes(java.nio.charset.StandardCharsets.UTF_8).length
                    - "POST import/bulk_import ".length();
            assertThat(bytes).isLessThanOrEqualTo(399_999).isGreaterThan(397_000);
            assertThat(((Answer.Done<Imported>) answer).value().sent()).hasSizeBetween(190, 198);
        }

        @Test
        void aWholeRefusalNamesWhoWasRefused() {
            transport.answers(
                    400,
                    "{\"success\":0,\"message\":\"JSON payload did not pass validation.\",\"failureReasons\":"
                            + "[{\"contact\":2,\"failureReason\":\"Email 'p1@example.com' is not valid\"}]}");

            assertThat(account.importContacts(LANE, people(2), all -> Set.of(), sent -> {}))
                    .isEqualTo(new Answer.Done<>(new Imported(
                            null,
                            List.of("p0@example.com", "p1@example.com"),
                            Map.of("p1@example.com", "Email \u2026 is not valid"))));
        }

        @Test
        void aFullMinuteHoldsImportsBack() {
            transport.answers(400, "{\"success\":0,\"message\":\"Rate limit exceeded.\"}");

            assertThat(account.importContacts(LANE, people(2), all -> Set.of(), sent -> {}))
                    .isEqualTo(new Answer.Unavailable<>("import quota", Duration.ofSeconds(10), false));
            assertThat(slots.importPauses).containsExactly(Duration.ofSeconds(10));
            assertThat(observed).containsExactly("import/bulk_import rate_limited");
        }

        @Test
        void progressIsFalseThenWaitingThenCompletedWithTheFailedAddresses() {
            transport
                    .answers(200, "{\"status\":false}")
                    .answers(200, "{\"status\":\"claimed\"}")
                    .answers(200, "{\"status\":\"completed\",\"success\":[\"1\"],\"failure\":[\"Bad@Example.com\"]}")
                    .answers(200, "{\"status\":\"interrupted\"}");

            assertThat(List.of(
                            account.importProgress(LANE, "b-1"),
                            account.importProgress(LANE, "b-1"),
                            account.importProgress(LANE, "b-1"),
                            account.importProgress(LANE, "b-1")))
                    .containsExactly(
                            new Answer.Done<>(new ImportProgress(ImportProgress.State.WAITING, Set.of())),
                            new Answer.Done<>(new ImportProgress(ImportProgress.State.WAITING, Set.of())),
                            new Answer.Done<>(
                                    new ImportProgress(ImportProgress.State.COMPLETED, Set.of("bad@example.com"))),
                            new Answer.Done<>(new ImportProgress(ImportProgress.State.FAILED, Set.of())));
            assertThat(transport.sent()).contains("GET import/info?batchId=b-1");
        }
    }

    @Nested
    class TrackingEvents {

        private final Cleared<TrackedEvent> viewed =
                Clearances.of(new TrackedEvent("ana+shop@example.com", "viewed product", "red & blue"));

        @Test
        void anUnknownNameIsRegisteredOnceAndTheEventIsAForm() {
            transport
                    .answers(200, "{\"eventTrackingEvents\":[{\"name\":\"__pagevisit\"}],\"meta\":{\"total\":1}}")
                    .answers(201, "{\"eventTrackingEvent\":{\"name\":\"viewed product\"}}")
                    .answers(200, "{\"success\":1,\"message\":\"Event spawned\"}")
                    .answers(200, "1");

            assertThat(account.track(LANE, viewed, YES).isDone()).isTrue();
            assertThat(account.track(LANE, viewed, YES).isDone()).isTrue();

            String form = "EVENTS POST  actid=1001&key=event-key&event=viewed%20product&eventdata=red%20%26%20blue"
                    + "&visit=%7B%22email%22%3A%22ana%2Bshop%40example.com%22%7D";
            assertThat(transport.sent())
                    .containsExactly(
                            "GET eventTrackingEvents",
                            "POST eventTrackingEvents {\"eventTrackingEvent\":{\"name\":\"viewed product\"}}",
                            form,
                            form);
        }

        @Test
        void onlyASuccessIsASuccess() {
            transport
                    .answers(200, "{\"eventTrackingEvents\":[{\"name\":\"viewed product\"}]}")
                    .answers(200, "{\"success\":0,\"message\":\"An account ID must be provided.\"}")
                    .answers(200, "0")
                    .answers(200, "<html>login</html>");

            assertThat(account.track(LANE, viewed, YES))
                    .isEqualTo(new Answer.Refused<>("status 200: An account ID must be provided."));
            assertThat(account.track(LANE, viewed, YES)).isEqualTo(new Answer.Refused<>("status 200"));
            assertThat(account.track(LANE, viewed, YES)).isInstanceOf(Answer.Unavailable.class);
        }
    }

    @Nested
    class WhenTheAccountDoesNotAnswerWell {

        @Test
        void aRateLimitHoldsEverybody() {
            transport.answers(429, "{\"message\":\"Too Many Requests\"}");

            assertThat(account.read(LANE, bye))
                    .isEqualTo(new Answer.Unavailable<>("rate limit", Duration.ofSeconds(2), false));
            assertThat(slots.pauses).containsExactly(Duration.ofSeconds(2));
            assertThat(observed).containsExactly("contacts/id rate_limited");
        }

        @Test
        void whatWasCutAfterSendingIsInDoubt() {
            transport.answers(new Response.Unanswered("the connection was cut")).answers(new Response.NotSent("none"));

            assertThat(account.sync(LANE, ana, Set.of(), YES))
                    .isEqualTo(new Answer.Unavailable<>("the connection was cut", Duration.ofSeconds(5), true));
            assertThat(account.sync(LANE, ana, Set.of(), YES))
                    .isEqualTo(new Answer.Unavailable<>("none", Duration.ofSeconds(5), false));
        }

        @Test
        void threeRefusalsOfTheKeyInARowStopTheAccount() {
            transport
                    .answers(403, "{\"message\":\"Forbidden\"}")
                    .answers(200, "<html>login</html>")
                    .answers(403, null);
            List<Answer<RemoteContact>> answers =
                    IntStream.range(0, 5).mapToObj(i -> account.read(LANE, bye)).toList();

            assertThat(answers.stream().map(Answer::label))
                    .containsExactly("unavailable", "unavailable", "unavailable", "stopped", "stopped");
            assertThat(transport.sent()).hasSize(3);
        }
    }

    private static List<Cleared<ContactState>> people(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> state("p" + i + "@example.com", Map.of()))
                .toList();
    }

    private static Cleared<ContactState> state(String email, Map<Target, String> fields) {
        return Clearances.of(new ContactState(email, sorted(fields), new TreeSet<>(), new TreeSet<>()));
    }

    private static SortedMap<Target, String> sorted(Map<Target, String> fields) {
        return new TreeMap<>(fields);
    }
}
