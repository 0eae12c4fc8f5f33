package io.consentgate.configuration;

import io.consentgate.confirmation.text.Language;
import io.consentgate.confirmation.text.MailText;
import io.consentgate.confirmation.text.MailTexts;
import io.consentgate.confirmation.text.TextProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Reads config/confirmation/: a file per language, and a folder for a site that says it otherwise. */
final class ConfirmationFiles {

    private static final String LANGUAGES = "it, en, de, fr, es";

    private final Problems problems;

    ConfirmationFiles(Problems problems) {
        this.problems = problems;
    }

    /** @param sites names that a folder may have */
    MailTexts read(Path folder, String shownAs, Set<String> sites) {
        if (!Files.isDirectory(folder)) {
            return MailTexts.NONE;
        }
        Map<Language, MailText> common = texts(folder, shownAs);
        Map<String, Map<Language, MailText>> bySite = new TreeMap<>();
        for (Path own : folders(folder, shownAs)) {
            String site = own.getFileName().toString();
            if (!sites.contains(site)) {
                problems.add(
                        shownAs + "/" + site,
                        "",
                        "is no site's folder",
                        "the name of a site: " + String.join(", ", sites),
                        Suggestion.nearest(site, sites));
            }
            bySite.put(site, texts(own, shownAs + "/" + site));
        }
        return new MailTexts(common, bySite);
    }

    private List<Path> folders(Path folder, String shownAs) {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(Files::isDirectory).sorted().toList();
        } catch (IOException unreadable) {
            problems.add(shownAs, "", "cannot be read", "a folder of readable files", null);
            return List.of();
        }
    }

    private Map<Language, MailText> texts(Path folder, String shownAs) {
        Map<Language, MailText> texts = new EnumMap<>(Language.class);
        for (Path file : YamlFile.in(folder, shownAs, problems)) {
            String name = file.getFileName().toString();
            String shown = shownAs + "/" + name;
            Language language = Language.of(name.replaceAll("\\.yaml$", "")).orElse(null);
            if (language == null || !name.equals(language.tag() + ".yaml")) {
                problems.add(shown, "", "is named after no language known here", "one of " + LANGUAGES, null);
                continue;
            }
            YamlFile.read(file, shown, problems).ifPresent(section -> {
                MailText text = text(section);
                if (text != null) {
                    texts.put(language, text);
                }
            });
        }
        return texts;
    }

    private static MailText text(Section file) {
        String subject = file.text("subject");
        String text = file.text("text");
        String html = file.textOr("html", null);
        file.refuseOthers();
        if (subject == null || text == null) {
            return null;
        }
        try {
            return MailText.of(subject, text, html);
        } catch (TextProblem wrong) {
            String suggestion =
                    wrong.unknown() == null ? null : Suggestion.nearest(wrong.unknown(), TextProblem.names());
            file.wrong(wrong.key(), wrong.found(), wrong.expected(), suggestion);
            return null;
        }
    }
}
