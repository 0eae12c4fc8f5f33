package io.consentgate.operations.command;

import io.consentgate.activecampaign.AccountSwitches;
import io.consentgate.activecampaign.Checkup;
import io.consentgate.configuration.Settings;
import io.consentgate.disclosure.ChangeTexts;
import io.consentgate.disclosure.Gap;
import io.consentgate.disclosure.NoticeOffice;
import io.consentgate.disclosure.NoticeOffice.Changed;
import io.consentgate.disclosure.NoticeOffice.Plan;
import io.consentgate.disclosure.NoticeOffice.Refused;
import io.consentgate.operations.AskedAgain.Concerned;
import io.consentgate.site.Site;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What both have in common: which sites, how to print, what a plan is in words. */
abstract class DisclosurePlanning implements Callable<Integer> {

    final Tools.Opener opener;

    @Option(names = "--site", description = "Only this site; otherwise every one.")
    private String wanted;

    @Mixin
    private AccountOption chosen;

    @Option(names = "--json", description = "Print JSON.")
    boolean json;

    @Option(names = "--lang", paramLabel = "it|en", description = "Language of the changes; otherwise that of LANG.")
    private String language;

    @Spec
    CommandSpec spec;

    private final List<Map<String, Object>> told = new ArrayList<>();

    DisclosurePlanning(Tools.Opener opener) {
        this.opener = opener;
    }

    @Override
    public final Integer call() throws Exception {
        locale();
        List<String> accounts = chosen.of(opener.configuration());
        try (Tools tools = opener.open()) {
            // Whatever is wrong in the texts is said before anything is asked.
            NoticeOffice office = tools.notices();
            List<Site> sites = sites(tools);
            List<String> silent = new ArrayList<>();
            int status = Commands.DONE;
            for (String account : accounts) {
                List<Site> there = sites.stream()
                        .filter(site -> site.account().equals(account))
                        .toList();
                AccountSwitches switches = there.isEmpty() ? null : switches(tools, account);
                if (switches == null && !there.isEmpty()) {
                    silent.add(account);
                } else {
                    for (Site site : there) {
                        status = Math.max(status, one(tools, office, site, office.plan(site, switches)));
                    }
                }
            }
            if (json && (silent.isEmpty() || !told.isEmpty())) {
                Output.json(out(), Map.of("sites", told));
            }
            out().flush();
            if (!silent.isEmpty()) {
                throw new Commands.RemoteProblem(unanswered(silent));
            }
            return status;
        }
    }

    /** Null when the account does not answer: the sites of the others are told all the same. */
    private static AccountSwitches switches(Tools tools, String name) throws Exception {
        try (Tools.Account account = tools.account(name)) {
            return account.ask() instanceof Checkup.Finding.KeyAccepted ? account.switches() : null;
        }
    }

    private static String unanswered(List<String> accounts) {
        String who = accounts.equals(List.of(Settings.Account.MAIN))
                ? "the account does"
                : "account " + String.join(", ", accounts) + (accounts.size() == 1 ? " does" : " do");
        return who + " not answer, and what it records by itself must be known: 'consentgate doctor' looks closer";
    }

    abstract int one(Tools tools, NoticeOffice office, Site site, Plan plan) throws IOException;

    private List<Site> sites(Tools tools) {
        List<Site> all = tools.configuration().sites().all();
        if (wanted == null) {
            return all;
        }
        return List.of(tools.configuration()
                .sites()
                .named(wanted)
                .orElseThrow(() -> new Commands.UsageProblem("no site is called \"" + wanted + "\"; there is "
                        + String.join(", ", all.stream().map(Site::name).toList()))));
    }

    private Locale locale() {
        if (language == null) {
            return Locale.getDefault();
        }
        if (!language.equals("it") && !language.equals("en")) {
            throw new Commands.UsageProblem("--lang takes it or en");
        }
        return Locale.forLanguageTag(language);
    }

    final PrintWriter out() {
        return spec.commandLine().getOut();
    }

    final void say(String line) {
        if (!json) {
            out().println(line);
        }
    }

    final Map<String, Object> tell(Site site, String outcome) {
        Map<String, Object> wire = new LinkedHashMap<>();
        wire.put("site", site.name());
        wire.put("outcome", outcome);
        told.add(wire);
        return wire;
    }

    final int refused(Site site, Refused refused) {
        List<Gap> stops = refused.gaps().stream().filter(Gap::stops).toList();
        tell(site, "refused")
                .put(
                        "gaps",
                        refused.gaps().stream().map(DisclosurePlanning::wire).toList());
        say(site.name() + ": NOT written, " + (stops.size() == 1 ? "1 problem" : stops.size() + " problems"));
        refused.gaps().forEach(this::gap);
        return Commands.WITH_REFUSALS;
    }

    final void warnings(Map<String, Object> wire, List<Gap> gaps) {
        if (!gaps.isEmpty()) {
            wire.put("gaps", gaps.stream().map(DisclosurePlanning::wire).toList());
        }
        gaps.forEach(this::gap);
    }

    private void gap(Gap gap) {
        say("  " + String.format(Locale.ROOT, "%-4s", gap.item()) + (gap.stops() ? "" : "(soon) ") + gap.problem());
        say("       " + gap.item().source() + "; " + gap.key() + ": " + gap.remedy());
    }

    private static Map<String, Object> wire(Gap gap) {
        Map<String, Object> wire = new LinkedHashMap<>();
        wire.put("item", gap.item().name());
        wire.put("problem", gap.problem());
        wire.put("source", gap.item().source());
        wire.put("key", gap.key());
        wire.put("remedy", gap.remedy());
        wire.put("stops", gap.stops());
        return wire;
    }

    /** What changes, and for whom. */
    final Concerned changes(
            Tools tools, NoticeOffice office, Site site, Changed plan, LocalDate effective, Map<String, Object> wire) {
        ChangeTexts texts = new ChangeTexts(locale());
        wire.put("version", plan.version());
        wire.put("content_hash", plan.contentHash());
        wire.put("grade", plan.before() == null ? "first" : plan.grade().wire());
        wire.put("effective_from", effective.toString());
        wire.put(
                "changes",
                plan.changes().stream()
                        .map(change -> Map.of(
                                "what", change.what(), "grade", change.grade().wire(), "words", texts.of(change)))
                        .toList());
        plan.changes().forEach(change -> say("  * " + texts.of(change)));
        if (plan.before() != null) {
            say("  " + texts.of(plan.grade()));
        }
        if (plan.asksAgain().isEmpty()) {
            return new Concerned(List.of(), Map.of());
        }
        Concerned concerned;
        try (Progress progress = Progress.counting(spec.commandLine().getErr(), !json)) {
            concerned = tools.askedAgain()
                    .find(
                            site,
                            office.afterwards(site, plan, effective),
                            atLeast(
                                    effective.atStartOfDay(site.zone()).toInstant(),
                                    tools.clock().instant()),
                            looked -> progress.show(looked + " people looked at"));
        }
        Map<String, Object> byPurpose = new LinkedHashMap<>();
        concerned.byPurpose().forEach((purpose, people) -> byPurpose.put(purpose.wire(), people));
        wire.put("people_concerned", concerned.addresses().size());
        wire.put("people_by_purpose", byPurpose);
        say("  people who have to be asked again: " + concerned.addresses().size());
        byPurpose.forEach((purpose, people) -> say("    " + purpose + ": " + people));
        return concerned;
    }

    static Instant atLeast(Instant wanted, Instant earliest) {
        return wanted.isBefore(earliest) ? earliest : wanted;
    }
}
