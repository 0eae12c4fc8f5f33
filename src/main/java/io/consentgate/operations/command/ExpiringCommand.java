package io.consentgate.operations.command;

import io.consentgate.configuration.Role;
import io.consentgate.operations.Expiring.Permission;
import io.consentgate.site.Site;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "expiring",
        description = {
            "Whose permission ends soon, with purpose, channel and day, so that they can be asked again in time.",
            "For marketers and the data protection officer: with CONSENTGATE_KEY_MARKETER or CONSENTGATE_KEY_DPO, or such"
                    + " a key in CONSENTGATE_ROLE_KEY. Each listing is logged."
        },
        mixinStandardHelpOptions = true,
        footer = {"", "Example: consentgate register expiring --days 30 --csv > ask-again.csv"})
final class ExpiringCommand implements Callable<Integer> {
    private static final List<String> HEAD = List.of("site", "email", "purpose", "channel", "basis", "ends");

    private final Tools.Opener opener;

    @Option(
            names = "--days",
            paramLabel = "N",
            description = "How far to look ahead, 1 to 366 days (${DEFAULT-VALUE}).")
    private int days = 30;

    @ArgGroup
    private Form form = new Form();

    private static final class Form {
        @Option(names = "--json", description = "Print JSON.")
        private boolean json;

        @Option(names = "--csv", description = "Print lines for a spreadsheet.")
        private boolean csv;
    }

    @Spec
    private CommandSpec spec;

    ExpiringCommand(Tools.Opener opener) {
        this.opener = opener;
    }

    @Override
    public Integer call() {
        if (days < 1 || days > 366) {
            throw new Commands.UsageProblem("--days takes 1 to 366");
        }
        try (Tools tools = opener.look()) {
            if (!tools.holds(Role.DPO) && !tools.holds(Role.MARKETER)) {
                throw new Commands.UsageProblem("the list is for marketers and the data protection officer: set"
                        + " CONSENTGATE_KEY_MARKETER or CONSENTGATE_KEY_DPO, or put such a key from config/keys.yaml"
                        + " into CONSENTGATE_ROLE_KEY");
            }
            Audit.note("expiring permissions listed: {} days, user {}", days, Audit.user());
            print(found(tools));
            return Commands.DONE;
        }
    }

    private List<Permission> found(Tools tools) {
        List<Permission> found = new ArrayList<>();
        try (Progress progress = Progress.counting(spec.commandLine().getErr(), !form.json)) {
            for (Site site : tools.configuration().sites().all()) {
                tools.expiring()
                        .find(
                                site,
                                Duration.ofDays(days),
                                found::add,
                                seen -> progress.show(site.name() + ": " + seen + " people looked at"));
            }
        }
        found.sort(Comparator.comparing(Permission::ends));
        return found;
    }

    private void print(List<Permission> found) {
        PrintWriter out = spec.commandLine().getOut();
        if (form.json) {
            Output.json(
                    out,
                    Map.of("expiring", found.stream().map(ExpiringCommand::wire).toList()));
        } else if (form.csv) {
            out.print(Csv.line(HEAD));
            found.forEach(one -> out.print(Csv.line(row(one))));
        } else if (found.isEmpty()) {
            out.println("No permission ends within " + days + " days.");
        } else {
            Output.table(out, HEAD, found.stream().map(ExpiringCommand::row).toList());
        }
        out.flush();
    }

    private static List<String> row(Permission one) {
        return List.of(
                one.site(),
                one.email(),
                one.cell().purpose().wire(),
                channel(one) == null ? "" : channel(one),
                one.cell().basis(),
                one.ends().toString());
    }

    private static Map<String, Object> wire(Permission one) {
        Map<String, Object> wire = new LinkedHashMap<>();
        wire.put("site", one.site());
        wire.put("email", one.email());
        wire.put("purpose", one.cell().purpose().wire());
        wire.put("channel", channel(one));
        wire.put("basis", one.cell().basis());
        wire.put("rule_id", one.cell().ruleId());
        wire.put("ends", one.ends().toString());
        wire.values().removeIf(value -> value == null);
        return wire;
    }

    /** Null for purposes that have one cell. */
    private static String channel(Permission one) {
        return one.cell().purpose().perChannel() ? one.cell().channel().wire() : null;
    }
}
