package io.consentgate.intake;

import io.consentgate.event.EventReader;
import io.consentgate.event.Reading;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * One event per line. Memory is bounded by the longest line allowed: what is longer is refused without being held, so
 * a file, a body or a compressed bomb of any size streams through.
 */
public final class NdjsonReader implements EventFile {

    private static final int CHUNK = 64 * 1024;

    private final EventReader reader;
    private final InputBytes bytes;
    private final long totalBytes;

    private final byte[] chunk = new byte[CHUNK];
    private byte[] line = new byte[4 * 1024];
    private int length;
    private boolean tooLong;
    private long number;

    /** @param totalBytes size of the stream as it comes, -1 when unknown */
    public NdjsonReader(InputStream raw, long totalBytes, EventReader reader) throws IOException {
        this.bytes = new InputBytes(raw);
        this.totalBytes = totalBytes;
        this.reader = reader;
    }

    @Override
    public void forEachBatch(Consumer<List<InboundRecord>> consumer) throws IOException {
        Batches batches = new Batches(consumer);
        InputStream in = bytes.plain();
        try {
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                int start = 0;
                for (int i = 0; i < read; i++) {
                    if (chunk[i] == '\n') {
                        append(start, i);
                        endLine(batches);
                        start = i + 1;
                    }
                }
                append(start, read);
            }
            endLine(batches);
        } finally {
            batches.flush();
        }
    }

    private void append(int from, int to) {
        int more = to - from;
        if (tooLong || length + more > EventReader.MAX_BYTES + 1) {
            tooLong = true;
            return;
        }
        if (length + more > line.length) {
            line = Arrays.copyOf(line, Math.max(line.length * 2, length + more));
        }
        System.arraycopy(chunk, from, line, length, more);
        length += more;
    }

    private void endLine(Batches batches) {
        number++;
        int end = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
        int start = number == 1 ? ByteOrderMark.length(line, end) : 0;
        if (tooLong || end - start > EventReader.MAX_BYTES) {
            Reading refused = new Reading.Refused(null, List.of(EventReader.tooLarge()));
            batches.add(number, new InboundRecord.Original.NotKept(), List.of(refused));
        } else if (!blank(start, end)) {
            byte[] event = Arrays.copyOfRange(line, start, end);
            batches.add(number, new InboundRecord.Original.Line(event), List.of(Wrapped.read(reader, event)));
        }
        length = 0;
        tooLong = false;
    }

    private boolean blank(int start, int end) {
        for (int i = start; i < end; i++) {
            if (line[i] != ' ' && line[i] != '\t' && line[i] != '\r') {
                return false;
            }
        }
        return true;
    }

    @Override
    public long totalBytes() {
        return totalBytes;
    }

    @Override
    public long consumedBytes() {
        return bytes.consumed();
    }

    @Override
    public List<String> remarks() {
        return List.of();
    }

    @Override
    public List<String> header() {
        return List.of();
    }

    @Override
    public void close() throws IOException {
        bytes.plain().close();
    }
}
