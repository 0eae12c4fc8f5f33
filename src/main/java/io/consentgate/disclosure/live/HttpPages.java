package io.consentgate.disclosure.live;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;

/**
 * The only requests that go to the shop's own pages. Redirects are followed by hand, so that each is measured like the
 * first address; names are resolved once, checked, and connected to as resolved; a page is read to a limit, packed or
 * not, and within a time that no trickle of bytes extends.
 */
public final class HttpPages implements Pages, AutoCloseable {

    static final int MOST_BYTES = 5 * 1024 * 1024;
    private static final int MOST_REDIRECTS = 5;
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Set<String> PAGES = Set.of("text/html", "application/xhtml+xml");

    private static final Want PAGE = new Want("text/html, application/xhtml+xml", true);
    private static final Want ANYTHING = new Want("*/*", false);

    private final Names names;
    private final Duration patience;

    /** Made when the first page is fetched: a start has better to do. */
    private CloseableHttpClient http;

    public HttpPages() {
        this(InetAddress::getAllByName, Duration.ofSeconds(20));
    }

    /** @param page whether it is read as a page; otherwise as it is */
    private record Want(String accept, boolean page) {}

    /** Where names lead. */
    @FunctionalInterface
    interface Names {
        InetAddress[] of(String host) throws UnknownHostException;
    }

    /** @param patience for one address, redirects not counted together */
    HttpPages(Names names, Duration patience) {
        this.names = names;
        this.patience = patience;
    }

    private synchronized CloseableHttpClient http() {
        if (http == null) {
            http = client();
        }
        return http;
    }

    private CloseableHttpClient client() {
        return HttpClients.custom()
                .setUserAgent("ConsentGate notice check")
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(new CheckedNames(names))
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(Timeout.of(CONNECT))
                                .setSocketTimeout(Timeout.of(patience))
                                .build())
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setResponseTimeout(Timeout.of(patience))
                        .setConnectionRequestTimeout(Timeout.of(patience))
                        .build())
                .setConnectionReuseStrategy((request, answer, context) -> false)
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .build();
    }

    private record CheckedNames(Names names) implements DnsResolver {

        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            return AllowedHosts.reachable(host, names.of(host)).toArray(InetAddress[]::new);
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }

    @Override
    public Fetched fetch(URI address, AllowedHosts allowed) {
        return follow(address, allowed, PAGE);
    }

    @Override
    public Fetched bytes(URI address, AllowedHosts allowed) {
        return follow(address, allowed, ANYTHING);
    }

    private Fetched follow(URI address, AllowedHosts allowed, Want want) {
        URI at = address;
        for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
            Optional<String> refusal = allowed.refusal(at);
            if (refusal.isPresent()) {
                return new Fetched.Failed((redirects == 0 ? "the address " : "its redirect ") + refusal.get());
            }
            Step step = ask(at, want);
            if (step.result() != null) {
                return step.result();
            }
            at = step.redirect();
        }
        return new Fetched.Failed("redirects more than " + MOST_REDIRECTS + " times");
    }

    /** Either an end or where to go on. */
    private record Step(Fetched result, URI redirect) {

        static Step failed(String why) {
            return new Step(new Fetched.Failed(why), null);
        }
    }

    private Step ask(URI address, Want want) {
        HttpGet request = new HttpGet(address);
        request.setHeader("Accept", want.accept());
        request.setHeader("Accept-Encoding", "gzip");
        AtomicBoolean late = new AtomicBoolean();
        Executor timeout = CompletableFuture.delayedExecutor(patience.toMillis(), TimeUnit.MILLISECONDS);
        CompletableFuture<Void> end = CompletableFuture.runAsync(
                () -> {
                    late.set(true);
                    request.cancel();
                },
                timeout);
        try {
            return http().execute(request, answer -> {
                Step step = step(address, answer, want);
                // What is left of an endless answer is not read to its end.
                request.cancel();
                return step;
            });
        } catch (IOException | RuntimeException failure) {
            return Step.failed(late.get() ? "does not answer within " + patience.toSeconds() + " s" : why(failure));
        } finally {
            end.cancel(false);
        }
    }

    private static Step step(URI address, ClassicHttpResponse answer, Want want) throws IOException {
        int status = answer.getCode();
        if (status == 404 || status == 410) {
            return new Step(new Fetched.Gone("the site answers " + status), null);
        }
        Header location = answer.getFirstHeader("Location");
        if (status >= 300 && status < 400 && location != null) {
            try {
                return new Step(null, address.resolve(location.getValue().strip()));
            } catch (IllegalArgumentException notAnAddress) {
                return Step.failed("redirects to something that is no address");
            }
        }
        return status == 200 ? new Step(content(address, answer, want), null) : Step.failed("answers " + status);
    }

    private static Fetched content(URI address, ClassicHttpResponse answer, Want want) throws IOException {
        HttpEntity entity = answer.getEntity();
        ContentType type = entity == null ? null : ContentType.parseLenient(entity.getContentType());
        String mediaType = type == null ? "" : type.getMimeType().toLowerCase(Locale.ROOT);
        if (want.page() && !PAGES.contains(mediaType)) {
            return new Fetched.Failed(
                    "is no page: its content type is " + (type == null ? "missing" : "\"" + type.getMimeType() + "\""));
        }
        if (entity == null) {
            return new Fetched.Bytes(address, mediaType, new byte[0]);
        }
        String encoding = entity.getContentEncoding() == null
                ? "identity"
                : entity.getContentEncoding().toLowerCase(Locale.ROOT);
        if (!Set.of("identity", "gzip", "x-gzip").contains(encoding)) {
            return new Fetched.Failed("is packed as " + encoding + ", which was not asked for");
        }
        InputStream content = entity.getContent();
        byte[] bytes = atMost(encoding.equals("identity") ? content : new GZIPInputStream(content));
        if (bytes == null) {
            return new Fetched.Failed("is longer than " + MOST_BYTES / 1024 / 1024 + " MB");
        }
        return want.page()
                ? PageBytes.read(address, bytes, type.getCharset())
                : new Fetched.Bytes(address, mediaType, bytes);
    }

    /** Null when there is more: unpacked bytes count, so that a small answer cannot become a large one. */
    private static byte[] atMost(InputStream in) throws IOException {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        byte[] chunk = new byte[16 * 1024];
        for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
            read.write(chunk, 0, n);
            if (read.size() > MOST_BYTES) {
                return null;
            }
        }
        return read.toByteArray();
    }

    private static String why(Exception failure) {
        if (failure instanceof AllowedHosts.Forbidden forbidden) {
            return "cannot be asked: " + forbidden.getMessage();
        }
        if (failure instanceof UnknownHostException) {
            return "cannot be asked: its host is not known";
        }
        if (failure instanceof SSLException) {
            return "its certificate or TLS is not accepted";
        }
        if (failure instanceof ConnectTimeoutException) {
            return "does not let us connect within " + CONNECT.toSeconds() + " s";
        }
        return "cannot be read: " + failure.getClass().getSimpleName();
    }

    @Override
    public synchronized void close() {
        if (http != null) {
            http.close(CloseMode.GRACEFUL);
        }
    }
}
