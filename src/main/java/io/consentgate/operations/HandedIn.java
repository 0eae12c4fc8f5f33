package io.consentgate.operations;

import io.consentgate.intake.EventFile;
import io.consentgate.intake.InboundRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * Hands the records of a file in by two thousand, each in one transaction, while the next ones are read. Their keys lie
 * scattered over the tables, so a larger transaction writes the same page less often. Twice as many outlive the young
 * collections of a small heap, which costs more than the pages saved.
 */
final class HandedIn implements AutoCloseable {
    private static final int RECORDS = 2_000;

    private final Consumer<List<InboundRecord>> desk;
    private final ExecutorService worker =
            Executors.newSingleThreadExecutor(work -> new Thread(work, "consentgate-file-loading"));

    private List<InboundRecord> gathered = new ArrayList<>();
    private int size;
    private CompletableFuture<Void> last = CompletableFuture.completedFuture(null);

    HandedIn(Consumer<List<InboundRecord>> desk) {
        this.desk = desk;
    }

    /** @throws RuntimeException what the desk threw at an earlier batch */
    void add(List<InboundRecord> batch) {
        gathered.addAll(batch);
        size += batch.stream().mapToInt(record -> record.original().size()).sum();
        if (gathered.size() >= RECORDS || size >= EventFile.MAX_BATCH_BYTES) {
            handIn();
        }
    }

    /** Waits for everything. */
    void finish() {
        if (!gathered.isEmpty()) {
            handIn();
        }
        await();
    }

    private void handIn() {
        await();
        List<InboundRecord> records = gathered;
        gathered = new ArrayList<>();
        size = 0;
        last = CompletableFuture.runAsync(() -> desk.accept(records), worker);
    }

    private void await() {
        try {
            last.join();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof RuntimeException ours ? ours : failed;
        }
    }

    /** What is being handed in comes to its end; nothing more does. */
    @Override
    public void close() {
        worker.shutdown();
        last.handle((done, failed) -> null).join();
    }
}
