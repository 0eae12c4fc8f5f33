package io.consentgate.disclosure.publish;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;

/**
 * Something under a public path.
 *
 * @param language ISO 639-1, null when it has none
 * @param etag strong, quotes included
 * @param forEver whether the path never shows anything else
 * @param negotiated whether another language could have been shown at this path
 * @param location path below {@code /disclosure/} that always shows this one; null when it is this path
 */
public record Served(
        byte[] content,
        String mediaType,
        String language,
        String etag,
        boolean forEver,
        boolean negotiated,
        String location) {

    static Served of(byte[] content, String mediaType, String language) {
        String etag = '"' + HexFormat.of().formatHex(sha256(content), 0, 16) + '"';
        return new Served(content, mediaType, language, etag, false, false, null);
    }

    Served keptForEver() {
        return new Served(content, mediaType, language, etag, true, negotiated, location);
    }

    Served negotiatedTo(String where) {
        return new Served(content, mediaType, language, etag, forEver, true, where);
    }

    /** As a content security policy names an inline style. */
    static String cspHash(String style) {
        return "'sha256-" + Base64.getEncoder().encodeToString(sha256(style.getBytes(StandardCharsets.UTF_8))) + "'";
    }

    private static byte[] sha256(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
