package io.consentgate.operations.command;

import io.consentgate.activecampaign.AccountSwitches;
import io.consentgate.activecampaign.Checkup;
import io.consentgate.activecampaign.Lane;
import io.consentgate.disclosure.ChangeTexts;
import io.consentgate.disclosure.Gap;
import io.consentgate.disclosure.Grade;
import io.consentgate.disclosure.NoticeOffice;
import io.consentgate.disclosure.NoticeOffice.Changed;
import io.consentgate.disclosure.NoticeOffice.Plan;
import io.consentgate.disclosure.NoticeOffice.Refused;
import io.consentgate.disclosure.NoticeOffice.Unchanged;
import io.consentgate.disclosure.NoticeOffice.Written;
import io.consentgate.operations.AskedAgain.Concerned;
import io.consentgate.site.Site;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "disclosure",
        description = {
            "The privacy and cookie notice that your site must publish, written from what is really sent.",
            "What is missing for it is named with its legal source and the key to fill in; nothing half is written."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  consentgate disclosure diff       what changed since the version in force, and how much it matters",
            "  consentgate disclosure write      write the next version, if there is something new to say",
            "  consentgate disclosure check      whether the site's own pages show the notice in force"
        })
final class DisclosureCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing command: write, diff or check.");
    }

    /** What both have in common: which sites, how to print, what a plan is in words. */
    abstract static class Planning implements Callable<Integer> {

        final Tools.Opener opener;

        @Option(names = "--site", description = "Only this site; otherwise every one.")
        private String wanted;

        @Option(names = "--json", description = "Print JSON.")
        boolean json;

        @Option(
                names = "--lang",
                paramLabel = "it|en",
                description = "Language of the changes; otherwise that of LANG.")
        private String language;

        @Spec
        CommandSpec spec;

        private final List<Map<String, Object>> told = new ArrayList<>();

        Planning(Tools.Opener opener) {
            this.opener = opener;
        }

        @Override
        public final Integer call() throws Exception {
            locale();
            NeedsAccount.check(opener.configuration());
            try (Tools tools = opener.open();
                    Tools.Account account = tools.account()) {
                // Whatever is wrong in the texts is said before anything is asked.
                NoticeOffice office = tools.notices();
                if (!(account.ask() instanceof Checkup.Finding.KeyAccepted)) {
                    throw new Commands.RemoteProblem("the account does not answer, and what it records by itself must"
                            + " be known: 'consentgate doctor' looks closer");
                }
                AccountSwitches switches = account.switches();
                int status = Commands.DONE;
                for (Site site : sites(tools)) {
                    status = Math.max(status, one(tools, office, site, office.plan(site, switches)));
                }
                if (json) {
                    Output.json(out(), Map.of("sites", told));
                }
                out().flush();
                return status;
            }
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
                    .put("gaps", refused.gaps().stream().map(Planning::wire).toList());
            say(site.name() + ": NOT written, " + (stops.size() == 1 ? "1 problem" : stops.size() + " problems"));
            refused.gaps().forEach(this::gap);
            return Commands.WITH_REFUSALS;
        }

        final void warnings(Map<String, Object> wire, List<Gap> gaps) {
            if (!gaps.isEmpty()) {
                wire.put("gaps", gaps.stream().map(Planning::wire).toList());
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
                Tools tools,
                NoticeOffice office,
                Site site,
                Changed plan,
                LocalDate effective,
                Map<String, Object> wire) {
            ChangeTexts texts = new ChangeTexts(locale());
            wire.put("version", plan.version());
            wire.put("content_hash", plan.contentHash());
            wire.put("grade", plan.before() == null ? "first" : plan.grade().wire());
            wire.put("effective_from", effective.toString());
            wire.put(
                    "changes",
                    plan.changes().stream()
                            .map(change -> Map.of(
                                    "what",
                                    change.what(),
                                    "grade",
                                    change.grade().wire(),
                                    "words",
                                    texts.of(change)))
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

    @Command(
            name = "write",
            description = {
                "Writes the next version of the notice into the database and into <data dir>/disclosure/<site>/<version>/:",
                "HTML sections, Markdown and TILT for every language, further formats, and a manifest with every hash.",
                "Nothing is written when the content is the same. A material change ends older consents to the purposes",
                "concerned at its date: how many people that are is shown first, and --yes is needed.",
                "Forms name the version as their notice_version from then on: its number."
            },
            mixinStandardHelpOptions = true,
            footer = {
                "",
                "Example: consentgate disclosure write --yes",
                "",
                "Exit status: 0 written or nothing new; 1 items are missing, or --yes is; 2 usage or configuration;",
                "             3 the account does not answer."
            })
    static final class Write extends Planning {

        /** A running service takes over new notices every ten seconds; people are planned after that. */
        private static final Duration TAKEN_OVER = Duration.ofSeconds(30);

        @Option(names = "--effective", paramLabel = "DATE", description = "First day it is in force; default today.")
        private LocalDate effective;

        @Option(names = "--yes", description = "Also when people have to be asked again.")
        private boolean yes;

        @Option(names = "--wording", description = "Write a version also when only the texts changed.")
        private boolean wording;

        Write(Tools.Opener opener) {
            super(opener);
        }

        @Override
        int one(Tools tools, NoticeOffice office, Site site, Plan plan) throws IOException {
            if (plan instanceof Refused refused) {
                return refused(site, refused);
            }
            office.restore(site);
            if (plan instanceof Unchanged unchanged) {
                return wording && unchanged.texts()
                        ? write(tools, office, site, office.reworded(unchanged))
                        : unchanged(site, unchanged);
            }
            return write(tools, office, site, (Changed) plan);
        }

        private int unchanged(Site site, Unchanged unchanged) {
            int version = unchanged.newest().edition().version();
            Map<String, Object> wire = tell(site, "unchanged");
            wire.put("version", version);
            wire.put("texts_differ", unchanged.texts());
            say(site.name() + ": nothing new; version " + version + " stays");
            if (unchanged.texts()) {
                say(
                        "  the texts changed: 'consentgate disclosure write --wording' publishes them, nobody is asked again");
            }
            warnings(wire, unchanged.gaps());
            return Commands.DONE;
        }

        private int write(Tools tools, NoticeOffice office, Site site, Changed plan) throws IOException {
            Instant now = tools.clock().instant();
            LocalDate today = now.atZone(site.zone()).toLocalDate();
            LocalDate from = effective == null ? today : effective;
            if (from.isBefore(today)) {
                throw new Commands.UsageProblem(
                        "--effective " + from + " is over: a notice cannot be in force before" + " it is written");
            }
            boolean ask = plan.before() != null && plan.grade() == Grade.MATERIAL && !yes;
            Map<String, Object> wire = tell(site, ask ? "needs_yes" : "written");
            say(site.name() + ": version " + plan.version() + (plan.before() == null ? ", the first" : ""));
            Concerned concerned = changes(tools, office, site, plan, from, wire);
            warnings(wire, plan.gaps());
            if (ask) {
                say("  NOT written: look at the changes, then run 'consentgate disclosure write --yes'");
                return Commands.WITH_REFUSALS;
            }
            Written written = office.write(site, plan, from, tx -> {
                if (!concerned.addresses().isEmpty()) {
                    Instant due = atLeast(from.atStartOfDay(site.zone()).toInstant(), now.plus(TAKEN_OVER));
                    tools.changed().mark(tx, site.account(), concerned.addresses(), Lane.CONTACT, due, now);
                }
            });
            wire.put("folder", written.folder().toString());
            wire.put("files", written.files().size());
            say("  " + written.files().size() + " files in " + written.folder() + ", in force from " + from);
            return Commands.DONE;
        }
    }

    @Command(
            name = "diff",
            description = {
                "Says in words what changed since the newest version: wording, minor, or material. Writes nothing.",
                "Words in the language of LANG: Italian or English."
            },
            mixinStandardHelpOptions = true,
            footer = {"", "Example: consentgate disclosure diff"})
    static final class Diff extends Planning {

        Diff(Tools.Opener opener) {
            super(opener);
        }

        @Override
        int one(Tools tools, NoticeOffice office, Site site, Plan plan) {
            if (plan instanceof Refused refused) {
                return refused(site, refused);
            }
            if (plan instanceof Unchanged unchanged) {
                Map<String, Object> wire = tell(site, "unchanged");
                wire.put("version", unchanged.newest().edition().version());
                wire.put("texts_differ", unchanged.texts());
                say(site.name() + ": nothing new since version "
                        + unchanged.newest().edition().version()
                        + (unchanged.texts() ? ", but the texts changed" : ""));
                warnings(wire, unchanged.gaps());
                return Commands.DONE;
            }
            Changed changed = (Changed) plan;
            LocalDate today = tools.clock().instant().atZone(site.zone()).toLocalDate();
            Map<String, Object> wire = tell(site, "changed");
            say(site.name() + ": would become version " + changed.version()
                    + (changed.before() == null ? ", the first" : ""));
            changes(tools, office, site, changed, today, wire);
            warnings(wire, changed.gaps());
            return Commands.DONE;
        }
    }
}
