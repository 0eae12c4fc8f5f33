package io.consentgate.person;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * HMAC-SHA256 with a key of its own per label, derived from the installation's secret: what stands for an address, a
 * phone, an order or an event key where the clear text may not stay (consent.md 4.2). Without the secret file a hash
 * can be neither guessed nor forged, and hashes of two labels cannot be joined. Safe for any number of threads.
 */
public final class KeyedHash {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int SECRET_BYTES = 32;

    private final byte[] secret;
    private final ThreadLocal<Map<String, Mac>> macs = ThreadLocal.withInitial(HashMap::new);

    private KeyedHash(byte[] secret) {
        this.secret = secret;
    }

    /** @param secret at least 32 bytes */
    public static KeyedHash of(byte[] secret) {
        if (secret.length < SECRET_BYTES) {
            throw new IllegalArgumentException(
                    "the secret has " + secret.length + " bytes; at least " + SECRET_BYTES + " are needed");
        }
        return new KeyedHash(secret.clone());
    }

    /** @return 32 bytes */
    public byte[] of(String label, String text) {
        return mac(label).doFinal(text.getBytes(StandardCharsets.UTF_8));
    }

    /** @return 64 hexadecimal digits */
    public String hex(String label, String text) {
        return HexFormat.of().formatHex(of(label, text));
    }

    /**
     * A MAC for longer input, ready to be updated; it belongs to this thread until {@code doFinal}, which makes it
     * ready again.
     */
    public Mac mac(String label) {
        return macs.get().computeIfAbsent(label, this::derived);
    }

    private Mac derived(String label) {
        byte[] key = initialised(secret).doFinal(("consentgate/" + label).getBytes(StandardCharsets.UTF_8));
        return initialised(key);
    }

    private static Mac initialised(byte[] key) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return mac;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java runtime has " + ALGORITHM, impossible);
        }
    }
}
