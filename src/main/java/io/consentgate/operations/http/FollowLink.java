package io.consentgate.operations.http;

import io.consentgate.cart.RecoveryLinks;
import io.consentgate.cart.RecoveryLinks.Way;
import java.time.Clock;
import org.apache.camel.Header;

/**
 * {@code GET /r/<token>}: the way back to a cart, for shops that give none. Leads to the page that the site's file names,
 * and nowhere else; changes nothing, so that a scanner that follows every link of a mail does no harm.
 */
public final class FollowLink {

    static final String PATH = RecoveryLinks.PATH + "*";

    private final RecoveryLinks links;
    private final Clock clock;

    public FollowLink(RecoveryLinks links, Clock clock) {
        this.links = links;
        this.clock = clock;
    }

    public Reply follow(@Header("token") String token) {
        Way way = links.follow(token == null ? "" : token, clock.instant());
        if (way instanceof Way.To to) {
            return Reply.empty(302)
                    .with("Location", to.page().toString())
                    .with("Cache-Control", "no-store")
                    .with("Referrer-Policy", "no-referrer");
        }
        return way instanceof Way.Expired
                ? Reply.problem(410, "Gone", "This link has expired; the cart may still be in the shop.")
                : Reply.problem(404, "Not Found", "Not a link of ours.");
    }
}
