package io.consentgate.configuration;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The keys that open the front door, hashed: those of the environment and of config/keys.yaml. Keys are long and
 * random, so a salted SHA-256 is enough.
 */
public record Keys(List<Entry> entries) {

    /**
     * @param id for logs and the register
     * @param shops site keys only: the shops that it may speak for; {@code *} = all
     * @param hash {@code sha256:<salt>:<digest>}, hexadecimal
     */
    public record Entry(String id, Role role, Set<String> shops, String hash) {

        boolean matches(String key) {
            String[] parts = hash.split(":");
            byte[] digest = digest(HexFormat.of().parseHex(parts[1]), key);
            return MessageDigest.isEqual(digest, HexFormat.of().parseHex(parts[2]));
        }

        @Override
        public String toString() {
            return "Entry[" + id + ", " + role.wire() + "]";
        }
    }

    public Keys {
        entries = List.copyOf(entries);
    }

    /** Whose key it is. Every entry is tried, so that the time tells nothing. */
    public Optional<Entry> holder(String key) {
        Entry found = null;
        for (Entry entry : entries) {
            if (entry.matches(key) && found == null) {
                found = entry;
            }
        }
        return Optional.ofNullable(found);
    }

    /** What config/keys.yaml keeps of a key. */
    public static String hash(String key) {
        byte[] salt = new byte[16];
        new SecureRandom().nextBytes(salt);
        HexFormat hex = HexFormat.of();
        return "sha256:" + hex.formatHex(salt) + ":" + hex.formatHex(digest(salt, key));
    }

    private static byte[] digest(byte[] salt, String key) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(salt);
            return digest.digest(key.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
