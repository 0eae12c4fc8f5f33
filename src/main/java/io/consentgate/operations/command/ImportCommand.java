package io.consentgate.operations.command;

import io.consentgate.intake.EventFile;
import io.consentgate.intake.UnusableFile;
import io.consentgate.operations.FileLoading;
import io.consentgate.operations.FileLoading.Summary;
import io.consentgate.operations.Historical;
import io.consentgate.site.Site;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "import",
        description = {
            "Loads files once: NDJSON, JSON or CSV as people have it, gzip too.",
            "Loading a file again does no harm; refused records land in a rejects file that can be corrected and loaded."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  consentgate import clienti.csv --shop shop.example.com --dry-run",
            "  consentgate import history.ndjson.gz --historical      nothing automatic starts from old events"
        })
final class ImportCommand implements Callable<Integer> {
    private final Tools.Opener opener;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Files to load, in this order.")
    private List<Path> files;

    @Option(
            names = "--shop",
            paramLabel = "SHOP",
            description = "Whose people a CSV file is about; JSON says it itself.")
    private String shop;

    @Option(names = "--dry-run", description = "Read and check everything, take nothing.")
    private boolean dryRun;

    @Option(names = "--historical", description = "Take every event as part of a first load.")
    private boolean historical;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    ImportCommand(Tools.Opener opener) {
        this.opener = opener;
    }

    @Override
    public Integer call() throws IOException {
        for (Path file : files) {
            if (!Files.isReadable(file) || Files.isDirectory(file)) {
                throw new Commands.UsageProblem("cannot read " + file);
            }
        }
        Map<Path, Summary> summaries = new LinkedHashMap<>();
        try (Tools tools = opener.open()) {
            for (Path file : files) {
                summaries.put(file, load(tools, file));
            }
        } catch (UnusableFile e) {
            throw new Commands.UsageProblem(e.getMessage());
        }
        print(summaries);
        return summaries.values().stream().anyMatch(summary -> summary.refused() > 0)
                ? Commands.WITH_REFUSALS
                : Commands.DONE;
    }

    private Summary load(Tools tools, Path file) throws IOException {
        List<Site> sites = tools.configuration().sites().all();
        String owner = shop != null ? shop : sites.get(0).name();
        Site site = tools.configuration()
                .sites()
                .owning(owner)
                .orElseThrow(() -> new Commands.UsageProblem("no site owns the shop " + owner + "; see config/sites/"));
        FileLoading loading = new FileLoading(tools.desk());
        try (EventFile events = tools.eventFiles().open(file, owner, site);
                Progress progress = Progress.of(events, file, spec.commandLine().getErr(), !json)) {
            return dryRun
                    ? loading.check(events)
                    : loading.load(
                            events,
                            file.toAbsolutePath().getParent(),
                            file.getFileName().toString(),
                            historical ? Historical::mark : UnaryOperator.identity());
        }
    }

    private void print(Map<Path, Summary> summaries) {
        if (json) {
            List<Map<String, Object>> all = new ArrayList<>();
            summaries.forEach((file, summary) -> {
                Map<String, Object> one = new LinkedHashMap<>();
                one.put("file", file.toString());
                one.putAll(summary.wire());
                one.values().removeIf(value -> value == null);
                all.add(one);
            });
            Output.json(spec.commandLine().getOut(), all);
            return;
        }
        List<List<String>> rows = new ArrayList<>();
        summaries.forEach((file, summary) -> rows.add(List.of(
                file.getFileName().toString(),
                String.valueOf(summary.records()),
                String.valueOf(summary.accepted()),
                String.valueOf(summary.duplicates()),
                String.valueOf(summary.refused()),
                summary.rejects() == null ? "" : summary.rejects().toString())));
        String accepted = dryRun ? "acceptable" : "accepted";
        Output.table(
                spec.commandLine().getOut(),
                List.of("file", "records", accepted, "duplicates", "refused", "rejects"),
                rows);
        summaries.values().stream()
                .flatMap(summary -> summary.remarks().stream())
                .distinct()
                .forEach(remark -> spec.commandLine().getOut().println("note: " + remark));
        spec.commandLine().getOut().flush();
    }
}
