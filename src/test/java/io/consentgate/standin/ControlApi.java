package io.consentgate.standin;

/** {@code /__standin/}: what a test in another process needs. */
final class ControlApi {

    static final String PREFIX = "/__standin/";

    Answer answer(Call call) {
        return Answer.of(404, Json.object());
    }
}
