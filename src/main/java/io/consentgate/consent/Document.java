package io.consentgate.consent;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A scan or a mail that shows how a contact came about.
 *
 * @param type media type, found in the content
 */
public record Document(String type, byte[] content) {

    /** @return 64 hexadecimal digits */
    public String sha256() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java runtime has SHA-256", impossible);
        }
    }

    /** Not the content: it names people. */
    @Override
    public String toString() {
        return "Document[" + type + ", " + content.length + " bytes]";
    }
}
