package io.consentgate.standin;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/** Posts forms one after the other, without a signature and without a second try (16); never beyond this machine. */
final class WebhookSender implements AutoCloseable {

    private static final Set<String> SCHEMES = Set.of("http", "https");

    private final ExecutorService worker = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "stand-in-webhooks");
        thread.setDaemon(true);
        return thread;
    });
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final List<WebhookDelivery> deliveries = new CopyOnWriteArrayList<>();
    private final AtomicInteger waiting = new AtomicInteger();

    void send(String webhookId, String url, String form, IntConsumer answered) {
        waiting.incrementAndGet();
        worker.execute(() -> {
            int status = post(url, form);
            deliveries.add(new WebhookDelivery(webhookId, withoutCredentials(url), form, Instant.now(), status));
            answered.accept(status);
            waiting.decrementAndGet();
        });
    }

    List<WebhookDelivery> deliveries() {
        return List.copyOf(deliveries);
    }

    int waiting() {
        return waiting.get();
    }

    private int post(String url, String form) {
        try {
            URI uri = URI.create(url);
            if (!SCHEMES.contains(uri.getScheme()) || !isLoopback(uri.getHost())) {
                return 0;
            }
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(withoutCredentials(url)))
                    .timeout(Duration.ofSeconds(10))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString(form));
            if (uri.getRawUserInfo() != null) {
                byte[] credentials = uri.getUserInfo().getBytes(StandardCharsets.UTF_8);
                request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials));
            }
            return http.send(request.build(), BodyHandlers.discarding()).statusCode();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        } catch (IOException | IllegalArgumentException e) {
            return 0;
        }
    }

    private static boolean isLoopback(String host) {
        try {
            return host != null && InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static String withoutCredentials(String url) {
        return url.replaceFirst("//[^/@]*@", "//");
    }

    @Override
    public void close() {
        worker.shutdownNow();
    }
}
