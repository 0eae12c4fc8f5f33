package io.consentgate.intake;

import io.consentgate.event.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Gathers records and hands them on 500 at a time. */
final class Batches {

    private final Consumer<List<InboundRecord>> consumer;
    private List<InboundRecord> batch = new ArrayList<>();

    Batches(Consumer<List<InboundRecord>> consumer) {
        this.consumer = consumer;
    }

    void add(long number, InboundRecord.Original original, List<Reading> readings) {
        batch.add(new InboundRecord(number, original, readings));
        if (batch.size() == EventFile.BATCH) {
            flush();
        }
    }

    void flush() {
        if (!batch.isEmpty()) {
            List<InboundRecord> full = batch;
            batch = new ArrayList<>();
            consumer.accept(full);
        }
    }
}
