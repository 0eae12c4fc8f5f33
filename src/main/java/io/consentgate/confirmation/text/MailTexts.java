package io.consentgate.confirmation.text;

import java.util.Map;
import java.util.Set;

/**
 * The texts of confirmation mails.
 *
 * @param common per language
 * @param bySite texts that a site says otherwise, per site and language
 */
public record MailTexts(Map<Language, MailText> common, Map<String, Map<Language, MailText>> bySite) {

    public static final MailTexts NONE = new MailTexts(Map.of(), Map.of());

    public MailTexts {
        common = Map.copyOf(common);
        bySite = Map.copyOf(bySite);
    }

    /** A text and the language that it is in. */
    public record Chosen(Language language, MailText text) {}

    public boolean isEmpty() {
        return common.isEmpty();
    }

    /** In the wanted language, else in the next best. There is at least one text. */
    public Chosen choose(String site, Language wanted, Language otherwise) {
        Map<Language, MailText> own = bySite.getOrDefault(site, Map.of());
        for (Language language : new Language[] {wanted, otherwise, Language.EN}) {
            MailText text = own.getOrDefault(language, common.get(language));
            if (text != null) {
                return new Chosen(language, text);
            }
        }
        Language any = common.keySet().stream().sorted().findFirst().orElseThrow();
        return new Chosen(any, common.get(any));
    }

    public Set<Language> languages() {
        return common.keySet();
    }
}
