package io.consentgate.confirmation;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;

/** Delivery status notifications as mail servers write them (RFC 3464). */
public final class Reports {

    private Reports() {}

    /** @param to of the report; @param block of the recipient; @param returned headers of the mail that came back */
    public static String text(String to, String block, String returned) {
        return """
                Return-Path: <>
                From: Mail Delivery System <MAILER-DAEMON@mx.example.net>
                To: %s
                Subject: Undelivered Mail Returned to Sender
                MIME-Version: 1.0
                Content-Type: multipart/report; report-type=delivery-status;
                 boundary="6C2E.1795521600/mx.example.net"

                This is a MIME-encapsulated message.

                --6C2E.1795521600/mx.example.net
                Content-Type: text/plain; charset=us-ascii

                I'm sorry to have to inform you that your message could not be delivered.

                --6C2E.1795521600/mx.example.net
                Content-Type: message/delivery-status

                Reporting-MTA: dns; mx.example.net
                Arrival-Date: Sun, 22 Nov 2026 10:00:02 +0000 (UTC)

                %s

                --6C2E.1795521600/mx.example.net
                Content-Type: text/rfc822-headers

                %s

                --6C2E.1795521600/mx.example.net--
                """.formatted(to, block.strip(), returned.strip()).replace("\n", "\r\n");
    }

    /** @param action failed, delayed ...; @param status like 5.1.1 */
    public static String failure(String to, String action, String status) {
        return text(to, block(action, status), "Subject: Conferma");
    }

    public static String block(String action, String status) {
        return """
                Final-Recipient: rfc822; anna@example.com
                Original-Recipient: rfc822;anna@example.com
                Action: %s
                Status: %s
                Diagnostic-Code: smtp; 550 5.1.1 <anna@example.com>: no such user
                """.formatted(action, status);
    }

    public static MimeMessage message(String text) {
        try {
            return new MimeMessage(
                    (Session) null, new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)));
        } catch (MessagingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
