package io.consentgate.event;

/** Text that PostgreSQL or UTF-8 cannot hold. */
final class Unstorable {

    static final String FOUND = "text with a NUL or half a surrogate pair";

    private Unstorable() {}

    static boolean in(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0 || Character.isLowSurrogate(c)) {
                return true;
            }
            if (Character.isHighSurrogate(c)) {
                if (i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    return true;
                }
                i++;
            }
        }
        return false;
    }
}
