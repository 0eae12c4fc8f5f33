package io.consentgate.activecampaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.consentgate.activecampaign.Transport.Response;
import io.consentgate.activecampaign.Verdict.Signal;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** activecampaign-api.md chapters 2 and 3, row by row. */
class ClassifierTest {

    private static final Instant NOW = Instant.parse("2026-01-02T10:00:00Z");
    private final Classifier classifier = new Classifier(Clock.fixed(NOW, ZoneOffset.UTC));

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            # status | headers                    | body                                                   | signal          | answer
            200 | content-type: application/json  | {"contact":{"id":"1"}}                                 | WELL            | done
            201 | content-type: application/json  | {"contact":{"id":"1"}}                                 | WELL            | done
            200 | content-type: text/html         | {"contact":{"id":"1"}}                                 | WELL            | done
            200 | -                               | {"contact":{"id":"1"}}                                 | WELL            | done
            200 | content-type: text/html         | <html>login</html>                                     | KEY_REFUSED     | unavailable in doubt
            200 | content-type: application/json  | <!DOCTYPE html><html lang="en">                      | KEY_REFUSED     | unavailable in doubt
            302 | location: /login                | -                                                      | KEY_REFUSED     | unavailable
            400 | -                               | <html>400 Bad Request</html>                           | KEY_REFUSED     | unavailable
            404 | -                               | <html>not an account</html>                            | KEY_REFUSED     | unavailable
            200 | x-ac-error: Code 9001           | -                                                      | NONE            | unavailable in doubt
            200 | -                               | -                                                      | NONE            | unavailable in doubt
            204 | -                               | -                                                      | NONE            | unavailable in doubt
            200 | content-type: application/json  | {"contact":{"id":                                      | NONE            | unavailable in doubt
            200 | -                               | {"contact":{"id":"1"}} and more                        | NONE            | unavailable in doubt
            200 | -                               | {"other":1}                                            | NONE            | unavailable in doubt
            200 | -                               | {"contact":null}                                       | NONE            | unavailable in doubt
            200 | -                               | {"success":0,"message":"no"}                           | WELL            | refused
            200 | -                               | {"success":0,"message":"Rate limit exceeded."}         | IMPORTS_WAIT    | unavailable
            200 | -                               | {"errors":["no"]}                                      | WELL            | refused
            400 | -                               | {"success":0,"message":"Rate limit exceeded."}         | IMPORTS_WAIT    | unavailable
            400 | -                               | {"success":0,"failureReasons":["Rate limit exceeded"]} | IMPORTS_WAIT    | unavailable
            400 | -                               | {"errors":[{"status":400,"title":"Bad Request"}]}      | WELL            | refused
            400 | -                               | {}                                                     | WELL            | refused
            401 | -                               | {"message":"Unauthorized"}                             | KEY_REFUSED     | unavailable
            403 | -                               | -                                                      | KEY_REFUSED     | unavailable
            403 | content-type: application/json  | {"message":"Forbidden"}                                | KEY_REFUSED     | unavailable
            403 | content-type: text/plain        | You don't have permission to access this resource      | KEY_REFUSED     | unavailable
            403 | -                               | {"message":"No Result found for FieldValue with id 7"} | WELL            | gone
            403 | -                               | {"message":"Could not create SubscriberSeries"}        | WELL            | refused
            404 | -                               | {"message":"No Result found for Subscriber with id 7"} | WELL            | gone
            404 | content-type: text/plain        | {"message":"No result found for contact with id 1"}    | WELL            | gone
            404 | -                               | Exclusion not found [id=422]                           | WELL            | gone
            404 | -                               | -                                                      | WELL            | gone
            408 | -                               | -                                                      | NONE            | unavailable in doubt
            409 | -                               | {"errors":[{"title":"conflict"}]}                      | WELL            | refused
            413 | -                               | {}                                                     | WELL            | refused
            422 | -                               | {"errors":[{"title":"taken","code":"duplicate"}]}      | WELL            | refused
            422 | -                               | {"errors":["a","b"]}                                   | WELL            | refused
            422 | -                               | {"errors":"Bulk operation failed"}                     | WELL            | refused
            422 | -                               | {"message":"Could not process request"}                | WELL            | refused
            429 | -                               | {"message":"Too Many Requests"}                        | EVERYBODY_WAITS | unavailable
            429 | -                               | <html>slow down</html>                                 | EVERYBODY_WAITS | unavailable
            500 | -                               | {"message":"No Result found"}                          | NONE            | unavailable in doubt
            500 | content-type: text/html         | <html>oops</html>                                      | NONE            | unavailable in doubt
            502 | -                               | {"cloudflare_error":true,"retry_after":60}             | NONE            | unavailable in doubt
            503 | retry-after: 120                | -                                                      | EVERYBODY_WAITS | unavailable
            503 | -                               | -                                                      | EVERYBODY_WAITS | unavailable in doubt
            520 | -                               | -                                                      | NONE            | unavailable in doubt
            521 | -                               | -                                                      | NONE            | unavailable
            522 | -                               | -                                                      | NONE            | unavailable in doubt
            523 | -                               | -                                                      | NONE            | unavailable
            524 | -                               | -                                                      | NONE            | unavailable in doubt
            525 | -                               | -                                                      | NONE            | unavailable
            526 | -                               | -                                                      | NONE            | unavailable
            590 | -                               | -                                                      | NONE            | unavailable in doubt
            """)
    void everyRowOfChapterThreeIsToldApart(int status, String header, String body, Signal signal, String answer) {
        Verdict verdict = classifier.classify(received(status, header, body), "contact");

        assertThat(told(verdict.answer())).isEqualTo(answer);
        assertThat(verdict.signal()).isEqualTo(signal);
    }

    @Test
    void whereNoMemberIsExpectedAnEmptyObjectOrNoContentIsEnough() {
        assertThat(told(classifier.classify(received(200, null, "{}"), null).answer()))
                .isEqualTo("done");
        assertThat(told(classifier.classify(received(200, null, "1"), null).answer()))
                .isEqualTo("done");
        assertThat(told(classifier.classify(received(204, null, null), null).answer()))
                .isEqualTo("done");
        assertThat(told(classifier.classify(received(200, null, null), null).answer()))
                .isEqualTo("unavailable in doubt");
    }

    @Test
    void whatNeverLeftIsNotInDoubtAndWhatWasCutIs() {
        assertThat(told(classifier
                        .classify(new Response.NotSent("refused"), null)
                        .answer()))
                .isEqualTo("unavailable");
        assertThat(told(classifier.classify(new Response.BreakerOpen(), null).answer()))
                .isEqualTo("unavailable");
        assertThat(told(classifier
                        .classify(new Response.Unanswered("cut"), null)
                        .answer()))
                .isEqualTo("unavailable in doubt");
        assertThat(classifier.classify(new Response.BreakerOpen(), null).signal())
                .isEqualTo(Signal.BREAKER_OPEN);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            429 | retry-after: 30                            | -                  | 30
            429 | retry-after: 0                             | -                  | 1
            429 | -                                          | -                  | 2
            429 | retry-after: soon                          | -                  | 2
            503 | retry-after: Fri, 02 Jan 2026 10:02:00 GMT | -                  | 120
            503 | retry-after: Fri, 02 Jan 2026 09:00:00 GMT | -                  | 1
            503 | retry-after: Fri, 02 Jan 2099 09:00:00 GMT | -                  | 3600
            503 | retry-after: 999999999                     | -                  | 3600
            503 | -                                          | -                  | 10
            502 | -                                          | {"retry_after":60} | 60
            502 | -                                          | -                  | 5
            """)
    void retryAfterIsSecondsOrADateWithinAnHour(int status, String header, String body, int seconds) {
        Verdict verdict = classifier.classify(received(status, header, body), null);

        assertThat(verdict.retryAfter()).isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            {"errors":[{"title":"Email address already exists in the system.","code":"duplicate","source":{"pointer":"/data/attributes/email"}}]} | status 422: Email address already exists in the system. [duplicate] [/data/attributes/email]
            {"errors":[{"title":"Contact ana@example.com is not valid","detail":"ana@example.com"}]} | status 422: Contact \u2026 is not valid
            {"errors":["Phone +39 347 1234567 is odd","second"]} | status 422: Phone \u2026 is odd; second
            {"errors":"Bulk operation failed"} | status 422: Bulk operation failed
            {"message":"Field 'email' not found for 'Mario Rossi'"} | status 422: Field 'email' not found for \u2026
            {"errors":[{"status":422,"title":"Missing attribute","source":{"pointer":"/data/attributes/contact"}}]} | status 422: Missing attribute [/data/attributes/contact]
            {} | status 422
            """)
    void theReasonIsToldInAllShapesAndNamesNobody(String body, String why) {
        Verdict verdict = classifier.classify(received(422, null, body), "contact");

        assertThat(verdict.answer()).isEqualTo(new Answer.Refused<>(why));
    }

    private static String told(Answer<?> answer) {
        return answer instanceof Answer.Unavailable<?> unavailable && unavailable.inDoubt()
                ? "unavailable in doubt"
                : answer.label();
    }

    static Response received(int status, String header, String body) {
        Map<String, String> headers = new HashMap<>();
        if (header != null) {
            headers.put(header.substring(0, header.indexOf(':')), header.substring(header.indexOf(':') + 2));
        }
        return new Response.Received(
                status, headers, body == null ? new byte[0] : body.getBytes(StandardCharsets.UTF_8));
    }
}
