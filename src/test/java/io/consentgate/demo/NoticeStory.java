package io.consentgate.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The notice is written from what the demo sends, shown by the pages of a shop on this machine, and found altered as
 * soon as one page leaves a right out.
 */
final class NoticeStory implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TAKEN_OVER = Duration.ofSeconds(30);
    private static final String SITE = "shop";
    private static final String SHIPPED_SHOP = "https://shop.example.com/";
    /** The right to withdraw consent. */
    private static final String A_RIGHT = "(?s)<section id=\"c14\".*?</section>\n";

    private final Path published;
    private final HttpServer pages;
    private volatile String altered = "";
    private int read;

    /** @param data of the connector, whose notices the pages include */
    NoticeStory(Path data) {
        this.published = data.resolve("disclosure").resolve(SITE);
        try {
            this.pages = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        pages.createContext("/", this::page);
        pages.start();
    }

    /** Names this machine's pages in a copy of the shipped configuration, as an operator names the shop's own. */
    Path in(Path configuration) {
        Path file = configuration.resolve("notice/sites/" + SITE + ".yaml");
        try {
            Files.writeString(
                    file,
                    Files.readString(file)
                            .replace(
                                    SHIPPED_SHOP,
                                    "http://127.0.0.1:" + pages.getAddress().getPort() + "/"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return configuration;
    }

    /** The shop's page: its own frame around the section, as included on its server, with a link to the notice. */
    private void page(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            if (!path.matches("/[a-z]{2}/.*")) {
                answer(exchange, "it", "<a href=\"/it/privacy\">Privacy</a>");
                return;
            }
            String language = path.split("/")[1];
            String section = path.contains("/cookie") ? "cookie-section." : "privacy-section.";
            Path file = published.resolve("1").resolve(section + language + ".html");
            if (!Files.exists(file)) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            String notice = Files.readString(file);
            String shown = path.equals(altered) ? notice.replaceFirst(A_RIGHT, "") : notice;
            answer(exchange, language, shown);
        }
    }

    private static void answer(HttpExchange exchange, String language, String main) throws IOException {
        byte[] body = ("<!DOCTYPE html><html lang=\"" + language + "\"><title>Shop</title>"
                        + "<link rel=\"privacy-policy\" href=\"/it/privacy\"><main>" + main + "</main>")
                .getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
    }

    void tell(Screen screen, ConnectorProcess connector) {
        screen.chapter("The notice");
        ConnectorProcess.Ended written = command(connector, "write");
        screen.expect(
                "disclosure write",
                written.status() == 0 ? "written from what is really sent" : written.output(),
                written.status() == 0);
        if (written.status() != 0) {
            return;
        }
        JsonNode manifest = manifest();
        List<String> languages = new ArrayList<>();
        manifest.path("languages")
                .forEach(each -> languages.add(each.path("language").asText()));
        screen.say(
                "version, languages, files",
                "%s, %s, %d"
                        .formatted(
                                manifest.path("version").asText(),
                                String.join(" ", languages),
                                manifest.path("files").size()));
        check(screen, connector, "disclosure check", 2 * languages.size(), 0);
        altered = "/it/privacy";
        check(screen, connector, "and when a page leaves out a right", 2 * languages.size() - 1, 1);
        altered = "";
        HttpResponse<String> served = served(connector, Instant.now().plus(TAKEN_OVER));
        screen.expect(
                "GET /disclosure/" + SITE,
                served.statusCode() == 200
                        ? connector.at("/disclosure/" + SITE).toString()
                        : "answers " + served.statusCode(),
                served.statusCode() == 200);
    }

    private void check(Screen screen, ConnectorProcess connector, String what, int current, int changed) {
        String said = command(connector, "check").output();
        long good = count(said, "CURRENT ");
        long bad = count(said, "ALTERED ");
        screen.expect(
                what,
                "%d pages of the shop current, %d altered".formatted(good, bad),
                good == current && bad == changed);
    }

    private static long count(String said, String start) {
        return said.lines().filter(line -> line.startsWith(start)).count();
    }

    /** What only this one said: the outputs of both commands are kept in one file. */
    private ConnectorProcess.Ended command(ConnectorProcess connector, String name) {
        ConnectorProcess.Ended ended = connector.command("disclosure", name);
        String fresh = ended.output().substring(read);
        read = ended.output().length();
        return new ConnectorProcess.Ended(ended.status(), fresh);
    }

    private JsonNode manifest() {
        try {
            return JSON.readTree(
                    published.resolve("1").resolve("disclosure-manifest.json").toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A running service takes new notices over within seconds. */
    private static HttpResponse<String> served(ConnectorProcess connector, Instant until) {
        while (true) {
            HttpResponse<String> answer = connector.send(
                    HttpRequest.newBuilder(connector.at("/disclosure/" + SITE)).GET());
            if (answer.statusCode() == 200 || Instant.now().isAfter(until)) {
                return answer;
            }
            ConnectorProcess.pause(100);
        }
    }

    @Override
    public void close() {
        pages.stop(0);
    }
}
