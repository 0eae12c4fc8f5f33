package io.consentgate.event;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** How many events per second one thread reads, beside a schema validator; started by hand. */
final class ReaderSpeed {

    private ReaderSpeed() {}

    public static void main(String[] arguments) {
        EventReader reader = Examples.reader();
        List<String> lines = Examples.valid();
        List<byte[]> typical = List.of(
                lines.get(0).getBytes(StandardCharsets.UTF_8), lines.get(2).getBytes(StandardCharsets.UTF_8));
        for (int round = 0; round < 5; round++) {
            report("reader", 200_000, i -> reader.read(typical.get(i % 2)));
        }
        for (int round = 0; round < 3; round++) {
            report("schema", 10_000, i -> CanonicalSchema.validate(Examples.tree(lines.get(i % 2 * 2))));
        }
    }

    private static void report(String what, int events, java.util.function.IntFunction<Object> read) {
        long start = System.nanoTime();
        for (int i = 0; i < events; i++) {
            read.apply(i);
        }
        System.out.printf("%s: %,d events/s%n", what, (long) (events / ((System.nanoTime() - start) / 1e9)));
    }
}
