package io.consentgate.intake;

/** Finds the separator of a file: Excel's first line {@code sep=;} says it, else the one that stands most often. */
record Separator(char sign, int hintLength) {

    private static final char[] KNOWN = {';', ',', '\t'};
    private static final int LINES = 10;

    /** @param start the first characters of the file */
    static Separator of(String start) {
        if (start.length() > 4 && start.regionMatches(true, 0, "sep=", 0, 4)) {
            int end = start.indexOf('\n');
            return new Separator(start.charAt(4), end < 0 ? start.length() : end + 1);
        }
        char best = KNOWN[0];
        int most = -1;
        for (char sign : KNOWN) {
            int count = outsideQuotes(start, sign, 1);
            count = count == 0 ? 0 : count * 1000 + outsideQuotes(start, sign, LINES);
            if (count > most) {
                best = sign;
                most = count;
            }
        }
        return new Separator(best, 0);
    }

    /** The header counts first: text in the rows may hold any sign. */
    private static int outsideQuotes(String text, char sign, int lines) {
        int count = 0;
        boolean quoted = false;
        int line = 0;
        for (int i = 0; i < text.length() && line < lines; i++) {
            char c = text.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && c == sign) {
                count++;
            } else if (!quoted && c == '\n') {
                line++;
            }
        }
        return count;
    }
}
