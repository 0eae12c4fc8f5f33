package io.consentgate.operations.command;

import io.consentgate.activecampaign.Checkup;
import io.consentgate.activecampaign.SetupReport;
import io.consentgate.configuration.Configuration;
import io.consentgate.configuration.ConfigurationException;
import io.consentgate.configuration.Settings;
import io.consentgate.consent.Verification;
import io.consentgate.database.DatabaseUnavailable;
import io.consentgate.database.OwnFile;
import io.consentgate.disclosure.live.PageReport;
import io.consentgate.disclosure.live.Standing;
import io.consentgate.operations.OppositionAges;
import io.consentgate.operations.TriggerDesk;
import io.consentgate.site.Site;
import io.consentgate.site.Trigger;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Secret, database, register and account: what has to be opened or asked. */
final class ServiceChecks {
    /** Consents are judged by the clock; the law of the gate forgives five minutes (READINGS 3). */
    private static final Duration SKEW = Duration.ofMinutes(2);

    private static final int NAMED = 3;

    private final Tools.Opener opener;
    private final AccountOption chosen;
    private final Configuration configuration;
    private final Settings settings;
    private final List<Finding> findings = new ArrayList<>();

    /** @param chosen which accounts are asked */
    ServiceChecks(Tools.Opener opener, Configuration configuration, AccountOption chosen) {
        this.opener = opener;
        this.chosen = chosen;
        this.configuration = configuration;
        this.settings = configuration.settings();
    }

    List<Finding> all() {
        boolean fresh = settings.databaseFile().filter(Files::notExists).isPresent();
        try (Tools tools = opener.look()) {
            secret(fresh);
            database(tools, fresh);
            register(tools);
            notices(tools);
            oppositions(tools);
            banners(tools);
            triggers(tools.triggers());
            accounts(tools);
        } catch (ConfigurationException wrong) {
            wrong.problems().forEach(problem -> findings.add(Finding.fix("secret", problem.toString(), null)));
        } catch (DatabaseUnavailable gone) {
            findings.add(Finding.unavailable(
                    "database",
                    gone.getMessage(),
                    "check CONSENTGATE_DB_URL, the disk, and whether another program holds it"));
        }
        return findings;
    }

    /** Opening checked its permissions and content already. */
    private void secret(boolean fresh) {
        boolean there = Files.exists(settings.secretFile());
        findings.add(
                there
                        ? Finding.ok(
                                "secret",
                                settings.secretFile() + ", for its owner only; back it up apart from the database")
                        : Finding.note(
                                "secret",
                                "none yet: it is made at the first " + (fresh ? "start" : "use") + " in "
                                        + settings.secretFile(),
                                "back it up then, apart from the database"));
    }

    private void database(Tools tools, boolean fresh) {
        if (fresh) {
            findings.add(Finding.ok("database", "none yet: it is made at the first start"));
            return;
        }
        long dead = tools.transactions().read(tx -> tools.deadLetters().count(tx));
        findings.add(settings.databaseFile()
                .filter(OwnFile::openToOthers)
                .map(file -> Finding.fix(
                        "database",
                        file + " can be read by everybody on this machine",
                        "chmod 600 it, and " + file + "-wal and -shm beside it"))
                .orElseGet(() -> Finding.ok("database", "answers, its tables are up to date")));
        findings.add(
                dead == 0
                        ? Finding.ok("dead letters", "none")
                        : Finding.fix(
                                "dead letters",
                                dead + " people could not be delivered",
                                "consentgate dead-letters list says why, replay tries again"));
    }

    private void register(Tools tools) {
        List<String> wrong = configuration.sites().all().stream()
                .map(Site::name)
                .map(tools.register()::checkHead)
                .flatMap(Optional::stream)
                .map(Verification.Finding::message)
                .toList();
        findings.add(
                wrong.isEmpty()
                        ? Finding.ok("register", "its signed head fits; 'consentgate register verify' walks all of it")
                        : Finding.fix(
                                "register",
                                String.join("; ", wrong),
                                "run consentgate register verify, and restore " + settings.dataDir() + "/register"
                                        + " from its backup"));
    }

