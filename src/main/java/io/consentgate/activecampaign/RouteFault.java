package io.consentgate.activecampaign;

import io.consentgate.activecampaign.Transport.Response;

/** The service failed (5xx): such an answer counts for the breaker, as a cut or slow connection does; a 4xx does not. */
final class RouteFault extends RuntimeException {

    private final transient Response.Received received;

    RouteFault(Response.Received received) {
        super("status " + received.status(), null, false, false);
        this.received = received;
    }

    Response.Received received() {
        return received;
    }
}
