package io.consentgate.operations.command;

import io.consentgate.activecampaign.Lane;
import io.consentgate.disclosure.Grade;
import io.consentgate.disclosure.NoticeOffice;
import io.consentgate.disclosure.NoticeOffice.Changed;
import io.consentgate.disclosure.NoticeOffice.Plan;
import io.consentgate.disclosure.NoticeOffice.Refused;
import io.consentgate.disclosure.NoticeOffice.Unchanged;
import io.consentgate.disclosure.NoticeOffice.Written;
import io.consentgate.disclosure.RaisedGrade;
import io.consentgate.event.Purpose;
import io.consentgate.operations.AskedAgain.Concerned;
import io.consentgate.site.Site;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "write",
        description = {
            "Writes the next version of the notice into the database and into <data dir>/disclosure/<site>/<version>/:",
            "HTML sections, Markdown and TILT for every language, further formats, and a manifest with every hash.",
            "Nothing is written when the content is the same. A material change ends older consents to the purposes",
            "concerned at its date: how many people that are is shown first, and --yes is needed. --grade raises what the",
            "rules make of a change, also afterwards: the same content then gets a version of its own.",
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
final class DisclosureWriteCommand extends DisclosurePlanning {

    /** A running service takes over new notices every ten seconds; people are planned after that. */
    private static final Duration TAKEN_OVER = Duration.ofSeconds(30);

    @Option(names = "--effective", paramLabel = "DATE", description = "First day it is in force; default today.")
    private LocalDate effective;

    @Option(names = "--yes", description = "Also when people have to be asked again.")
    private boolean yes;

    @Option(names = "--wording", description = "Write a version also when only the texts changed.")
    private boolean wording;

    @Option(
            names = "--grade",
            paramLabel = "minor|material",
            description = "Take the change for more than the rules do; never for less.")
    private String grade;

    @Option(
            names = "--purpose",
            paramLabel = "PURPOSE",
            split = ",",
            description = "With --grade material: only consents to these are asked again; otherwise all.")
    private List<String> purposes = List.of();

    DisclosureWriteCommand(Tools.Opener opener) {
        super(opener);
    }

    @Override
    int one(Tools tools, NoticeOffice office, Site site, Plan plan) throws IOException {
        if (plan instanceof Refused refused) {
            return refused(site, refused);
        }
        RaisedGrade raised = raised();
        office.restore(site);
        if (raised != null) {
            return write(tools, office, site, raised(site, raised, plan));
        }
        if (plan instanceof Unchanged unchanged) {
            return wording && unchanged.texts()
                    ? write(tools, office, site, office.reworded(unchanged))
                    : unchanged(site, unchanged);
        }
        return write(tools, office, site, (Changed) plan);
    }

    private RaisedGrade raised() {
        if (grade == null) {
            if (!purposes.isEmpty()) {
                throw new Commands.UsageProblem("--purpose goes with --grade material");
            }
            return null;
        }
        Grade wanted =
                switch (grade) {
                    case "minor" -> Grade.MINOR;
                    case "material" -> Grade.MATERIAL;
                    default ->
                        throw new Commands.UsageProblem("--grade takes minor or material: wording is what a change is"
                                + " when nobody has to be told");
                };
        if (wanted != Grade.MATERIAL && !purposes.isEmpty()) {
            throw new Commands.UsageProblem("--purpose goes with --grade material");
        }
        Set<Purpose> named = EnumSet.noneOf(Purpose.class);
        for (String purpose : purposes) {
            named.add(Stream.of(Purpose.values())
                    .filter(one -> one.wire().equals(purpose.strip()))
                    .findFirst()
                    .orElseThrow(() -> new Commands.UsageProblem("--purpose \"" + purpose + "\" is none; there is "
                            + Stream.of(Purpose.values()).map(Purpose::wire).collect(Collectors.joining(", ")))));
        }
        return new RaisedGrade(wanted, named);
    }

    private static Changed raised(Site site, RaisedGrade raised, Plan plan) {
        try {
            return plan instanceof Unchanged unchanged ? raised.of(unchanged) : raised.of((Changed) plan);
        } catch (RaisedGrade.Impossible impossible) {
            throw new Commands.UsageProblem("site " + site.name() + ": " + impossible.getMessage());
        }
    }

    private int unchanged(Site site, Unchanged unchanged) {
        int version = unchanged.newest().edition().version();
        Map<String, Object> wire = tell(site, "unchanged");
        wire.put("version", version);
        wire.put("texts_differ", unchanged.texts());
        say(site.name() + ": nothing new; version " + version + " stays");
        if (unchanged.texts()) {
            say("  the texts changed: 'consentgate disclosure write --wording' publishes them, nobody is asked again");
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
