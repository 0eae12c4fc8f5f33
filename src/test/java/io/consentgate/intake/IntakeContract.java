package io.consentgate.intake;

import static io.consentgate.intake.IntakeOutcome.ACCEPTED;
import static io.consentgate.intake.IntakeOutcome.DUPLICATE;
import static org.assertj.core.api.Assertions.assertThat;

import io.consentgate.activecampaign.Lane;
import io.consentgate.consent.RegisterEntry;
import io.consentgate.consent.Statement;
import io.consentgate.database.SqlDatabase;
import io.consentgate.delivery.ChangedQueue;
import io.consentgate.event.ConsentStatus;
import io.consentgate.event.InboundEvent;
import io.consentgate.gate.Facts;
import io.consentgate.rights.RightsRequests.RightsRequest;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From an accepted event to what the gate will see of it. */
abstract class IntakeContract {

    private static final String ANNA = "anna@example.com";
    private static final String NEW_ANNA = "anna.rossi@example.com";

    @TempDir
    Path folder;

    private Premises premises;

    abstract SqlDatabase open();

    @BeforeEach
    void move() {
        premises = new Premises(open(), folder);
    }

    @AfterEach
    void close() {
        premises.close();
    }

    @Test
    void aContactAndItsConsentAreTheFactsOfTheAddress() {
        assertThat(premises.accept(
                        contact("7", ANNA, "Anna", "2025-01-01T10:00:00Z"),
                        consent(ANNA, "given", "2025-01-02T10:00:00Z")))
                .containsExactly(ACCEPTED, ACCEPTED);

        Facts facts = facts(ANNA);
        assertThat(facts.profile()).containsEntry("first_name", "Anna");
        assertThat(statuses(facts.history().own())).containsExactly(ConsentStatus.GIVEN);
        assertThat(marks()).isEqualTo(Map.of(ANNA, Lane.CONTACT));
    }

    @Nested
    class Keys {

        @Test
        void theSameEventAgainIsADuplicateAndChangesNothing() {
            var event = premises.event("e1", "consent", consentData(ANNA, "given", "2025-01-02T10:00:00Z"));

            assertThat(premises.accept(event, event)).containsExactly(ACCEPTED, DUPLICATE);
            assertThat(premises.accept(event)).containsExactly(DUPLICATE);
            assertThat(facts(ANNA).history().own()).hasSize(1);
        }

        @Test
        void ofTheSameKeyWithOtherContentTheFirstStays() {
            premises.accept(premises.event("e1", "consent", consentData(ANNA, "given", "2025-01-02T10:00:00Z")));

            assertThat(premises.accept(
                            premises.event("e1", "consent", consentData(ANNA, "withdrawn", "2025-01-03T10:00:00Z"))))
                    .containsExactly(DUPLICATE);
            assertThat(statuses(facts(ANNA).history().own())).containsExactly(ConsentStatus.GIVEN);
        }
    }

    @Nested
    class OldKeys {

        private final SqlInboundKeys keys = new SqlInboundKeys();
        private final List<InboundKeys.Key> oneOfEachFirstByte = IntStream.range(0, 256)
                .mapToObj(first -> new InboundKeys.Key(new byte[] {(byte) first, 1, 2, 3}, new byte[] {4}))
                .toList();

        @Test
        void areForgottenWhateverTheyBeginWithAndTheirEventsAreNewAgain() {
            claim();

            assertThat(keys.forgetBefore(premises.database, Premises.NOW.plusMillis(1)))
                    .isEqualTo(256);
            assertThat(claim()).containsOnly(InboundKeys.Claim.FRESH);
        }

        @Test
        void areKeptForTheTimeThatIsSet() {
            claim();

            assertThat(keys.forgetBefore(premises.database, Premises.NOW)).isZero();
            assertThat(claim()).containsOnly(InboundKeys.Claim.REPEATED);
        }

        private List<InboundKeys.Claim> claim() {
            return premises.database.write(tx -> keys.claim(tx, oneOfEachFirstByte, Premises.NOW));
        }
    }

    @Nested
    class Profiles {

