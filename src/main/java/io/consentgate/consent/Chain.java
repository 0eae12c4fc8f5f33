package io.consentgate.consent;

import io.consentgate.person.KeyedHash;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import javax.crypto.Mac;

/**
 * How a row is tied to the one before it. The hash needs the installation's secret, so whoever can write to the
 * database can neither forge a row nor mend the chain after touching one.
 */
final class Chain {

    static final byte[] GENESIS = new byte[32];

    private final KeyedHash hashes;

    Chain(KeyedHash hashes) {
        this.hashes = hashes;
    }

    /** A row as it lies in the table. */
    record Row(
            String site,
            long seq,
            long personId,
            long receivedAt,
            String statement,
            byte[] evidenceHash,
            byte[] hash) {}

    byte[] hash(
            byte[] previous,
            String site,
            long seq,
            long personId,
            long receivedAt,
            String statement,
            byte[] evidenceHash) {
        Mac mac = hashes.mac("register");
        byte[] siteBytes = site.getBytes(StandardCharsets.UTF_8);
        byte[] statementBytes = statement.getBytes(StandardCharsets.UTF_8);
        ByteBuffer fixed = ByteBuffer.allocate(3 * Long.BYTES + 2 * Integer.BYTES)
                .putLong(seq)
                .putLong(personId)
                .putLong(receivedAt)
                .putInt(siteBytes.length)
                .putInt(statementBytes.length);
        mac.update(previous);
        mac.update(fixed.array());
        mac.update(siteBytes);
        mac.update(statementBytes);
        mac.update(evidenceHash);
        return mac.doFinal();
    }

    /** Whether the row is genuine when it stood at {@code seq} after the row with hash {@code previous}. */
    boolean follows(byte[] previous, long seq, Row row) {
        return Arrays.equals(
                row.hash(),
                hash(previous, row.site(), seq, row.personId(), row.receivedAt(), row.statement(), row.evidenceHash()));
    }

    /** Not keyed: whoever was given the evidence can check it; the salt makes the hash useless once it is erased. */
    static byte[] evidenceHash(byte[] salt, String content) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(salt);
            return digest.digest(content.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java runtime has SHA-256", impossible);
        }
    }
}
