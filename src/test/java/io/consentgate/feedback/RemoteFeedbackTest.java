package io.consentgate.feedback;

import static io.consentgate.feedback.FeedbackFixture.ACCOUNT;
import static io.consentgate.feedback.FeedbackFixture.NEWS;
import static io.consentgate.feedback.FeedbackFixture.NOW;
import static io.consentgate.feedback.FeedbackFixture.SECOND;
import static io.consentgate.feedback.FeedbackFixture.YESTERDAY;
import static io.consentgate.feedback.FeedbackFixture.active;
import static io.consentgate.feedback.FeedbackFixture.left;
import static org.assertj.core.api.Assertions.assertThat;

import io.consentgate.activecampaign.Lane;
import io.consentgate.consent.Statement;
import io.consentgate.database.EmbeddedDatabases;
import io.consentgate.delivery.RemoteState.Membership;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RemoteFeedbackTest {

    static final String ANNA = "anna@example.com";

    @TempDir
    Path folder;

    private FeedbackFixture at;

    @BeforeEach
    void open() {
        at = new FeedbackFixture(EmbeddedDatabases.sqlite(folder));
    }

    @AfterEach
    void close() {
        at.database.close();
    }

    private boolean unsubscribed(String list, boolean last, Instant when) {
        return at.database.write(tx -> at.noes.unsubscribed(tx, ACCOUNT, ANNA, list, last, when));
    }

    @Nested
    class Unsubscribe {

        @Test
        void withdrawsThePurposeOfTheListAtTheTimeOfTheUnsubscribe() {
            at.register.knows("shop", ANNA);
            at.confirmed(ANNA, "7", Map.of(NEWS, active(), SECOND, active()));

            assertThat(unsubscribed(NEWS, false, YESTERDAY)).isTrue();

            assertThat(at.register.withdrawn("shop", ANNA))
                    .containsExactly("direct_marketing/email@2026-11-19T10:00:00Z");
            assertThat(at.register.withdrawn("second", ANNA)).isEmpty();
            assertThat(at.confirmed(ANNA).state().lists())
                    .isEqualTo(Map.of(NEWS, new Membership(2, false), SECOND, active()));
            assertThat(at.marked()).isEqualTo(Map.of(ANNA, Lane.WITHDRAWAL));
        }

        @Test
        void fromTheLastListWithdrawsAllMailInEverySiteOfTheAccount() {
            at.register.knows("shop", ANNA);

            unsubscribed(NEWS, true, YESTERDAY);

            assertThat(at.register.withdrawn("shop", ANNA))
                    .containsExactly(
                            "direct_marketing/email@2026-11-19T10:00:00Z",
                            "direct_marketing_own_similar/email@2026-11-19T10:00:00Z",
                            "retargeting/email@2026-11-19T10:00:00Z");
            assertThat(at.register.withdrawn("second", ANNA)).hasSize(3);
        }

        @Test
        void saidTwiceIsNoNews() {
            unsubscribed(NEWS, false, YESTERDAY);
            at.marked();

            assertThat(unsubscribed(NEWS, false, YESTERDAY)).isFalse();
            assertThat(unsubscribed(NEWS, false, YESTERDAY.minusSeconds(1))).isFalse();

            assertThat(at.register.said("shop", ANNA)).hasSize(1);
            assertThat(at.marked()).isEmpty();
        }

        @Test
        void saidAgainLaterIsNews() {
            unsubscribed(NEWS, false, YESTERDAY);

            assertThat(unsubscribed(NEWS, false, NOW)).isTrue();
            assertThat(at.register.said("shop", ANNA)).hasSize(2);
        }

        @Test
        void thatConsentGateWroteItselfIsNoRemoteNo() {
            at.confirmed(ANNA, "7", Map.of(NEWS, left(true)));

            assertThat(unsubscribed(NEWS, true, YESTERDAY)).isFalse();

            assertThat(at.register.entries).isEmpty();
            assertThat(at.confirmed(ANNA).state().lists()).isEqualTo(Map.of(NEWS, left(true)));
        }

        @Test
        void fromAListThatNobodyMapsSaysNothing() {
            at.register.knows("shop", ANNA);

            assertThat(unsubscribed("Partner news", false, YESTERDAY)).isFalse();
        }

        @Test
        void fromAnUnmappedListThatWasTheLastEndsAllMailOfSomebodyKnown() {
            at.register.knows("shop", ANNA);

            assertThat(unsubscribed("Partner news", true, YESTERDAY)).isTrue();
            assertThat(at.register.said("shop", ANNA)).hasSize(3);
        }

        @Test
        void datedInTheFutureCountsNow() {
            unsubscribed(NEWS, false, NOW.plusSeconds(3600));

            assertThat(at.register.withdrawn("shop", ANNA))
                    .containsExactly("direct_marketing/email@2026-11-20T10:00:00Z");
        }

        @Test
        void ofAnErasedPersonDoesNotBringTheAddressBack() {
            at.register.erased.add(ANNA);

            assertThat(unsubscribed(NEWS, true, YESTERDAY)).isFalse();
            assertThat(at.register.entries).isEmpty();
        }
    }

    @Nested
    class HardBounce {

        @Test
        void isTakenDownOncePerSiteThatKnowsTheAddress() {
            at.register.knows("shop", ANNA);

            boolean first = at.database.write(tx -> at.noes.bounced(tx, ACCOUNT, ANNA, YESTERDAY));
            boolean second = at.database.write(tx -> at.noes.bounced(tx, ACCOUNT, ANNA, NOW));

            assertThat(first).isTrue();
            assertThat(second).isFalse();
            assertThat(at.register.said("shop", ANNA)).containsExactly(new Statement.HardBounce(YESTERDAY));
            assertThat(at.register.said("second", ANNA)).isEmpty();
            assertThat(at.marked()).isEqualTo(Map.of(ANNA, Lane.WITHDRAWAL));
        }
    }
}
