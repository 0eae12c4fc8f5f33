package io.consentgate.confirmation;

import java.time.Duration;

/**
 * How much may be sent, so that nobody fills a mailbox by filling in forms.
 *
 * @param perAddress mails to one address in seven days, over all sites
 * @param perHour mails of one site in an hour
 */
public record Limits(int perAddress, int perHour) {

    static final Duration ADDRESS_WINDOW = Duration.ofDays(7);
    static final Duration SITE_WINDOW = Duration.ofHours(1);

    /** Who asks again so soon still has the mail on its way. */
    static final Duration PATIENCE = Duration.ofMinutes(10);
}