        @Test
        void theNewerValueOfAMemberStaysWhateverCameLast() {
            premises.accept(contact("7", ANNA, "Anna", "2025-02-01T10:00:00Z"));
            premises.accept(contact("7", ANNA, "Annina", "2025-01-01T10:00:00Z"));

            assertThat(facts(ANNA).profile()).containsEntry("first_name", "Anna");
        }

        @Test
        void aContactThatNamesOnlyTheExternalIdSpeaksForItsAddress() {
            premises.accept(premises.event(
                    "contact", "{'external_id':'7','city':'Parma','updated_at':'2025-02-01T10:00:00Z'}"));
            premises.accept(contact("7", ANNA, "Anna", "2025-01-01T10:00:00Z"));

            assertThat(facts(ANNA).profile()).containsEntry("city", "Parma");
        }
    }

    @Nested
    class Lanes {

        @Test
        void aWithdrawalOvertakesAndAnHistoricalContactWaits() {
            premises.accept(
                    premises.event("h", "contact", "historical", "{'email':'old@example.com'}"),
                    consent(ANNA, "withdrawn", "2025-01-02T10:00:00Z"),
                    premises.event(
                            "n", "consent", "historical", consentData("no@example.com", "refused", "2025-01-02")));

            assertThat(marks())
                    .isEqualTo(Map.of(
                            "old@example.com",
                            Lane.BACKFILL,
                            ANNA,
                            Lane.WITHDRAWAL,
                            "no@example.com",
                            Lane.WITHDRAWAL));
        }

        @Test
        void anOrderMarksNobodyButWhoASoftOptInRestsOn() {
            premises.accept(premises.event("order", order("100", "{'email':'" + ANNA + "'}")));
            assertThat(marks()).isEmpty();

            premises.accept(
                    premises.event(
                            "consent",
                            "{'person':{'email':'" + NEW_ANNA
                                    + "'},'purpose':'direct_marketing_own_similar','channel':'email',"
                                    + "'status':'given','legal_basis':'soft_opt_in','opt_out_offered':true,"
                                    + "'sale_order_external_id':'200','recorded_at':'2025-01-02T10:00:00Z','evidence':{'a':1}}"));
            premises.changedDone();
            premises.accept(premises.event("order", order("200", "{'email':'" + NEW_ANNA + "'}")));

            assertThat(marks()).isEqualTo(Map.of(NEW_ANNA, Lane.CONTACT));
            Statement.Choice choice =
                    (Statement.Choice) facts(NEW_ANNA).history().own().get(0).statement();
            assertThat(facts(NEW_ANNA).sales())
                    .containsExactly(new Facts.Sale(choice.sale(), Instant.parse("2025-01-01T09:00:00Z"), true));
        }
    }

    @Nested
    class Aliases {

        @Test
        void aConsentThatNamesOnlyTheExternalIdBelongsToTheAddressItHadThen() {
            premises.accept(
                    contact("7", ANNA, "Anna", "2025-01-01T10:00:00Z"),
                    contact("7", NEW_ANNA, "Anna", "2025-03-01T10:00:00Z"),
                    consentOfAlias("7", "given", "2025-02-01T10:00:00Z"),
                    consentOfAlias("7", "refused", "2025-04-01T10:00:00Z"));

            assertThat(statuses(facts(ANNA).history().own())).containsExactly(ConsentStatus.GIVEN);
            assertThat(statuses(facts(NEW_ANNA).history().own())).containsExactly(ConsentStatus.REFUSED);
        }

        @Test
        void beforeTheFirstAddressItBelongsToTheFirstOneKnownAfter() {
            premises.accept(consentOfAlias("7", "given", "2024-02-01T10:00:00Z"));
            assertThat(marks()).isEmpty();

            premises.accept(contact("7", ANNA, "Anna", "2025-01-01T10:00:00Z"));

            assertThat(statuses(facts(ANNA).history().own())).containsExactly(ConsentStatus.GIVEN);
        }

