package io.consentgate.person;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
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

    /** Reads the secret file; makes it, readable by its owner only, when it is missing (DESIGN 1.2). */
    public static KeyedHash load(Path secretFile) {
        try {
            if (Files.notExists(secretFile)) {
                make(secretFile);
            }
            return of(HexFormat.of().parseHex(Files.readString(secretFile).strip()));
        } catch (IllegalArgumentException damaged) {
            throw new IllegalStateException(
                    secretFile + " does not hold a secret: expected at least 64 hexadecimal digits");
        } catch (IOException failure) {
            throw new UncheckedIOException("the secret file " + secretFile + " cannot be read or made", failure);
        }
    }

    private static void make(Path secretFile) throws IOException {
        byte[] fresh = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(fresh);
        if (secretFile.toAbsolutePath().getParent() != null) {
            Files.createDirectories(secretFile.toAbsolutePath().getParent());
        }
        FileAttribute<?>[] ownerOnly =
                secretFile.getFileSystem().supportedFileAttributeViews().contains("posix")
                        ? new FileAttribute<?>[] {
                            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                        }
                        : new FileAttribute<?>[0];
        try (var channel = Files.newByteChannel(
                secretFile, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly)) {
            channel.write(StandardCharsets.US_ASCII.encode(HexFormat.of().formatHex(fresh) + "\n"));
        } catch (FileAlreadyExistsException another) {
            // Another process of this installation was faster; its secret counts.
        }
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
