package io.consentgate.intake;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;

/**
 * Splits text into rows (RFC 4180, as people write it: any line end, quotes only where they start a cell). Written out
 * because a row must be bounded and a broken one must not take the rest of the file with it, which the CSV libraries
 * do not offer: a row that runs over the limit, or whose quote is never closed, is one broken row of a single line, and
 * reading goes on at the next: what follows may be somebody else's no.
 */
final class CsvRows implements AutoCloseable {

    /** @param broken why the row cannot be used, null when it can */
    record Row(List<String> cells, String broken) {}

    private static final int MAX_CHARACTERS = 256 * 1024;
    private static final int NONE = -1;
    private static final String NOT_IN_PAIRS = "a quote that is closed in the middle of a value, or never";

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
        int first = c;
        // A pair of quotes counts once and is two characters.
        in.mark(2 * MAX_CHARACTERS + 2);
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        boolean closed = false;
        boolean atStart = true;
        int length = 0;
        while (true) {
            if (++length > MAX_CHARACTERS) {
                return broken(first, "a row of more than 256 kB, or a quote that is never closed");
            }
            if (c == NONE && quoted) {
                return broken(first, NOT_IN_PAIRS);
            }
            if (c == NONE) {
                cells.add(cell.toString());
                return new Row(cells, null);
            }
            if (quoted) {
                if (c != '"') {
                    cell.append((char) c);
                } else if (peek() == '"') {
                    cell.append((char) take());
                } else {
                    quoted = false;
                    closed = true;
                }
            } else if (c == '"' && atStart) {
                quoted = true;
                atStart = false;
            } else if (c == separator) {
                cells.add(cell.toString());
                cell.setLength(0);
                atStart = true;
                closed = false;
            } else if (c == '\n' || c == '\r') {
                if (c == '\r' && peek() == '\n') {
                    take();
                }
                cells.add(cell.toString());
                return new Row(cells, null);
            } else if (closed && c != ' ') {
                // It began in a row before: without this, rows in between would be swallowed, and their noes with them.
                return broken(first, NOT_IN_PAIRS);
            } else {
                cell.append((char) c);
                atStart = false;
            }
            c = take();
        }
    }

    /** Goes back to the row's start and takes its first line as it stands. */
    private Row broken(int first, String why) throws IOException {
        in.reset();
        pushedBack = NONE;
        StringBuilder line = new StringBuilder();
        for (int c = first; c != NONE && c != '\n' && c != '\r'; c = take()) {
            if (line.length() < MAX_CHARACTERS) {
                line.append((char) c);
            }
        }
        return new Row(List.of(line.toString()), why);
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
