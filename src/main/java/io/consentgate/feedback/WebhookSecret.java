package io.consentgate.feedback;

import io.consentgate.person.KeyedHash;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * What ActiveCampaign has to know to be heard: nobody signs its webhooks (activecampaign-api.md chapter 16), so their
 * address ends in a secret, derived from the installation's own.
 */
public final class WebhookSecret {

    public static final String PATH = "/webhooks/activecampaign/";

    private final String secret;

    /** @param account whose; each has one of its own, so that none can speak for another */
    public WebhookSecret(KeyedHash hashes, String account) {
        // The first account's is older than names are.
        this.secret = hashes.hex(
                "webhook-secret",
                account.equals("main") ? RemoteFeedback.ORIGIN : RemoteFeedback.ORIGIN + "/" + account);
    }

    /** In constant time. */
    public boolean accepts(String presented) {
        return MessageDigest.isEqual(
                secret.getBytes(StandardCharsets.US_ASCII), presented.getBytes(StandardCharsets.UTF_8));
    }

    /** The address that {@code setup} registers; never to be logged. */
    public String address(URI publicUrl) {
        return publicUrl.toString().replaceAll("/+$", "") + PATH + secret;
    }

    @Override
    public String toString() {
        return "WebhookSecret";
    }
}
