package io.consentgate.operations.command;

import io.consentgate.configuration.Configuration;
import io.consentgate.configuration.Keys;
import io.consentgate.configuration.Notice;
import io.consentgate.configuration.Role;
import io.consentgate.configuration.Secret;
import io.consentgate.configuration.Settings;
import io.consentgate.consent.banner.BannerFormat;
import io.consentgate.consent.banner.BannerStatements;
import io.consentgate.event.Purpose;
import io.consentgate.operations.SiteScriptFiles;
import io.consentgate.site.Chatbot;
import io.consentgate.site.Site;
import io.consentgate.tracking.SiteScript;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What can be said of an installation from its configuration alone. */
final class ConfigurationChecks {
    private static final int SCRIPT_BYTES = 5000;
    private static final int SHORTEST_KEY = 16;

    /** What a lead without a version of the notice takes it from. */
    private static final Set<String> FORMS_OF_CHATS = Set.of("chat", Site.Form.ALL);

    private ConfigurationChecks() {}

    static List<Finding> of(Configuration configuration) {
        List<Finding> findings = new ArrayList<>();
        Settings settings = configuration.settings();
        findings.add(Finding.ok("configuration", sites(configuration) + " in " + settings.configDir()));
        findings.add(notice(configuration.notice()));
        configuration.sites().all().forEach(site -> forms(site, findings));
        configuration.sites().all().forEach(site -> banner(site, findings));
        configuration.sites().all().forEach(site -> chatbots(settings, site, findings));
        configuration.sites().all().forEach(site -> siteScript(configuration, site, findings));
        findings.addAll(keys(configuration.keys(), settings.keys()));
        findings.addAll(eventEndpoints(settings));
        findings.add(settings.publicUrl()
                .map(url -> Finding.ok("public address", url + ": ActiveCampaign's webhook can reach us"))
                .orElseGet(() -> Finding.note(
                        "public address",
                        "none: unsubscribes are polled every "
                                + settings.pollEvery().toSeconds() + " s",
                        "set CONSENTGATE_PUBLIC_URL and run setup to hear of them at once")));
        findings.add(settings.mail()
                .map(mail -> Finding.ok(
                        "confirmation mails", "from " + mail.from() + " through " + mail.host() + ":" + mail.port()))
                .orElseGet(() -> Finding.note(
                        "confirmation mails",
                        "off: nobody is asked to confirm an address, so an unconfirmed one is dropped after its"
                                + " waiting time",
                        "set CONSENTGATE_MAIL_HOST, CONSENTGATE_MAIL_FROM and CONSENTGATE_PUBLIC_URL, if your shop"
                                + " does not ask by itself")));
        settings.mail()
                .ifPresent(mail -> findings.add(mail.bounces()
                        .map(bounces -> Finding.ok(
                                "bounces",
                                "come back to " + bounces.address() + ", read from " + bounces.host() + ":"
                                        + bounces.port()))
                        .orElseGet(() -> Finding.note(
                                "bounces",
                                "only refusals while sending are seen: those that come back as mail are not read",
                                "set CONSENTGATE_MAIL_BOUNCES_HOST, _USER, _PASSWORD and _ADDRESS"))));
        // READINGS 11.
        findings.add(Finding.note(
                "open tracking",
                "a missing consent to email_open_tracking does not hold mail back, but ActiveCampaign counts who opens"
                        + " it; asked by " + askedBy(configuration),
                "switch open tracking off in campaigns to people without that consent, and name it in your notice"));
        return findings;
    }

    private static List<Finding> eventEndpoints(Settings settings) {
        List<Finding> findings = new ArrayList<>();
        if (settings.accounts().isEmpty()
                || settings.account(Settings.Account.MAIN).isPresent()) {
            findings.add(eventEndpoint(settings, Settings.Account.MAIN, "event endpoint", "ACTIVECAMPAIGN"));
        }
        settings.accounts().stream()
                .map(Settings.Account::name)
                .filter(name -> !name.equals(Settings.Account.MAIN))
                .forEach(name -> findings.add(eventEndpoint(
                        settings, name, "event endpoint " + name, "ACTIVECAMPAIGN_" + name.toUpperCase(Locale.ROOT))));
        return findings;
    }

    private static Finding eventEndpoint(Settings settings, String account, String check, String variables) {
        return settings.eventEndpoint(account).isPresent()
                ? Finding.ok(check, "configured")
                : Finding.note(
                        check,
                        "none: tracking events stay here",
                        "set " + variables + "_EVENT_URL, " + variables + "_EVENT_ACCOUNT, " + variables
                                + "_EVENT_KEY");
    }

    /** What the countries of the sites say of single opens. */
    private static String askedBy(Configuration configuration) {
        return configuration.sites().all().stream()
                .map(Site::country)
                .distinct()
                .flatMap(country -> configuration.laws().of(country).rules().stream()
                        .filter(rule -> rule.purpose() == Purpose.EMAIL_OPEN_TRACKING && rule.until() == null)
                        .map(rule -> rule.source() + " (" + country + ", since " + rule.since() + ")"))
                .collect(Collectors.joining(", "));
    }

    private static String sites(Configuration configuration) {
        List<Site> sites = configuration.sites().all();
        String names = sites.stream().map(Site::name).collect(Collectors.joining(", "));
        return (sites.size() == 1 ? "site " : sites.size() + " sites: ") + names + ", nothing wrong";
    }

