package io.consentgate.activecampaign;

import java.net.URI;
import java.util.Objects;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.support.DefaultExchange;

/**
 * Sends through the account's own routes {@code call-activecampaign} and {@code call-event-host}. What this account's address and
 * token are is known here alone; the exchange carries the order, never the token.
 */
public final class RouteTransport implements Transport {

    private final ProducerTemplate routes;
    private final CamelContext camel;
    private final String name;
    private final AccountUrl account;
    private final String token;
    private final AccountUrl events;

    /**
     * @param name the account's; its routes carry it
     * @param events null when the account has no event host
     */
    public RouteTransport(CamelContext camel, String name, AccountUrl account, String token, AccountUrl events) {
        this.camel = camel;
        this.name = name;
        this.routes = camel.createProducerTemplate();
        this.account = Objects.requireNonNull(account);
        this.token = Objects.requireNonNull(token);
        this.events = events;
    }

    @Override
    public Response send(Request request, Departure departure) {
        boolean toAccount = request.host() == Request.Host.ACCOUNT;
        RouteOrder order = toAccount
                ? new RouteOrder(URI.create(account.text() + "/" + request.path()), token, request, departure)
                : new RouteOrder(URI.create(events.text()), null, request, departure);
        Exchange exchange = new DefaultExchange(camel);
        exchange.getMessage().setBody(order);
        routes.send((toAccount ? "direct:call-activecampaign-" : "direct:call-event-host-") + name, exchange);
        if (exchange.getMessage().getBody() instanceof Response response) {
            return response;
        }
        Exception failure = exchange.getException();
        String why = failure == null
                ? "held back"
                : "the way out failed: " + failure.getClass().getSimpleName();
        return order.departed() ? new Response.Unanswered(why) : new Response.NotSent(why);
    }
}
