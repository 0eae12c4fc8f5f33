package io.consentgate.cart;

import io.consentgate.person.KeyedHash;
import io.consentgate.site.Selling;
import io.consentgate.site.Site;
import io.consentgate.site.Sites;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * Ways back to a cart for shops that give none: signed, good for some days, and leading only to the page that the site's
 * file names. A token says which cart, and nothing about its person; it opens somebody's basket, so it is never logged.
 */
public final class RecoveryLinks {

    public static final String PATH = "/r/";

    private static final String CART = "{cart}";
    private static final int MAC_BYTES = 16;
    private static final String LABEL = "recovery-link";

    private final Sites sites;
    private final KeyedHash hashes;
    private final URI publicUrl;

    /** @param publicUrl where we are reached; null = nowhere, so no links are made */
    public RecoveryLinks(Sites sites, KeyedHash hashes, URI publicUrl) {
        this.sites = sites;
        this.hashes = hashes;
        this.publicUrl = publicUrl;
    }

    /** What became of a request with a link. */
    public sealed interface Way {

        /** @param page of the site's own file */
        record To(URI page) implements Way {}

        record Expired() implements Way {}

        record Unknown() implements Way {}
    }

    /** Null when the site names no page, or nobody could reach us. The same cart gives the same link. */
    String of(Site site, ShopCart cart, Instant abandonedAt) {
        Selling.Carts rules = site.selling().carts();
        if (rules == null || rules.page() == null || publicUrl == null) {
            return null;
        }
        long until = abandonedAt.plus(rules.linkDays()).getEpochSecond();
        return publicUrl.toString().replaceAll("/+$", "") + PATH + token(site.name(), cart.id(), until);
    }

    private String token(String site, String cart, long until) {
        byte[] content = (site + "\n" + until + "\n" + cart).getBytes(StandardCharsets.UTF_8);
        byte[] mac = mac(content);
        byte[] both = Arrays.copyOf(mac, MAC_BYTES + content.length);
        System.arraycopy(content, 0, both, MAC_BYTES, content.length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(both);
    }

    private byte[] mac(byte[] content) {
        return Arrays.copyOf(hashes.mac(LABEL).doFinal(content), MAC_BYTES);
    }

    public Way follow(String token, Instant now) {
        byte[] both;
        try {
            both = Base64.getUrlDecoder().decode(token);
        } catch (IllegalArgumentException malformed) {
            return new Way.Unknown();
        }
        if (both.length <= MAC_BYTES) {
            return new Way.Unknown();
        }
        byte[] content = Arrays.copyOfRange(both, MAC_BYTES, both.length);
        if (!MessageDigest.isEqual(mac(content), Arrays.copyOf(both, MAC_BYTES))) {
            return new Way.Unknown();
        }
        String[] parts = new String(content, StandardCharsets.UTF_8).split("\n", 3);
        Optional<URI> page = sites.named(parts[0])
                .map(site -> site.selling().carts())
                .map(Selling.Carts::page)
                .map(found -> filled(found, parts[2]));
        if (page.isEmpty()) {
            return new Way.Unknown();
        }
        return now.getEpochSecond() >= Long.parseLong(parts[1]) ? new Way.Expired() : new Way.To(page.get());
    }

    /** Encoded, so that whatever a cart is called it stays one parameter of the site's own page. */
    private static URI filled(URI page, String cart) {
        String encoded = URLEncoder.encode(cart, StandardCharsets.UTF_8).replace("+", "%20");
        return URI.create(page.toString().replace("%7Bcart%7D", encoded).replace(CART, encoded));
    }
}
