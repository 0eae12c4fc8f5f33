package io.consentgate.activecampaign;

import java.io.IOException;

/** The request was held back at the last moment: nothing left, and the service is not to blame. */
public final class RouteHeldBack extends IOException {

    RouteHeldBack() {
        super("departure not granted");
    }
}
