package io.consentgate.operations.command;

import io.consentgate.intake.EventFile;
import java.io.Console;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A line that moves, for whoever waits at a terminal; nothing where nobody does. */
final class Progress implements AutoCloseable {
    private static final int WIDTH = 40;
    private static final String WIPE = "\r" + " ".repeat(WIDTH + 60) + "\r";

    private final ScheduledExecutorService timer;
    private final PrintWriter err;

    /** @param err null = nobody watches */
    private Progress(ScheduledExecutorService timer, PrintWriter err) {
        this.timer = timer;
        this.err = err;
    }

    /** A bar with the share of the file's bytes that was read. */
    static Progress of(EventFile events, Path file, PrintWriter err, boolean wanted) {
        if (!wanted || !watched() || events.totalBytes() <= 0) {
            return new Progress(null, null);
        }
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "progress");
            thread.setDaemon(true);
            return thread;
        });
        Progress progress = new Progress(timer, err);
        String name = file.getFileName().toString();
        timer.scheduleAtFixedRate(
                () -> progress.show(bar(name, events.consumedBytes(), events.totalBytes())),
                200,
                200,
                TimeUnit.MILLISECONDS);
        return progress;
    }

    /** A line that says how far it is, where nobody knows how much there is. */
    static Progress counting(PrintWriter err, boolean wanted) {
        return new Progress(null, wanted && watched() ? err : null);
    }

    void show(String line) {
        if (err != null) {
            err.print("\r" + line + " ".repeat(Math.max(0, WIDTH + 40 - line.length())));
            err.flush();
        }
    }

    static String bar(String name, long consumed, long total) {
        long percent = Math.min(100, 100 * consumed / total);
        int done = (int) (WIDTH * percent / 100);
        return name + " [" + "#".repeat(done) + " ".repeat(WIDTH - done) + "] " + percent + " %";
    }

    /** From Java 22 on there is a console where no terminal is; it then says so itself. */
    private static boolean watched() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException olderJava) {
            return true;
        }
    }

    @Override
    public void close() {
        if (timer != null) {
            timer.shutdownNow();
        }
        if (err != null) {
            err.print(WIPE);
            err.flush();
        }
    }
}
