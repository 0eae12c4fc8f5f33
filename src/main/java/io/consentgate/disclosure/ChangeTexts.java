package io.consentgate.disclosure;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;

/** What changed in a notice, in a sentence for people; English for languages that are not there. */
public final class ChangeTexts {

    private static final String BUNDLE = "io.consentgate.disclosure.changes";
    private static final Control NO_FALLBACK = Control.getNoFallbackControl(Control.FORMAT_PROPERTIES);

    private final ResourceBundle texts;

    public ChangeTexts(Locale locale) {
        this.texts = ResourceBundle.getBundle(BUNDLE, locale, NO_FALLBACK);
    }

    public String of(NoticeChange change) {
        return new MessageFormat(texts.getString(change.what()), Locale.ROOT)
                .format(change.names().toArray());
    }

    public String of(Grade grade) {
        return texts.getString("grade." + grade.wire());
    }
}