        @Test
        void aChangedAddressTakesEveryNoAlongAndNoGrant() {
            premises.accept(
                    contact("7", ANNA, "Anna", "2025-01-01T10:00:00Z"),
                    consent(ANNA, "given", "2025-01-02T10:00:00Z"),
                    consent(ANNA, "refused", "2025-01-03T10:00:00Z"),
                    consent(ANNA, "withdrawn", "2025-06-01T10:00:00Z"));
            premises.changedDone();
            premises.accept(contact("7", NEW_ANNA, "Anna", "2025-03-01T10:00:00Z"));

            assertThat(marks().keySet()).containsExactlyInAnyOrder(ANNA, NEW_ANNA);
            assertThat(facts(NEW_ANNA).history().own()).isEmpty();
            assertThat(statuses(facts(NEW_ANNA).history().carried()))
                    .containsExactlyInAnyOrder(ConsentStatus.GIVEN, ConsentStatus.REFUSED);
            assertThat(facts(NEW_ANNA).history().movedAwayAt()).isNull();
            assertThat(facts(ANNA).history().movedAwayAt()).isEqualTo(Instant.parse("2025-03-01T10:00:00Z"));
            assertThat(premises.known(NEW_ANNA).orElseThrow().replaced()).containsExactly(ANNA);
            assertThat(premises.known(ANNA).orElseThrow().replaced()).isEmpty();
        }

        @Test
        void aLateNoOfTheOldAddressMarksTheNewOneToo() {
            premises.accept(
                    contact("7", ANNA, "Anna", "2025-01-01T10:00:00Z"),
                    contact("7", NEW_ANNA, "Anna", "2025-03-01T10:00:00Z"));
            premises.changedDone();

            premises.accept(consent(ANNA, "refused", "2025-02-01T10:00:00Z"));

            assertThat(marks()).isEqualTo(Map.of(ANNA, Lane.WITHDRAWAL, NEW_ANNA, Lane.WITHDRAWAL));
        }
    }

    @Test
    void aPhoneJoinsNobodyButItsNoesAreSeen() {
        premises.accept(premises.event("contact", "{'email':'" + ANNA + "','phone':'+393331234567'}"));
        premises.changedDone();
        premises.accept(
                premises.event(
                        "consent",
                        "{'person':{'phone':'+393331234567'},'purpose':'direct_marketing','channel':'sms','status':'refused'}"));

        assertThat(statuses(facts(ANNA).phoneStatements())).containsExactly(ConsentStatus.REFUSED);
        assertThat(facts(ANNA).history().own()).isEmpty();
        assertThat(marks()).isEqualTo(Map.of(ANNA, Lane.WITHDRAWAL));
    }

    @Test
    void aBannerThatCannotBeReadSaysWhy() {
        premises.accept(premises.event(
                "cookie-consent",
                "{'person':{'email':'" + ANNA
                        + "'},'format':'cookiebot','raw':'x','recorded_at':'2025-01-01T10:00:00Z'}"));

        assertThat(facts(ANNA).history().own())
                .extracting(RegisterEntry::statement)
                .containsExactly(new Statement.UnreadableBanner(
                        "cookiebot", Instant.parse("2025-01-01T10:00:00Z"), "record.unparsable"));
    }

    @Test
    void behaviourIsKeptOnlyFreshAndWithTrackingConsent() {
        premises.accept(
                behaviour("viewed", "given", "2026-03-01T11:30:00Z"),
                behaviour("refused", "refused", "2026-03-01T11:30:00Z"),
                behaviour("unknown", "unknown", "2026-03-01T11:30:00Z"),
                behaviour("old", "given", "2026-03-01T10:59:59Z"));

        assertThat(premises.texts("SELECT name FROM tracking_outbox")).containsExactly("viewed");
    }

    @Nested
    class Requests {

        @Test
        void restrictionAndAccessAreTakenDown() {
            premises.accept(
                    request("restriction", "{'email':'" + ANNA + "'}", "2026-02-01T10:00:00Z"),
                    request("access", "{'email':'" + ANNA + "'}", "2026-02-01T10:00:00Z"));

            assertThat(openRequests()).singleElement().satisfies(open -> assertThat(open.dueAt())
                    .isEqualTo("2026-03-01T10:00:00Z"));
            assertThat(facts(ANNA).history().own()).hasSize(2);
            assertThat(marks()).isEqualTo(Map.of(ANNA, Lane.WITHDRAWAL));
        }

