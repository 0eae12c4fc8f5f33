package io.consentgate.gate;

import java.util.Locale;

/** What a country's rule may ask of a grant beyond complete evidence (consent.md 3.3, 3.5, 3.7). */
public enum Requirement {
    /** Who, when, how and under which notice; asked of every grant, whether the rule says so or not. */
    EVIDENCE_COMPLETE,
    /** The owner of the address confirmed it (READINGS 4). */
    DOUBLE_OPT_IN,
    /** The address was given in the context of a completed sale. */
    SALE,
    /** The site declares that the list advertises own goods, similar to those bought. */
    OWN_SIMILAR,
    OPT_OUT_AT_COLLECTION,
    OPT_OUT_IN_MESSAGE,
    /** Direct marketing by e-mail was never refused, or was agreed to since. */
    NO_OBJECTION,
    /** A written balance of interests and the document that shows the contact. */
    ASSESSMENT,
    /** Direct marketing on the same channel is allowed by consent (consent.md 3.6 C1). */
    DIRECT_MARKETING,
    /** The number was checked against the country's opposition register (R5). */
    OPPOSITION_REGISTER;

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
