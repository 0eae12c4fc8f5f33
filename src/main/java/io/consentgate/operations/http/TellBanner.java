package io.consentgate.operations.http;

import io.consentgate.access.RateLimit;
import io.consentgate.consent.banner.GlobalPrivacyControl;
import io.consentgate.intake.BannerTold;
import io.consentgate.operations.BannerDesk;
import io.consentgate.operations.BannerWatch;
import io.consentgate.site.Site;
import io.consentgate.site.Sites;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Body;

/**
 * {@code POST /v1/banner}: any browser may knock, so nothing is asked for but an origin that the site lists, and
 * nothing is told but what this visitor itself chose. Which shops and visitors exist, nobody learns.
 */
public final class TellBanner {

    static final String PLAIN = "text/plain";

    /** Many people may share one address of a mobile network or an office. */
    private static final int PER_ADDRESS = 240;

    private static final int PER_VISITOR = 30;
    private static final Duration SILENCE = Duration.ofSeconds(10);
    private static final String PREFLIGHT_SECONDS = "7200";

    private final Sites sites;
    private final BannerDesk desk;
    private final BannerWatch watch;
    private final Clock clock;
    private final RateLimit addresses;
    private final RateLimit visitors;

    public TellBanner(Sites sites, BannerDesk desk, BannerWatch watch, Clock clock) {
        this.sites = sites;
        this.desk = desk;
        this.watch = watch;
        this.clock = clock;
        this.addresses = new RateLimit(PER_ADDRESS, clock);
        this.visitors = new RateLimit(PER_VISITOR, clock);
    }

    /** A browser asks beforehand whether it may send JSON from its page's origin. */
    public Reply preflight(@Body HttpServerRequest request) {
        String origin = request.getHeader("Origin");
        Reply reply = Reply.empty(204).with("Vary", "Origin");
        boolean listed = sites.all().stream().anyMatch(site -> lists(site, origin));
        return listed
                ? reply.with("Access-Control-Allow-Origin", origin)
                        .with("Access-Control-Allow-Methods", "POST")
                        .with("Access-Control-Allow-Headers", "Content-Type")
                        .with("Access-Control-Max-Age", PREFLIGHT_SECONDS)
                : reply;
    }

    public Reply receive(@Body HttpServerRequest request) {
        if (addresses.exceeded(clientAddress(request))) {
            return tooMany("Too many from this address; wait a minute.");
        }
        String origin = request.getHeader("Origin");
        if (sites.all().stream().noneMatch(site -> lists(site, origin))) {
            watch.foreign();
            return foreign();
        }
        Reply reply = read(request, origin);
        return reply.with("Access-Control-Allow-Origin", origin).with("Vary", "Origin");
    }

    private Reply read(HttpServerRequest request, String origin) {
        try (RequestStream body = new RequestStream(request, SILENCE)) {
            byte[] bytes = body.readNBytes(BannerMessage.MAX_BYTES + 1);
            if (bytes.length > BannerMessage.MAX_BYTES) {
                request.connection().close();
                return Reply.problem(
                        413, "Content Too Large", "This path takes at most " + BannerMessage.MAX_BYTES + " bytes.");
            }
            return answer(BannerMessage.of(bytes), request, origin);
        } catch (BannerMessage.Wrong wrong) {
            watch.unreadable();
            return Reply.problem(400, "Bad Request", wrong.getMessage());
        } catch (IOException brokenOff) {
            return Reply.problem(408, "Request Timeout", "The body broke off.");
        }
    }

    private Reply answer(BannerMessage message, HttpServerRequest request, String origin) {
        Optional<Site> site = sites.owning(message.shop()).filter(owner -> lists(owner, origin));
        if (site.isEmpty()) {
            watch.foreign();
            return foreign();
        }
        if (visitors.exceeded(site.get().name() + " " + message.visitorId().toLowerCase(Locale.ROOT))) {
            return tooMany("Too many for this visitor; wait a minute.");
        }
        Instant now = clock.instant();
        boolean gpc =
                message.gpc() || GlobalPrivacyControl.isOn(request.headers().getAll("Sec-GPC"));
        BannerDesk.Answer answer = desk.tell(
                site.get(),
                message.visitorId(),
                new BannerTold(message.format(), message.raw(), gpc, now, null, message.noticeVersion()),
                evidence(message, origin, gpc, now),
                now);
        watch.told(answer);
        return Reply.json(202, wire(answer));
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
                .with("Retry-After", String.valueOf(RateLimit.WINDOW.toSeconds()));
    }

    /** Behind a proxy on this machine, the address that the proxy saw: the last one that it added. */
    static String clientAddress(HttpServerRequest request) {
        String direct = request.remoteAddress().hostAddress();
        String forwarded = request.getHeader("X-Forwarded-For");
        boolean local = direct.equals("127.0.0.1") || direct.equals("0:0:0:0:0:0:0:1") || direct.equals("::1");
        return local && forwarded != null
                ? forwarded.substring(forwarded.lastIndexOf(',') + 1).strip()
                : direct;
    }
}
