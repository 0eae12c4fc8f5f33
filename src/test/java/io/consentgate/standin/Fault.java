package io.consentgate.standin;

/** Ways to fail (chapters 2 and 3), each a value of its own; combine them by injecting several. */
public sealed interface Fault {

    /** 429 as a shared budget causes it. */
    record TooManyRequests(int retryAfterSeconds, boolean rateLimitHeaders) implements Fault {}

    /** 503 for an account that is inactive or under maintenance; Retry-After in seconds or as HTTP date. */
    record Unavailable503(int retryAfterSeconds, boolean asHttpDate) implements Fault {}

    /** 200 with a login page, as a bad key can get it. */
    record HtmlLoginPage() implements Fault {}

    /** 200, empty body and X-Ac-Error: nothing was done. */
    record EmptyBodyWithErrorHeader() implements Fault {}

    /** Empty 403 without Content-Type, as a withdrawn key can get it. */
    record ForbiddenWithoutContentType() implements Fault {}

    /** 502 with Cloudflare's JSON. */
    record CloudflareBadGateway() implements Fault {}

    /** 500, 520 to 526 or 590 with an HTML page. */
    record ServerError(int status) implements Fault {}

    /** The account takes the request, then the connection is reset: the client cannot know. */
    record CutConnectionAfterTaking() implements Fault {}

    /** The connection is reset and nothing happened. */
    record CutConnectionBefore() implements Fault {}

    /** The account takes the request, the JSON of the answer breaks off. */
    record MalformedJson() implements Fault {}

    /** The answer takes longer; other faults may still decide what it is. */
    record SlowAnswer(int millis) implements Fault {}

    /** 400 "Rate limit exceeded.", as imports get it. */
    record RateLimit400() implements Fault {}

    /** 403 "No Result found", where 404 would be expected. */
    record NoResultFound403() implements Fault {}

    /** The account takes the request, then the other fault answers in its place. */
    record AfterTaking(Fault answer) implements Fault {}
}
