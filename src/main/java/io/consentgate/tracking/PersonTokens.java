package io.consentgate.tracking;

import io.consentgate.person.KeyedHash;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;

/**
 * Says that a shop's server, with its key, asked for this address in this site: the page of somebody logged in carries
 * it, and nobody can make one for another address. It opens nothing by itself; it lets the page ask.
 */
public final class PersonTokens {

    /** As long as a page may lie open; the shop's server gets a new one whenever it asks. */
    public static final Duration LIFE = Duration.ofHours(12);

    private static final String LABEL = "person-token";
    private static final int MAC_BYTES = 20;

    private final KeyedHash hashes;

    public PersonTokens(KeyedHash hashes) {
        this.hashes = hashes;
    }

    /** @param email normalised */
    public String issue(String site, String email, Instant now) {
        long until = now.plus(LIFE).toEpochMilli();
        byte[] token = ByteBuffer.allocate(Long.BYTES + MAC_BYTES)
                .putLong(until)
                .put(mac(site, email, until))
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    }

    public boolean vouches(String token, String site, String email, Instant now) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(token);
        } catch (IllegalArgumentException notOurs) {
            return false;
        }
        if (bytes.length != Long.BYTES + MAC_BYTES) {
            return false;
        }
        long until = ByteBuffer.wrap(bytes).getLong();
        byte[] mac = Arrays.copyOfRange(bytes, Long.BYTES, bytes.length);
        return MessageDigest.isEqual(mac, mac(site, email, until)) && now.toEpochMilli() < until;
    }

    private byte[] mac(String site, String email, long until) {
        return Arrays.copyOf(hashes.of(LABEL, site.length() + ":" + site + email + "\n" + until), MAC_BYTES);
    }
}
