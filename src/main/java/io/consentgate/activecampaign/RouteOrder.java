package io.consentgate.activecampaign;

import io.consentgate.activecampaign.Transport.Departure;
import java.net.URI;

/** One request on its way through the route; says nothing of its content when printed. */
final class RouteOrder {

    final URI target;
    final String token;
    final Request request;
    private final Departure departure;
    private boolean departed;

    RouteOrder(URI target, String token, Request request, Departure departure) {
        this.target = target;
        this.token = token;
        this.request = request;
        this.departure = departure;
    }

    /** The connection stands: the last moment to hold back. */
    boolean depart() {
        departed = departure.granted();
        return departed;
    }

    /** Whether anything may have left this machine. */
    boolean departed() {
        return departed;
    }

    @Override
    public String toString() {
        return "RouteOrder[" + request + "]";
    }
}
