package io.consentgate.activecampaign;

import io.consentgate.activecampaign.Transport.Response;

/** The service failed (5xx): named in the routes, because such an answer counts for the breaker and a 4xx does not. */
public final class RouteFault extends RuntimeException {

    private final transient Response.Received received;

    RouteFault(Response.Received received) {
        super("status " + received.status(), null, false, false);
        this.received = received;
    }

    Response.Received received() {
        return received;
    }
}
