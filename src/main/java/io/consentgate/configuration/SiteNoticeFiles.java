package io.consentgate.configuration;

import io.consentgate.event.Purpose;
import java.net.URI;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Period;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;

/** Reads config/notice/sites/*.yaml; refuses what cannot be understood, and leaves what is missing to the checklist. */
final class SiteNoticeFiles {

    private static final String LANGUAGE = "[a-z]{2}";

    private final Problems problems;

    SiteNoticeFiles(Problems problems) {
        this.problems = problems;
    }

    /** By site. */
    Map<String, SiteNotice> read(Path folder, String shownAs) {
        Map<String, SiteNotice> notices = new TreeMap<>();
        for (Path file : YamlFile.in(folder, shownAs, problems)) {
            String name = file.getFileName().toString();
            YamlFile.read(file, shownAs + "/" + name, problems)
                    .ifPresent(section ->
                            notices.put(name.substring(0, name.length() - ".yaml".length()), notice(section)));
        }
        return notices;
    }

    private static SiteNotice notice(Section file) {
        Section pages = file.section("pages").orElse(null);
        SiteNotice notice = new SiteNotice(
                languages(file),
                pages == null ? null : addresses(pages, "privacy"),
                pages == null ? null : addresses(pages, "cookie"),
                pages == null ? null : address(pages, "preferences"),
                pages == null ? null : addressList(pages, "collection"),
                pages == null ? null : address(pages, "rights"),
                file.oneOf("site_script", named("none", "after_consent"), null),
                file.oneOf("open_tracking", named("off", "separate", "within_marketing"), null),
                file.oneOf("link_tracking", named("off", "separate", "within_marketing"), null),
                file.has("trackers")
                        ? file.sections("trackers").stream()
                                .map(SiteNoticeFiles::tracker)
                                .toList()
                        : null,
                file.has("domains") ? List.copyOf(file.texts("domains")) : null,
                file.has("recipients")
                        ? file.sections("recipients").stream()
                                .map(SiteNoticeFiles::recipient)
                                .toList()
                        : null,
                interests(file),
                labels(file),
                file.section("profiling").map(SiteNoticeFiles::profiling).orElse(null),
                file.has("sources")
                        ? file.sections("sources").stream()
                                .map(SiteNoticeFiles::source)
                                .toList()
                        : null,
                flag(file, "first_contact_links_notice"),
                flag(file, "addresses_children"));
        if (pages != null) {
            pages.refuseOthers();
        }
        file.refuseOthers();
        return notice;
    }

    private static List<String> languages(Section file) {
        if (!file.has("languages")) {
            return null;
        }
        List<String> languages = List.copyOf(file.texts("languages"));
        for (String language : languages) {
            if (!language.matches(LANGUAGE)) {
                file.wrong("languages", "\"" + language + "\" is no language", "codes like it, en, de", null);
            }
        }
        return languages;
    }

    private static SiteNotice.Tracker tracker(Section line) {
        SiteNotice.Tracker tracker = new SiteNotice.Tracker(
                line.textOr("name", null),
                line.oneOf("type", named("cookie", "local_storage", "pixel"), null),
                line.oneOf("party", named("first", "third"), null),
                line.textOr("provider", null),
                line.textOr("domain", null),
                lifetime(line),
                flag(line, "refreshed"),
                line.oneOf("category", named("technical", "analytics", "profiling"), null),
                line.oneOf("purpose", Names.PURPOSES, null),
                country(line));
        line.refuseOthers();
        return tracker;
    }

    private static Period lifetime(Section line) {
        String written = line.textOr("lifetime", null);
        if (written == null) {
            return null;
        }
        if (written.equals("session")) {
            return Period.ZERO;
        }
        try {
            Period lifetime = Period.parse(written);
            if (!lifetime.isNegative() && !lifetime.isZero()) {
                return lifetime;
            }
        } catch (DateTimeException notAPeriod) {
            // told below
        }
        line.wrong("lifetime", "is no duration", "an ISO 8601 duration like P30D or P12M, or session", null);
        return null;
    }

