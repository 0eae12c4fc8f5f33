package io.consentgate.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;

/**
 * A key as the installation keeps it: hashed. Keys are long random texts, so a plain SHA-256 is enough to keep a
 * reader of the configuration from using them.
 *
 * @param sha256 of the key's UTF-8 bytes, 32 bytes
 */
public record AccessKey(Caller caller, byte[] sha256) {
    public AccessKey {
        if (sha256.length != 32) {
            throw new IllegalArgumentException("a key's hash is a SHA-256 of 32 bytes, not of " + sha256.length);
        }
    }

    /** A key that is known in clear, from the environment. */
    public static AccessKey ofClear(Role role, Set<String> shops, String key) {
        return new AccessKey(new Caller(role, shops), hash(key));
    }

    /** A key of {@code config/keys.yaml}: the hash as 64 hexadecimal digits. */
    public static AccessKey ofHash(Role role, Set<String> shops, String hex) {
        return new AccessKey(new Caller(role, shops), HexFormat.of().parseHex(hex));
    }

    static byte[] hash(String key) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "AccessKey[" + caller + "]";
    }
}
