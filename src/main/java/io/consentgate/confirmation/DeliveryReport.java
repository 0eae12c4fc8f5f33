package io.consentgate.confirmation;

import jakarta.mail.BodyPart;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.InternetHeaders;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A delivery status notification (RFC 3464): what it says of one mail, and all places in which the mail may be named. Of
 * what came back only headers are read, since anybody may write to the mailbox.
 *
 * @param verdict of the worst news in it
 * @param status like {@code 5.1.1} (RFC 3463); null when it says none
 * @param places texts that may hold the token of the return path
 */
record DeliveryReport(Verdict verdict, String status, Set<String> places) {

    enum Verdict {
        /** The address takes no mail, for good. */
        HARD,
        /** Not now, or only late: nothing follows. */
        SOFT,
        /** For good, but because of our mail or of us. */
        REFUSED
    }

    private static final int MOST_BYTES = 65_536;
    private static final int MOST_PARTS = 20;
    private static final Pattern STATUS = Pattern.compile("\\b([245]\\.\\d{1,3}\\.\\d{1,3})\\b");

    /** Where mail servers leave the address that a mail was delivered to. */
    private static final String[] RECIPIENT = {"To", "Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To"};

    /**
     * Permanent, and still not about the address: the sender's, a full mailbox (it empties again), the size of a mail,
     * the time in a queue. As {@link SmtpAnswers}, 5.7 is about us.
     */
    private static final Set<String> NOT_THE_ADDRESS =
            Set.of("5.1.7", "5.1.8", "5.2.2", "5.2.3", "5.3.4", "5.4.7", "5.4.6");

    private static final List<String> NOT_THE_ADDRESS_AT_ALL = List.of("5.5.", "5.6.", "5.7.");

    @Override
    public String toString() {
        return "DeliveryReport[" + verdict + "]";
    }

    /** Empty for whatever is no report that can be read. */
    static Optional<DeliveryReport> read(Message message) {
        try {
            if (!message.isMimeType("multipart/report") || !(message.getContent() instanceof Multipart parts)) {
                return Optional.empty();
            }
            String kind = new ContentType(message.getContentType()).getParameter("report-type");
            if (kind != null && !kind.equalsIgnoreCase("delivery-status")) {
                return Optional.empty();
            }
            Set<String> places = new LinkedHashSet<>();
            for (String header : RECIPIENT) {
                add(places, message.getHeader(header));
            }
            return read(parts, places);
        } catch (MessagingException | IOException | RuntimeException unreadable) {
            return Optional.empty();
        }
    }

    private static Optional<DeliveryReport> read(Multipart parts, Set<String> places)
            throws MessagingException, IOException {
        Optional<DeliveryReport> report = Optional.empty();
        for (int i = 0; i < Math.min(parts.getCount(), MOST_PARTS); i++) {
            BodyPart part = parts.getBodyPart(i);
            if (is(part, "message/delivery-status") || is(part, "message/global-delivery-status")) {
                if (report.isPresent()) {
                    // Two reports in one are nobody's mail server.
                    return Optional.empty();
                }
                report = status(blocks(part), places);
            } else if (is(part, "text/rfc822-headers") || is(part, "message/rfc822") || is(part, "message/global*")) {
                add(places, headers(bytes(part)).getHeader(ReturnPaths.HEADER));
            }
        }
        return report;
    }

    private static boolean is(Part part, String type) throws MessagingException {
        String own = new ContentType(part.getContentType()).getBaseType().toLowerCase(Locale.ROOT);
        return type.endsWith("*") ? own.startsWith(type.substring(0, type.length() - 1)) : own.equals(type);
    }

    /** Our mails have one recipient: whoever else stands in a report, the worst that is said counts. */
    private static Optional<DeliveryReport> status(List<InternetHeaders> blocks, Set<String> places) {
        DeliveryReport worst = null;
        for (InternetHeaders block : blocks.subList(Math.min(1, blocks.size()), blocks.size())) {
            String action = first(block, "Action");
            String status = first(block, "Status");
            if (action != null && status != null) {
                Matcher found = STATUS.matcher(status);
                String code = found.find() ? found.group(1) : null;
                DeliveryReport one = new DeliveryReport(verdict(action, code), code, places);
                worst = worst == null || one.verdict.ordinal() < worst.verdict.ordinal() ? one : worst;
            }
        }
        return Optional.ofNullable(worst);
    }

    private static Verdict verdict(String action, String status) {
        if (!action.strip().equalsIgnoreCase("failed") || status == null || !status.startsWith("5.")) {
            return Verdict.SOFT;
        }
        boolean other = NOT_THE_ADDRESS.contains(status)
                || NOT_THE_ADDRESS_AT_ALL.stream().anyMatch(status::startsWith);
        return other ? Verdict.REFUSED : Verdict.HARD;
    }

    /** About the message first, then one for each recipient, with empty lines between. */
    private static List<InternetHeaders> blocks(Part part) throws MessagingException, IOException {
        InputStream in = new ByteArrayInputStream(bytes(part));
        List<InternetHeaders> blocks = new ArrayList<>();
        while (in.available() > 0 && blocks.size() < MOST_PARTS) {
            InternetHeaders block = new InternetHeaders(in);
            if (block.getAllHeaderLines().hasMoreElements()) {
                blocks.add(block);
            }
        }
        return blocks;
    }

    private static InternetHeaders headers(byte[] bytes) throws MessagingException {
        return new InternetHeaders(new ByteArrayInputStream(bytes));
    }

    private static byte[] bytes(Part part) throws MessagingException, IOException {
        try (InputStream in = part.getInputStream()) {
            return in.readNBytes(MOST_BYTES);
        }
    }

    private static String first(InternetHeaders block, String name) {
        String[] values = block.getHeader(name);
        return values == null ? null : values[0];
    }

    private static void add(Set<String> places, String[] values) {
        if (values != null) {
            places.addAll(List.of(values));
        }
    }
}
