package io.consentgate.standin;

import java.time.Duration;

/** The limits of one account (2): 5 requests in any second, 100 imports or 20 single-contact imports a minute. */
final class Limits {

    static final int REQUESTS_PER_SECOND = 5;

    private final Switches switches;
    private final SlidingWindow requests =
            new SlidingWindow(REQUESTS_PER_SECOND, Duration.ofSeconds(1).toNanos());
    private final SlidingWindow imports =
            new SlidingWindow(100, Duration.ofMinutes(1).toNanos());
    private final SlidingWindow singleImports =
            new SlidingWindow(20, Duration.ofMinutes(1).toNanos());

    Limits(Switches switches) {
        this.switches = switches;
    }

    boolean admit(Call call) {
        boolean counts = switches.isOn(Quirk.IMPORTS_COUNT_AS_REQUESTS)
                || !call.path().equals("/import/bulk_import")
                || !call.method().equals("POST");
        return !switches.isOn(Quirk.ENFORCE_LIMITS) || !counts || requests.admit(call.receivedNanos());
    }

    boolean admitImport(Call call, int contacts) {
        return !switches.isOn(Quirk.ENFORCE_LIMITS)
                || (contacts == 1 ? singleImports : imports).admit(call.receivedNanos());
    }

    Answer tooFast() {
        boolean old = switches.isOn(Quirk.TOO_FAST_ANSWERS_503);
        Answer answer = Answer.of(old ? 503 : 429, Json.object().put("message", "Too Many Requests"));
        return answer.with("Retry-After", "1");
    }

    Answer labelled(Answer answer, long now) {
        if (!switches.isOn(Quirk.RATE_LIMIT_HEADERS) || answer.headers().containsKey("RateLimit-Limit")) {
            return answer;
        }
        return answer.with("RateLimit-Limit", String.valueOf(REQUESTS_PER_SECOND))
                .with("RateLimit-Remaining", String.valueOf(requests.remaining(now)));
    }
}
