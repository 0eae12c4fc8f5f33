package io.consentgate.browser;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * The system's Chromium, without a window. The DevTools protocol is spoken directly: it shows every request and cookie
 * as the browser has them, and needs no driver of two hundred megabytes on every machine that runs the tests.
 */
public final class Chromium implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final List<String> PLACES =
            List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");

    private final Process process;
    private final Path profile;
    private final WebSocket socket;
    private final AtomicInteger calls = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
    private final Map<String, BiConsumer<String, JsonNode>> sessions = new ConcurrentHashMap<>();
    private final Queue<JsonNode> visitors = new ConcurrentLinkedQueue<>();

    private Chromium(Process process, Path profile, URI address) {
        this.process = process;
        this.profile = profile;
        this.socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(address, new Ears())
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    /** Skips the test where no Chromium is installed; fails it where one has to be ({@code .ci/run}). */
    public static Chromium start() {
        String place = Stream.concat(Stream.ofNullable(System.getenv("CONSENTGATE_CHROMIUM")), PLACES.stream())
                .filter(file -> Files.isExecutable(Path.of(file)))
                .findFirst()
                .orElse(null);
        if (place == null && System.getenv("CONSENTGATE_BROWSER_REQUIRED") != null) {
            fail("no Chromium in " + PLACES + " nor in CONSENTGATE_CHROMIUM");
        }
        assumeTrue(place != null, "skipped: no Chromium in " + PLACES + "; install it or set CONSENTGATE_CHROMIUM");
        try {
            Path profile = Files.createTempDirectory("chromium");
            Process process = new ProcessBuilder(
                            place,
                            "--headless=new",
                            "--no-sandbox",
                            "--disable-gpu",
                            "--disable-dev-shm-usage",
                            "--disable-background-networking",
                            "--disable-component-update",
                            "--disable-default-apps",
                            "--no-first-run",
                            "--remote-debugging-port=0",
                            "--user-data-dir=" + profile)
                    .redirectErrorStream(true)
                    .redirectOutput(profile.resolve("output").toFile())
                    .start();
            return new Chromium(process, profile, address(profile));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static URI address(Path profile) {
        Path told = profile.resolve("DevToolsActivePort");
        return Awaitility.await()
                .atMost(PATIENCE)
                .ignoreExceptions()
                .until(
                        () -> {
                            List<String> lines = Files.readAllLines(told);
                            return URI.create("ws://127.0.0.1:" + lines.get(0) + lines.get(1));
                        },
                        Objects::nonNull);
    }

    /** A page of somebody who was never here: no cookies, no storage. */
    public Page newVisitor() {
        JsonNode context = call(null, "Target.createBrowserContext", JSON.createObjectNode());
        visitors.add(context);
        ObjectNode target = JSON.createObjectNode().put("url", "about:blank");
        target.set("browserContextId", context.get("browserContextId"));
        JsonNode made = call(null, "Target.createTarget", target);
        ObjectNode attach = JSON.createObjectNode().put("flatten", true);
        attach.set("targetId", made.get("targetId"));
        String session =
                call(null, "Target.attachToTarget", attach).get("sessionId").asText();
        return new Page(this, session);
    }

    /** Closes the pages of everybody: a browser with many open ones leaves no processor for anything else. */
    public void allLeave() {
        sessions.clear();
        for (JsonNode visitor = visitors.poll(); visitor != null; visitor = visitors.poll()) {
            call(null, "Target.disposeBrowserContext", (ObjectNode) visitor);
        }
    }

    void listen(String session, BiConsumer<String, JsonNode> events) {
        sessions.put(session, events);
    }

    JsonNode call(String session, String method, ObjectNode parameters) {
        int id = calls.incrementAndGet();
        ObjectNode message = JSON.createObjectNode().put("id", id).put("method", method);
        message.set("params", parameters);
        if (session != null) {
            message.put("sessionId", session);
        }
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        answers.put(id, answer);
        synchronized (socket) {
            socket.sendText(message.toString(), true).join();
        }
        JsonNode said = answer.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
        if (said.has("error")) {
            throw new IllegalStateException(method + ": " + said.get("error"));
        }
        return said.path("result");
    }

    @Override
    public void close() {
        socket.abort();
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
            try (Stream<Path> files = Files.walk(profile)) {
                files.sorted(Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            }
        } catch (IOException | UncheckedIOException stillWriting) {
            // Its own temporary folder; the system clears it away.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private final class Ears implements WebSocket.Listener {
        private final StringBuilder message = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            message.append(part);
            if (last) {
                String whole = message.toString();
                message.setLength(0);
                hear(whole);
            }
            from.request(1);
            return null;
        }

        private void hear(String whole) {
            try {
                JsonNode said = JSON.readTree(whole);
                CompletableFuture<JsonNode> asked =
                        said.has("id") ? answers.remove(said.get("id").asInt()) : null;
                BiConsumer<String, JsonNode> session =
                        sessions.get(said.path("sessionId").asText());
                if (asked != null) {
                    asked.complete(said);
                } else if (session != null) {
                    session.accept(said.path("method").asText(), said.path("params"));
                }
            } catch (IOException noJson) {
                throw new UncheckedIOException(noJson);
            }
        }
    }
}