    /** A shop that tells of its banner and does not say what it means gives up what it could use. */
    private void banners(Tools tools) {
        configuration.sites().all().stream()
                .filter(site -> site.banner() == null)
                .filter(site -> tools.transactions().read(tx -> tools.register().holdsBanners(tx, site.name())))
                .forEach(site -> findings.add(Finding.fix(
                        "banner",
                        "site " + site.name()
                                + " gets cookie-consent events, but its file has no banner section: nothing"
                                + " in them means online profiling",
                        "add one to config/sites/" + site.name() + ".yaml; the shipped file shows how")));
    }

    private void triggers(TriggerDesk desk) {
        for (Site site : configuration.sites().all()) {
            for (Trigger trigger : site.triggers()) {
                TriggerDesk.Named named = new TriggerDesk.Named(site, trigger);
                Map<String, Integer> soFar = desk.soFar(named);
                int reached = soFar.getOrDefault("done", 0);
                int waiting = soFar.getOrDefault("waiting", 0);
                int doubtful = soFar.getOrDefault("in_doubt", 0) + soFar.getOrDefault("acting", 0);
                int all = soFar.values().stream().mapToInt(count -> count).sum();
                String says = "site " + site.name() + ": reached " + reached + ", not reached "
                        + (all - reached - waiting - doubtful) + ", waiting " + waiting
                        + (doubtful == 0 ? "" : ", in doubt " + doubtful);
                String check = "trigger " + trigger.name();
                findings.add(
                        desk.paused(named)
                                ? Finding.note(
                                        check,
                                        says + "; paused: what comes due meanwhile is dropped",
                                        "consentgate triggers resume " + trigger.name())
                                : Finding.ok(check, says + "; 'consentgate triggers preview' says why not"));
            }
        }
    }

    private void oppositions(Tools tools) {
        Instant now = tools.clock().instant();
        List<OppositionAges.Age> ages = OppositionAges.of(
                tools.oppositions().loaded(), configuration.laws().all());
        neverLoaded(ages.stream().map(age -> age.list().register()).collect(Collectors.toSet()), now);
        for (OppositionAges.Age age : ages) {
            String check = "register " + age.list().register();
            String says = age.list().entries() + " entries of " + age.list().checkedAt();
            String remedy = "consentgate oppositions import " + age.list().register() + " FILE --date DAY";
            if (age.tooOld(now)) {
                findings.add(Finding.fix(check, says + ": too old, what needs it is closed", remedy));
            } else if (age.soon(now)) {
                findings.add(Finding.note(check, says + ": too old from " + age.until(), remedy));
            } else {
                findings.add(Finding.ok(check, says + ", good until " + age.until()));
            }
        }
    }

    /** Of the sites' own countries: who calls nobody needs none. */
    private void neverLoaded(Set<String> loaded, Instant now) {
        configuration.sites().all().stream()
                .flatMap(site -> configuration.laws().of(site.country()).registers().stream())
                .filter(register -> !loaded.contains(register.name())
                        && !now.isBefore(register.from())
                        && (register.until() == null || now.isBefore(register.until())))
                .distinct()
                .forEach(register -> findings.add(Finding.note(
                        "register " + register.name(),
                        "never loaded: what needs it is closed (" + register.source() + ")",
                        "consentgate oppositions import " + register.name() + " FILE --date DAY, if you call or write"
                                + " on these channels")));
    }

    /** As last seen: the doctor asks no web site. */
    private void notices(Tools tools) {
        for (Site site : configuration.sites().all()) {
            List<PageReport> seen = tools.lastSeen(site);
            String check = "notice of " + site.name();
            Optional<PageReport> wrong = seen.stream()
                    .filter(report -> report.standing() != Standing.CURRENT)
                    .findFirst();
            if (seen.isEmpty()) {
                findings.add(Finding.note(
                        check,
                        "nobody has looked yet whether the site shows it",
                        "run consentgate disclosure write, then consentgate disclosure check"));
            } else if (wrong.isPresent()) {
                PageReport report = wrong.get();
                findings.add(Finding.fix(
                        check,
                        report.page().address() + " is " + report.standing().wire() + " since " + report.since(),
                        "consentgate disclosure check says what differs"));
            } else {
                findings.add(Finding.ok(
                        check,
                        "shown on all " + seen.size() + " pages, version "
                                + seen.get(0).inForce()));
            }
        }
    }

