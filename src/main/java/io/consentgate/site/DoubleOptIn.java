package io.consentgate.site;

/** Whether a new address has to be confirmed by its owner before marketing mail (READINGS 4). */
public enum DoubleOptIn {
    /** Where the rules of the person's country ask for it. */
    BY_COUNTRY,
    /** From everybody, whatever the country. */
    REQUIRED,
    /** From nobody; the site's file says why. */
    OPTIONAL
}
