package io.consentgate.disclosure.live;

/**
 * One section of one version of the notice, as it was written.
 *
 * @param section id of the section, as its HTML carries it
 * @param language ISO 639-1
 */
record Expected(String section, String language, int version, NoticeText text) {}
