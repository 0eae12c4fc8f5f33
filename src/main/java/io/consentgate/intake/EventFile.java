package io.consentgate.intake;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/** A file or a stream of records in any format that we read. Read once, from one thread, with bounded memory. */
public interface EventFile extends Closeable {

    /** How many records come at a time. */
    int BATCH = 500;

    /** A batch that is as long as this is handed on at once. */
    int MAX_BATCH_BYTES = 2 * 1024 * 1024;

    /** READINGS 31. */
    int MAX_ARRAY_BYTES = 10 * 1024 * 1024;

    /**
     * Reads everything. A batch is never empty; what follows a batch is read when the consumer returns.
     *
     * @throws IOException when the bytes end early; all whole records before were handed over
     */
    void forEachBatch(Consumer<List<InboundRecord>> batches) throws IOException;

    /** Of the file as it lies there, compressed or not; -1 when unknown. */
    long totalBytes();

    /** How many of them have been read; safe to ask from another thread. */
    long consumedBytes();

    /** What was decided about the file (encoding, columns, dates) and whoever loads it should know. */
    List<String> remarks();

    /** Whether its records say themselves whose people they are about. */
    default boolean namesShop() {
        return header().isEmpty();
    }

    /** The header of a CSV file, secrets included as names only; empty for JSON. */
    List<String> header();
}
