package io.consentgate.standin;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The stand-in as a process of its own, for crash tests and benchmarks; runs until it is ended. */
public final class StandInMain {

    static final String USAGE = """
            --port N            port on 127.0.0.1, 0 = any free one (default 0)
            --token T           API token, may be repeated: one account each
            --latency-ms N      every answer takes that much longer (default 0)
            --record FILE       appends one JSON line per request
            --import-ms N       time until an import is written (default 200)
            --history-mb N      bodies kept for searching (default 64)
            --quirk NAME=on|off may be repeated
            """;

    private StandInMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        StandInActiveCampaign standIn;
        try {
            standIn = start(arguments);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.err.print(USAGE);
            System.exit(2);
            return;
        }
        Runtime.getRuntime().addShutdownHook(new Thread(standIn::close));
        System.out.println("listening on " + standIn.baseUrl());
        Thread.currentThread().join();
    }

    static StandInActiveCampaign start(String... arguments) {
        StandInOptions options = StandInOptions.defaults().withHistoryBytes(64L << 20);
        List<String> tokens = new ArrayList<>();
        List<String> quirks = new ArrayList<>();
        Deque<String> rest = new ArrayDeque<>(List.of(arguments));
        while (!rest.isEmpty()) {
            String name = rest.removeFirst();
            if (rest.isEmpty()) {
                throw new IllegalArgumentException("Unknown or incomplete option " + name);
            }
            String value = rest.removeFirst();
            options = switch (name) {
                case "--port" -> options.withPort(Integer.parseInt(value));
                case "--latency-ms" -> options.withLatency(Integer.parseInt(value));
                case "--record" -> options.withRecordFile(Path.of(value));
                case "--import-ms" ->
                    options.withImportDelay(Duration.ofMillis(Long.parseLong(value)), options.importStatusFalseFor());
                case "--history-mb" -> options.withHistoryBytes(Long.parseLong(value) << 20);
                case "--token" -> tokens.add(value) ? options : null;
                case "--quirk" -> quirks.add(value) ? options : null;
                default -> throw new IllegalArgumentException("Unknown option " + name);
            };
        }
        StandInActiveCampaign standIn = StandInActiveCampaign.start(
                tokens.isEmpty() ? options : options.withTokens(tokens.toArray(new String[0])));
        quirks.forEach(quirk -> set(standIn.switches(), quirk));
        return standIn;
    }

    private static void set(Switches switches, String assignment) {
        int equals = assignment.indexOf('=');
        Quirk quirk = Quirk.valueOf(equals < 0 ? assignment : assignment.substring(0, equals));
        if (assignment.endsWith("=off")) {
            switches.off(quirk);
        } else {
            switches.on(quirk);
        }
    }
}
