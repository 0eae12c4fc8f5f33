package io.consentgate.operations.command;

import io.consentgate.configuration.Configuration;
import io.consentgate.configuration.ConfigurationException;
import io.consentgate.operations.command.Finding.Status;
import java.io.PrintWriter;
import java.util.ArrayList;
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
        name = "doctor",
        description = {
            "Looks at configuration, secret, database, register, account, clock, disk and limits.",
            "One line each, with what to do. Changes nothing; each account is asked one harmless question."
        },
        mixinStandardHelpOptions = true,
        footer = {"", "Example: consentgate doctor --json"})
final class DoctorCommand implements Callable<Integer> {
    private final Tools.Opener opener;

    @Mixin
    private AccountOption chosen;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    DoctorCommand(Tools.Opener opener) {
        this.opener = opener;
    }

    @Override
    public Integer call() {
        List<Finding> findings = new ArrayList<>();
        int status = look(findings);
        print(findings);
        return status;
    }

    private int look(List<Finding> findings) {
        Configuration configuration;
        try {
            configuration = opener.configuration();
        } catch (ConfigurationException wrong) {
            wrong.problems().forEach(problem -> findings.add(Finding.fix("configuration", problem.toString(), null)));
            return Commands.USAGE;
        }
        if (!configuration.settings().accounts().isEmpty()) {
            chosen.of(configuration);
        }
        findings.addAll(ConfigurationChecks.of(configuration));
        findings.addAll(MachineChecks.of(configuration.settings()));
        findings.addAll(new ServiceChecks(opener, configuration, chosen).all());
        if (findings.stream().anyMatch(finding -> finding.status() == Status.UNAVAILABLE)) {
            return Commands.REMOTE_UNAVAILABLE;
        }
        return findings.stream().anyMatch(finding -> finding.status() == Status.FIX)
                ? Commands.WITH_REFUSALS
                : Commands.DONE;
    }

    private void print(List<Finding> findings) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            Output.json(out, findings.stream().map(DoctorCommand::wire).toList());
            return;
        }
        Output.table(
                out,
                List.of("check", "", ""),
                findings.stream().map(DoctorCommand::row).toList());
    }

    private static Map<String, Object> wire(Finding finding) {
        Map<String, Object> wire = new LinkedHashMap<>();
        wire.put("check", finding.check());
        wire.put("status", finding.status().name().toLowerCase(Locale.ROOT));
        wire.put("says", finding.says());
        if (finding.remedy() != null) {
            wire.put("remedy", finding.remedy());
        }
        return wire;
    }

    private static List<String> row(Finding finding) {
        String status =
                switch (finding.status()) {
                    case OK -> "ok";
                    case NOTE -> "note";
                    case FIX -> "FIX";
                    case UNAVAILABLE -> "DOWN";
                };
        String says = finding.remedy() == null ? finding.says() : finding.says() + "; " + finding.remedy();
        return List.of(finding.check(), status, says);
    }
}
