package io.consentgate.demo;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** The connector in a process of its own, used from outside: its command line, its HTTP surface, its signals. */
public final class ConnectorProcess implements AutoCloseable {

    public static final String SITE_KEY = "demo-site-key-4f1f6f0c2a9b4c1d";
    public static final String DPO_KEY = "demo-dpo-key-93b0d1c5e8f74a26";

    private static final String MAIN = "io.consentgate.ConsentGate";

    private final Where where;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private Process process;

    /**
     * Where and how it runs.
     *
     * @param root the project's root: it holds {@code routes/} and {@code config/}
     * @param command of the virtual machine, without main class: {@code java}, options, class path or jar
     * @param log takes everything that the process writes
     * @param environment what it is told beside the ports, keys and the data folder
     */
    public record Where(
            Path root,
            List<String> command,
            Path data,
            Path log,
            int httpPort,
            int observePort,
            Map<String, String> environment) {

        /** With this virtual machine's own classes. */
        public static Where likeThis(Path data, Map<String, String> environment, String... options) {
            List<String> command = new ArrayList<>(List.of(java()));
            command.addAll(List.of(options));
            // Under Surefire java.class.path is a jar without classes.
            String classes = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
            command.addAll(List.of("-cp", absolute(classes), MAIN));
            return on(data, command, environment);
        }

        /** With the packaged jar. */
        public static Where packaged(Path data, Map<String, String> environment, String... options) {
            Path jar = Path.of("target/consentgate.jar").toAbsolutePath();
            if (!Files.exists(jar)) {
                throw new IllegalStateException("no " + jar + "; 'mvn -DskipTests package' builds it");
            }
            List<String> command = new ArrayList<>(List.of(java()));
            command.addAll(List.of(options));
            command.addAll(List.of("-cp", jar.toString(), MAIN));
            return on(data, command, environment);
        }

        public Where with(String variable, String value) {
            Map<String, String> more = new LinkedHashMap<>(environment);
            more.put(variable, value);
            return new Where(root, command, data, log, httpPort, observePort, Map.copyOf(more));
        }

        /** On the ports that a reader expects, where they are free. */
        Where onUsualPorts() {
            int http = isFree(8080) ? 8080 : httpPort;
            int observe = isFree(8081) ? 8081 : observePort;
            return new Where(root, command, data, log, http, observe, environment);
        }

        /** With a webhook to come back on. */
        public Where withPublicUrl() {
            return with("CONSENTGATE_PUBLIC_URL", "http://127.0.0.1:" + httpPort);
        }

        /** With a mail server for confirmations. */
        public Where withMail(Mailboxes mailboxes) {
            Where with = this;
            for (Map.Entry<String, String> setting : mailboxes
                    .settings(environment.get("CONSENTGATE_PUBLIC_URL"))
                    .entrySet()) {
                with = with.with(setting.getKey(), setting.getValue());
            }
            return with;
        }

        private static Where on(Path data, List<String> command, Map<String, String> environment) {
            return new Where(
                    Path.of("").toAbsolutePath(),
                    command,
                    data.toAbsolutePath(),
                    data.toAbsolutePath().resolve("connector.log"),
                    freePort(),
                    freePort(),
                    environment);
        }

        private static String java() {
            return Path.of(System.getProperty("java.home"), "bin", "java").toString();
        }

        private static String absolute(String classPath) {
            StringBuilder absolute = new StringBuilder();
            for (String part : classPath.split(File.pathSeparator)) {
                absolute.append(absolute.isEmpty() ? "" : File.pathSeparator)
                        .append(Path.of(part).toAbsolutePath());
            }
            return absolute.toString();
        }
    }

    public ConnectorProcess(Where where) {
        this.where = where;
    }

    /**
     * A port that nobody listens on now, below those from which connections go out: a process that is killed and started
     * again finds it free again.
     */
    public static int freePort() {
        for (int attempt = 0; attempt < 100; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(20_000, 32_000);
            if (isFree(port)) {
                return port;
            }
        }
        throw new IllegalStateException("no free port on this machine");
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }

