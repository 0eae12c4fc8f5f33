package io.consentgate.disclosure.formats;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import io.consentgate.browser.Chromium;
import io.consentgate.browser.Page;
import io.consentgate.disclosure.ExampleNotice;
import io.consentgate.disclosure.HtmlFragments;
import io.consentgate.disclosure.NoticeFile;
import io.consentgate.disclosure.ShippedTexts;
import io.consentgate.disclosure.publish.NoticeLibrary;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page as a browser shows it, judged by axe: with the rules of WCAG 2.2 AA and of good practice. */
class PageInBrowserTest {

    private static Chromium browser;
    private static HttpServer server;

    @BeforeAll
    static void start() throws IOException {
        browser = Chromium.start();
        Map<String, NoticeFile> files = new PageRendering(new HtmlFragments())
                .render(ExampleNotice.edition(), ShippedTexts.all()).stream()
                        .collect(Collectors.toMap(NoticeFile::name, Function.identity()));
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", request -> {
            NoticeFile file = files.get(request.getRequestURI().getPath().substring(1));
            try (request) {
                request.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
                if (file != null) {
                    request.getResponseHeaders()
                            .set("Content-Security-Policy", NoticeLibrary.contentSecurityPolicy(file.content()));
                }
                request.sendResponseHeaders(file == null ? 404 : 200, file == null ? -1 : file.content().length);
                if (file != null) {
                    request.getResponseBody().write(file.content());
                }
            }
        });
        server.start();
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
        if (server != null) {
            server.stop(0);
        }
    }

    private static String axe() throws IOException {
        try (InputStream in = PageInBrowserTest.class.getResourceAsStream("/axe.min.js")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"it", "en", "de", "fr", "es"})
    void nobody_is_kept_from_reading_it(String language) throws IOException {
        Page page = browser.newVisitor();
        page.open("http://127.0.0.1:" + server.getAddress().getPort() + "/notice." + language + ".html");
        page.run(axe() + ";0");
        JsonNode violations = page.run("axe.run().then(found => found.violations.map(one => one.id + ': ' + one.help"
                + " + ' ' + one.nodes.map(node => node.target).join(' ')))");

        assertThat(violations).as(violations.toString()).isEmpty();
        assertThat(page.run("getComputedStyle(document.body).maxWidth").asText())
                .as("its own style is let in by the policy")
                .isEqualTo("736px");
        assertThat(page.run("document.documentElement.scrollWidth <= innerWidth")
                        .asBoolean())
                .isTrue();
        assertThat(page.complaints()).isEqualTo(List.of());
    }
}
