package io.consentgate.disclosure;

/**
 * One rendering, ready to be written and served.
 *
 * @param name inside the version's folder, for example {@code privacy-section.it.html}
 * @param mediaType with charset where it is text
 * @param language ISO 639-1, null when it has none
 */
public record NoticeFile(String name, String mediaType, String language, byte[] content) {}
