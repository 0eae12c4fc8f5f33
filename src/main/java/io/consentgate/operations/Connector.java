package io.consentgate.operations;

import io.consentgate.access.FrontDoor;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Ordered;
import org.apache.camel.ServiceStatus;
import org.apache.camel.StartupListener;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.main.Main;

/**
 * The running connector: the routes of a folder, the beans that they name, a public port behind the front door and a
 * port for observers.
 */
public final class Connector implements AutoCloseable {
    /** @param httpPort, observePort 0 = any free one */
    public record Ports(String httpHost, int httpPort, String observeHost, int observePort) {
        public Ports {
            // Two servers on "any free port" would be one and the same to Camel.
            httpPort = httpPort == 0 ? freePort() : httpPort;
            observePort = observePort == 0 ? freePort() : observePort;
            if (httpPort == observePort) {
                throw new IllegalArgumentException(
                        "the public port and the observers' port are both " + httpPort + "; they have to differ");
            }
        }

        private static int freePort() {
            try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException e) {
                throw new UncheckedIOException("no free port on this machine", e);
            }
        }
    }

    /**
     * What is known before anything is opened.
     *
     * @param routes patterns of {@code *.camel.yaml} files, from the project's root
     * @param properties further Camel properties: parameters of route templates, schedules; never a secret
     */
    public record Plan(
            List<String> routes, Ports ports, Map<String, String> properties, PrometheusMeterRegistry registry) {}

    /**
     * What the routes work with.
     *
     * @param beans what the routes name; made when the context is there and no route is
     */
    public record Parts(
            Function<CamelContext, Map<String, Object>> beans,
            FrontDoor frontDoor,
            Map<String, Supplier<HealthPart>> health) {}

    private final Main main;
    private final CamelContext camel;

    private Connector(Main main) {
        this.main = main;
        this.camel = main.getCamelContext();
    }

    /** Without a route, a port or a thread: it can be made while the database opens, and be dropped. */
    public static Connector prepare(Plan plan) throws Exception {
        if (!Files.isDirectory(Path.of("routes"))) {
            throw new IllegalStateException("there is no folder 'routes' in "
                    + Path.of("").toAbsolutePath() + "; start ConsentGate from the folder that holds it");
        }
        Main main = new Main();
        main.setDefaultPropertyPlaceholderLocation("false");
        main.setInitialProperties(properties(plan));
        main.bind("meterRegistry", plan.registry());
        main.bind("vertxOptions", vertxOptions());
        main.bind("answerHeaders", new AnswerHeaders());
        main.configure().withShutdownTimeout(30);
        try {
            main.init();
        } catch (Exception e) {
            main.stop();
            throw e;
        }
        return new Connector(main);
    }

    /** Returns when every route runs and both ports answer; where that fails, everything is closed. */
    public Connector start(Parts parts) throws Exception {
        try {
            parts.beans().apply(camel).forEach(main::bind);
            camel.addStartupListener(new FrontDoorFirst(parts));
            main.start();
            parts.frontDoor().open();
        } catch (Exception e) {
            main.stop();
            throw e;
        }
        return this;
    }

    public int httpPort() {
        return router(false).getServer().getPort();
    }

    public int observePort() {
        return router(true).getServer().getPort();
    }

    /** Takes nothing new, finishes what is in flight, ends. */
    @Override
    public void close() {
        main.stop();
    }

    private VertxPlatformHttpRouter router(boolean management) {
        return routerOf(camel, management);
    }

    private static VertxPlatformHttpRouter routerOf(CamelContext camel, boolean management) {
        return camel.getRegistry().findByType(VertxPlatformHttpRouter.class).stream()
                .filter(router -> router.isManagementServer() == management)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the HTTP server did not start"));
    }

    private static Properties properties(Plan plan) {
        Properties properties = new Properties();
        properties.putAll(Map.ofEntries(
                Map.entry("camel.main.name", "consentgate"),
                Map.entry(
                        "camel.main.routesIncludePattern",
                        plan.routes().stream().map(route -> "file:" + route).collect(Collectors.joining(","))),
                Map.entry("camel.main.basePackageScanEnabled", "false"),
                // Health and figures have a port of their own; beans for JMX would cost a tenth of the start.
                Map.entry("camel.main.jmxEnabled", "false"),
                // Camel prints what it resolved, secrets included (camel-stack.md 6.6).
                Map.entry("camel.main.autoConfigurationLogSummary", "false"),
                Map.entry("camel.main.startupSummaryLevel", "Oneline"),
                Map.entry("camel.main.inflightRepositoryBrowseEnabled", "false"),
                Map.entry("camel.main.streamCachingEnabled", "false"),
                Map.entry("camel.rest.inlineRoutes", "false"),
                Map.entry("camel.component.http.automaticRetriesDisabled", "true"),
                Map.entry("camel.component.platform-http.headerFilterStrategy", "#bean:answerHeaders"),
                Map.entry("camel.server.enabled", "true"),
                Map.entry("camel.server.host", plan.ports().httpHost()),
                Map.entry("camel.server.port", String.valueOf(plan.ports().httpPort())),
                Map.entry("camel.server.maxBodySize", "10485760"),
                Map.entry("camel.management.enabled", "true"),
                Map.entry("camel.management.host", plan.ports().observeHost()),
                Map.entry("camel.management.port", String.valueOf(plan.ports().observePort())),
                Map.entry("camel.management.metricsEnabled", "true"),
                Map.entry("camel.metrics.enabled", "true"),
                Map.entry("camel.metrics.path", "/observe/metrics"),
                Map.entry("camel.metrics.clearOnReload", "false")));
        properties.putAll(plan.properties());
        return properties;
    }

    /** A long upload holds a worker for as long as it takes: that is no blocked thread. */
    private static VertxOptions vertxOptions() {
        return new VertxOptions()
                .setMaxWorkerExecuteTime(1)
                .setMaxWorkerExecuteTimeUnit(TimeUnit.HOURS)
                .setEventLoopPoolSize(2)
                .setWorkerPoolSize(24);
    }

    private static void surfaces(Parts with, CamelContext camel) {
        Map<String, Supplier<HealthPart>> parts = new LinkedHashMap<>();
        parts.put("routes", () -> routes(camel));
        parts.putAll(with.health());
        with.frontDoor().keepShut();
        with.frontDoor().guard(routerOf(camel, false));
        new ObserveSurface(new Health(parts)).show(routerOf(camel, true));
    }

    /** Between the start of the servers and that of the first route: there is no moment without the front door. */
    private record FrontDoorFirst(Parts parts) implements StartupListener, Ordered {
        @Override
        public void onCamelContextStarting(CamelContext camel, boolean alreadyStarted) {
            surfaces(parts, camel);
        }

        @Override
        public void onCamelContextStarted(CamelContext camel, boolean alreadyStarted) {}

        @Override
        public int getOrder() {
            return Ordered.LOWEST;
        }
    }

    private static HealthPart routes(CamelContext camel) {
        Map<String, Object> states = new LinkedHashMap<>();
        boolean all = true;
        for (var route : camel.getRoutes()) {
            ServiceStatus status = camel.getRouteController().getRouteStatus(route.getRouteId());
            boolean started = status == ServiceStatus.Started;
            all &= started;
            states.put(route.getRouteId(), started ? "UP" : "DOWN");
        }
        if (!camel.isStarted()) {
            return HealthPart.down("starting or stopping");
        }
        HealthPart part =
                all ? HealthPart.up() : HealthPart.degraded("a route does not run: see the log, or start it again");
        return part.with("routes", states);
    }
}
