package io.consentgate.operations.command;

import io.consentgate.intake.EventFile;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A bar for whoever waits at a terminal; nothing where nobody does. */
final class Progress implements AutoCloseable {
    private static final int WIDTH = 40;

    private final ScheduledExecutorService timer;
    private final PrintWriter err;

    private Progress(ScheduledExecutorService timer, PrintWriter err) {
        this.timer = timer;
        this.err = err;
    }

    static Progress of(EventFile events, Path file, PrintWriter err, boolean wanted) {
        if (!wanted || System.console() == null) {
            return new Progress(null, err);
        }
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "progress");
            thread.setDaemon(true);
            return thread;
        });
        String name = file.getFileName().toString();
        timer.scheduleAtFixedRate(() -> show(events, name, err), 200, 200, TimeUnit.MILLISECONDS);
        return new Progress(timer, err);
    }

    private static void show(EventFile events, String name, PrintWriter err) {
        long total = Math.max(1, events.totalBytes());
        int done = (int) Math.min(WIDTH, WIDTH * events.consumedBytes() / total);
        err.print("\r" + name + " [" + "#".repeat(done) + " ".repeat(WIDTH - done) + "] "
                + Math.min(100, 100 * events.consumedBytes() / total) + " %");
        err.flush();
    }

    @Override
    public void close() {
        if (timer != null) {
            timer.shutdownNow();
            err.print("\r" + " ".repeat(WIDTH + 60) + "\r");
            err.flush();
        }
    }
}
