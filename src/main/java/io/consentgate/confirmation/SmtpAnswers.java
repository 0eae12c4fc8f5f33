package io.consentgate.confirmation;

import io.consentgate.confirmation.Post.Answer;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.eclipse.angus.mail.util.MailConnectException;

/**
 * Reads what a mail server refused with (RFC 5321, 3463). An address is given up only for what is said about the
 * address: a 5.7 is about us or our mail, a full mailbox empties again.
 */
final class SmtpAnswers {

    private static final Pattern STATUS = Pattern.compile("\\b([45]\\.\\d{1,3}\\.\\d{1,3})\\b");
    private static final int MAILBOX_FULL = 552;
    private static final int NOT_AVAILABLE = 421;

    private SmtpAnswers() {}

    static Answer of(Throwable failure) {
        List<Throwable> chain = chain(failure);
        for (Throwable one : chain) {
            if (one instanceof SMTPAddressFailedException refused) {
                return ofAddress(refused.getReturnCode(), status(refused));
            }
        }
        for (Throwable one : chain) {
            if (one instanceof SMTPSenderFailedException refused) {
                return ofMail(refused.getReturnCode(), status(refused));
            }
            if (one instanceof SMTPSendFailedException refused) {
                return ofMail(refused.getReturnCode(), status(refused));
            }
            if (one instanceof AuthenticationFailedException) {
                return new Answer.Unreachable("it refuses user and password");
            }
            if (one instanceof MailConnectException) {
                return new Answer.Unreachable("no connection");
            }
            if (one instanceof SSLException) {
                return new Answer.Unreachable(
                        "no safe connection: " + one.getClass().getSimpleName());
            }
        }
        boolean cut = chain.stream().anyMatch(one -> one instanceof java.io.IOException);
        String kind = chain.isEmpty()
                ? "unknown"
                : chain.get(chain.size() - 1).getClass().getSimpleName();
        return cut ? new Answer.InDoubt("the connection was cut: " + kind) : new Answer.Unreachable(kind);
    }

    private static Answer ofAddress(int code, String status) {
        if (code < 500) {
            return new Answer.NotNow("recipient " + said(code, status));
        }
        if (code == MAILBOX_FULL || "5.2.2".equals(status)) {
            return new Answer.NotNow("mailbox full");
        }
        return status != null && status.startsWith("5.7.")
                ? new Answer.Refused("recipient " + said(code, status))
                : new Answer.NoSuchMailbox(code, status);
    }

    private static Answer ofMail(int code, String status) {
        if (code <= 0) {
            return new Answer.InDoubt("the connection was cut while it was answered for");
        }
        if (code == NOT_AVAILABLE || code == 530 || code == 535) {
            return new Answer.Unreachable("mail " + said(code, status));
        }
        if (code < 500) {
            return new Answer.NotNow("mail " + said(code, status));
        }
        return status != null && (status.startsWith("5.1.1") || status.equals("5.2.1"))
                ? new Answer.NoSuchMailbox(code, status)
                : new Answer.Refused("mail " + said(code, status));
    }

    private static String said(int code, String status) {
        return "answered with " + code + (status == null ? "" : " " + status);
    }

    private static String status(MessagingException refused) {
        Matcher found = STATUS.matcher(String.valueOf(refused.getMessage()));
        return found.find() ? found.group(1) : null;
    }

    /** Mail exceptions hang one from another in two ways. */
    private static List<Throwable> chain(Throwable failure) {
        List<Throwable> chain = new ArrayList<>();
        Throwable one = failure;
        while (one != null && chain.size() < 20) {
            chain.add(one);
            Throwable next = one instanceof MessagingException mail ? mail.getNextException() : null;
            one = next != null ? next : one.getCause();
        }
        return chain;
    }
}
