package io.consentgate.event;

/** HISTORICAL = first load or back-fill: no automation may start from it. */
public enum Mode {
    REALTIME,
    HISTORICAL
}
