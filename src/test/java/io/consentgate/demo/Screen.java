package io.consentgate.demo;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Writes the demo's story: numbered chapters, aligned columns, a progress line where a terminal can show one. */
final class Screen {

    private final PrintStream out;
    private final boolean terminal;
    private int chapter;
    private int failures;

    Screen(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    void title(String title, String... below) {
        out.println(bold(title));
        for (String line : below) {
            out.println(line);
        }
    }

    void chapter(String title) {
        out.println();
        out.println(bold(++chapter + "  " + title));
    }

    void say(String what, String value) {
        clear();
        out.printf("   %-38s %s%n", what, value);
    }

    void line(String text) {
        clear();
        out.println(text.isEmpty() ? "" : "   " + text);
    }

    /** An expectation: the demo fails when it is not met. */
    void expect(String what, String value, boolean met) {
        say(what, value + (met ? "" : "   <- NOT AS EXPECTED"));
        if (!met) {
            failures++;
        }
    }

    /** The story cannot go on. */
    void failed(String why) {
        line("");
        line("The demo stops here: " + why);
        failures++;
    }

    int failures() {
        return failures;
    }

    void progress(String what, long done, long all) {
        if (terminal) {
            int width = 30;
            int filled = all == 0 ? width : (int) Math.min(width, done * width / all);
            out.printf(
                    "\r   %-38s [%s%s] %,d of %,d ", what, "#".repeat(filled), " ".repeat(width - filled), done, all);
            out.flush();
        }
    }

    private void clear() {
        if (terminal) {
            out.print("\r\033[K");
        }
    }

    private String bold(String text) {
        return terminal ? "\033[1m" + text + "\033[0m" : text;
    }

    /** Columns as wide as their widest cell; those of numbers to the right. */
    final class Table {

        private final List<String[]> rows = new ArrayList<>();
        private final String alignment;

        /** @param alignment {@code l} or {@code r} per column */
        Table(String alignment, String... heads) {
            this.alignment = alignment;
            rows.add(heads);
        }

        Table row(Object... cells) {
            String[] texts = new String[cells.length];
            for (int i = 0; i < cells.length; i++) {
                texts[i] = cells[i] instanceof Number number ? number(number.longValue()) : String.valueOf(cells[i]);
            }
            rows.add(texts);
            return this;
        }

        void print() {
            int[] widths = new int[alignment.length()];
            rows.forEach(row -> {
                for (int i = 0; i < row.length; i++) {
                    widths[i] = Math.max(widths[i], row[i].length());
                }
            });
            for (int i = 0; i < rows.size(); i++) {
                StringBuilder line = new StringBuilder();
                String[] row = rows.get(i);
                for (int column = 0; column < row.length; column++) {
                    String pad = " ".repeat(widths[column] - row[column].length());
                    line.append(alignment.charAt(column) == 'r' ? pad + row[column] : row[column] + pad)
                            .append("   ");
                }
                line(line.toString().stripTrailing());
                if (i == 0) {
                    line("-".repeat(line.toString().stripTrailing().length()));
                }
            }
        }
    }

    static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }
}
