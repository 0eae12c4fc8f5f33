package io.consentgate.confirmation;

import io.consentgate.gate.Cleared;
import io.consentgate.gate.Unconfirmed;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.mail.DefaultJavaMailSender;
import org.apache.camel.component.mail.JavaMailSender;
import org.apache.camel.support.DefaultExchange;
import org.eclipse.angus.mail.smtp.SMTPMessage;

/**
 * Sends through the route {@code send-mail}, and is its steps. The message is made here whole, headers and all: Camel
 * would take headers of the exchange for settings of the mail server (camel-stack.md chapter 1). Name and password of
 * the server are known to its sender alone, not to the route.
 */
public final class MailRoute implements Post {

    /** Under which names the route finds its steps, and the mail server. */
    public static final String BEAN = "confirmationMail";

    public static final String SERVER = "mailServer";

    private static final String UTF_8 = StandardCharsets.UTF_8.name();
    private static final String CONNECT_MILLIS = "10000";
    private static final String ANSWER_MILLIS = "45000";

    private final ProducerTemplate routes;
    private final CamelContext camel;

    public MailRoute(CamelContext camel) {
        this.camel = camel;
        this.routes = camel.createProducerTemplate();
    }

    private record Order(String address, Letter letter) {}

    @Override
    public Answer send(Cleared<Unconfirmed> to, Letter letter) {
        Exchange exchange = new DefaultExchange(camel);
        exchange.getMessage().setBody(new Order(to.value().email(), letter));
        routes.send("direct:send-mail", exchange);
        if (exchange.getMessage().getBody() instanceof Answer answer) {
            return answer;
        }
        Exception failure = exchange.getException();
        return new Answer.Unreachable("the way out failed"
                + (failure == null ? "" : ": " + failure.getClass().getSimpleName()));
    }

    /** From an order to a whole message. */
    public void prepare(Exchange exchange) throws MessagingException, UnsupportedEncodingException {
        Order order = exchange.getMessage().getBody(Order.class);
        exchange.getMessage().setBody(message(order));
    }

    public void taken(Exchange exchange) {
        exchange.getMessage().removeHeaders("*");
        exchange.getMessage().setBody(new Answer.Taken());
    }

    public void fail(Exchange exchange) {
        Throwable failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        exchange.getMessage().removeHeaders("*");
        exchange.getMessage().setBody(SmtpAnswers.of(failure));
    }

    private static MimeMessage message(Order order) throws MessagingException, UnsupportedEncodingException {
        Letter letter = order.letter();
        SMTPMessage message = new SMTPMessage((Session) null);
        message.setHeader("Message-ID", letter.messageId());
        message.setFrom(new InternetAddress(letter.from(), letter.fromName(), UTF_8));
        replyTo(message, letter.replyTo());
        message.setRecipient(RecipientType.TO, new InternetAddress(order.address(), true));
        message.setSubject(letter.content().subject(), UTF_8);
        message.setHeader("Content-Language", letter.language().tag());
        if (letter.back() != null) {
            message.setEnvelopeFrom(letter.back().address());
            // Our link has no business in a mailbox for bounces.
            message.setReturnOption(SMTPMessage.RETURN_HDRS);
            message.setHeader(ReturnPaths.HEADER, letter.back().token());
        }
        // No vacation notice shall answer it (RFC 3834).
        message.setHeader("Auto-Submitted", "auto-generated");
        message.setHeader("X-Auto-Response-Suppress", "All");
        if (letter.content().html() == null) {
            message.setText(letter.content().text(), UTF_8);
        } else {
            MimeMultipart alternatives = new MimeMultipart("alternative");
            alternatives.addBodyPart(part(letter.content().text(), "plain"));
            alternatives.addBodyPart(part(letter.content().html(), "html"));
            message.setContent(alternatives);
        }
        return message;
    }

    private static MimeBodyPart part(String content, String kind) throws MessagingException {
        MimeBodyPart part = new MimeBodyPart();
        part.setText(content, UTF_8, kind);
        return part;
    }

    private static void replyTo(MimeMessage message, String contact) throws MessagingException {
        try {
            message.setReplyTo(new InternetAddress[] {new InternetAddress(contact, true)});
        } catch (AddressException noMailAddress) {
            // Rights may be exercised by a form: then answers go where the mail came from.
        }
    }

    /** What the route hands messages to. */
    public static JavaMailSender sender(MailServer server) {
        boolean tls = server.security() == MailServer.Security.TLS;
        String protocol = tls ? "smtps" : "smtp";
        String prefix = "mail." + protocol + ".";
        Properties properties = new Properties();
        properties.setProperty("mail.transport.protocol", protocol);
        properties.setProperty(prefix + "host", server.host());
        properties.setProperty(prefix + "port", String.valueOf(server.port()));
        properties.setProperty(prefix + "auth", String.valueOf(server.user() != null));
        properties.setProperty(prefix + "connectiontimeout", CONNECT_MILLIS);
        properties.setProperty(prefix + "timeout", ANSWER_MILLIS);
        properties.setProperty(prefix + "writetimeout", ANSWER_MILLIS);
        properties.setProperty(prefix + "ssl.checkserveridentity", "true");
        boolean startTls = server.security() == MailServer.Security.STARTTLS;
        properties.setProperty(prefix + "starttls.enable", String.valueOf(startTls));
        properties.setProperty(prefix + "starttls.required", String.valueOf(startTls));
        DefaultJavaMailSender sender = new DefaultJavaMailSender();
        sender.setProtocol(protocol);
        sender.setHost(server.host());
        sender.setPort(server.port());
        if (server.user() != null) {
            sender.setUsername(server.user());
            sender.setPassword(server.password());
        }
        sender.setJavaMailProperties(properties);
        return sender;
    }
}
