package io.consentgate.intake;

import io.consentgate.event.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Gathers records and hands them on 500 at a time, sooner when they are long: memory is bounded whatever comes. */
final class Batches {

    private final Consumer<List<InboundRecord>> consumer;
    private List<InboundRecord> batch = new ArrayList<>();
    private int size;

    Batches(Consumer<List<InboundRecord>> consumer) {
        this.consumer = consumer;
    }

    void add(long number, InboundRecord.Original original, List<Reading> readings) {
        batch.add(new InboundRecord(number, original, readings));
        size += original.size();
        if (batch.size() == EventFile.BATCH || size >= EventFile.MAX_BATCH_BYTES) {
            flush();
        }
    }

    void flush() {
        if (!batch.isEmpty()) {
            List<InboundRecord> full = batch;
            batch = new ArrayList<>();
            size = 0;
            consumer.accept(full);
        }
    }
}
