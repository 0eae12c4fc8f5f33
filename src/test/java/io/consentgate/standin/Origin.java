package io.consentgate.standin;

import java.util.Locale;

/** Who caused a change: the four sources of a webhook, and imports, which no webhook reports (16). */
enum Origin {
    PUBLIC,
    ADMIN,
    API,
    SYSTEM,
    IMPORT;

    String source() {
        return name().toLowerCase(Locale.ROOT);
    }
}
