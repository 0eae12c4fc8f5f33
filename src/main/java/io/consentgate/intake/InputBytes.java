package io.consentgate.intake;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/** Counts what is read from a stream and unpacks gzip, known by its first two bytes. */
final class InputBytes {

    private static final int BUFFER = 64 * 1024;

    private final Counting counting;
    private final InputStream plain;

    InputBytes(InputStream raw) throws IOException {
        counting = new Counting(raw);
        BufferedInputStream start = new BufferedInputStream(counting, BUFFER);
        plain = gzip(start) ? new GZIPInputStream(start, BUFFER) : start;
    }

    /** The bytes, unpacked. */
    InputStream plain() {
        return plain;
    }

    /** Bytes taken from the stream below. */
    long consumed() {
        return counting.count;
    }

    /** The first bytes, which are put back. */
    static byte[] peek(InputStream markable, int length) throws IOException {
        markable.mark(length);
        byte[] start = markable.readNBytes(length);
        markable.reset();
        return start;
    }

    private static boolean gzip(BufferedInputStream start) throws IOException {
        byte[] magic = peek(start, 2);
        return magic.length == 2 && (magic[0] & 0xff) == 0x1f && (magic[1] & 0xff) == 0x8b;
    }

    private static final class Counting extends FilterInputStream {

        private volatile long count;

        Counting(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int b = super.read();
            add(b < 0 ? 0 : 1);
            return b;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int n = super.read(into, offset, length);
            add(Math.max(n, 0));
            return n;
        }

        private void add(int n) {
            count += n;
        }
    }
}
