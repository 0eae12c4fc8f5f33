package io.consentgate.intake;

import io.consentgate.consent.Statement;
import io.consentgate.event.InboundEvent;
import io.consentgate.event.InboundEvent.CookieConsent;
import io.consentgate.event.Mode;
import io.consentgate.intake.Intake.Told;
import io.consentgate.person.People.Identity;
import java.time.Instant;
import java.util.List;

/** An event that counts, with whom it is about, when it was so, and what it states. */
record Counted(Told told, Identity about, Instant at, List<Statement> says) {
    InboundEvent event() {
        return told.event();
    }

    String shop() {
        return event().envelope().key().shop();
    }

    /** Null when the event names none. */
    String visitor() {
        return event() instanceof CookieConsent banner ? banner.visitorId() : null;
    }

    boolean isHistorical() {
        return event().envelope().mode() == Mode.HISTORICAL;
    }
}
