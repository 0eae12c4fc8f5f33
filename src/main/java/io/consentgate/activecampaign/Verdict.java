package io.consentgate.activecampaign;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Duration;

/**
 * What an answer means for the call, and what for the account as a whole.
 *
 * @param body the JSON that came, missing when none did
 */
record Verdict(Answer<Reply> answer, Signal signal, JsonNode body) {

    Verdict(Answer<Reply> answer, Signal signal) {
        this(answer, signal, MissingNode.getInstance());
    }

    enum Signal {
        /** The account knows the key and works. */
        WELL,
        /** Says nothing about the key. */
        NONE,
        /** The key seems to be refused (READINGS 38). */
        KEY_REFUSED,
        /** Everybody has to wait (429, 503). */
        EVERYBODY_WAITS,
        /** Only bulk imports have to wait (7.1). */
        IMPORTS_WAIT,
        BREAKER_OPEN
    }

    Duration retryAfter() {
        return answer instanceof Answer.Unavailable<Reply> unavailable ? unavailable.retryAfter() : Duration.ZERO;
    }
}
