package io.consentgate.disclosure;

import io.consentgate.disclosure.NoticeModel.DataCategory;
import io.consentgate.event.Channel;
import io.consentgate.event.Purpose;
import io.consentgate.gate.Basis;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Texts that name their own key and language, so that a test sees where each of them went. */
public final class ExampleTexts {

    private ExampleTexts() {}

    public static NoticeTexts in(List<String> languages) {
        Map<String, NoticeWords> words = new HashMap<>();
        languages.forEach(language -> words.put(language, words(language)));
        return new NoticeTexts(words);
    }

    private static NoticeWords words(String language) {
        Map<String, Sentence> sentences = new HashMap<>();
        for (Purpose purpose : Purpose.values()) {
            put(sentences, "purpose." + purpose.wire(), language);
            put(sentences, "purpose." + purpose.wire() + ".meaning", language);
        }
        for (DataCategory category : DataCategory.values()) {
            put(sentences, "category." + category.wire(), language);
        }
        for (Channel channel : Channel.values()) {
            put(sentences, "channel." + channel.wire(), language);
        }
        for (Basis basis : Basis.values()) {
            put(sentences, "basis." + basis.wire(), language);
        }
        sentences.put("c23.version", new Sentence("Version {{version}}, in force from {{date}}"));
        return new NoticeWords(language, sentences);
    }

    private static void put(Map<String, Sentence> sentences, String key, String language) {
        sentences.put(key, new Sentence(key + " in " + language));
    }
}
