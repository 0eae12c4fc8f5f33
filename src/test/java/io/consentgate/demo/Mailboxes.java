package io.consentgate.demo;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A real mail server (GreenMail) with mailboxes that can be read. */
public final class Mailboxes implements AutoCloseable {

    public static final String FROM = "iscrizioni@shop.example.com";
    private static final Pattern LINK = Pattern.compile("https?://\\S+/confirm/([A-Za-z0-9_-]+)");

    private final GreenMail server;

    public Mailboxes() {
        server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP).dynamicPort());
        server.setUser("shop@localhost", "shop", "very-secret-smtp-password");
        server.start();
    }

    /** What the connector has to be told to use it. */
    public Map<String, String> settings(String publicUrl) {
        return Map.of(
                "CONSENTGATE_PUBLIC_URL", publicUrl,
                "CONSENTGATE_MAIL_HOST", "127.0.0.1",
                "CONSENTGATE_MAIL_PORT", String.valueOf(server.getSmtp().getPort()),
                "CONSENTGATE_MAIL_SECURITY", "none",
                "CONSENTGATE_MAIL_USER", "shop",
                "CONSENTGATE_MAIL_PASSWORD", "very-secret-smtp-password",
                "CONSENTGATE_MAIL_FROM", FROM);
    }

    public List<MimeMessage> to(String address) {
        return Arrays.stream(server.getReceivedMessages())
                .filter(mail -> {
                    try {
                        return mail.getAllRecipients()[0].toString().equalsIgnoreCase(address);
                    } catch (MessagingException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .toList();
    }

    public int count() {
        return server.getReceivedMessages().length;
    }

    public static String text(MimeMessage mail) {
        return part(mail, 0);
    }

    public static String html(MimeMessage mail) {
        return part(mail, 1);
    }

    private static String part(MimeMessage mail, int number) {
        try {
            BodyPart part = ((MimeMultipart) mail.getContent()).getBodyPart(number);
            return part.getContent().toString();
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The path of the link in it. */
    public static String path(MimeMessage mail) {
        return "/confirm/" + token(text(mail));
    }

    public static String token(String text) {
        Matcher link = LINK.matcher(text);
        if (!link.find()) {
            throw new AssertionError("no link in the mail");
        }
        return link.group(1);
    }

    @Override
    public void close() {
        server.stop();
    }
}