    private void accounts(Tools tools) {
        if (settings.accounts().isEmpty()) {
            findings.add(Finding.fix(
                    "account",
                    "none: nothing can be sent",
                    "set ACTIVECAMPAIGN_URL and ACTIVECAMPAIGN_API_TOKEN, both from Settings > Developer"));
            clock(tools, null);
            return;
        }
        Instant there = null;
        for (Settings.Account account : settings.accounts()) {
            if (chosen.means(account.name())) {
                Instant told = account(tools, account);
                there = there == null ? told : there;
            }
        }
        clock(tools, there);
    }

    /** @return the account's clock; null when it did not tell */
    private Instant account(Tools tools, Settings.Account target) {
        try (Tools.Account account = tools.account(target.name())) {
            Instant there = answered(target, account.ask());
            setUp(account);
            automations(account);
            return there;
        } catch (DatabaseUnavailable gone) {
            throw gone;
        } catch (Exception failure) {
            findings.add(Finding.unavailable(of("account", target.name()), Accidents.where(failure), null));
            return null;
        }
    }

    /** The check's name, with the account's where it is not the first. */
    private static String of(String check, String account) {
        return account.equals(Settings.Account.MAIN) ? check : check + " " + account;
    }

    private Instant answered(Settings.Account account, Checkup.Finding answer) {
        String check = of("account", account.name());
        String url = account.url().toString();
        if (answer instanceof Checkup.Finding.KeyAccepted accepted) {
            findings.add(Finding.ok(check, url + " accepts the key"));
            return accepted.at();
        } else if (answer instanceof Checkup.Finding.KeyRefused refused) {
            findings.add(Finding.unavailable(
                    check,
                    url + " refuses the key (" + refused.why() + ")",
                    "copy address and key again from Settings > Developer"));
        } else if (answer instanceof Checkup.Finding.Unreachable unreachable) {
            findings.add(Finding.unavailable(
                    check,
                    url + " does not answer (" + unreachable.why() + ")",
                    "check the address and the way to it; what waits is kept"));
        }
        return null;
    }

    private void setUp(Tools.Account account) {
        String check = of("set up", account.name());
        List<String> missing = account.needs().missing(account.directory());
        if (missing.isEmpty()) {
            findings.add(Finding.ok(check, "every mapped list, field and tag is known there"));
            return;
        }
        String named = String.join(", ", missing.subList(0, Math.min(NAMED, missing.size())))
                + (missing.size() > NAMED ? " and " + (missing.size() - NAMED) + " more" : "");
        findings.add(Finding.fix(check, "not known there: " + named, "run consentgate setup"));
    }

    /** They cannot be made by the API, so nothing but this tells that a trigger has nothing to start. */
    private void automations(Tools.Account account) {
        for (SetupReport.Line line : account.automations()) {
            String check = of("automation", account.name());
            findings.add(
                    line.outcome() == SetupReport.Outcome.FOUND
                            ? Finding.ok(check, line.name() + " is there")
                            : Finding.fix(check, line.name() + " is not there", line.detail()));
        }
    }

    /** @param there the account's clock; null when it did not tell */
    private void clock(Tools tools, Instant there) {
        Instant here = tools.clock().instant();
        if (there == null) {
            findings.add(
                    Finding.ok("clock", here.truncatedTo(ChronoUnit.SECONDS) + ", with nothing to compare it with"));
            return;
        }
        Duration apart = Duration.between(there, here).abs();
        findings.add(
                apart.compareTo(SKEW) <= 0
                        ? Finding.ok("clock", "agrees with the account's")
                        : Finding.fix(
                                "clock",
                                apart.toSeconds() + " s apart from the account's",
                                "set the clock (NTP): consents are judged by it"));
    }
}
