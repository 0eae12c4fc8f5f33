package io.consentgate.disclosure;

import java.util.Set;

/** The European Economic Area, where no transfer begins (GDPR art. 44; EEA Joint Committee decision 154/2018). */
final class Countries {

    private static final Set<String> EEA = Set.of(
            "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IS", "IT", "LI",
            "LT", "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK");

    private Countries() {}

    static boolean inEea(String country) {
        return EEA.contains(country);
    }
}
