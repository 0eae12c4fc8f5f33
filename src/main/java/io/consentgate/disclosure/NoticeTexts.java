package io.consentgate.disclosure;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The texts of every language of config/notice/texts/, checked when they were read. */
public final class NoticeTexts {

    private final Map<String, NoticeWords> byLanguage;

    NoticeTexts(Map<String, NoticeWords> byLanguage) {
        this.byLanguage = new TreeMap<>(byLanguage);
    }

    /** Where none are written: then no notice is either. */
    public static NoticeTexts none() {
        return new NoticeTexts(Map.of());
    }

    public Set<String> languages() {
        return byLanguage.keySet();
    }

    /** @throws IllegalArgumentException for a language without texts: the checklist refuses it before (K11) */
    public NoticeWords in(String language) {
        NoticeWords words = byLanguage.get(language);
        if (words == null) {
            throw new IllegalArgumentException("no texts in " + language + ", only in " + languages());
        }
        return words;
    }
}
