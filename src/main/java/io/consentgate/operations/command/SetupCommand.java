package io.consentgate.operations.command;

import io.consentgate.activecampaign.Checkup;
import io.consentgate.activecampaign.SetupReport;
import io.consentgate.activecampaign.SetupReport.Line;
import io.consentgate.activecampaign.SetupReport.Outcome;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "setup",
        description = {
            "Makes in ActiveCampaign what the sites need and is not there yet: lists, custom fields, tags, webhook.",
            "In every account that is configured, each for the sites that send to it.",
            "Repeatable: what is found is left as it is. The service may be running meanwhile."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  consentgate setup --dry-run      only look, and say what would be made",
            "  consentgate setup --account north",
            "  ACTIVECAMPAIGN_URL=https://youraccount.api-us1.com ACTIVECAMPAIGN_API_TOKEN=... consentgate setup"
        })
final class SetupCommand implements Callable<Integer> {
    private final Tools.Opener opener;

    @Mixin
    private AccountOption chosen;

    @Option(names = "--dry-run", description = "Only look, and say what would be made.")
    private boolean dryRun;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    SetupCommand(Tools.Opener opener) {
        this.opener = opener;
    }

    @Override
    public Integer call() throws Exception {
        List<String> names = chosen.of(opener.configuration());
        Map<String, SetupReport> reports = new LinkedHashMap<>();
        try (Tools tools = opener.open()) {
            for (String name : names) {
                reports.put(name, setUp(tools, name));
            }
        }
        print(reports);
        if (reports.values().stream().anyMatch(SetupReport::unreachable)) {
            return Commands.REMOTE_UNAVAILABLE;
        }
        return reports.values().stream().allMatch(SetupReport::complete) ? Commands.DONE : Commands.WITH_REFUSALS;
    }

    private SetupReport setUp(Tools tools, String name) throws Exception {
        try (Tools.Account account = tools.account(name)) {
            return refusal(account.ask())
                    .map(why -> new SetupReport(List.of(new Line("connection", account.name(), Outcome.FAILED, why))))
                    .orElseGet(() -> account.setUp(dryRun));
        }
    }

    /** Whoever waits at a terminal hears at once of a wrong key or address; a busy account is waited for. */
    private static Optional<String> refusal(Checkup.Finding answer) {
        if (answer instanceof Checkup.Finding.KeyRefused refused) {
            return Optional.of(refused.why());
        }
        return answer instanceof Checkup.Finding.Unreachable unreachable && !unreachable.busy()
                ? Optional.of(unreachable.why())
                : Optional.empty();
    }

    private void print(Map<String, SetupReport> reports) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            List<Map<String, Object>> lines = new ArrayList<>();
            reports.forEach((account, report) -> report.lines().forEach(line -> lines.add(wire(account, line))));
            Map<String, Object> wire = new LinkedHashMap<>();
            wire.put("complete", reports.values().stream().allMatch(SetupReport::complete));
            wire.put("dry_run", dryRun);
            wire.put("lines", lines);
            Output.json(out, wire);
            return;
        }
        reports.forEach((account, report) -> {
            if (reports.size() > 1) {
                out.println("Account " + account);
            }
            Output.table(
                    out,
                    List.of("what", "name", "outcome", ""),
                    report.lines().stream().map(SetupCommand::row).toList());
            out.println();
            out.println(closing(report));
            if (reports.size() > 1) {
                out.println();
            }
        });
        out.flush();
    }

    private String closing(SetupReport report) {
        if (report.unreachable()) {
            return "The account could not be asked; nothing was changed. 'consentgate doctor' looks closer.";
        }
        if (!report.complete()) {
            return "Something is missing still: set it right and run setup again.";
        }
        if (!dryRun) {
            return "Everything that the sites need is there.";
        }
        long missing = count(report, Outcome.WOULD_CREATE);
        return missing == 0
                ? "Everything that the sites need is there; setup without --dry-run only notes it."
                : missing + " to be made: run setup without --dry-run.";
    }

    private static long count(SetupReport report, Outcome outcome) {
        return report.lines().stream().filter(line -> line.outcome() == outcome).count();
    }

    private static Map<String, Object> wire(String account, Line line) {
        Map<String, Object> wire = new LinkedHashMap<>();
        wire.put("account", account);
        wire.put("kind", line.kind());
        wire.put("name", line.name());
        wire.put("outcome", line.outcome().name().toLowerCase(Locale.ROOT));
        if (line.detail() != null) {
            wire.put("detail", line.detail());
        }
        return wire;
    }

    private static List<String> row(Line line) {
        String outcome = line.outcome().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return List.of(line.kind(), line.name(), outcome, line.detail() == null ? "" : line.detail());
    }
}
