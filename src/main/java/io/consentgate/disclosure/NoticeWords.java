package io.consentgate.disclosure;

import io.consentgate.disclosure.NoticeDocument.Inline;
import io.consentgate.disclosure.NoticeModel.DataCategory;
import io.consentgate.disclosure.NoticeModel.SentField;
import io.consentgate.event.Channel;
import io.consentgate.event.Purpose;
import io.consentgate.gate.Basis;
import java.time.LocalDate;
import java.time.Period;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** The texts of one language: whole sentences, names of things, dates and durations in words. */
public final class NoticeWords {

    private static final Pattern CODE = Pattern.compile("\\bCode (?=\\d)");
    private static final Pattern REGULATION = Pattern.compile("(?<!UK )\\bGDPR\\b");
    private static final Pattern RECITAL = Pattern.compile("\\brec\\. (?=\\d)");
    private static final Pattern DAY = Pattern.compile("\\b\\d{1,2} [A-Z][a-z]+ \\d{4}\\b");
    private static final DateTimeFormatter CITED_DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);

    private final Locale locale;
    private final Map<String, Sentence> sentences;

    NoticeWords(String language, Map<String, Sentence> sentences) {
        this.locale = Locale.forLanguageTag(language);
        this.sentences = Map.copyOf(sentences);
    }

    public String language() {
        return locale.getLanguage();
    }

    public Locale locale() {
        return locale;
    }

    /** A text without placeholders. */
    public String text(String key) {
        return sentence(key).plain(Map.of());
    }

    /** A text with its placeholders filled with words. */
    public String text(String key, Map<String, String> values) {
        return sentence(key).plain(values);
    }

    /** A text with its placeholders filled with words, links, dates. */
    public List<Inline> sentence(String key, Map<String, Inline> values) {
        return sentence(key).filled(values);
    }

    private Sentence sentence(String key) {
        Sentence sentence = sentences.get(key);
        if (sentence == null) {
            throw new IllegalArgumentException("no text " + key + " in " + language());
        }
        return sentence;
    }

    public String purpose(Purpose purpose) {
        return text("purpose." + purpose.wire());
    }

    /** What is done for it, in a sentence. */
    public String purposeMeaning(Purpose purpose) {
        return text("purpose." + purpose.wire() + ".meaning");
    }

    public String channel(Channel channel) {
        return text("channel." + channel.wire());
    }

    public String category(DataCategory category) {
        return text("category." + category.wire());
    }

    public String basis(Basis basis) {
        return text("basis." + basis.wire());
    }

    /** What a category holds that has no fields of its own; lists and tags by their names. */
    public String content(DataCategory category, NoticeModel model) {
        String content = text("content." + category.wire());
        if (category != DataCategory.LISTS_AND_TAGS) {
            return content;
        }
        List<String> names = new ArrayList<>();
        model.lists().forEach(list -> names.add(list.name()));
        model.tags().forEach(tag -> names.add(tag.name()));
        return content + " (" + String.join(", ", names) + ")";
    }

    /** As the site says it for its own fields, else as the texts do. */
    public String field(SentField field) {
        String own = field.label().get(language());
        if (own != null) {
            return own;
        }
        if (field.key().startsWith(SentField.TRIGGER)) {
            return text("field.trigger", Map.of("title", field.title()));
        }
        return field.category() == DataCategory.CONSENT_STATE ? consentField(field) : text("field." + field.key());
    }

    private String consentField(SentField field) {
        return consents(List.of(field)).get(0);
    }

    /** What is told of consents, each kind of it once with all that it is told of: nobody reads twenty of them. */
    public List<String> consents(List<SentField> fields) {
        Map<String, List<String>> about = new LinkedHashMap<>();
        for (SentField field : fields) {
            String[] words = field.key().split("\\.");
            Purpose purpose = Purpose.of(words[1]);
            about.computeIfAbsent(words[words.length - 1], none -> new ArrayList<>())
                    .add(
                            words.length == 4
                                    ? purpose(purpose) + " (" + channel(Channel.of(words[2])) + ")"
                                    : purpose(purpose));
        }
        return about.entrySet().stream()
                .map(part -> text("consent." + part.getKey(), Map.of("purpose", String.join(", ", part.getValue()))))
                .toList();
    }

    /** Where a rule stands, as people of this language cite it; the rules write it in English. */
    public String source(String cited) {
        String here = CODE.matcher(cited).replaceAll(text("cite.code") + " ");
        here = REGULATION.matcher(here).replaceAll(text("cite.gdpr"));
        here = RECITAL.matcher(here).replaceAll(text("cite.recital") + " ");
        return DAY.matcher(here).replaceAll(day -> date(LocalDate.parse(day.group(), CITED_DAY)));
    }

    /** The country's name in this language (CLDR). */
    public String country(String code) {
        return new Locale("", code).getDisplayCountry(locale);
    }

    public String date(LocalDate day) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
                .withLocale(locale)
                .format(day);
    }

    public String duration(Period period) {
        List<String> words = new ArrayList<>();
        add(words, "month", (int) period.toTotalMonths());
        add(words, "day", period.getDays());
        return words.isEmpty() ? text("duration.session") : String.join(" ", words);
    }

    private void add(List<String> words, String unit, int count) {
        if (count > 0) {
            words.add(text("duration." + unit + (count == 1 ? "" : "s"), Map.of("count", String.valueOf(count))));
        }
    }
}
