package io.consentgate.operations.http;

import io.consentgate.database.DatabaseUnavailable;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last step of every HTTP route. It starts from no headers at all, because platform-http sends every header of
 * the message back, the request's own (and so the key) included (camel-stack.md 6.1).
 */
public final class AnswerRoute {
    private static final Logger LOG = LoggerFactory.getLogger(AnswerRoute.class);

    public void write(Exchange exchange) {
        put(exchange, exchange.getMessage().getBody(Reply.class));
    }

    /** For what no bean foresaw: the cause is logged, not told. */
    public void fail(Exchange exchange) {
        Throwable cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        Optional<String> unavailable = unavailable(cause);
        if (unavailable.isPresent()) {
            LOG.error("Request failed in route {}: {}", exchange.getFromRouteId(), unavailable.get());
            put(
                    exchange,
                    Reply.problem(
                                    503,
                                    "Service Unavailable",
                                    "The database takes nothing now; send all of it again later, which does no harm.")
                            .with("Retry-After", "30"));
            return;
        }
        LOG.error("Request failed in route {}", exchange.getFromRouteId(), cause);
        put(exchange, Reply.problem(500, "Internal Server Error", "Something failed here; the log says what."));
    }

    private static Optional<String> unavailable(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof DatabaseUnavailable) {
                return Optional.of(cause.getMessage());
            }
        }
        return Optional.empty();
    }

    private static void put(Exchange exchange, Reply reply) {
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        reply.headers().forEach(message::setHeader);
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, reply.status());
        message.setHeader(Exchange.CONTENT_TYPE, reply.contentType());
        message.setBody(reply.body());
    }
}
