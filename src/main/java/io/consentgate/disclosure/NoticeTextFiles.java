package io.consentgate.disclosure;

import io.consentgate.configuration.ConfigurationException;
import io.consentgate.configuration.ConfigurationProblem;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Reads config/notice/texts/&lt;language&gt;/*.properties: one text a line, {@code key = text}, UTF-8, {@code #} for
 * comments. Every key and placeholder is checked, so that no notice can come out with a hole in it.
 */
public final class NoticeTextFiles {

    /** Longer texts that are equal to another language's were forgotten; short ones may be the same word. */
    private static final int WORDS_THAT_DIFFER = 5;

    private final String shownAs;
    private final List<ConfigurationProblem> problems = new ArrayList<>();
    /** Where each text stands, by language and key. */
    private final Map<String, Map<String, Line>> lines = new TreeMap<>();

    private record Line(String file, int number, String text) {
        String at() {
            return file + ":" + number;
        }
    }

    private NoticeTextFiles(String shownAs) {
        this.shownAs = shownAs;
    }

    /**
     * @param folder config/notice/texts
     * @param shownAs as the operator knows it
     * @throws ConfigurationException with everything that is wrong, by file and line
     */
    public static NoticeTexts read(Path folder, String shownAs) {
        return new NoticeTextFiles(shownAs).read(folder);
    }

    private NoticeTexts read(Path folder) {
        for (Path language : children(folder, Files::isDirectory)) {
            language(language);
        }
        if (lines.isEmpty()) {
            problem(shownAs, "", "holds no language", "a folder per language, like it/ and en/", null);
        }
        Map<String, NoticeWords> words = new TreeMap<>();
        lines.forEach((language, texts) -> words.put(language, new NoticeWords(language, sentences(language, texts))));
        lines.keySet().forEach(this::untranslated);
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
        return new NoticeTexts(words);
    }

    private void language(Path folder) {
        String name = folder.getFileName().toString();
        String shown = shownAs + "/" + name;
        if (!name.matches("[a-z]{2}")) {
            problem(shown, "", "is named after no language", "a folder with a code like it or en", null);
            return;
        }
        Map<String, Line> texts = lines.computeIfAbsent(name, none -> new LinkedHashMap<>());
        for (Path file : children(folder, path -> path.toString().endsWith(".properties"))) {
            file(file, shown + "/" + file.getFileName(), texts);
        }
    }

    private void file(Path file, String shown, Map<String, Line> texts) {
        List<String> read;
        try {
            read = Files.readAllLines(file);
        } catch (MalformedInputException notUtf8) {
            problem(shown, "", "is not UTF-8", "a file in UTF-8", null);
            return;
        } catch (IOException unreadable) {
            problem(shown, "", "cannot be read", "a readable file in UTF-8", null);
            return;
        }
        for (int i = 0; i < read.size(); i++) {
            String line = read.get(i).strip().replace("\uFEFF", "");
            if (!line.isEmpty() && !line.startsWith("#")) {
                line(new Line(shown, i + 1, line), texts);
            }
        }
    }

    private void line(Line line, Map<String, Line> texts) {
        int equals = line.text().indexOf('=');
        if (equals < 1) {
            problem(line.at(), "", "is no text", "key = text, in one line", null);
            return;
        }
        String key = line.text().substring(0, equals).strip();
        Line text = new Line(
                line.file(), line.number(), line.text().substring(equals + 1).strip());
        Line earlier = texts.putIfAbsent(key, text);
        if (earlier != null) {
            problem(line.at(), key, "stands in " + earlier.at() + " already", "each key once", "remove one of the two");
        }
    }

    private Map<String, Sentence> sentences(String language, Map<String, Line> texts) {
        Map<String, Set<String>> wanted = NoticeSentences.all();
        Map<String, Sentence> sentences = new HashMap<>();
        texts.forEach((key, line) -> {
            if (!wanted.containsKey(key)) {
                problem(line.at(), key, "is an unknown key", "a key that the other languages have", null);
            } else if (line.text().isEmpty()) {
                problem(line.at(), key, "is empty", "a text in " + language, null);
            } else {
                sentence(key, line, wanted.get(key), sentences);
            }
        });
        for (String key : new TreeSet<>(wanted.keySet())) {
            if (!texts.containsKey(key)) {
                problem(shownAs + "/" + language, key, "is missing", "a text in " + language, null);
            }
        }
        return sentences;
    }

    private void sentence(String key, Line line, Set<String> wanted, Map<String, Sentence> into) {
        Sentence sentence;
        try {
            sentence = new Sentence(line.text());
        } catch (IllegalArgumentException notPlain) {
            problem(line.at(), key, notPlain.getMessage(), "plain {{placeholders}} only", null);
            return;
        }
        for (String placeholder : sentence.placeholders()) {
            if (!wanted.contains(placeholder)) {
                problem(line.at(), key, "uses {{" + placeholder + "}}, which has no value", braced(wanted), null);
            }
        }
        for (String placeholder : new TreeSet<>(wanted)) {
            if (!sentence.placeholders().contains(placeholder)) {
                problem(line.at(), key, "lacks {{" + placeholder + "}}", braced(wanted), null);
            }
        }
        into.put(key, sentence);
    }

    private static String braced(Set<String> names) {
        return names.isEmpty() ? "no placeholder" : "{{" + String.join("}}, {{", new TreeSet<>(names)) + "}}";
    }

    /** A language against those before it: a long text that two have in common was copied and never translated. */
    private void untranslated(String language) {
        lines.get(language).forEach((key, line) -> {
            for (String other : lines.keySet()) {
                Line theirs = lines.get(other).get(key);
                boolean same = theirs != null && theirs.text().equals(line.text());
                if (other.compareTo(language) < 0 && same && line.text().split("\\s+").length >= WORDS_THAT_DIFFER) {
                    problem(line.at(), key, "is the same text as in " + theirs.at(), "a translation", null);
                    return;
                }
            }
        });
    }

    private void problem(String file, String key, String found, String expected, String suggestion) {
        problems.add(new ConfigurationProblem(file, key, found, expected, suggestion));
    }

    private List<Path> children(Path folder, java.util.function.Predicate<Path> wanted) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(folder)) {
            return children.filter(wanted).sorted().toList();
        } catch (IOException unreadable) {
            problem(shownAs, "", "cannot be read", "a readable folder", null);
            return List.of();
        }
    }
}
