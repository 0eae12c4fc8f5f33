package io.consentgate.consent.contacthub;

import java.util.HashMap;
import java.util.Map;

/**
 * Which disclaimers prove nothing, because they were written by a program and not by anybody's reading: the same
 * instant for more than a handful (consent.md 1.1, trap 2). Memory grows with the different disclaimers only.
 */
public final class Disclaimers {

    private static final int HANDFUL = 5;

    /** The official Salesforce cartridge writes it for everybody. */
    private static final String OF_THE_CARTRIDGE = "2019-01-20T13:00:30.422Z 1.0.0";

    private final Map<String, Integer> seen = new HashMap<>();

    public void see(Consents.Disclaimer disclaimer) {
        if (disclaimer != null && disclaimer.date() != null) {
            seen.merge(key(disclaimer), 1, Integer::sum);
        }
    }

    public boolean proveNothing(Consents.Disclaimer disclaimer) {
        if (disclaimer == null || disclaimer.date() == null) {
            return false;
        }
        String key = key(disclaimer);
        return key.equals(OF_THE_CARTRIDGE) || seen.getOrDefault(key, 0) > HANDFUL;
    }

    private static String key(Consents.Disclaimer disclaimer) {
        return disclaimer.date() + " " + disclaimer.version();
    }
}
