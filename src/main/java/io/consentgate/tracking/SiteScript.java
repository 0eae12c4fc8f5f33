package io.consentgate.tracking;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * One site's {@code consentgate.js}, built once: the same settings give the same bytes, so that pages can pin it by
 * hash (subresource integrity) and browsers keep it for ever under its version.
 *
 * @param text what the browser runs
 * @param gzipped the same, compressed
 * @param version first 16 hexadecimal digits of its SHA-256
 * @param integrity for the tag's {@code integrity}
 */
public record SiteScript(byte[] text, byte[] gzipped, String version, String integrity) {

    public static SiteScript of(ScriptSettings settings) {
        byte[] text = new ScriptParts().assemble(settings).getBytes(StandardCharsets.UTF_8);
        return new SiteScript(
                text,
                gzip(text),
                HexFormat.of().formatHex(digest("SHA-256", text)).substring(0, 16),
                "sha384-" + Base64.getEncoder().encodeToString(digest("SHA-384", text)));
    }

    private static byte[] gzip(byte[] text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes) {
            {
                def.setLevel(Deflater.BEST_COMPRESSION);
            }
        }) {
            out.write(text);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private static byte[] digest(String algorithm, byte[] text) {
        try {
            return MessageDigest.getInstance(algorithm).digest(text);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java runtime has " + algorithm, impossible);
        }
    }
}
