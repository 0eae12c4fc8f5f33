package io.consentgate.browser;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/**
 * Stands in for ActiveCampaign's tracking host: serves a script that does what theirs is documented to do
 * (activecampaign-api.md 15.3), and writes down every request that reaches it. Like theirs, it would track at once if it
 * were not told otherwise, sets its cookies for the whole domain, and goes on watching the page.
 */
public final class Vendor implements AutoCloseable {

    private static final String SCRIPT = """
            (function () {
              var state = { track: true, email: null, account: null };
              var hit = function (what) {
                if (!state.track) return;
                var parts = location.hostname.split('.');
                var domain = parts.length > 1 ? '; domain=.' + parts.slice(-2).join('.') : '';
                document.cookie = 'prism_' + state.account + '=' + Math.random() + '; path=/; max-age=86400' + domain;
                document.cookie = 'ac_enable_tracking=1; path=/; max-age=86400';
                new Image().src = 'HOST/hit?what=' + what + '&account=' + state.account + '&email='
                  + encodeURIComponent(state.email || '') + '&page=' + encodeURIComponent(location.href);
              };
              var run = function (call) {
                if (call[0] === 'setAccount') state.account = call[1];
                if (call[0] === 'setTrackByDefault') state.track = call[1];
                if (call[0] === 'setEmail') state.email = call[1];
                if (call[0] === 'process') {
                  if (call[1] === 'allowTracking') state.track = true;
                  hit('process');
                }
              };
              var waiting = window[window.visitorGlobalObjectAlias].q || [];
              window[window.visitorGlobalObjectAlias] = function () { run(arguments); };
              waiting.forEach(run);
              window.addEventListener('hashchange', function () { hit('hashchange'); });
            })();
            """;

    private final HttpServer server;
    private final List<String> requests = new CopyOnWriteArrayList<>();

    public Vendor() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", exchange -> {
            requests.add(exchange.getRequestURI().toString());
            boolean script = exchange.getRequestURI().getPath().endsWith(".js");
            byte[] body = script ? SCRIPT.replace("HOST", host()).getBytes(StandardCharsets.UTF_8) : new byte[0];
            exchange.getResponseHeaders().set("Content-Type", script ? "text/javascript" : "image/gif");
            exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
            if (script) {
                exchange.getResponseBody().write(body);
            }
            exchange.close();
        });
        server.start();
    }

    public String host() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    public URI script() {
        return URI.create(host() + "/diffuser.js");
    }

    /** Path and query of everything that arrived. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    public void forget() {
        requests.clear();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
