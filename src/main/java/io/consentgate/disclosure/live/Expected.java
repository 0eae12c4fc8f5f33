package io.consentgate.disclosure.live;

/**
 * One section of one version of the notice, as it was written.
 *
 * @param section id of the section, as its HTML carries it
 * @param language ISO 639-1
 * @param hash content hash of the version
 */
record Expected(String section, String language, int version, String hash, NoticeText text) {}
