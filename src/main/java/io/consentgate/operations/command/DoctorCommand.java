package io.consentgate.operations.command;

import io.consentgate.configuration.ConfigurationException;
import io.consentgate.configuration.Settings;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "doctor",
        description = "Looks at configuration, database, account, clock, disk and limits: one line each, with the fix.",
        mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {
    private static final long ENOUGH_BYTES = 1L << 30;
    private static final Instant BUILT_AFTER = Instant.parse("2026-01-01T00:00:00Z");

    private final Tools.Opener opener;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    DoctorCommand(Tools.Opener opener) {
        this.opener = opener;
    }

    private record Finding(String what, boolean well, String says) {}

    @Override
    public Integer call() throws IOException {
        List<Finding> findings = new ArrayList<>();
        try (Tools tools = opener.open()) {
            Settings settings = tools.configuration().settings();
            findings.add(new Finding(
                    "configuration", true, tools.configuration().sites().all().size() + " site(s), nothing wrong"));
            findings.add(database(tools));
            findings.add(account(settings));
            findings.add(keys(tools));
            findings.add(clock());
            findings.add(disk(settings));
            findings.add(limits());
        } catch (ConfigurationException e) {
            e.problems().forEach(problem -> findings.add(new Finding("configuration", false, problem.toString())));
        }
        print(findings);
        return findings.stream().allMatch(Finding::well) ? Commands.DONE : Commands.WITH_REFUSALS;
    }

    private static Finding database(Tools tools) {
        return tools.transactions().read(tx -> new Finding("database", true, "answers, its tables are up to date"));
    }

    private static Finding account(Settings settings) {
        return settings.account()
                .map(account -> new Finding("account", true, "configured: " + account.url()))
                .orElseGet(() -> new Finding(
                        "account", false, "nothing can be sent; set ACTIVECAMPAIGN_URL and ACTIVECAMPAIGN_API_TOKEN"));
    }

    private static Finding keys(Tools tools) {
        int keys = tools.configuration().keys().entries().size();
        return keys > 0
                ? new Finding("keys", true, keys + " key(s)")
                : new Finding("keys", false, "nobody can log in; set CONSENTGATE_KEY_SITE");
    }

    private static Finding clock() {
        Instant now = Instant.now();
        return now.isAfter(BUILT_AFTER)
                ? new Finding("clock", true, now.toString())
                : new Finding("clock", false, "it is not " + now + "; set the clock, consents are judged by it");
    }

    private static Finding disk(Settings settings) throws IOException {
        FileStore store = Files.getFileStore(Files.createDirectories(settings.dataDir()));
        long free = store.getUsableSpace();
        String says = (free >> 20) + " MB free in " + settings.dataDir();
        return free >= ENOUGH_BYTES
                ? new Finding("disk", true, says)
                : new Finding("disk", false, says + "; make room, below 1 GB intake is at risk");
    }

    private static Finding limits() {
        long heap = Runtime.getRuntime().maxMemory() >> 20;
        return heap >= 128
                ? new Finding("limits", true, heap + " MB heap")
                : new Finding("limits", false, heap + " MB heap; give at least 128 MB: JAVA_OPTS=-Xmx256m");
    }

    private void print(List<Finding> findings) {
        if (json) {
            Output.json(
                    spec.commandLine().getOut(),
                    findings.stream()
                            .map(finding -> {
                                Map<String, Object> wire = new LinkedHashMap<>();
                                wire.put("check", finding.what());
                                wire.put("well", finding.well());
                                wire.put("says", finding.says());
                                return wire;
                            })
                            .toList());
        } else {
            Output.table(
                    spec.commandLine().getOut(),
                    List.of("check", "", "says"),
                    findings.stream()
                            .map(finding -> List.of(finding.what(), finding.well() ? "ok" : "FIX", finding.says()))
                            .toList());
        }
    }
}