        @Test
        void theErasureOfAWholeShopWaitsForAnOperator() {
            premises.accept(
                    premises.event("privacy-request", "{'kind':'shop_erasure','requested_at':'2026-02-01T10:00:00Z'}"));

            assertThat(openRequests())
                    .singleElement()
                    .hasFieldOrPropertyWithValue("shop", "s1")
                    .hasFieldOrPropertyWithValue("personId", null);
        }

        @Test
        void anErasureTakesWhatWasBeforeItAndDropsWhatArrivesLater() {
            premises.accept(
                    contact("7", ANNA, "Anna", "2025-01-01T10:00:00Z"),
                    consent(ANNA, "given", "2025-01-02T10:00:00Z"),
                    premises.event("order", order("100", "{'external_id':'7'}")),
                    request("erasure", "{'external_id':'7'}", "2026-02-01T10:00:00Z"));

            assertThat(premises.accept(
                            consent(ANNA, "given", "2026-01-15T10:00:00Z"),
                            premises.event("order", order("101", "{'external_id':'7'}"))))
                    .containsExactly(ACCEPTED, ACCEPTED);

            Facts facts = facts(ANNA);
            assertThat(facts.erasedAt()).isEqualTo("2026-02-01T10:00:00Z");
            assertThat(facts.profile()).isEmpty();
            assertThat(facts.sales()).isEmpty();
            assertThat(statuses(facts.history().own())).containsExactly(ConsentStatus.GIVEN);
            assertThat(premises.count("SELECT COUNT(*) FROM evidence")).isZero();
            assertThat(premises.count("SELECT COUNT(*) FROM shop_order")).isZero();
            assertThat(marks()).isEqualTo(Map.of(ANNA, Lane.WITHDRAWAL));
            assertThat(premises.register.verify("shop").findings()).isEmpty();
        }

        @Test
        void whatWasSaidAfterTheErasureStaysWhicheverCameFirst() {
            premises.accept(
                    contact("7", ANNA, "Anna", "2026-02-10T10:00:00Z"), consent(ANNA, "given", "2026-02-10T10:00:00Z"));
            premises.accept(request("erasure", "{'email':'" + ANNA + "'}", "2026-02-01T10:00:00Z"));
            finishErasure(ANNA);

            assertThat(facts(ANNA).profile()).containsEntry("first_name", "Anna");
            assertThat(statuses(facts(ANNA).history().own())).contains(ConsentStatus.GIVEN);
            assertThat(openRequests()).isEmpty();
        }

        @Test
        void afterItsEndNobodyIsKnownButTheHash() {
            premises.accept(
                    contact("7", ANNA, "Anna", "2025-01-01T10:00:00Z"),
                    consent(ANNA, "given", "2025-01-02T10:00:00Z"),
                    request("erasure", "{'email':'" + ANNA + "'}", "2026-02-01T10:00:00Z"));

            finishErasure(ANNA);

            assertThat(premises.count("SELECT COUNT(*) FROM person")).isZero();
            assertThat(marks()).isEmpty();
            assertThat(facts(ANNA).erasedAt()).isEqualTo("2026-02-01T10:00:00Z");
            assertThat(facts(ANNA).history().own()).isEmpty();
        }
    }

    @Nested
    class Waiting {

        @Test
        void whoNeverAnsweredIsForgottenAltogether() {
            premises.accept(
                    contact("7", ANNA, "Anna", "2025-01-01T10:00:00Z"),
                    consent(ANNA, "pending", "2025-01-01T10:00:00Z"));

            forget(ANNA);

            assertThat(premises.known(ANNA)).isEmpty();
            assertThat(premises.count("SELECT COUNT(*) FROM evidence")).isZero();
            assertThat(premises.count("SELECT COUNT(*) FROM alias")).isZero();
        }

