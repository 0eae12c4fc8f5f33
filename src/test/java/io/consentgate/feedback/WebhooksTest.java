package io.consentgate.feedback;

import static io.consentgate.feedback.FeedbackFixture.ACCOUNT;
import static io.consentgate.feedback.FeedbackFixture.NEWS;
import static io.consentgate.feedback.FeedbackFixture.NOW;
import static io.consentgate.feedback.FeedbackFixture.OFFERS;
import static io.consentgate.feedback.FeedbackFixture.YESTERDAY;
import static io.consentgate.feedback.FeedbackFixture.active;
import static io.consentgate.feedback.FeedbackFixture.left;
import static org.assertj.core.api.Assertions.assertThat;

import io.consentgate.activecampaign.Lane;
import io.consentgate.database.EmbeddedDatabases;
import io.consentgate.delivery.Confirmed;
import io.consentgate.delivery.Confirmed.Doubt;
import io.consentgate.feedback.Webhooks.Outcome;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebhooksTest {

    private static final String ANNA = "anna@example.com";

    @TempDir
    Path folder;

    private FeedbackFixture at;
    private Webhooks webhooks;
    private int deliveries;

    @BeforeEach
    void open() {
        at = new FeedbackFixture(EmbeddedDatabases.sqlite(folder));
        webhooks = new Webhooks(
                ACCOUNT,
                at.database,
                new SqlWebhookKeys(),
                at.hash,
                at.states,
                at.noes,
                at.queue,
                () -> at.directory,
                at.sites);
    }

    @AfterEach
    void close() {
        at.database.close();
    }

    /** An event of its own, whatever it says. */
    private Outcome comes(String form) {
        return again(form + "&delivery=" + deliveries++);
    }

    private Outcome again(String form) {
        return webhooks.accept(form.getBytes(StandardCharsets.UTF_8), NOW);
    }

    private static String notice(
            String type, String source, String list, String contact, String email, String... active) {
        return form(type, YESTERDAY, source, list, contact, email, active);
    }

    private static String form(
            String type, Instant at, String source, String list, String contact, String email, String... active) {
        StringBuilder form = new StringBuilder("type=" + type);
        form.append("&date_time=").append(URLEncoder.encode(at.toString(), StandardCharsets.UTF_8));
        form.append("&initiated_from=").append(source);
        form.append("&list=").append(list == null ? "0" : list);
        form.append("&contact%5Bid%5D=").append(contact);
        form.append("&contact%5Bemail%5D=").append(URLEncoder.encode(email, StandardCharsets.UTF_8));
        form.append("&contact%5Bfields%5D%5B0%5D=1");
        for (int i = 0; i < active.length; i++) {
            form.append("&active_subscriptions%5B").append(i).append("%5D=").append(active[i]);
        }
        return form.toString();
    }

    private static String bounce(String kind) {
        return notice("bounce", "system", null, "7", ANNA) + "&bounce%5Btype%5D=" + kind;
    }

    @Nested
    class Unsubscribe {

        @Test
        void isObeyedAtOnceAtTheTimeOfTheForm() {
            at.confirmed(ANNA, "7", Map.of(NEWS, active(), OFFERS, active()));

            Outcome outcome = comes(notice("unsubscribe", "public", "1", "7", ANNA, "2"));

            assertThat(outcome).isEqualTo(Outcome.APPLIED);
            assertThat(at.register.withdrawn("shop", ANNA))
                    .containsExactly("direct_marketing/email@2026-11-19T10:00:00Z");
            assertThat(at.marked()).isEqualTo(Map.of(ANNA, Lane.WITHDRAWAL));
        }

        @Test
        void deliveredTwiceCountsOnce() {
            again(notice("unsubscribe", "public", "1", "7", ANNA, "2"));

            assertThat(again(notice("unsubscribe", "public", "1", "7", ANNA, "2")))
                    .isEqualTo(Outcome.REPEATED);
            assertThat(at.register.said("shop", ANNA)).hasSize(1);
        }

        @Test
        void withNoListLeftEndsAllMail() {
            at.confirmed(ANNA, "7", Map.of(NEWS, active()));

            comes(notice("unsubscribe", "public", "1", "7", ANNA));

            assertThat(at.register.said("shop", ANNA)).hasSize(3);
            assertThat(at.register.said("second", ANNA)).hasSize(3);
        }

        @Test
        void isNotTheLastWhileAnotherListIsKnownToBeActive() {
            at.confirmed(ANNA, "7", Map.of(NEWS, active(), OFFERS, active()));

            comes(notice("unsubscribe", "public", "1", "7", ANNA));

            assertThat(at.register.said("shop", ANNA)).hasSize(1);
        }

        @Test
        void thatNamesNoListLeavesEveryListNotSaidToBeActive() {
            at.confirmed(ANNA, "7", Map.of(NEWS, active(), OFFERS, active()));

            comes(notice("unsubscribe", "public", null, "7", ANNA, "2"));

            assertThat(at.register.withdrawn("shop", ANNA))
                    .containsExactly("direct_marketing/email@2026-11-19T10:00:00Z");
            assertThat(at.confirmed(ANNA).state().activeOn(OFFERS)).isTrue();
        }

        @Test
        void ofOurOwnComesBackAndIsIgnored() {
            at.confirmed(ANNA, "7", Map.of(NEWS, left(true)));

            assertThat(comes(notice("unsubscribe", "api", "1", "7", ANNA))).isEqualTo(Outcome.IGNORED);
            assertThat(at.register.entries).isEmpty();
            assertThat(at.marked()).isEmpty();
        }

        @Test
        void ofAnotherIntegrationIsReadBeforeItIsBelieved() {
            at.confirmed(ANNA, "7", Map.of(NEWS, active()));

            assertThat(comes(notice("unsubscribe", "api", "1", "7", ANNA))).isEqualTo(Outcome.APPLIED);

            assertThat(at.register.entries).isEmpty();
            assertThat(at.confirmed(ANNA).doubt().kind()).isEqualTo(Doubt.Kind.REREAD);
            assertThat(at.marked()).isEqualTo(Map.of(ANNA, Lane.CONTACT));
        }

        @Test
        void matchesByContactIdBeforeTheAddress() {
            at.confirmed(ANNA, "7", Map.of(NEWS, active()));

            comes(notice("unsubscribe", "public", "1", "7", "anna.new@example.com", "2"));

            assertThat(at.register.said("shop", ANNA)).hasSize(1);
            assertThat(at.register.said("shop", "anna.new@example.com")).isEmpty();
        }

        @Test
        void ofSomebodyUnknownIsKeptSoThatAnOlderYesCannotWin() {
            comes(notice("unsubscribe", "public", "1", "9", "Nobody@Example.com", "2"));

            assertThat(at.register.withdrawn("shop", "nobody@example.com"))
                    .containsExactly("direct_marketing/email@2026-11-19T10:00:00Z");
            assertThat(at.confirmed("nobody@example.com").state().lists()).isEqualTo(Map.of(NEWS, left(false)));
            assertThat(at.confirmed("nobody@example.com").createdHere()).isFalse();
        }
    }

    @Nested
    class Subscribe {

        @Test
        void grantsNothingAndIsReadByTheDelivery() {
            Outcome outcome = comes(notice("subscribe", "admin", "1", "9", "nobody@example.com"));

            assertThat(outcome).isEqualTo(Outcome.APPLIED);
            assertThat(at.register.entries).isEmpty();
            Confirmed seen = at.confirmed("nobody@example.com");
            assertThat(seen.remoteId()).isEqualTo("9");
            assertThat(seen.createdHere()).isFalse();
            assertThat(seen.doubt().kind()).isEqualTo(Doubt.Kind.REREAD);
            assertThat(at.marked()).isEqualTo(Map.of("nobody@example.com", Lane.CONTACT));
        }

        @Test
        void thatWeDidOurselvesIsIgnored() {
            at.confirmed(ANNA, "7", Map.of(NEWS, active()));

            assertThat(comes(notice("subscribe", "api", "1", "7", ANNA))).isEqualTo(Outcome.IGNORED);
            assertThat(at.marked()).isEmpty();
        }

        @Test
        void onAListThatNobodyMapsIsSomeoneElsesAudience() {
            assertThat(comes(notice("subscribe", "admin", "44", "9", "nobody@example.com")))
                    .isEqualTo(Outcome.IGNORED);
            assertThat(at.confirmed("nobody@example.com")).isNull();
        }
    }

    @Nested
    class Others {

        @Test
        void aHardBounceClosesAndASoftOneDoesNot() {
            at.register.knows("shop", ANNA);
            at.confirmed(ANNA, "7", Map.of(NEWS, active()));

            assertThat(comes(bounce("soft"))).isEqualTo(Outcome.IGNORED);
            assertThat(comes(bounce("hard"))).isEqualTo(Outcome.APPLIED);
            assertThat(at.register.said("shop", ANNA)).hasSize(1);
        }

        @Test
        void aChangedAddressIsReadAndNotTrusted() {
            at.confirmed(ANNA, "7", Map.of(NEWS, active()));

            assertThat(comes(notice("update", "public", null, "7", "other@example.com")))
                    .isEqualTo(Outcome.APPLIED);

            assertThat(at.confirmed(ANNA).doubt().kind()).isEqualTo(Doubt.Kind.REREAD);
            assertThat(at.confirmed("other@example.com")).isNull();
            assertThat(at.marked()).containsOnlyKeys(ANNA);
        }

        @Test
        void anUpdateThatKeepsTheAddressCostsNothing() {
            at.confirmed(ANNA, "7", Map.of(NEWS, active()));

            assertThat(comes(notice("update", "admin", null, "7", ANNA))).isEqualTo(Outcome.IGNORED);
            assertThat(at.marked()).isEmpty();
        }

        @Test
        void aDeletionIsDoubtedAndNotUndoneAtOnce() {
            at.confirmed(ANNA, "7", Map.of(NEWS, active()));

            comes(notice("delete", "admin", null, "7", ANNA));

            assertThat(at.confirmed(ANNA).doubt().kind()).isEqualTo(Doubt.Kind.REREAD);
            assertThat(at.register.entries).isEmpty();
            assertThat(at.marked()).isEmpty();
        }

        @Test
        void aRefusalOfTextMessagesClosesThemOnly() {
            comes(notice("sms_unsub", "public", null, "7", ANNA));

            assertThat(at.register.withdrawn("shop", ANNA))
                    .containsExactly("direct_marketing/sms@2026-11-19T10:00:00Z");
        }

        @Test
        void unknownTypesAndUnreadableFormsAreAcknowledged() {
            assertThat(comes(notice("deal_add", "admin", null, "7", ANNA))).isEqualTo(Outcome.IGNORED);
            assertThat(comes("{}")).isEqualTo(Outcome.IGNORED);
        }

        @Test
        void aTimeInTheFutureCountsAtReceipt() {
            comes(form("unsubscribe", Instant.parse("2030-01-01T00:00:00Z"), "public", "1", "7", ANNA, "2"));

            assertThat(at.register.withdrawn("shop", ANNA))
                    .containsExactly("direct_marketing/email@2026-11-20T10:00:00Z");
        }
    }
}
