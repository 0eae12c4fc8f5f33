package io.consentgate.activecampaign;

import java.time.Duration;

/**
 * What came of one call (activecampaign-api.md chapter 3).
 *
 * @param <T> what a success brings
 */
public sealed interface Answer<T> {

    /** 2xx, no error header, JSON, and the expected member was there. */
    record Done<T>(T value) implements Answer<T> {}

    /** The service understood and said no to this record; repeating it changes nothing. */
    record Refused<T>(String why) implements Answer<T> {}

    /** The record is not there (any more). */
    record Gone<T>() implements Answer<T> {}

    /**
     * Not now: rate limit, maintenance, server error, cut or slow connection, open breaker.
     *
     * @param inDoubt whether the request may have been carried out all the same
     */
    record Unavailable<T>(String why, Duration retryAfter, boolean inDoubt) implements Answer<T> {}

    /** The key is refused: the account is stopped until a probe succeeds (READINGS 38). */
    record Stopped<T>(String why) implements Answer<T> {}
}
