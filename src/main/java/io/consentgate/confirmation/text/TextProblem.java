package io.consentgate.confirmation.text;

import java.util.Set;

/** A text that cannot be sent, told in the words of a configuration error. */
public final class TextProblem extends Exception {
    private static final long serialVersionUID = 1;

    private final String key;
    private final String found;
    private final String expected;
    private final String unknown;

    /** @param unknown a name that the text uses and nobody knows; null when that is not the matter */
    TextProblem(String key, String found, String expected, String unknown) {
        super(key + " " + found);
        this.key = key;
        this.found = found;
        this.expected = expected;
        this.unknown = unknown;
    }

    public String key() {
        return key;
    }

    public String found() {
        return found;
    }

    public String expected() {
        return expected;
    }

    public String unknown() {
        return unknown;
    }

    /** Every name that a text may use. */
    public static Set<String> names() {
        return MailValues.EXAMPLE.byName().keySet();
    }
}
