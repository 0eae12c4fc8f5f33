package io.consentgate.confirmation;

import io.consentgate.person.KeyedHash;
import java.net.URI;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * The link of a confirmation mail: the mail's random number and a keyed hash of it. It says nothing about anybody, and
 * without the installation's secret nobody makes one, not even with the whole database.
 */
final class Links {

    static final String PATH = "/confirm/";
    static final int ID_BYTES = 16;

    private static final int SEAL_BYTES = 16;
    private static final String SEAL = "confirmation-link";
    private static final String MESSAGE = "confirmation-message";

    private final KeyedHash hashes;
    private final String base;

    /** @param publicUrl ours as people's browsers see it */
    Links(KeyedHash hashes, URI publicUrl) {
        this.hashes = hashes;
        this.base = publicUrl.toString().replaceAll("/+$", "") + PATH;
    }

    /**
     * @param id of a mail, sixteen bytes whatever was read
     * @param genuine whether the link was made here
     */
    record Read(byte[] id, boolean genuine) {}

    String address(byte[] id) {
        return base + token(hashes, id);
    }

    static String token(KeyedHash hashes, byte[] id) {
        byte[] token = Arrays.copyOf(id, ID_BYTES + SEAL_BYTES);
        System.arraycopy(hashes.of(SEAL, HexFormat.of().formatHex(id)), 0, token, ID_BYTES, SEAL_BYTES);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    }

    /** Takes as long for a forged link as for a genuine one. */
    static Read read(KeyedHash hashes, String token) {
        byte[] bytes = new byte[0];
        try {
            bytes = Base64.getUrlDecoder().decode(token);
        } catch (IllegalArgumentException notOurs) {
            // As if it were nothing.
        }
        byte[] whole = Arrays.copyOf(bytes, ID_BYTES + SEAL_BYTES);
        byte[] id = Arrays.copyOf(whole, ID_BYTES);
        byte[] seal = Arrays.copyOf(hashes.of(SEAL, HexFormat.of().formatHex(id)), SEAL_BYTES);
        boolean sealed = MessageDigest.isEqual(seal, Arrays.copyOfRange(whole, ID_BYTES, whole.length));
        // Base64 leaves bits over: the same bytes written otherwise are not the link that was sent.
        boolean same = MessageDigest.isEqual(
                token(hashes, id).getBytes(java.nio.charset.StandardCharsets.UTF_8),
                token.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return new Read(id, sealed && same);
    }

    /** What a mail is known by among mail servers; a mail that is sent again keeps it. */
    static String messageId(KeyedHash hashes, byte[] id, String from) {
        return "<" + messageName(hashes, id) + from.substring(from.lastIndexOf('@')) + ">";
    }

    /** The Message-ID without the sender's domain. */
    static String messageName(KeyedHash hashes, byte[] id) {
        return hashes.hex(MESSAGE, HexFormat.of().formatHex(id)).substring(0, 32);
    }
}
