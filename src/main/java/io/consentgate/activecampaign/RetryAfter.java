package io.consentgate.activecampaign;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** How long to wait: whole seconds or an HTTP date, or Cloudflare's {@code retry_after} (chapters 2, 3). */
final class RetryAfter {

    private static final Duration SHORTEST = Duration.ofSeconds(1);

    /** A wrong date must not silence an account for days; after an hour one more call tells. */
    static final Duration LONGEST = Duration.ofHours(1);

    private RetryAfter() {}

    static Optional<Duration> of(String header, JsonNode body, Instant now) {
        if (header != null) {
            return (header.strip().matches("\\d{1,9}") ? seconds(header.strip()) : untilDate(header.strip(), now))
                    .map(RetryAfter::bounded);
        }
        int seconds = body.path("retry_after").asInt(-1);
        return seconds < 0 ? Optional.empty() : Optional.of(bounded(Duration.ofSeconds(seconds)));
    }

    private static Optional<Duration> seconds(String digits) {
        return Optional.of(Duration.ofSeconds(Long.parseLong(digits)));
    }

    private static Optional<Duration> untilDate(String date, Instant now) {
        try {
            Instant until = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return Optional.of(Duration.between(now, until));
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }

    private static Duration bounded(Duration wait) {
        return wait.compareTo(SHORTEST) < 0 ? SHORTEST : wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    }
}
