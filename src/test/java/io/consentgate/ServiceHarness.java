package io.consentgate;

import io.consentgate.configuration.Configuration;
import io.consentgate.operations.command.Tools;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The whole service in this process, with the shipped configuration, used from outside. */
final class ServiceHarness implements AutoCloseable {
    static final String SITE_KEY = "site-key-for-tests-0123456789";
    static final String DPO_KEY = "dpo-key-for-tests-0123456789";

    final ServiceWiring wiring;
    final Tools.Service running;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    ServiceHarness(Path data, Map<String, String> more) throws Exception {
        Map<String, String> environment = new HashMap<>(Map.of(
                "CONSENTGATE_DATA_DIR",
                data.toString(),
                "CONSENTGATE_HTTP_PORT",
                freePort(),
                "CONSENTGATE_OBSERVE_PORT",
                freePort(),
                "CONSENTGATE_KEY_SITE",
                SITE_KEY,
                "CONSENTGATE_KEY_DPO",
                DPO_KEY,
                "CONSENTGATE_DROP_SCHEDULE",
                "* * * * * ?"));
        environment.putAll(more);
        wiring = ServiceWiring.openToRun(
                Configuration.load(environment, Path.of("").toAbsolutePath()), Set.of());
        running = wiring.start();
    }

    /** With the shipped configuration, and more at the end of its one site's file. */
    static ServiceHarness withSite(Path folder, String more) throws Exception {
        return withSite(folder, more, Map.of());
    }

    static ServiceHarness withSite(Path folder, String more, Map<String, String> environment) throws Exception {
        Map<String, String> all = new HashMap<>(environment);
        Path shipped = Path.of("config");
        Path config = folder.resolve("config");
        try (Stream<Path> files = Files.walk(shipped)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = config.resolve(shipped.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
        Files.writeString(config.resolve("sites/shop.yaml"), more, StandardOpenOption.APPEND);
        all.put("CONSENTGATE_CONFIG_DIR", config.toString());
        return new ServiceHarness(folder.resolve("data"), all);
    }

    HttpResponse<String> push(String contentType, String body) throws Exception {
        return send(request("/v1/events")
                .header("Authorization", "Bearer " + SITE_KEY)
                .header("Content-Type", contentType)
                .POST(BodyPublishers.ofString(body)));
    }

    HttpResponse<String> health() throws Exception {
        return send(observe("/observe/health"));
    }

    String metrics() throws Exception {
        return send(observe("/observe/metrics")).body();
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + running.httpPort() + path))
                .timeout(Duration.ofSeconds(60));
    }

    private HttpRequest.Builder observe(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + running.observePort() + path));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    @Override
    public void close() {
        running.close();
        wiring.close();
    }

    private static String freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return String.valueOf(socket.getLocalPort());
        }
    }
}
