package io.consentgate.disclosure;

/** The two sections that a site shows in its pages. */
public enum Section {
    PRIVACY("privacy-section", PrivacyDocument.ID),
    COOKIE("cookie-section", CookieDocument.ID);

    private final String file;
    private final String id;

    Section(String file, String id) {
        this.file = file;
        this.id = id;
    }

    /** The anchor of the section in a page. */
    public String id() {
        return id;
    }

    /** The file's name, for example {@code privacy-section.it.html}. */
    public String file(String language, String extension) {
        return file + "." + language + "." + extension;
    }

    /** What the section says, in the language of the words, before any format. */
    public NoticeDocument document(NoticeEdition edition, NoticeWords words) {
        return this == PRIVACY ? PrivacyDocument.of(edition, words) : CookieDocument.of(edition, words);
    }
}
