package io.consentgate.configuration;

import io.consentgate.confirmation.text.MailTexts;
import io.consentgate.gate.CountryRules;
import io.consentgate.gate.Laws;
import io.consentgate.gate.Transfer;
import io.consentgate.site.Site;
import io.consentgate.site.Sites;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Everything that the operator wrote, read and checked at once. */
public record Configuration(
        Settings settings, Sites sites, Laws laws, Transfer transfer, Notice notice, Keys keys, MailTexts mailTexts) {

    /**
     * @param environment {@code System.getenv()}, or a test's own
     * @param root what relative paths start from: the project's root
     * @throws ConfigurationException with every problem found
     */
    public static Configuration load(Map<String, String> environment, Path root) {
        Problems problems = new Problems();
        Settings settings = new SettingsReader(environment, root, problems).read();
        // Without the folder every file would be reported missing: the folder alone is the news.
        problems.throwIfAnyOf(settings.configDir());
        Shown shown = new Shown(root, settings.configDir());
        Sites sites = new SiteFiles(problems).read(shown.path("sites"), shown.name("sites"));
        List<CountryRules> rules = new RuleFiles(problems).read(shown.path("rules"), shown.name("rules"));
        Notice notice = new NoticeFiles(problems).read(shown.path("notice"), shown.name("notice"));
        Keys keys = new KeyFile(problems).read(shown.path("keys.yaml"), shown.name("keys.yaml"), settings.keys());
        Set<String> names = sites.all().stream().map(Site::name).collect(Collectors.toCollection(TreeSet::new));
        MailTexts mailTexts =
                new ConfirmationFiles(problems).read(shown.path("confirmation"), shown.name("confirmation"), names);
        checkMailTexts(settings, mailTexts, shown, problems);
        checkControllers(sites, notice, shown, problems);
        checkNoticeSites(sites, notice, shown, problems);
        SiteAccounts.check(sites, settings, shown::name, problems);
        ChatbotSection.check(sites, settings, shown::name, problems);
        checkExamples(settings, notice, shown, problems);
        problems.throwIfAny();
        Transfer transfer = NoticeFiles.transfer(notice.processor());
        return new Configuration(settings, sites, new Laws(rules), transfer, notice, keys, mailTexts);
    }

    public static Configuration load(Map<String, String> environment) {
        return load(environment, Path.of(""));
    }

    private static void checkMailTexts(Settings settings, MailTexts texts, Shown shown, Problems problems) {
        if (settings.mail().isPresent() && texts.isEmpty() && problems.none()) {
            problems.add(
                    shown.name("confirmation"),
                    "",
                    "holds no text",
                    "at least one file like en.yaml: a mail server is configured, and confirmation mails have to say"
                            + " something",
                    null);
        }
    }

    private static void checkControllers(Sites sites, Notice notice, Shown shown, Problems problems) {
        for (Site site : sites.all()) {
            if (site.controller() != null
                    && !notice.controllers().isEmpty()
                    && !notice.controllers().containsKey(site.controller())) {
                problems.add(
                        shown.name("sites/" + site.name() + ".yaml"),
                        "controller",
                        "\"" + site.controller() + "\" is not known",
                        "an id of " + shown.name("notice/controller.yaml"),
                        Suggestion.nearest(
                                site.controller(), notice.controllers().keySet()));
            }
        }
    }

    private static void checkNoticeSites(Sites sites, Notice notice, Shown shown, Problems problems) {
        List<String> known = sites.all().stream().map(Site::name).toList();
        for (String name : notice.sites().keySet()) {
            if (Files.notExists(shown.path("sites/" + name + ".yaml"))) {
                problems.add(
                        shown.name("notice/sites/" + name + ".yaml"),
                        "",
                        "is about no site",
                        "the name of a file of " + shown.name("sites") + "/",
                        Suggestion.nearest(name, known));
            }
        }
    }

    /** READINGS 30: nobody's data are sent under a made-up controller, agreement or transfer basis. */
    private static void checkExamples(Settings settings, Notice notice, Shown shown, Problems problems) {
        if (settings.accounts().stream().allMatch(Settings.Account::loopback)) {
            return;
        }
        String expected = "your own data, since the account is a real one";
        String suggestion = "replace the values and remove example: true";
        for (Notice.Controller controller : notice.controllers().values()) {
            if (controller.example()) {
                problems.add(shown.name("notice/controller.yaml"), "example", "is an example", expected, suggestion);
            }
        }
        if (notice.processor() != null && notice.processor().example()) {
            problems.add(shown.name("notice/processor.yaml"), "example", "is an example", expected, suggestion);
        }
    }

    /** Paths, and how the operator knows them. */
    private record Shown(Path root, Path folder) {

        Path path(String name) {
            return folder.resolve(name);
        }

        String name(String name) {
            boolean inside = !root.toString().isEmpty() && folder.startsWith(root);
            return (inside ? root.relativize(folder) : folder).resolve(name).toString();
        }
    }
}
