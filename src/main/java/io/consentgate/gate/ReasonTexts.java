package io.consentgate.gate;

import java.util.Locale;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;

/** Reason codes in a sentence for people; English for languages that are not there. */
public final class ReasonTexts {

    private static final String BUNDLE = "io.consentgate.gate.reasons";
    private static final Control NO_FALLBACK = Control.getNoFallbackControl(Control.FORMAT_PROPERTIES);

    private final ResourceBundle texts;

    public ReasonTexts(Locale locale) {
        this.texts = ResourceBundle.getBundle(BUNDLE, locale, NO_FALLBACK);
    }

    public String of(String code) {
        return texts.containsKey(code) ? texts.getString(code) : code;
    }
}
