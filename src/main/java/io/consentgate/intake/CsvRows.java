package io.consentgate.intake;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;

/**
 * Splits text into rows (RFC 4180, as people write it: any line end, quotes only where they start a cell). Written out
 * because a row must be bounded and a broken one must not take the rest of the file with it, which the CSV libraries
 * do not offer: what runs over the limit is one broken row, and reading goes on at the next line.
 */
final class CsvRows implements AutoCloseable {

    /** @param broken why the row cannot be used, null when it can */
    record Row(List<String> cells, String broken) {}

    private static final int MAX_CHARACTERS = 256 * 1024;
    private static final int NONE = -1;

    private final Reader in;
    private final char separator;
    private int pushedBack = NONE;

    CsvRows(Reader in, char separator) {
        this.in = in instanceof BufferedReader ? in : new BufferedReader(in, 64 * 1024);
        this.separator = separator;
    }

    /** Null at the end; blank lines are passed over. */
    Row next() throws IOException {
        Row row;
        do {
            row = read();
        } while (row != null && row.broken == null && row.cells.stream().allMatch(String::isBlank));
        return row;
    }

    private Row read() throws IOException {
        int c = take();
        if (c == NONE) {
            return null;
        }
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        boolean atStart = true;
        int length = 0;
        while (true) {
            if (++length > MAX_CHARACTERS) {
                skipLine(c);
                cells.add(cell.toString());
                return new Row(cells, "a row of more than 256 kB, or a quote that is never closed");
            }
            if (c == NONE) {
                cells.add(cell.toString());
                return new Row(cells, quoted ? "a quote that is never closed" : null);
            }
            if (quoted) {
                if (c != '"') {
                    cell.append((char) c);
                } else if (peek() == '"') {
                    cell.append((char) take());
                } else {
                    quoted = false;
                }
            } else if (c == '"' && atStart) {
                quoted = true;
                atStart = false;
            } else if (c == separator) {
                cells.add(cell.toString());
                cell.setLength(0);
                atStart = true;
            } else if (c == '\n' || c == '\r') {
                if (c == '\r' && peek() == '\n') {
                    take();
                }
                cells.add(cell.toString());
                return new Row(cells, null);
            } else {
                cell.append((char) c);
                atStart = false;
            }
            c = take();
        }
    }

    private void skipLine(int from) throws IOException {
        for (int c = from; c != NONE && c != '\n'; ) {
            c = take();
        }
    }

    private int take() throws IOException {
        int c = pushedBack == NONE ? in.read() : pushedBack;
        pushedBack = NONE;
        return c;
    }

    private int peek() throws IOException {
        pushedBack = in.read();
        return pushedBack;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
