package io.consentgate.activecampaign;

import java.time.Duration;
import java.util.Locale;
import java.util.function.Function;

/**
 * What came of one call (activecampaign-api.md chapter 3).
 *
 * @param <T> what a success brings
 */
public sealed interface Answer<T> {

    /** Goes on with a success; everything else stays what it is. */
    default <R> Answer<R> then(Function<? super T, Answer<R>> next) {
        if (this instanceof Done<T> done) {
            return next.apply(done.value());
        }
        @SuppressWarnings("unchecked") // only Done holds a T
        Answer<R> unchanged = (Answer<R>) this;
        return unchanged;
    }

    default <R> Answer<R> map(Function<? super T, R> change) {
        return then(value -> new Done<>(change.apply(value)));
    }

    default boolean isDone() {
        return this instanceof Done;
    }

    /** As metrics and logs call it: {@code done}, {@code refused}, {@code gone}, {@code unavailable}, {@code stopped}. */
    default String label() {
        return getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    /** 2xx, no error header, JSON, and the expected member was there. */
    record Done<T>(T value) implements Answer<T> {}

    /** The service understood and said no to this record; repeating it changes nothing. */
    record Refused<T>(String why) implements Answer<T> {

        /** Not sent, because it was not wanted any more when its turn came. */
        public boolean stale() {
            return why.equals("stale");
        }
    }

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
