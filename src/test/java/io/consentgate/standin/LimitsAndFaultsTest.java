package io.consentgate.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.consentgate.standin.StandInClient.ConnectionLost;
import io.consentgate.standin.StandInClient.Reply;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LimitsAndFaultsTest {

    private static final String ANA = "{'contact':{'email':'ana@example.com'}}";
    private static final Where SYNC = Where.endpoint("POST", "/contact/sync");

    private final StandInActiveCampaign standIn = StandInActiveCampaign.start();
    private final StandInClient client = new StandInClient(standIn);

    @AfterEach
    void stop() {
        standIn.close();
    }

    @Nested
    class Limit {

        private final SlidingWindow window =
                new SlidingWindow(5, Duration.ofSeconds(1).toNanos());

        @Test
        void admitsFiveInAnySlidingSecondAndARefusalCostsNothing() {
            long ms = 1_000_000;
            for (int i = 0; i < 5; i++) {
                assertThat(window.admit(i * 100 * ms)).isTrue();
            }
            assertThat(window.admit(999 * ms)).isFalse();
            assertThat(window.remaining(999 * ms)).isZero();
            assertThat(window.admit(1000 * ms)).isTrue();
            assertThat(window.admit(1099 * ms)).isFalse();
            assertThat(window.admit(1100 * ms)).isTrue();
        }

        private Reply untilRefused() {
            for (int i = 0; i < 50; i++) {
                Reply reply = client.get("/tags");
                if (reply.status() != 200) {
                    return reply;
                }
            }
            throw new AssertionError("50 requests in a row were admitted");
        }

        @Test
        void answers429WithRetryAfterInSeconds() {
            Reply refused = untilRefused();

            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.header("Retry-After")).isEqualTo("1");
            assertThat(refused.header("RateLimit-Limit")).isEqualTo("5");
            assertThat(refused.header("RateLimit-Remaining")).isEqualTo("0");
            assertThat(standIn.maximumRequestsInAnySecond()).isGreaterThan(5);
        }

        @Test
        void leavesTheRateLimitHeadersOutWhenSwitchedOff() {
            standIn.switches().off(Quirk.RATE_LIMIT_HEADERS);

            assertThat(untilRefused().header("RateLimit-Limit")).isNull();
        }

        @Test
        void answers503AsOlderClientsSawWhenSwitchedOn() {
            standIn.switches().on(Quirk.TOO_FAST_ANSWERS_503);

            assertThat(untilRefused().status()).isEqualTo(503);
        }

        @Test
        void isOneBudgetPerAccount() {
            try (StandInActiveCampaign two =
                    StandInActiveCampaign.start(StandInOptions.defaults().withTokens("one", "two"))) {
                StandInClient second = new StandInClient(two, "two");
                second.contact("ana@example.com");

                assertThat(two.account("two").contactCount()).isEqualTo(1);
                assertThat(two.account("one").contactCount()).isZero();
            }
        }

        @Test
        void doesNotExistWhenSwitchedOff() {
            standIn.switches().off(Quirk.ENFORCE_LIMITS);

            for (int i = 0; i < 30; i++) {
                assertThat(client.get("/tags").status()).isEqualTo(200);
            }
        }
    }

    @Nested
    class WrongToken {

        private final StandInClient stranger = new StandInClient(standIn, "wrong");

        @Test
        void isForbiddenByDefault() {
            Reply reply = stranger.get("/tags");

            assertThat(reply.status()).isEqualTo(403);
            assertThat(reply.text()).isEqualTo("{\"message\":\"Forbidden\"}");
        }

        @Test
        void getsALoginPageWith200WhenSwitchedOn() {
            standIn.switches().on(Quirk.WRONG_TOKEN_HTML_LOGIN);

            Reply reply = stranger.get("/eventTrackingEvents");

            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.header("Content-Type")).startsWith("text/html");
        }

        @Test
        void getsNoContentTypeWhenSwitchedOn() {
            standIn.switches().on(Quirk.WRONG_TOKEN_WITHOUT_CONTENT_TYPE);

            Reply reply = stranger.get("/tags");

            assertThat(reply.status()).isEqualTo(403);
            assertThat(reply.header("Content-Type")).isNull();
            assertThat(reply.text()).isEmpty();
        }
    }

    @Nested
    class Faulty {

        private Reply sync() {
            return client.post("/contact/sync", ANA);
        }

        private boolean taken() {
            return standIn.account().contact("ana@example.com").isPresent();
        }

        @Test
        void tooManyRequestsCarriesRetryAfterWithOrWithoutLimits() {
            standIn.switches().off(Quirk.RATE_LIMIT_HEADERS);
            standIn.faults().inject(new Fault.TooManyRequests(30, true), SYNC, When.times(1));
            standIn.faults().inject(new Fault.TooManyRequests(2, false), SYNC, When.times(1));

            Reply first = sync();
            Reply second = sync();

            assertThat(first.status()).isEqualTo(429);
            assertThat(first.header("Retry-After")).isEqualTo("30");
            assertThat(first.header("RateLimit-Remaining")).isEqualTo("0");
            assertThat(second.header("Retry-After")).isEqualTo("2");
            assertThat(second.header("RateLimit-Remaining")).isNull();
            assertThat(sync().status()).isEqualTo(201);
        }

        @Test
        void unavailableNamesSecondsOrAnHttpDate() {
            standIn.faults().inject(new Fault.Unavailable503(60, false), SYNC, When.times(1));
            standIn.faults().inject(new Fault.Unavailable503(60, true), SYNC, When.times(1));

            assertThat(sync().header("Retry-After")).isEqualTo("60");
            Reply dated = sync();
            assertThat(dated.status()).isEqualTo(503);
            assertThat(ZonedDateTime.parse(dated.header("Retry-After"), DateTimeFormatter.RFC_1123_DATE_TIME))
                    .isAfter(ZonedDateTime.now());
        }

        @Test
        void successCanBeAFailureInDisguise() {
            standIn.faults().inject(new Fault.HtmlLoginPage(), SYNC, When.times(1));
            standIn.faults().inject(new Fault.EmptyBodyWithErrorHeader(), SYNC, When.times(1));

            Reply html = sync();
            Reply empty = sync();

            assertThat(html.status()).isEqualTo(200);
            assertThat(html.header("Content-Type")).startsWith("text/html");
            assertThat(empty.status()).isEqualTo(200);
            assertThat(empty.header("X-Ac-Error")).isEqualTo("Code 9001");
            assertThat(empty.text()).isEmpty();
            assertThat(taken()).isFalse();
        }

        @Test
        void forbiddenCanLackAContentTypeOrMeanNotFound() {
            standIn.faults().inject(new Fault.ForbiddenWithoutContentType(), SYNC, When.times(1));
            standIn.faults().inject(new Fault.NoResultFound403(), SYNC, When.times(1));

            assertThat(sync().header("Content-Type")).isNull();
            assertThat(sync().at("message").asText()).startsWith("No Result found for Subscriber");
        }

        @Test
        void badGatewayHasTheJsonOfCloudflare() {
            standIn.faults().inject(new Fault.CloudflareBadGateway(), SYNC, When.always());

            Reply reply = sync();

            assertThat(reply.status()).isEqualTo(502);
            assertThat(reply.at("retry_after").asInt()).isEqualTo(60);
            assertThat(reply.at("cloudflare_error").asBoolean()).isTrue();
        }

        @ParameterizedTest
        @ValueSource(ints = {500, 520, 521, 522, 523, 524, 525, 526, 590})
        void serverErrorsHaveAPage(int status) {
            standIn.faults().inject(new Fault.ServerError(status), SYNC, When.always());

            assertThat(sync().status()).isEqualTo(status);
            assertThat(taken()).isFalse();
        }

        @Test
        void aConnectionIsCutBeforeOrAfterTheAccountTookTheRequest() {
            standIn.faults().inject(new Fault.CutConnectionBefore(), SYNC, When.times(1));
            assertThatThrownBy(this::sync).isInstanceOf(ConnectionLost.class);
            assertThat(taken()).isFalse();

            standIn.faults().clear();
            standIn.faults().inject(new Fault.CutConnectionAfterTaking(), SYNC, When.times(1));
            assertThatThrownBy(this::sync).isInstanceOf(ConnectionLost.class);
            assertThat(taken()).isTrue();
            assertThat(standIn.history()).extracting(RecordedRequest::status).contains(0);
        }

        @Test
        void anErrorCanHideThatTheRequestWasTaken() {
            standIn.faults().inject(new Fault.AfterTaking(new Fault.ServerError(524)), SYNC, When.times(1));

            assertThat(sync().status()).isEqualTo(524);
            assertThat(taken()).isTrue();
        }

        @Test
        void jsonBreaksOff() {
            standIn.faults().inject(new Fault.MalformedJson(), SYNC, When.times(1));

            Reply reply = sync();

            assertThat(reply.status()).isEqualTo(201);
            assertThatThrownBy(reply::json).isInstanceOf(AssertionError.class);
            assertThat(taken()).isTrue();
        }

        @Test
        void rateLimitOfImportsIs400() {
            standIn.faults()
                    .inject(new Fault.RateLimit400(), Where.endpoint("POST", "/import/bulk_import"), When.times(1));

            Reply reply = client.post("/import/bulk_import", "{'contacts':[{'email':'ana@example.com'}]}");

            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.at("message").asText()).isEqualTo("Rate limit exceeded.");
        }

        @Test
        void slownessAddsToAnyOtherFault() {
            standIn.faults().inject(new Fault.SlowAnswer(150), SYNC, When.times(1));
            standIn.faults().inject(new Fault.ServerError(500), SYNC, When.times(1));
            long start = System.nanoTime();

            assertThat(sync().status()).isEqualTo(500);

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(150));
        }

        @Test
        void happensOnlyAtItsEndpointAfterItsSkipAndForItsText() {
            Faults.Injection late = standIn.faults()
                    .inject(
                            new Fault.ServerError(500),
                            Where.endpoint("GET", "/contacts/*"),
                            When.times(1).after(1));
            Faults.Injection poison = standIn.faults()
                    .inject(new Fault.ServerError(500), SYNC.mentioning("eve@example.com"), When.always());
            String id = sync().at("contact", "id").asText();

            assertThat(client.get("/contacts/" + id).status()).isEqualTo(200);
            assertThat(client.get("/contacts/" + id).status()).isEqualTo(500);
            assertThat(late.count()).isEqualTo(1);
            assertThat(client.post("/contact/sync", "{'contact':{'email':'eve@example.com'}}")
                            .status())
                    .isEqualTo(500);
            poison.remove();
            assertThat(client.post("/contact/sync", "{'contact':{'email':'eve@example.com'}}")
                            .status())
                    .isEqualTo(201);
        }

        @Test
        void happensByChanceInTheSameWayForTheSameSeed() {
            standIn.switches().off(Quirk.ENFORCE_LIMITS);

            List<Integer> first = statuses();
            List<Integer> second = statuses();

            assertThat(first).isEqualTo(second).contains(200, 500);
        }

        private List<Integer> statuses() {
            standIn.faults().clear();
            standIn.faults().inject(new Fault.ServerError(500), Where.everywhere(), When.probability(0.5, 42));
            List<Integer> statuses = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                statuses.add(client.get("/tags").status());
            }
            return statuses;
        }
    }

    @Nested
    class Form {

        @Test
        void escapesSlashesAndEverythingBeyondAscii() {
            Reply reply = client.post("/contact/sync", "{'contact':{'email':'ana@example.com','firstName':'Zoë'}}");

            assertThat(reply.text()).contains("\"Zo\\u00eb\"").contains("\\/api\\/3\\/contacts\\/");

            standIn.switches().off(Quirk.ESCAPED_ANSWERS);
            assertThat(client.post("/contact/sync", ANA).text())
                    .contains("\"Zoë\"")
                    .contains("/api/3/contacts/");
        }

        @Test
        void setsCookiesThatAClientMustIgnore() {
            assertThat(client.get("/tags").http().headers().allValues("Set-Cookie"))
                    .hasSize(3);

            standIn.switches().off(Quirk.COOKIES);
            assertThat(client.get("/tags").http().headers().allValues("Set-Cookie"))
                    .isEmpty();
        }

        @Test
        void labelsErrorsAsTextWhenSwitchedOn() {
            assertThat(client.get("/contacts/7").header("Content-Type")).isEqualTo("application/json");

            standIn.switches().on(Quirk.ERRORS_LABELLED_TEXT_PLAIN);
            assertThat(client.get("/contacts/7").header("Content-Type")).isEqualTo("text/plain");
        }

        @Test
        void showsNoLinksAsAnArrayWhenSwitchedOn() {
            standIn.switches().on(Quirk.LINKS_AS_EMPTY_ARRAY);

            assertThat(client.post("/contact/sync", ANA).at("contact", "links").toString())
                    .isEqualTo("[]");
        }

        @Test
        void callsCentralTimeUtcUnlessSwitchedOff() {
            String id = client.contact("ana@example.com");
            Reply central = client.get("/contacts/" + id);
            standIn.switches().off(Quirk.UTC_TIMESTAMPS_ARE_CENTRAL);
            Reply utc = client.get("/contacts/" + id);

            assertThat(central.at("contact", "created_utc_timestamp"))
                    .isEqualTo(central.at("contact", "created_timestamp"));
            assertThat(utc.at("contact", "created_utc_timestamp")).isNotEqualTo(utc.at("contact", "created_timestamp"));
        }
    }
}
