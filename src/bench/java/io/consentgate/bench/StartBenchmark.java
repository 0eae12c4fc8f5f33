package io.consentgate.bench;

import io.consentgate.demo.ConnectorProcess;
import io.consentgate.demo.ConnectorProcess.Where;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** From exec to the first health 200: as one jar, and with an archive of loaded classes. Median of seven, warm disk. */
public final class StartBenchmark {

    private static final int TIMES = 7;

    private StartBenchmark() {}

    public static void main(String[] arguments) throws IOException {
        Bench.machine();
        Bench.figure("jar", "%,d MB".formatted(Files.size(Path.of("target/consentgate.jar")) >> 20));
        Bench.against("one jar", median("start-jar"), "s", false, 5);
        Path archive = Bench.FOLDER.resolve("consentgate.jsa").toAbsolutePath();
        Files.deleteIfExists(archive);
        try (ConnectorProcess recording = connector("start-record", "-XX:ArchiveClassesAtExit=" + archive)) {
            recording.start();
        }
        Bench.against(
                "with class data sharing",
                median("start-shared", "-XX:SharedArchiveFile=" + archive, "-Xshare:auto"),
                "s",
                false,
                2);
    }

    private static double median(String folder, String... options) {
        long[] took = new long[TIMES];
        for (int i = 0; i < TIMES; i++) {
            try (ConnectorProcess connector = connector(folder, options)) {
                took[i] = connector.start().toMillis();
            }
        }
        return Bench.percentile(took, 0.5) / 1000.0;
    }

    private static ConnectorProcess connector(String folder, String... options) {
        return new ConnectorProcess(Where.packaged(Bench.fresh(folder), Map.of(), options));
    }
}
