package io.consentgate.confirmation;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.component.mail.DefaultAuthenticator;
import org.apache.camel.component.mail.MailAuthenticator;
import org.apache.camel.spi.ExceptionHandler;
import org.apache.camel.spi.PollingConsumerPollStrategy;
import org.eclipse.angus.mail.util.MailConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The steps of the route {@code read-bounces}, and what it needs to reach the mailbox. A message is removed once what it
 * says is on disk; one that could not be dealt with stays, and comes again.
 */
public final class BounceRoute implements PollingConsumerPollStrategy, ExceptionHandler {

    /** Under which names the route finds its steps, name and password, and how to connect. */
    public static final String BEAN = "returnedMail";

    public static final String LOGIN = "bounceLogin";
    public static final String CONNECTION = "bounceConnection";

    private static final Logger LOG = LoggerFactory.getLogger(BounceRoute.class);
    private static final String CONNECT_MILLIS = "10000";
    private static final String ANSWER_MILLIS = "45000";

    private final Returned returned;
    private final BounceObserver observer;
    private final Clock clock;
    private volatile Asking.Trouble trouble;

    public BounceRoute(Returned returned, BounceObserver observer, Clock clock) {
        this.returned = returned;
        this.observer = observer;
        this.clock = clock;
    }

    /** @throws RuntimeException when it cannot be kept: then the message is not removed */
    public void take(Exchange exchange) {
        DeliveryReport report = DeliveryReport.read(exchange.getMessage().getBody(Message.class))
                .orElse(null);
        observer.returned(returned.take(report).name().toLowerCase(Locale.ROOT));
    }

    /** Empty when the mailbox was read the last time. */
    public Optional<Asking.Trouble> trouble() {
        return Optional.ofNullable(trouble);
    }

    @Override
    public boolean begin(Consumer consumer, Endpoint endpoint) {
        return true;
    }

    @Override
    public void commit(Consumer consumer, Endpoint endpoint, int messages) {
        trouble = null;
    }

    @Override
    public boolean rollback(Consumer consumer, Endpoint endpoint, int retries, Exception cause) {
        Asking.Trouble before = trouble;
        Instant now = clock.instant();
        String why = why(cause);
        if (before == null) {
            LOG.warn("the mailbox of bounces cannot be read: {}", why);
        }
        trouble = new Asking.Trouble(why, before == null ? now : before.since(), now);
        return false;
    }

    /** A poll that failed: said already, and without the words of the mail server, which may name people. */
    @Override
    public void handleException(String message, Throwable cause) {}

    @Override
    public void handleException(Throwable cause) {
        handleException(null, null, cause);
    }

    @Override
    public void handleException(String message, Exchange exchange, Throwable cause) {
        LOG.warn(
                "a returned mail could not be dealt with and stays in its mailbox: {}",
                cause.getClass().getSimpleName());
    }

    private static String why(Throwable cause) {
        for (Throwable one = cause; one != null; one = one.getCause()) {
            if (one instanceof AuthenticationFailedException) {
                return "it refuses user and password";
            }
            if (one instanceof MailConnectException) {
                return "no connection";
            }
        }
        return cause.getClass().getSimpleName();
    }

    /** The endpoint's address, without user and password. */
    public static String endpoint(BounceMailbox mailbox) {
        return protocol(mailbox) + ":" + mailbox.server().host() + ":"
                + mailbox.server().port();
    }

    public static MailAuthenticator login(BounceMailbox mailbox) {
        return new DefaultAuthenticator(
                mailbox.server().user(), mailbox.server().password());
    }

    public static Properties connection(BounceMailbox mailbox) {
        String prefix = "mail." + protocol(mailbox) + ".";
        String startTls = String.valueOf(mailbox.server().security() == MailServer.Security.STARTTLS);
        Properties properties = new Properties();
        properties.setProperty(prefix + "connectiontimeout", CONNECT_MILLIS);
        properties.setProperty(prefix + "timeout", ANSWER_MILLIS);
        properties.setProperty(prefix + "writetimeout", ANSWER_MILLIS);
        properties.setProperty(prefix + "ssl.checkserveridentity", "true");
        properties.setProperty(prefix + "starttls.enable", startTls);
        properties.setProperty(prefix + "starttls.required", startTls);
        return properties;
    }

    private static String protocol(BounceMailbox mailbox) {
        String plain = mailbox.protocol().name().toLowerCase(Locale.ROOT);
        return mailbox.server().security() == MailServer.Security.TLS ? plain + "s" : plain;
    }
}