    /** Starts {@code run}. @return how long it took until health answered with 200 */
    public Duration start() {
        Instant begun = Instant.now();
        process = launch(List.of("run"), where.log());
        while (!isUp()) {
            if (!process.isAlive()) {
                throw new IllegalStateException("the connector ended with status " + process.exitValue()
                        + " while starting:\n" + tail(where.log()));
            }
            if (Duration.between(begun, Instant.now()).toMinutes() >= 3) {
                throw new IllegalStateException("no health after three minutes:\n" + tail(where.log()));
            }
            pause(10);
        }
        return Duration.between(begun, Instant.now());
    }

    /** What a command printed, and its exit status. */
    public record Ended(int status, String output) {}

    public Ended command(String... arguments) {
        Path output = where.data().resolve("command-" + arguments[0] + ".log");
        Process command = launch(List.of(arguments), output);
        try {
            if (!command.waitFor(5, TimeUnit.MINUTES)) {
                command.destroyForcibly();
                throw new IllegalStateException(arguments[0] + " did not end:\n" + tail(output));
            }
            return new Ended(command.exitValue(), Files.readString(output));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Process launch(List<String> arguments, Path output) {
        List<String> command = new ArrayList<>(where.command());
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(where.root().toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
        Map<String, String> told = new LinkedHashMap<>(Map.of(
                "CONSENTGATE_HTTP_PORT",
                String.valueOf(where.httpPort()),
                "CONSENTGATE_OBSERVE_PORT",
                String.valueOf(where.observePort()),
                "CONSENTGATE_DATA_DIR",
                where.data().toString(),
                "CONSENTGATE_KEY_SITE",
                SITE_KEY,
                "CONSENTGATE_KEY_DPO",
                DPO_KEY,
                // Whoever runs a command here is the data protection officer.
                "CONSENTGATE_ROLE_KEY",
                DPO_KEY));
        told.putAll(where.environment());
        // Nothing of whoever started this may reach a real account.
        builder.environment()
                .keySet()
                .removeIf(name -> name.startsWith("CONSENTGATE_") || name.startsWith("ACTIVECAMPAIGN_"));
        builder.environment().putAll(told);
        try {
            Files.createDirectories(where.data());
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public boolean isUp() {
        try {
            return health().statusCode() == 200;
        } catch (UncheckedIOException notYet) {
            return false;
        }
    }

    public HttpResponse<String> health() {
        return send(HttpRequest.newBuilder(observe("/observe/health")).GET());
    }

    public Metrics metrics() {
        return new Metrics(
                send(HttpRequest.newBuilder(observe("/observe/metrics")).GET()).body());
    }

    public HttpResponse<String> events(String contentType, String body) {
        return events(contentType, body.getBytes(StandardCharsets.UTF_8));
    }

    public HttpResponse<String> events(String contentType, byte[] body) {
        return send(HttpRequest.newBuilder(at("/v1/events"))
                .header("Authorization", "Bearer " + SITE_KEY)
                .header("Content-Type", contentType)
                .POST(BodyPublishers.ofByteArray(body)));
    }

    /** The decision about one person, as the data protection officer asks for it. */
    public HttpResponse<String> decision(String email) {
        return send(HttpRequest.newBuilder(at("/v1/people/decision"))
                .header("Authorization", "Bearer " + DPO_KEY)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"email\":\"" + email + "\"}")));
    }

    /** What a shop's server is told about one of its people. */
    public HttpResponse<String> consents(String email) {
        return send(HttpRequest.newBuilder(at("/v1/people/consents"))
                .header("Authorization", "Bearer " + SITE_KEY)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"email\":\"" + email + "\"}")));
    }

    public URI at(String path) {
        return URI.create("http://127.0.0.1:" + where.httpPort() + path);
    }

    public URI observe(String path) {
        return URI.create("http://127.0.0.1:" + where.observePort() + path);
    }

    public Path data() {
        return where.data();
    }

    public Path log() {
        return where.log();
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** {@code kill -9}: nothing can be finished or written. */
    public void kill() {
        process.destroyForcibly();
        await();
    }

    /** Of the process that has ended. */
    public int exitStatus() {
        return process.exitValue();
    }

    /** SIGTERM: finishes what is in flight. */
    @Override
    public void close() {
        if (isAlive()) {
            process.destroy();
            try {
                if (!process.waitFor(45, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }
    }

    private void await() {
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.timeout(Duration.ofMinutes(10)).build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static void pause(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String tail(Path log) {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 30), lines.size()));
        } catch (IOException e) {
            return "(no log: " + e.getMessage() + ")";
        }
    }
}
