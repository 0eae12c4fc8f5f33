package io.consentgate.event;

import com.fasterxml.jackson.core.JsonPointer;

/** Where in an event we are; becomes text (RFC 6901) only when there is something to say. */
record Pointer(Pointer parent, String name) {

    static final Pointer ROOT = new Pointer(null, null);

    private static final int LONGEST_NAME = 100;

    static Pointer of(JsonPointer json) {
        Pointer here = ROOT;
        for (JsonPointer at = json; !at.matches(); at = at.tail()) {
            here = here.to(at.getMatchingProperty());
        }
        return here;
    }

    Pointer to(String member) {
        return new Pointer(this, member);
    }

    /** Names come from the sender: one that could itself be somebody's data points to its object instead. */
    @Override
    public String toString() {
        if (parent == null) {
            return "";
        }
        boolean shown = name.length() <= LONGEST_NAME
                && name.indexOf('@') < 0
                && name.chars().noneMatch(c -> Character.isISOControl(c) || Character.isSurrogate((char) c));
        return shown ? parent + "/" + name.replace("~", "~0").replace("/", "~1") : parent.toString();
    }
}