    private static SiteNotice.Recipient recipient(Section line) {
        SiteNotice.Recipient recipient = new SiteNotice.Recipient(
                line.textOr("name", null),
                line.oneOf("role", named("processor", "controller"), null),
                line.textOr("address", null),
                country(line),
                words(line, "service"));
        line.refuseOthers();
        return recipient;
    }

    private static SiteNotice.Profiling profiling(Section section) {
        SiteNotice.Profiling profiling = new SiteNotice.Profiling(
                flag(section, "in_use"),
                flag(section, "automated_decisions"),
                words(section, "logic"),
                words(section, "effect"));
        section.refuseOthers();
        return profiling;
    }

    private static SiteNotice.Source source(Section line) {
        SiteNotice.Source source =
                new SiteNotice.Source(line.textOr("id", null), words(line, "name"), flag(line, "publicly_available"));
        line.refuseOthers();
        return source;
    }

    private static Map<Purpose, Map<String, String>> interests(Section file) {
        Map<Purpose, Map<String, String>> interests = new TreeMap<>();
        file.section("legitimate_interests").ifPresent(section -> {
            for (String name : section.keys()) {
                Purpose purpose = Names.PURPOSES.get(name);
                if (purpose != null) {
                    interests.put(purpose, words(section, name));
                }
            }
            Names.PURPOSES.keySet().forEach(section::has);
            section.refuseOthers();
        });
        return interests;
    }

    private static Map<String, Map<String, String>> labels(Section file) {
        Map<String, Map<String, String>> labels = new LinkedHashMap<>();
        file.section("field_names").ifPresent(section -> {
            for (String field : section.keys()) {
                labels.put(field, words(section, field));
            }
        });
        return labels;
    }

    private static String country(Section line) {
        String country = line.textOr("country", null);
        if (country != null && !country.matches("[A-Z]{2}")) {
            line.wrong("country", "is no country", "an ISO 3166 code in capitals like IT", null);
            return null;
        }
        return country;
    }

    private static Boolean flag(Section section, String key) {
        return section.has(key) ? section.flag(key, false) : null;
    }

    static Map<String, String> words(Section section, String key) {
        return byLanguage(section, key, (languages, language) -> languages.textOr(language, null));
    }

    private static Map<String, URI> addresses(Section section, String key) {
        return byLanguage(section, key, SiteNoticeFiles::address);
    }

    private static <T> Map<String, T> byLanguage(Section section, String key, BiFunction<Section, String, T> value) {
        Map<String, T> found = new TreeMap<>();
        section.section(key).ifPresent(languages -> {
            for (String language : languages.keys()) {
                T read = value.apply(languages, language);
                if (!language.matches(LANGUAGE)) {
                    languages.wrong(language, "is no language", "codes like it, en, de", null);
                } else if (read != null) {
                    found.put(language, read);
                }
            }
        });
        return found;
    }

    private static URI address(Section section, String key) {
        String written = section.textOr(key, null);
        return written == null ? null : address(section, key, written);
    }

    private static List<URI> addressList(Section section, String key) {
        if (!section.has(key)) {
            return null;
        }
        List<URI> addresses = new ArrayList<>();
        for (String written : section.texts(key)) {
            URI address = address(section, key, written);
            if (address != null) {
                addresses.add(address);
            }
        }
        return addresses;
    }

    private static URI address(Section section, String key, String written) {
        return Urls.web(written).orElseGet(() -> {
            section.wrong(key, "is no usable address", "https://... as people open it", null);
            return null;
        });
    }

    static Map<String, String> named(String... names) {
        Map<String, String> all = new LinkedHashMap<>();
        for (String name : names) {
            all.put(name, name);
        }
        return all;
    }
}
