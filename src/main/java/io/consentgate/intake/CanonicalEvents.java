package io.consentgate.intake;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/**
 * Puts the envelope around what a file said. The id is the hash of the content, and the source is the file's name
 * without its date: the same row in tomorrow's file is no new event (shop-sources.md 5.6).
 */
final class CanonicalEvents {

    private static final int ID_BYTES = 20;

    private final String shop;
    private final String source;

    CanonicalEvents(String shop, String fileName) {
        this.shop = shop;
        this.source = "file:" + URLEncoder.encode(undated(fileName), StandardCharsets.UTF_8);
    }

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    ObjectNode event(String type, ObjectNode data) {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.put("specversion", "1.0");
        event.put("id", "csv:" + type + ":" + hash(type + "\n" + data));
        event.put("source", source);
        event.put("type", type);
        event.put("platform", "csv");
        event.put("shop", shop);
        event.put("mode", "historical");
        event.set("data", data);
        return event;
    }

    /** {@code clienti-2024-03-05.rejects.csv.gz} is {@code clienti.csv}. */
    static String undated(String fileName) {
        String name = fileName.toLowerCase(Locale.ROOT)
                .replaceAll("\\.gz$", "")
                .replaceAll("\\.rejects(?=\\.)", "")
                .replaceAll("[ _.-]*\\d[\\d _.:t-]*(?=[ _.-]|$)", "");
        return name.isEmpty() ? "file" : name;
    }

    private static String hash(String content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, ID_BYTES);
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
