package io.consentgate.activecampaign;

import java.util.Map;

/** Carries one request and brings back what came of it. It knows neither budgets nor meanings. */
public interface Transport {

    /**
     * Sends once: no retry, no redirect, no cookie.
     *
     * @param departure asked when the connection stands, directly before the first byte
     */
    Response send(Request request, Departure departure);

    /** The last word before a request leaves; it may wait for a new slot. */
    @FunctionalInterface
    interface Departure {
        boolean granted();
    }

    /** What came back, or why nothing did. */
    sealed interface Response {

        /** @param headers by lower-case name */
        record Received(int status, Map<String, String> headers, byte[] body) implements Response {
            @Override
            public String toString() {
                return "Received[" + status + "]";
            }
        }

        /** Nothing left this machine: no connection, or departure not granted. */
        record NotSent(String why) implements Response {}

        /** The breaker let nothing through. */
        record BreakerOpen() implements Response {}

        /** It left, and no whole answer came: cut or too slow. */
        record Unanswered(String why) implements Response {}
    }
}
