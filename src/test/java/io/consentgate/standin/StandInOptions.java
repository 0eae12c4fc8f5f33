package io.consentgate.standin;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * How a stand-in starts. Port 0 means any free one; one account per token; {@code recordFile} null means no file;
 * {@code historyBytes} bounds the bodies kept for {@code history()}.
 */
public record StandInOptions(
        int port,
        List<String> tokens,
        int latencyMillis,
        Duration importDelay,
        Duration importStatusFalseFor,
        Path recordFile,
        long historyBytes,
        Clock clock) {

    public static StandInOptions defaults() {
        return new StandInOptions(
                0,
                List.of("token-of-the-first-account"),
                0,
                Duration.ofMillis(200),
                Duration.ofSeconds(1),
                null,
                256L << 20,
                Clock.systemUTC());
    }

    public StandInOptions withPort(int newPort) {
        return new StandInOptions(
                newPort, tokens, latencyMillis, importDelay, importStatusFalseFor, recordFile, historyBytes, clock);
    }

    public StandInOptions withTokens(String... newTokens) {
        return new StandInOptions(
                port,
                List.of(newTokens),
                latencyMillis,
                importDelay,
                importStatusFalseFor,
                recordFile,
                historyBytes,
                clock);
    }

    public StandInOptions withLatency(int millis) {
        return new StandInOptions(
                port, tokens, millis, importDelay, importStatusFalseFor, recordFile, historyBytes, clock);
    }

    public StandInOptions withImportDelay(Duration processing, Duration statusFalseFor) {
        return new StandInOptions(
                port, tokens, latencyMillis, processing, statusFalseFor, recordFile, historyBytes, clock);
    }

    public StandInOptions withRecordFile(Path file) {
        return new StandInOptions(
                port, tokens, latencyMillis, importDelay, importStatusFalseFor, file, historyBytes, clock);
    }

    public StandInOptions withHistoryBytes(long bytes) {
        return new StandInOptions(
                port, tokens, latencyMillis, importDelay, importStatusFalseFor, recordFile, bytes, clock);
    }

    public StandInOptions withClock(Clock newClock) {
        return new StandInOptions(
                port, tokens, latencyMillis, importDelay, importStatusFalseFor, recordFile, historyBytes, newClock);
    }
}
