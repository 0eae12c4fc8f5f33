package io.consentgate.bench;

import io.consentgate.demo.ConnectorProcess;
import io.consentgate.standin.RecordedRequest;
import io.consentgate.standin.StandInActiveCampaign;
import io.consentgate.standin.StandInOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * New contacts delivered to a stand-in under its real limits: how long, how many calls, how often an import is looked
 * at; then the same people again, under the same event ids and under new ones.
 */
public final class DeliveryBenchmark {

    private DeliveryBenchmark() {}

    public static void main(String[] arguments) {
        int people = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100_000;
        Bench.machine();
        Path data = Bench.fresh("delivery");
        Path file = Bench.subscribers("delivery-events", 0, people, "first");
        Path again = Bench.subscribers("delivery-events-again", 0, people, "second");
        try (StandInActiveCampaign standIn =
                        StandInActiveCampaign.start(StandInOptions.defaults().withHistoryBytes(512L << 20));
                ConnectorProcess connector = Bench.connector(data, standIn, "-Xmx256m")) {
            Bench.succeed(connector.command("setup"));
            Bench.succeed(connector.command("import", file.toAbsolutePath().toString()));
            standIn.forgetHistory();

            Instant begun = Instant.now();
            connector.start();
            Bench.until(15, () -> standIn.account().contactCount() >= people);
            Duration arrived = Duration.between(begun, Instant.now());
            Bench.until(15, () -> connector.metrics().isIdle());
            Duration confirmed = Duration.between(begun, Instant.now());

            List<RecordedRequest> requests = standIn.history();
            long imports = count(requests, "POST", "/import/bulk_import");
            long looks = count(requests, "GET", "/import/info");
            // 400 imports at 100 a minute: three whole minutes after the first hundred.
            double ideal = Math.max(1, (people / 250.0 - 100) / 100 * 60);
            Bench.figure("imports, requests in all", "%,d, %,d".formatted(imports, requests.size()));
            Bench.against("everybody arrived", Bench.seconds(arrived), "s", false, people == 100_000 ? 220 : ideal);
            Bench.figure("everybody confirmed", Bench.seconds(confirmed), "s");
            Bench.against("read-backs per import", looks / (double) imports, "", false, 1.5);
            Bench.against(
                    "calls per contact, read-backs included", requests.size() / (double) people, "", false, 0.010);
            Bench.against("requests in the busiest second", standIn.maximumRequestsInAnySecond(), "", false, 5);

            for (Path repeated : List.of(file, again)) {
                int before = standIn.history().size();
                Bench.succeed(
                        connector.command("import", repeated.toAbsolutePath().toString()));
                Duration compared = Bench.until(15, () -> connector.metrics().isIdle());
                List<RecordedRequest> all = standIn.history();
                long writes = all.subList(before, all.size()).stream()
                        .filter(request -> !request.method().equals("GET"))
                        .count();
                Bench.figure("compared again in", Bench.seconds(compared), "s");
                Bench.against(
                        repeated == file ? "writes, same event ids" : "writes, new event ids", writes, "", false, 0);
            }
        }
    }

    private static long count(List<RecordedRequest> requests, String method, String path) {
        return requests.stream()
                .filter(request ->
                        request.method().equals(method) && request.path().endsWith(path))
                .count();
    }
}
