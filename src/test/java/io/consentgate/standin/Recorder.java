package io.consentgate.standin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Everything that was received: whole requests up to a bound, times of receipt always, and a file when wanted. */
final class Recorder implements AutoCloseable {

    private final long maximumBytes;
    private final BufferedWriter file;
    private final Deque<RecordedRequest> requests = new ArrayDeque<>();
    private final Map<Integer, Times> receipts = new HashMap<>();
    private final Times imports = new Times();
    private final Map<Long, Integer> importsByMinute = new TreeMap<>();
    private long bytes;
    private long dropped;
    private long total;

    Recorder(long maximumBytes, Path path) {
        this.maximumBytes = maximumBytes;
        try {
            this.file = path == null
                    ? null
                    : Files.newBufferedWriter(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    synchronized void record(RecordedRequest request) {
        total++;
        requests.addLast(request);
        bytes += cost(request);
        while (bytes > maximumBytes && !requests.isEmpty()) {
            bytes -= cost(requests.removeFirst());
            dropped++;
        }
        if (request.isApi()) {
            receipts.computeIfAbsent(request.account(), account -> new Times()).add(request.receivedNanos());
        }
        if (request.isImport()) {
            imports.add(request.receivedNanos());
            importsByMinute.merge(request.receivedAt().getEpochSecond() / 60, 1, Integer::sum);
        }
        if (file != null) {
            write(request);
        }
    }

    private static long cost(RecordedRequest request) {
        return 600L + request.body().length + request.query().length();
    }

    private void write(RecordedRequest request) {
        ObjectNode line = Json.object()
                .put("receivedMillis", request.receivedAt().toEpochMilli())
                .put("receivedNanos", request.receivedNanos())
                .put("account", request.account())
                .put("method", request.method())
                .put("path", request.path())
                .put("query", request.query())
                .put("body", request.bodyText())
                .put("status", request.status());
        try {
            file.write(new String(Json.bytes(line, false), StandardCharsets.UTF_8));
            file.newLine();
            file.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    synchronized List<RecordedRequest> history() {
        return requests.stream()
                .sorted(Comparator.comparingLong(RecordedRequest::receivedNanos))
                .toList();
    }

    synchronized long total() {
        return total;
    }

    List<RecordedRequest> mentioning(String text) {
        synchronized (this) {
            if (dropped > 0) {
                throw new IllegalStateException("The history has dropped " + dropped
                        + " requests, the search would not be complete; start with more historyBytes");
            }
        }
        return history().stream()
                .filter(request -> Spellings.mentions(request.wholeText(), text))
                .toList();
    }

    /** The most requests of one account that arrived in any sliding second, refused ones included. */
    synchronized int maximumInAnySecond() {
        return receipts.values().stream()
                .mapToInt(times -> times.maximumIn(1_000_000_000L))
                .max()
                .orElse(0);
    }

    /** The most imports that arrived in any sliding minute. */
    synchronized int maximumImportsInAnyMinute() {
        return imports.maximumIn(60_000_000_000L);
    }

    /** Imports by minute since the epoch. */
    synchronized Map<Long, Integer> importsByMinute() {
        return new TreeMap<>(importsByMinute);
    }

    synchronized void clear() {
        requests.clear();
        receipts.clear();
        imports.clear();
        importsByMinute.clear();
        bytes = 0;
        dropped = 0;
        total = 0;
    }

    @Override
    public synchronized void close() {
        try {
            if (file != null) {
                file.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
