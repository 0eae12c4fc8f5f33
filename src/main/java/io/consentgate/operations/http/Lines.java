package io.consentgate.operations.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/** The lines of a stream, of which none is held longer than a limit. */
final class Lines {
    /** @param bytes null when the line was longer than the limit; it was skipped to its end */
    record Line(byte[] bytes) {
        boolean tooLong() {
            return bytes == null;
        }
    }

    private final InputStream in;
    private final int limit;
    private final byte[] buffer = new byte[64 * 1024];
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(4096);
    private int position;
    private int filled;

    Lines(InputStream in, int limit) {
        this.in = in;
        this.limit = limit;
    }

    /** The next line that is not blank; null at the end. */
    Line next() throws IOException {
        while (true) {
            line.reset();
            boolean tooLong = false;
            boolean found = false;
            while (!found && fill()) {
                int end = position;
                while (end < filled && buffer[end] != '\n') {
                    end++;
                }
                tooLong |= line.size() + (end - position) > limit;
                if (!tooLong) {
                    line.write(buffer, position, end - position);
                }
                found = end < filled;
                position = found ? end + 1 : end;
            }
            if (tooLong) {
                return new Line(null);
            }
            byte[] bytes = line.toByteArray();
            if (!blank(bytes)) {
                return new Line(bytes);
            }
            if (!found) {
                return null;
            }
        }
    }

    private boolean fill() throws IOException {
        if (position < filled) {
            return true;
        }
        filled = in.read(buffer);
        position = 0;
        return filled > 0;
    }

    private static boolean blank(byte[] bytes) {
        for (byte b : bytes) {
            if (b != ' ' && b != '\t' && b != '\r') {
                return false;
            }
        }
        return true;
    }
}
