package io.consentgate.operations.http;

import io.consentgate.access.Rate;
import io.consentgate.configuration.TrustedProxies;
import io.consentgate.consent.banner.GlobalPrivacyControl;
import io.consentgate.intake.BannerTold;
import io.consentgate.operations.BannerDesk;
import io.consentgate.operations.BannerWatch;
import io.consentgate.site.Site;
import io.consentgate.site.Sites;
import io.vertx.core.net.SocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Body;
import org.apache.camel.Header;

/**
 * {@code POST /v1/banner}: any browser may knock, so nothing is asked for but an origin that the site lists, and
 * nothing is told but what this visitor itself chose. Which shops and visitors exist, nobody learns.
 */
public final class TellBanner {

    static final String PLAIN = "text/plain";

    /** Many people may share one address of a mobile network or an office. */
    private static final int PER_ADDRESS = 240;

    private static final int PER_VISITOR = 30;
    static final Duration A_MINUTE = Duration.ofMinutes(1);
    private static final String PREFLIGHT_SECONDS = "7200";

    private final Sites sites;
    private final BannerDesk desk;
    private final BannerWatch watch;
    private final TrustedProxies proxies;
    private final Clock clock;
    private final Rate addresses;
    private final Rate visitors;

    public TellBanner(Sites sites, BannerDesk desk, BannerWatch watch, TrustedProxies proxies, Clock clock) {
        this.sites = sites;
        this.desk = desk;
        this.watch = watch;
        this.proxies = proxies;
        this.clock = clock;
        this.addresses = new Rate(PER_ADDRESS, A_MINUTE, clock);
        this.visitors = new Rate(PER_VISITOR, A_MINUTE, clock);
    }

    /** A browser asks beforehand whether it may send JSON from its page's origin. */
    public Reply preflight(@Header("Origin") String origin) {
        Reply reply = Reply.empty(204).with("Vary", "Origin");
        boolean listed = sites.all().stream().anyMatch(site -> lists(site, origin));
        return listed
                ? reply.with("Access-Control-Allow-Origin", origin)
                        .with("Access-Control-Allow-Methods", "POST")
                        .with("Access-Control-Allow-Headers", "Content-Type")
                        .with("Access-Control-Max-Age", PREFLIGHT_SECONDS)
                : reply;
    }

    /**
     * @param gpc one {@code Sec-GPC} field or several
     * @param forwarded one field or several
     */
    public Reply receive(
            @Body byte[] body,
            @Header("Origin") String origin,
            @Header("Sec-GPC") Object gpc,
            @Header("X-Forwarded-For") Object forwarded,
            @Header("CamelVertxPlatformHttpRemoteAddress") SocketAddress remote) {
        if (!addresses.allows(proxies.caller(remote.hostAddress(), fields(forwarded)))) {
            return tooMany("Too many from this address; wait a minute.");
        }
        if (sites.all().stream().noneMatch(site -> lists(site, origin))) {
            watch.foreign();
            return foreign();
        }
        return read(body == null ? new byte[0] : body, origin, GlobalPrivacyControl.isOn(fields(gpc)))
                .with("Access-Control-Allow-Origin", origin)
                .with("Vary", "Origin");
    }

    private Reply read(byte[] body, String origin, boolean gpc) {
        try {
            return answer(BannerMessage.of(body), origin, gpc);
        } catch (BannerMessage.Wrong wrong) {
            watch.unreadable();
            return Reply.problem(400, "Bad Request", wrong.getMessage());
        }
    }

    private Reply answer(BannerMessage message, String origin, boolean sentGpc) {
        Optional<Site> site = sites.owning(message.shop()).filter(owner -> lists(owner, origin));
        if (site.isEmpty()) {
            watch.foreign();
            return foreign();
        }
        if (!visitors.allows(site.get().name() + " " + message.visitorId().toLowerCase(Locale.ROOT))) {
            return tooMany("Too many for this visitor; wait a minute.");
        }
        Instant now = clock.instant();
        boolean gpc = message.gpc() || sentGpc;
        BannerDesk.Answer answer = desk.tell(
                site.get(),
                message.visitorId(),
                new BannerTold(message.format(), message.raw(), gpc, now, null, message.noticeVersion()),
                evidence(message, origin, gpc, now),
                now);
        watch.told(answer);
        return Reply.json(202, wire(answer));
    }

    static List<String> fields(Object header) {
        return header instanceof Collection<?> several
                ? several.stream().map(String::valueOf).toList()
                : header == null ? List.of() : List.of(header.toString());
    }

    private static Map<String, Object> wire(BannerDesk.Answer answer) {
        Map<String, Object> wire = new LinkedHashMap<>();
        wire.put("tracking", answer.allowed() ? "allowed" : "denied");
        wire.put("reason", answer.reason());
        if (answer.validUntil() != null) {
            wire.put("valid_until", answer.validUntil().toString());
        }
        if (answer.askAgainFrom() != null) {
            wire.put("ask_again_from", answer.askAgainFrom().toString());
        }
        return wire;
    }

    /** As of an event; the visitor's id stands nowhere in it. */
    private static String evidence(BannerMessage message, String origin, boolean gpc, Instant now) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("format", message.format());
        data.put("raw", message.raw());
        data.put("gpc", gpc);
        if (message.pageUrl() != null) {
            data.put("page_url", message.pageUrl());
        }
        if (message.noticeVersion() != null) {
            data.put("notice_version", message.noticeVersion());
        }
        Map<String, Object> evidence = new LinkedHashMap<>();
        evidence.put("shop", message.shop());
        evidence.put("source", "browser");
        evidence.put("origin", origin);
        evidence.put("time", now.toString());
        evidence.put("data", data);
        return Json.text(evidence);
    }

    static boolean lists(Site site, String origin) {
        return origin != null
                && site.banner() != null
                && site.banner().origins().contains(origin);
    }

    /** The same for a shop that does not exist, one without a banner, and one of somebody else's. */
    static Reply foreign() {
        return Reply.problem(403, "Forbidden", "No site here lists this origin for that shop (banner.origins).");
    }

    static Reply tooMany(String detail) {
        return Reply.problem(429, "Too Many Requests", detail)
                .with("Retry-After", String.valueOf(A_MINUTE.toSeconds()));
    }
}
