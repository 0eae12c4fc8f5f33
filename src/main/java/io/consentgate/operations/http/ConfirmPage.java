package io.consentgate.operations.http;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import io.consentgate.access.Rate;
import io.consentgate.configuration.TrustedProxies;
import io.consentgate.confirmation.Answering;
import io.consentgate.confirmation.Answering.Page;
import io.consentgate.confirmation.Answering.Presser;
import io.consentgate.confirmation.Answering.State;
import io.consentgate.confirmation.text.Language;
import io.consentgate.site.Site;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.apache.camel.Body;
import org.apache.camel.Header;

/**
 * {@code /confirm/<token>}: GET and HEAD show a page and change nothing, for scanners follow every link in a mail; the
 * button on it posts, and only that confirms. No cookie is set and none is read: whoever does not know the link has
 * nothing to ride on.
 */
public final class ConfirmPage {

    static final String FORM = "application/x-www-form-urlencoded";
    static final int FORM_BYTES = 1024;

    private static final String PRESSED = "confirm=yes";
    private static final Duration SILENCE = Duration.ofSeconds(5);

    /** A form is read by a worker: whoever needs no key and creeps may hold up others like him, and nobody else. */
    private static final int AT_ONCE = 4;

    private static final int MAX_USER_AGENT = 300;
    private static final Template PAGE =
            Mustache.compiler().emptyStringIsFalse(true).compile(resource("confirm.mustache"));
    private static final String STYLE = resource("confirm.css");
    private static final String POLICY = "default-src 'none'; style-src 'sha256-" + sha256(STYLE)
            + "'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private final Answering answering;
    private final Function<Site, Sender> senders;
    private final Rate rate;
    private final TrustedProxies proxies;
    private final Semaphore places = new Semaphore(AT_ONCE);

    /** Who a site is, for the reader. */
    public record Sender(String name, String contact) {}

    public ConfirmPage(Answering answering, Function<Site, Sender> senders, Rate rate, TrustedProxies proxies) {
        this.answering = answering;
        this.senders = senders;
        this.rate = rate;
        this.proxies = proxies;
    }

    public Reply answer(
            @Body HttpServerRequest request,
            @Header("token") String token,
            @Header("CamelHttpMethod") String method,
            @Header("User-Agent") String userAgent,
            @Header("Accept-Language") String languages,
            @Header("Sec-Fetch-Site") String from) {
        Optional<Language> reader = Language.accepted(languages);
        String address = proxies.caller(
                request.remoteAddress().hostAddress(), request.headers().getAll("X-Forwarded-For"));
        if (!rate.allows(address)) {
            return html(429, "busy", Optional.empty(), reader, null).with("Retry-After", "60");
        }
        if (!"POST".equals(method)) {
            return shown(answering.look(token), reader, "HEAD".equals(method));
        }
        if (!places.tryAcquire()) {
            return html(429, "busy", Optional.empty(), reader, null).with("Retry-After", "5");
        }
        String form;
        try {
            form = form(request);
        } finally {
            places.release();
        }
        // A page of somebody else's that knew the link could post it without anybody pressing our button.
        if ("cross-site".equals(from) || !PRESSED.equals(form)) {
            return shown(answering.look(token), reader, false);
        }
        return shown(answering.press(token, new Presser(plain(userAgent), Networks.of(address))), reader, false);
    }

    private Reply shown(Page page, Optional<Language> reader, boolean withoutBody) {
        int status =
                switch (page.state()) {
                    case READY, CONFIRMED, ALREADY -> 200;
                    case EXPIRED, ENDED -> 410;
                    case UNKNOWN -> 404;
                };
        String name = page.state().name().toLowerCase(java.util.Locale.ROOT);
        Reply reply = html(status, name, page.site(), page.language().or(() -> reader), page);
        return withoutBody ? new Reply(status, reply.contentType(), new byte[0], reply.headers()) : reply;
    }

    private Reply html(int status, String name, Optional<Site> site, Optional<Language> language, Page shown) {
        Language tongue = language.or(() -> site.map(Site::country).map(Language::ofCountry))
                .orElse(Language.EN);
        ResourceBundle texts = ResourceBundle.getBundle(
                ConfirmPage.class.getPackageName() + ".confirm",
                tongue.locale(),
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
        Sender sender = site.map(senders).orElse(null);
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("language", tongue.tag());
        values.put("style", STYLE);
        values.put("title", texts.getString(name + ".title"));
        values.put("text", texts.getString(name + ".text").replace("{sender}", sender == null ? "" : sender.name()));
        values.put("button", texts.getString("button"));
        values.put("ignore", texts.getString("ignore"));
        values.put("rights", texts.getString("rights"));
        values.put("agreed", texts.getString("agreed"));
        values.put("ready", shown != null && shown.state() == State.READY);
        values.put("sender", sender == null ? "" : sender.name());
        values.put("contact", sender == null ? "" : sender.contact());
        values.put("wording", shown == null ? "" : wording(shown));
        return new Reply(status, "text/html; charset=utf-8", rendered(values), Map.of())
                .with("Content-Security-Policy", POLICY)
                .with("Referrer-Policy", "no-referrer")
                .with("Cache-Control", "no-store")
                .with("X-Robots-Tag", "noindex, nofollow")
                .with("X-Content-Type-Options", "nosniff");
    }

    /** What was agreed to, as the site declares that form as it was then. */
    private static String wording(Page page) {
        return page.form() == null ? "" : page.form().wording();
    }

    private byte[] rendered(Map<String, Object> values) {
        return PAGE.execute(values).getBytes(StandardCharsets.UTF_8);
    }

    private static String form(HttpServerRequest request) {
        try (RequestStream body = new RequestStream(request, SILENCE)) {
            return new String(body.readNBytes(FORM_BYTES), StandardCharsets.US_ASCII);
        } catch (IOException brokenOff) {
            return "";
        }
    }

    private static String plain(String userAgent) {
        if (userAgent == null || userAgent.isBlank()) {
            return null;
        }
        String printable = userAgent.replaceAll("[^\\x20-\\x7e]", " ").strip();
        return printable.substring(0, Math.min(MAX_USER_AGENT, printable.length()));
    }

    private static String resource(String name) {
        try (InputStream in = ConfirmPage.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String sha256(String text) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java runtime has SHA-256", impossible);
        }
    }
}
