package io.consentgate.disclosure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.erdtman.jcs.JsonCanonicalizer;

/**
 * The identity of a notice's content: SHA-256 over the model as canonical JSON (RFC 8785), without the days on which
 * somebody last looked. Never over rendered text: a comma is no reason to ask anybody again.
 */
final class ContentHash {

    private ContentHash() {}

    /** {@code sha256:} and 64 hex digits. */
    static String of(NoticeModel model) {
        return "sha256:" + hex(canonical(model).getBytes(StandardCharsets.UTF_8));
    }

    /** Without the days on which somebody looked: looking changes nothing of what is told. */
    private static String canonical(NoticeModel model) {
        ObjectNode content = ModelJson.MAPPER.valueToTree(model);
        content.remove("looked");
        return canonical(content);
    }

    static String canonical(JsonNode document) {
        return canonical(document.toString());
    }

    private static String canonical(String json) {
        try {
            return new JsonCanonicalizer(json).getEncodedString();
        } catch (IOException malformed) {
            throw new UncheckedIOException("JSON of our own could not be read", malformed);
        }
    }

    static String hex(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
