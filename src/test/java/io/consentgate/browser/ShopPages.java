package io.consentgate.browser;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;

/** A shop's web server: every path answers the same page, under a strict content security policy. */
public final class ShopPages implements AutoCloseable {

    private final HttpServer server;
    private volatile String page = "";
    private volatile String policy = "";

    public ShopPages() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", exchange -> {
            byte[] body = page.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
            exchange.getResponseHeaders().set("Content-Security-Policy", policy);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    public void show(String html, String contentSecurityPolicy) {
        page = html;
        policy = contentSecurityPolicy;
    }

    /** Under a name without parts, which a site's file accepts without TLS. */
    public String localOrigin() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    public String origin() {
        return "http://www.shop.localhost:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
