package io.consentgate.activecampaign;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.consentgate.activecampaign.Transport.Response;
import io.consentgate.activecampaign.Verdict.Signal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * Tells the answers of activecampaign-api.md chapter 3 apart. A success is 2xx, without {@code X-Ac-Error}, JSON, and
 * with the expected member; the content type is no help (JSON comes as text/html, 403 without any).
 */
final class Classifier {

    private static final Duration AFTER_A_CUT = Duration.ofSeconds(5);
    private static final Duration IMPORT_QUOTA = Duration.ofSeconds(10);
    private static final Duration BREAKER = Duration.ofSeconds(10);

    /** The origin was not reached: down, unreachable, no TLS. */
    private static final Set<Integer> NEVER_ARRIVED = Set.of(521, 523, 525, 526);

    private final Clock clock;

    Classifier(Clock clock) {
        this.clock = clock;
    }

    /** @param expected member that a success has; null when {@code {}} or no body will do */
    Verdict classify(Response response, String expected) {
        if (response instanceof Response.Received received) {
            return new Reading(received, expected, clock.instant()).verdict();
        }
        if (response instanceof Response.Unanswered unanswered) {
            return unavailable(unanswered.why(), AFTER_A_CUT, true, Signal.NONE);
        }
        if (response instanceof Response.NotSent notSent) {
            return unavailable(notSent.why(), AFTER_A_CUT, false, Signal.NONE);
        }
        return unavailable("the breaker is open after many failures", BREAKER, false, Signal.BREAKER_OPEN);
    }

    private static Verdict unavailable(String why, Duration retryAfter, boolean inDoubt, Signal signal) {
        return new Verdict(new Answer.Unavailable<>(why, retryAfter, inDoubt), signal);
    }

    /** One answer under examination. */
    private record Reading(int status, Response.Received received, JsonNode json, String expected, Instant now) {

        Reading(Response.Received received, String expected, Instant now) {
            this(
                    received.status(),
                    received,
                    Json.parsed(received.body()).orElse(MissingNode.getInstance()),
                    expected,
                    now);
        }

        Verdict verdict() {
            if (status == 429) {
                return unavailable("rate limit", retryAfter(2), false, Signal.EVERYBODY_WAITS);
            }
            if (status == 503) {
                boolean announced = received.headers().containsKey("retry-after");
                return unavailable("status 503", retryAfter(10), !announced, Signal.EVERYBODY_WAITS);
            }
            if (status >= 500) {
                return unavailable("status " + status, retryAfter(5), !NEVER_ARRIVED.contains(status), Signal.NONE);
            }
            if (html()) {
                return unavailable("HTML with status " + status, AFTER_A_CUT, status < 300, Signal.KEY_REFUSED);
            }
            return status >= 200 && status < 300 ? taken() : refused();
        }

        private Verdict taken() {
            if (received.headers().containsKey("x-ac-error")) {
                return unavailable("status " + status + " with an error header", AFTER_A_CUT, true, Signal.NONE);
            }
            if (expected == null && received.body().length == 0 && status == 204) {
                return done(Json.object());
            }
            if (json.isMissingNode()) {
                String what = received.body().length == 0 ? "an empty body" : "malformed JSON";
                return unavailable("status " + status + " with " + what, AFTER_A_CUT, true, Signal.NONE);
            }
            if (expected == null || json.hasNonNull(expected)) {
                return done(json);
            }
            if (rateLimited()) {
                return unavailable("import quota", IMPORT_QUOTA, false, Signal.IMPORTS_WAIT);
            }
            if (json.path("errors").size() > 0 || json.path("success").asText().equals("0")) {
                return no();
            }
            return unavailable("an answer without '" + expected + "'", AFTER_A_CUT, true, Signal.NONE);
        }

        private Verdict refused() {
            if (status < 300 || status == 408) {
                return unavailable("status " + status, AFTER_A_CUT, true, Signal.NONE);
            }
            if (status < 400) {
                return unavailable("a redirect, status " + status, AFTER_A_CUT, false, Signal.KEY_REFUSED);
            }
            if (status == 404 || status == 403 && absent()) {
                return new Verdict(new Answer.Gone<>(), Signal.WELL);
            }
            if (status == 403 && notStarted()) {
                return no();
            }
            if (status == 401 || status == 403) {
                return unavailable("the key is refused, " + why(), AFTER_A_CUT, false, Signal.KEY_REFUSED);
            }
            if (status == 400 && rateLimited()) {
                return unavailable("import quota", IMPORT_QUOTA, false, Signal.IMPORTS_WAIT);
            }
            return no();
        }

        private Verdict done(JsonNode value) {
            return new Verdict(new Answer.Done<>(new Reply(status, value)), Signal.WELL);
        }

        private Verdict no() {
            return new Verdict(new Answer.Refused<>(why()), Signal.WELL, json);
        }

        private String why() {
            return Why.of(status, json);
        }

        private boolean html() {
            if (!json.isMissingNode()) {
                return false;
            }
            for (byte character : received.body()) {
                if (character > ' ') {
                    return character == '<';
                }
            }
            return false;
        }

        /** Some paths answer 403 where others answer 404 (chapter 3). */
        private boolean absent() {
            return json.path("message").asText().regionMatches(true, 0, "No result found", 0, 15);
        }

        /** An automation that does not take the contact answers like a refused key (chapter 12). */
        private boolean notStarted() {
            return json.path("message").asText().regionMatches(true, 0, "Could not create SubscriberSeries", 0, 33);
        }

        private boolean rateLimited() {
            return json.path("message").asText().regionMatches(true, 0, "Rate limit exceeded", 0, 19)
                    || json.path("failureReasons").toString().contains("ate limit exceeded");
        }

        private Duration retryAfter(int seconds) {
            return RetryAfter.of(received.headers().get("retry-after"), json, now)
                    .orElse(Duration.ofSeconds(seconds));
        }
    }
}
