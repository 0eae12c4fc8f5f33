package io.consentgate.operations.command;

import io.consentgate.configuration.Settings;
import io.consentgate.feedback.Findings.Reason;
import io.consentgate.feedback.Reconcile;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "reconcile",
        description = {
            "Compares ActiveCampaign with what the register allows, page by page; interrupted, it goes on where it was.",
            "Every account, one after the other; with several, --json prints {\"accounts\":[...]}.",
            "--repair marks who differs; the running service then reads each of them and does what is right."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  consentgate reconcile                     compare, change nothing",
            "  consentgate reconcile --repair            repair; more than 100 people or 5 %% ask for --yes",
            "  consentgate reconcile --repair --yes"
        })
final class ReconcileCommand implements Callable<Integer> {
    private static final Map<Reason, String> SENTENCES = sentences();

    private final Tools.Opener opener;

    @Mixin
    private AccountOption chosen;

    @Option(names = "--repair", description = "Mark who differs, so that the running service sets it right.")
    private boolean repair;

    @Option(names = "--yes", description = "However many they are.")
    private boolean yes;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    ReconcileCommand(Tools.Opener opener) {
        this.opener = opener;
    }

    private static Map<Reason, String> sentences() {
        Map<Reason, String> sentences = new EnumMap<>(Reason.class);
        sentences.put(Reason.ACTIVE_NOT_ALLOWED, "active there, and the register does not allow it");
        sentences.put(Reason.ACTIVE_UNKNOWN, "active on a mapped list, and no site ever heard of them");
        sentences.put(Reason.ERASED_THERE, "there again after their erasure");
        sentences.put(Reason.NOT_ACTIVE_THERE, "allowed, and no longer active there");
        sentences.put(Reason.MISSING_THERE, "allowed, and no longer there at all");
        return sentences;
    }

    @Override
    public Integer call() throws Exception {
        if (yes && !repair) {
            throw new Commands.UsageProblem("--yes says yes to a repair: it goes with --repair");
        }
        List<String> names = chosen.of(opener.configuration());
        List<Reconcile.Report> reports = new ArrayList<>();
        try (Tools tools = opener.open()) {
            for (String name : names) {
                reports.add(compare(tools, name));
            }
        }
        print(reports);
        if (reports.stream().anyMatch(report -> report.stopped() != null)) {
            return Commands.REMOTE_UNAVAILABLE;
        }
        return reports.stream().allMatch(ReconcileCommand::alike) ? Commands.DONE : Commands.WITH_REFUSALS;
    }

    private Reconcile.Report compare(Tools tools, String name) throws Exception {
        try (Tools.Account account = tools.account(name)) {
            if (account.directory().isEmpty()) {
                throw new Commands.UsageProblem((name.equals(Settings.Account.MAIN) ? "the account" : "account " + name)
                        + " is not set up: run 'consentgate setup' first");
            }
            return run(account.reconcile());
        }
    }

    private static boolean alike(Reconcile.Report report) {
        return (report.people() == 0 || report.repaired() > 0) && !report.needsYes();
    }

    private Reconcile.Report run(Reconcile reconcile) {
        try (Progress progress = Progress.counting(spec.commandLine().getErr(), !json)) {
            return reconcile.run(
                    repair, yes, step -> progress.show(step.phase() + ": " + step.compared() + " contacts compared"));
        }
    }

    /** One account is told as it was when there could be but one. */
    private void print(List<Reconcile.Report> reports) {
        PrintWriter out = spec.commandLine().getOut();
        if (!json) {
            reports.forEach(report -> print(out, report));
        } else if (reports.size() == 1) {
            Output.json(out, wire(reports.get(0)));
        } else {
            Output.json(out, Map.of("accounts", reports.stream().map(this::wire).toList()));
        }
    }

    private void print(PrintWriter out, Reconcile.Report report) {
        if (report.people() > 0) {
            List<List<String>> rows = new ArrayList<>();
            SENTENCES.forEach((reason, sentence) -> {
                if (report.found().containsKey(reason)) {
                    rows.add(List.of(String.valueOf(report.found().get(reason)), sentence));
                }
            });
            Output.table(out, List.of("people", "what differs"), rows);
            out.println();
        }
        out.println(report.compared() + " contacts compared on account " + report.account() + "; " + closing(report));
        out.flush();
    }

    private String closing(Reconcile.Report report) {
        if (report.stopped() != null) {
            return "not finished: " + report.stopped() + ". The next run goes on from here.";
        }
        if (report.people() == 0) {
            return "nothing differs.";
        }
        if (report.needsYes()) {
            return "that is a large repair: look at the figures, then run 'consentgate reconcile --repair --yes'.";
        }
        return repair
                ? report.repaired() + " people marked. The running service does the rest; start 'consentgate run' if"
                        + " none is running."
                : report.people() + " people differ. 'consentgate reconcile --repair' sets it right.";
    }

    private Map<String, Object> wire(Reconcile.Report report) {
        Map<String, Object> found = new LinkedHashMap<>();
        for (Reason reason : Reason.values()) {
            found.put(reason.name().toLowerCase(Locale.ROOT), report.found().getOrDefault(reason, 0L));
        }
        Map<String, Object> wire = new LinkedHashMap<>();
        wire.put("account", report.account());
        wire.put("compared", report.compared());
        wire.put("differ", report.people());
        wire.put("found", found);
        wire.put("marked", report.repaired());
        wire.put("needs_yes", report.needsYes());
        if (report.stopped() != null) {
            wire.put("stopped", report.stopped());
        }
        return wire;
    }
}
