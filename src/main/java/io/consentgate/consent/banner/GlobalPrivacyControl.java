package io.consentgate.consent.banner;

import java.util.List;

/**
 * Global Privacy Control (consent.md 2.12): closes tracking until a later explicit choice. It is no objection and ends no
 * agreed mail.
 */
public final class GlobalPrivacyControl {

    private static final String FIELD = "Sec-GPC";

    private GlobalPrivacyControl() {}

    /** @param values of the {@code Sec-GPC} fields: one that is exactly 1 is enough, anything else says nothing */
    public static boolean isOn(List<String> values) {
        for (String value : values) {
            if (value != null && value.strip().equals("1")) {
                return true;
            }
        }
        return false;
    }

    /** @param headers field lines as HTTP/1.1 has them */
    public static boolean isOnIn(String headers) {
        return isOn(headers.lines()
                .filter(line -> line.regionMatches(true, 0, FIELD + ":", 0, FIELD.length() + 1))
                .map(line -> line.substring(FIELD.length() + 1))
                .toList());
    }
}
