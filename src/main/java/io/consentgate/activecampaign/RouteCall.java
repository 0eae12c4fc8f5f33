package io.consentgate.activecampaign;

import io.consentgate.activecampaign.Transport.Response;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.camel.util.ObjectHelper;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;

/**
 * The steps of the two call routes: what is sent, what came back, what counts for the breaker. Also sets up their HTTP
 * client: one request per order, and the token put in at the last moment, where no exchange and no log can see it.
 */
public final class RouteCall implements HttpClientConfigurer {

    /** Under which name the routes find it. */
    public static final String BEAN = "activeCampaignCall";

    /**
     * Opens when half of the last 20 requests failed, 10 at least; after 10 seconds one is let through. What was held
     * back here says nothing about the service. Not written in the routes, because Camel 4.18.0 copies a template's
     * ignored exceptions as the only ones that count.
     */
    private static final CircuitBreakerConfig BREAKER = CircuitBreakerConfig.custom()
            .slidingWindowSize(20)
            .minimumNumberOfCalls(10)
            .waitDurationInOpenState(Duration.ofSeconds(10))
            .permittedNumberOfCallsInHalfOpenState(1)
            // The processor wraps what was thrown.
            .ignoreException(failure -> ObjectHelper.getException(RouteHeldBack.class, failure) != null)
            .build();

    private static final String ORDER = "order";

    /** The order of the request that this thread is sending: the HTTP client calls back in the same thread. */
    private final ThreadLocal<RouteOrder> current = new ThreadLocal<>();

    /** The breakers of one account, by the name that its routes call them. */
    public static Map<String, CircuitBreaker> breakers(String account) {
        return Stream.of("breaker-activecampaign-", "breaker-event-host-")
                .map(name -> CircuitBreaker.of(name + account, BREAKER))
                .collect(Collectors.toMap(CircuitBreaker::getName, breaker -> breaker));
    }

    /** From an order to an HTTP message with our headers only. */
    public void prepare(Exchange exchange) {
        Message message = exchange.getMessage();
        RouteOrder order = message.getBody(RouteOrder.class);
        exchange.setProperty(ORDER, order);
        message.setHeader(Exchange.HTTP_METHOD, order.request.method());
        message.setHeader(Exchange.HTTP_URI, order.target.toString());
        if (!order.request.query().isEmpty()) {
            message.setHeader(Exchange.HTTP_QUERY, order.request.query());
        }
        message.setHeader("Accept", "application/json");
        message.setHeader("User-Agent", "ConsentGate");
        message.setHeader(Exchange.CONTENT_TYPE, order.request.contentType());
        message.setBody(order.request.body());
        current.set(order);
    }

    /** From what was received to a {@link Response}; a failure of the service counts for the breaker. */
    public void receive(Exchange exchange) {
        Message message = exchange.getMessage();
        Map<String, String> headers = new HashMap<>();
        message.getHeaders()
                .forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), String.valueOf(value)));
        byte[] body = message.getBody(byte[].class);
        int status = message.getHeader(Exchange.HTTP_RESPONSE_CODE, 0, Integer.class);
        Response.Received received = new Response.Received(status, headers, body == null ? new byte[0] : body);
        if (status >= 500) {
            throw new RouteFault(received);
        }
        answer(exchange, received);
    }

    /** From a failure to a {@link Response}. Exceptions may quote the request, so only their kind is told. */
    public void fail(Exchange exchange) {
        Throwable failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        RouteOrder order = exchange.getProperty(ORDER, RouteOrder.class);
        if (failure instanceof RouteFault fault) {
            answer(exchange, fault.received());
        } else if (failure == null || failure instanceof CallNotPermittedException) {
            answer(exchange, new Response.BreakerOpen());
        } else if (failure instanceof RouteHeldBack) {
            answer(exchange, new Response.NotSent("held back"));
        } else if (!order.departed()) {
            answer(exchange, new Response.NotSent("no connection: " + kind(failure)));
        } else {
            answer(
                    exchange,
                    new Response.Unanswered(
                            failure instanceof SocketTimeoutException
                                    ? "no answer in time"
                                    : "the connection was cut: " + kind(failure)));
        }
    }

    private void answer(Exchange exchange, Response response) {
        current.remove();
        exchange.getMessage().removeHeaders("*");
        exchange.getMessage().setBody(response);
    }

    private static String kind(Throwable failure) {
        return failure.getClass().getSimpleName();
    }

    @Override
    public void configureHttpClient(HttpClientBuilder client) {
        // The client would repeat 429 and 503 by itself, POST included (camel-stack.md 5).
        client.disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .addExecInterceptorBefore(ChainElement.MAIN_TRANSPORT.name(), "departure", this::depart);
    }

    /** The connection stands; next comes the first byte. */
    private ClassicHttpResponse depart(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        RouteOrder order = current.get();
        current.remove();
        if (order == null || !order.depart()) {
            throw new RouteHeldBack();
        }
        if (order.token != null) {
            request.setHeader("Api-Token", order.token);
        }
        return chain.proceed(request, scope);
    }
}
