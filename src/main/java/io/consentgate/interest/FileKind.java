package io.consentgate.interest;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a file is by its content; its name is the sender's word and proves nothing. */
enum FileKind {
    PDF("application/pdf"),
    PNG("image/png"),
    JPEG("image/jpeg"),
    TIFF("image/tiff"),
    MAIL("message/rfc822");

    static final String ACCEPTED = "PDF, PNG, JPEG, TIFF or a mail as saved (.eml)";

    private static final Pattern MAIL_HEADER =
            Pattern.compile("(?im)^(message-id|received|date|from|return-path|delivered-to):\\s*\\S");
    private static final int HEAD = 8_192;

    private final String mediaType;

    FileKind(String mediaType) {
        this.mediaType = mediaType;
    }

    String mediaType() {
        return mediaType;
    }

    static Optional<FileKind> of(byte[] content) {
        if (starts(content, '%', 'P', 'D', 'F', '-')) {
            return Optional.of(PDF);
        }
        if (starts(content, 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n')) {
            return Optional.of(PNG);
        }
        if (starts(content, 0xff, 0xd8, 0xff)) {
            return Optional.of(JPEG);
        }
        if (starts(content, 'I', 'I', 0x2a, 0) || starts(content, 'M', 'M', 0, 0x2a)) {
            return Optional.of(TIFF);
        }
        return isMail(content) ? Optional.of(MAIL) : Optional.empty();
    }

    private static boolean starts(byte[] content, int... bytes) {
        if (content.length < bytes.length) {
            return false;
        }
        for (int i = 0; i < bytes.length; i++) {
            if ((content[i] & 0xff) != bytes[i]) {
                return false;
            }
        }
        return true;
    }

    /** Begins with headers, two of the usual ones among them, and holds no binary. */
    private static boolean isMail(byte[] content) {
        String head = new String(content, 0, Math.min(content.length, HEAD), StandardCharsets.ISO_8859_1);
        String headers = head.split("\\r?\\n\\r?\\n", 2)[0];
        boolean text = headers.chars().allMatch(c -> c >= ' ' || c == '\t' || c == '\r' || c == '\n');
        long known = MAIL_HEADER
                .matcher(headers)
                .results()
                .map(found -> found.group(1).toLowerCase(Locale.ROOT))
                .distinct()
                .count();
        return text && Pattern.compile("^[A-Za-z-]+:").matcher(headers).find() && known >= 2;
    }
}
