package io.consentgate.intake;

import java.io.IOException;

/** A file that cannot be read at all; the message says why and what would be accepted, never a value. */
public final class UnusableFile extends IOException {

    private static final long serialVersionUID = 1L;

    public UnusableFile(String message) {
        super(message);
    }
}
