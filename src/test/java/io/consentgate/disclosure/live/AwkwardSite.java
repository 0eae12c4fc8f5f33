package io.consentgate.disclosure.live;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;

/** A shop's web server, with everything that shops' web servers do. */
public final class AwkwardSite implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, Behaviour> behaviours = new ConcurrentHashMap<>();
    private final AtomicInteger requests = new AtomicInteger();
    private final Map<String, Integer> asked = new ConcurrentHashMap<>();
    private final AtomicLong sent = new AtomicLong();

    /** What happens when somebody asks for a path. */
    public interface Behaviour {
        void answer(HttpExchange request) throws IOException;
    }

    private AwkwardSite() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    public static AwkwardSite start() throws IOException {
        return new AwkwardSite();
    }

    private void answer(HttpExchange request) throws IOException {
        requests.incrementAndGet();
        asked.merge(request.getRequestURI().getPath(), 1, Integer::sum);
        try (request) {
            behaviours
                    .getOrDefault(request.getRequestURI().getPath(), error(404))
                    .answer(request);
        }
    }

    public URI at(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    public int requests() {
        return requests.get();
    }

    /** How often a path was asked for. */
    public int asked(String path) {
        return asked.getOrDefault(path, 0);
    }

    /** Bytes of endless answers that went out. */
    public long sent() {
        return sent.get();
    }

    public AwkwardSite on(String path, Behaviour behaviour) {
        behaviours.put(path, behaviour);
        return this;
    }

    public AwkwardSite page(String path, String html) {
        return on(path, bytes("text/html; charset=utf-8", html.getBytes(StandardCharsets.UTF_8)));
    }

    public static Behaviour bytes(String contentType, byte[] body) {
        return request -> {
            if (contentType != null) {
                request.getResponseHeaders().set("Content-Type", contentType);
            }
            request.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
            request.getResponseBody().write(body);
        };
    }

    public static Behaviour labelled(String label, Charset written, String html) {
        return bytes("text/html; charset=" + label, html.getBytes(written));
    }

    public static Behaviour packed(String html) {
        return request -> {
            ByteArrayOutputStream packed = new ByteArrayOutputStream();
            try (OutputStream gzip = new GZIPOutputStream(packed)) {
                gzip.write(html.getBytes(StandardCharsets.UTF_8));
            }
            request.getResponseHeaders().set("Content-Encoding", "gzip");
            bytes("text/html; charset=utf-8", packed.toByteArray()).answer(request);
        };
    }

    public static Behaviour redirect(String location) {
        return request -> {
            request.getResponseHeaders().set("Location", location);
            request.sendResponseHeaders(302, -1);
        };
    }

    public static Behaviour error(int status) {
        return request -> request.sendResponseHeaders(status, -1);
    }

    /** More than anybody reads, unless he is cut off. */
    public Behaviour endless() {
        return request -> {
            request.getResponseHeaders().set("Content-Type", "text/html");
            request.sendResponseHeaders(200, 2L * 1024 * 1024 * 1024);
            byte[] chunk = "<p>again and again</p>\n".repeat(1000).getBytes(StandardCharsets.UTF_8);
            while (true) {
                request.getResponseBody().write(chunk);
                sent.addAndGet(chunk.length);
            }
        };
    }

    /** A gigabyte of spaces in a megabyte. */
    public static Behaviour bomb() {
        return request -> {
            request.getResponseHeaders().set("Content-Type", "text/html");
            request.getResponseHeaders().set("Content-Encoding", "gzip");
            request.sendResponseHeaders(200, 0);
            try (OutputStream gzip = new GZIPOutputStream(request.getResponseBody())) {
                byte[] nothing = new byte[1024 * 1024];
                for (int i = 0; i < 1024; i++) {
                    gzip.write(nothing);
                }
            }
        };
    }

    /** A byte now and then, for ever: no pause is ever long. */
    public static Behaviour trickling() {
        return request -> {
            request.getResponseHeaders().set("Content-Type", "text/html");
            request.sendResponseHeaders(200, 0);
            while (true) {
                request.getResponseBody().write(' ');
                request.getResponseBody().flush();
                synchronized (request) {
                    try {
                        request.wait(50);
                    } catch (InterruptedException ended) {
                        Thread.currentThread().interrupt();
                        return;
                    }
                }
            }
        };
    }

    /** Promises a page and says nothing for as long as anybody waits. */
    public static Behaviour silent() {
        return request -> {
            request.getResponseHeaders().set("Content-Type", "text/html");
            request.sendResponseHeaders(200, 0);
            request.getResponseBody().write("<p>wait".getBytes(StandardCharsets.UTF_8));
            request.getResponseBody().flush();
            synchronized (request) {
                try {
                    request.wait(60_000);
                } catch (InterruptedException ended) {
                    Thread.currentThread().interrupt();
                }
            }
        };
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
