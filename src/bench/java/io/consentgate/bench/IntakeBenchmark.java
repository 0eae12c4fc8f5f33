package io.consentgate.bench;

import io.consentgate.demo.ConnectorProcess;
import io.consentgate.demo.ConnectorProcess.Where;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * A million events from one NDJSON file through {@code consentgate import}: read, validated, identity, register,
 * profile, evidence and mark, each batch durable; then the same statements in a plain loop, without any of the rest.
 */
public final class IntakeBenchmark {

    private IntakeBenchmark() {}

    public static void main(String[] arguments) throws IOException {
        int events = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
        Bench.machine();
        Path data = Bench.fresh("intake");
        Path file = Bench.subscribers("intake-events", 0, events / 2, "intake");
        Bench.figure("file", "%,d events, %,d MB".formatted(events, Files.size(file) >> 20));

        Instant begun = Instant.now();
        ConnectorProcess.Ended ended = new ConnectorProcess(Where.packaged(
                        data, Map.of(), "-Xmx256m", "-XX:ActiveProcessorCount=2", "-XX:+ExitOnOutOfMemoryError"))
                .command("import", file.toAbsolutePath().toString());
        Duration took = Duration.between(begun, Instant.now());
        Bench.succeed(ended);
        double rate = events / Bench.seconds(took);
        Bench.figure("import, start of the process included", Bench.seconds(took), "s");

        Duration plain = PlainLoop.run(Bench.fresh("plain-loop"), events);
        double plainRate = events / Bench.seconds(plain);
        Bench.figure("the same statements in a plain loop", Bench.seconds(plain), "s");
        Bench.figure("plain loop", plainRate, "events/s");
        Bench.against("full path", rate, "events/s", true, 10_000);
        Bench.against("full path against the plain loop", rate / plainRate, "", true, 0.5);
    }
}
