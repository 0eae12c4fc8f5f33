package io.consentgate.gate;

import io.consentgate.event.Purpose;
import java.time.Instant;

/**
 * What people can read on the site. A purpose that the published notice does not name is denied where the site's file
 * asks for that: consent that nobody was informed about is none (GDPR art. 4(11), 13).
 */
@FunctionalInterface
public interface PublishedNotice {

    /** For sites that do not ask. */
    PublishedNotice TRUSTED = (site, purpose, now) -> true;

    /** Whether the notice that the site shows names the purpose, as far as is known at that moment. */
    boolean names(String site, Purpose purpose, Instant now);
}