        @Test
        void aRefusalStaysWithItsEvidence() {
            premises.accept(
                    contact("7", ANNA, "Anna", "2025-01-01T10:00:00Z"),
                    consent(ANNA, "refused", "2025-01-01T10:00:00Z"));

            forget(ANNA);

            assertThat(facts(ANNA).profile()).isEmpty();
            assertThat(statuses(facts(ANNA).history().own())).containsExactly(ConsentStatus.REFUSED);
            assertThat(premises.count("SELECT COUNT(*) FROM evidence")).isOne();
        }

        @Test
        void whoWasSentToIsForgottenButForTheProofOfIt() {
            premises.accept(
                    contact("7", ANNA, "Anna", "2025-01-01T10:00:00Z"),
                    consent(ANNA, "given", "2025-01-01T10:00:00Z"),
                    consent(ANNA, "withdrawn", "2025-02-01T10:00:00Z"));

            premises.database.write(tx -> {
                premises.erasure.description(tx, Premises.SITE, ANNA);
                return null;
            });

            assertThat(facts(ANNA).profile()).isEmpty();
            assertThat(statuses(facts(ANNA).history().own()))
                    .containsExactly(ConsentStatus.GIVEN, ConsentStatus.WITHDRAWN);
            assertThat(premises.count("SELECT COUNT(*) FROM evidence")).isEqualTo(2);
        }

        private void forget(String email) {
            premises.database.write(tx -> {
                premises.erasure.profile(tx, Premises.SITE, email);
                return null;
            });
        }
    }

    private List<RightsRequest> openRequests() {
        return premises.database.read(premises.requests::open);
    }

    private void finishErasure(String email) {
        premises.database.write(tx -> {
            premises.erasure.erased(tx, Premises.SITE, email);
            return null;
        });
    }

    private Facts facts(String email) {
        return premises.known(email).orElseThrow().facts();
    }

    private static List<ConsentStatus> statuses(List<RegisterEntry> entries) {
        return entries.stream()
                .map(RegisterEntry::statement)
                .filter(Statement.Choice.class::isInstance)
                .map(statement -> ((Statement.Choice) statement).status())
                .toList();
    }

    private Map<String, Lane> marks() {
        return premises
                .changed
                .claim("main", EnumSet.allOf(Lane.class), 100, "test", Premises.NOW, Premises.NOW)
                .stream()
                .collect(Collectors.toMap(ChangedQueue.Claim::address, ChangedQueue.Claim::lane));
    }

    private InboundEvent contact(String externalId, String email, String name, String at) {
        return premises.event(
                "contact",
                "{'external_id':'" + externalId + "','email':'" + email + "','first_name':'" + name + "','updated_at':'"
                        + at + "'}");
    }

    private InboundEvent consent(String email, String status, String at) {
        return premises.event("consent", consentData(email, status, at));
    }

    private static String consentData(String email, String status, String at) {
        return "{'person':{'email':'" + email + "'},'purpose':'direct_marketing','channel':'email','status':'" + status
                + "','recorded_at':'" + at + "','evidence':{'box':'on'}}";
    }

    private InboundEvent consentOfAlias(String externalId, String status, String at) {
        return premises.event(
                "consent",
                "{'person':{'external_id':'" + externalId + "'},'purpose':'direct_marketing','channel':'email',"
                        + "'status':'" + status + "','recorded_at':'" + at + "','evidence':{'box':'on'}}");
    }

    private static String order(String externalId, String person) {
        return "{'external_id':'" + externalId + "','person':" + person + ",'status':'completed','currency':'EUR',"
                + "'total':'10.00','placed_at':'2025-01-01T09:00:00Z','updated_at':'2025-01-01T10:00:00Z'}";
    }

    private InboundEvent behaviour(String name, String consent, String at) {
        return premises.event(
                "tracking-event",
                "{'name':'" + name + "','person':{'email':'" + ANNA + "'},'occurred_at':'" + at
                        + "','tracking_consent':'" + consent + "'}");
    }

    private InboundEvent request(String kind, String person, String at) {
        return premises.event(
                "privacy-request", "{'kind':'" + kind + "','person':" + person + ",'requested_at':'" + at + "'}");
    }
}