    private static Finding notice(Notice notice) {
        boolean example = notice.processor().example()
                || notice.controllers().values().stream().anyMatch(Notice.Controller::example);
        return example
                ? Finding.note(
                        "controller",
                        "the shipped example: good for a stand-in on this machine only",
                        "write your own into config/notice/ and remove example: true before you connect an account")
                : Finding.ok(
                        "controller", String.join(", ", notice.controllers().keySet()));
    }

    private static void forms(Site site, List<Finding> findings) {
        if (site.forms().isEmpty()) {
            findings.add(Finding.note(
                    "forms",
                    "site " + site.name() + " declares none: a consent that names no notice_version counts for nothing",
                    "declare your forms in config/sites/" + site.name() + ".yaml"));
            return;
        }
        String named = site.forms().stream()
                .collect(Collectors.groupingBy(Site.Form::collectedFrom, TreeMap::new, Collectors.counting()))
                .entrySet()
                .stream()
                .map(form -> form.getKey() + (form.getValue() == 1 ? "" : " (" + form.getValue() + " versions)"))
                .collect(Collectors.joining(", "));
        findings.add(Finding.ok("forms", "site " + site.name() + " declares " + named));
    }

    /** Without its secret a chatbot stops the start. */
    private static void siteScript(Configuration configuration, Site site, List<Finding> findings) {
        if (site.script() == null) {
            return;
        }
        SiteScript script = SiteScriptFiles.of(configuration).get(site.name());
        if (script == null) {
            findings.add(Finding.fix(
                    "site script",
                    "site " + site.name() + " names no account: its pages get no script",
                    "write site_tracking.account_id, or set ACTIVECAMPAIGN_EVENT_ACCOUNT"));
            return;
        }
        int bytes = script.gzipped().length;
        String says = "site " + site.name() + ", version " + script.version() + ", " + bytes + " bytes compressed";
        findings.add(
                bytes < SCRIPT_BYTES
                        ? Finding.ok("site script", says + "; 'consentgate site-script' prints its tag")
                        : Finding.note("site script", says, "list under banner.tools only what your pages use"));
    }

    private static void banner(Site site, List<Finding> findings) {
        if (site.banner() == null) {
            return;
        }
        String file = "config/sites/" + site.name() + ".yaml";
        boolean noticeKnown = site.banner().noticeVersion() != null
                || site.forms().stream()
                        .anyMatch(form -> form.collectedFrom().equals(BannerStatements.COLLECTED_FROM)
                                || form.collectedFrom().equals("*"));
        String tools = site.banner().tools().keySet().stream()
                .map(BannerFormat::wire)
                .sorted()
                .collect(Collectors.joining(", "));
        if (!noticeKnown) {
            findings.add(Finding.note(
                    "banner",
                    "site " + site.name() + " declares no notice for it: a yes that names no notice_version counts for"
                            + " nothing",
                    "write banner.notice_version in " + file));
        } else if (site.banner().origins().isEmpty()) {
            findings.add(Finding.note(
                    "banner",
                    "site " + site.name() + " reads " + tools + "; no page may tell it, only the shop",
                    "list your pages under banner.origins in " + file + " if the site script runs on them"));
        } else {
            findings.add(Finding.ok("banner", "site " + site.name() + " reads " + tools));
        }
    }

    /** A missing secret stops the start, so what is declared has one; what it is, nobody is told. */
    private static void chatbots(Settings settings, Site site, List<Finding> findings) {
        for (Chatbot chatbot : site.chatbots()) {
            String name = chatbot.source().wire();
            String says =
                    "site " + site.name() + ", " + (settings.chatbots().containsKey(chatbot.source()) ? "" : "no ")
                            + "secret set, its question links to " + chatbot.noticeUrl();
            boolean dated = chatbot.noticeVersion() != null
                    || site.forms().stream().anyMatch(form -> FORMS_OF_CHATS.contains(form.collectedFrom()));
            findings.add(
                    dated
                            ? Finding.ok("chatbot " + name, says)
                            : Finding.note(
                                    "chatbot " + name,
                                    says + "; which version of the notice is not known: a yes counts for nothing",
                                    "write notice_version below it in config/sites/" + site.name() + ".yaml"));
        }
    }

    private static List<Finding> keys(Keys keys, Map<Role, Secret> environment) {
        Set<Role> there = keys.entries().stream().map(Keys.Entry::role).collect(Collectors.toSet());
        List<Finding> findings = new ArrayList<>();
        for (Role role : Role.values()) {
            String check = "key of role " + role.wire();
            String variable = "set CONSENTGATE_KEY_" + role.name().toUpperCase(Locale.ROOT);
            if (environment.containsKey(role) && environment.get(role).reveal().length() < SHORTEST_KEY) {
                findings.add(Finding.fix(
                        check,
                        "shorter than " + SHORTEST_KEY + " characters: it can be guessed",
                        variable + " to what 'openssl rand -hex 24' prints"));
            } else if (there.contains(role)) {
                findings.add(Finding.ok(check, "there"));
            } else if (role == Role.SITE) {
                findings.add(Finding.fix(check, "missing: no shop can push events", variable));
            } else {
                findings.add(
                        Finding.note(check, "missing: nobody can log in as such", variable + " if somebody has to"));
            }
        }
        return findings;
    }
}
