package io.consentgate.operations.command;

import io.consentgate.intake.EventFile;
import io.consentgate.intake.EventFiles;
import io.consentgate.intake.UnusableFile;
import io.consentgate.operations.FileLoading;
import io.consentgate.operations.FileLoading.Summary;
import io.consentgate.operations.Historical;
import io.consentgate.site.Site;
import io.consentgate.site.Sites;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import java.util.zip.ZipException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "import",
        description = {
            "Loads files once: NDJSON, JSON or CSV as people have it, customers of Contactlab ContactHub, gzip too.",
            "Loading a file again does no harm; refused records land in a rejects file that can be corrected and loaded."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  consentgate import clienti.csv --shop shop.example.com --dry-run",
            "  consentgate import customers.json --from contacthub --shop shop.example.com",
            "  consentgate import history.ndjson.gz --historical      nothing automatic starts from old events"
        })
final class ImportCommand implements Callable<Integer> {
    private final Tools.Opener opener;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Files to load, in this order.")
    private List<Path> files;

    @Option(
            names = "--shop",
            paramLabel = "SHOP",
            description = "Whose people a CSV or ContactHub file is about; events say it themselves.")
    private String shop;

    @Option(
            names = "--from",
            paramLabel = "SYSTEM",
            description = "The system that wrote the files, where they do not show it: contacthub.")
    private String from;

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
        checkSystem();
        checkFiles();
        Map<Path, Summary> summaries = new LinkedHashMap<>();
        List<String> unusable = new ArrayList<>();
        try (Tools tools = dryRun ? opener.look() : opener.open()) {
            Premises premises = premises(tools.configuration().sites());
            for (Path file : files) {
                try {
                    summaries.put(file, load(tools, premises, file));
                } catch (UnusableFile | UnreadableFile e) {
                    unusable.add(file.getFileName() + ": " + e.getMessage());
                }
            }
        }
        if (!summaries.isEmpty()) {
            print(summaries);
        }
        if (!unusable.isEmpty()) {
            throw new Commands.UsageProblem(String.join("\nconsentgate: ", unusable));
        }
        return summaries.values().stream().anyMatch(summary -> summary.refused() > 0)
                ? Commands.WITH_REFUSALS
                : Commands.DONE;
    }

    private void checkSystem() {
        if (from != null && !EventFiles.SYSTEMS.contains(from)) {
            throw new Commands.UsageProblem(
                    "--from " + from + " is not known; expected one of " + String.join(", ", EventFiles.SYSTEMS));
        }
    }

    /** All of them, before the first is touched. */
    private void checkFiles() {
        List<String> wrong = new ArrayList<>();
        for (Path file : files) {
            if (Files.notExists(file)) {
                wrong.add(file + " is not there");
            } else if (Files.isDirectory(file)) {
                wrong.add(file + " is a folder: name the files in it");
            } else if (!Files.isReadable(file)) {
                wrong.add(file + " must not be read by this user");
            }
        }
        if (!wrong.isEmpty()) {
            throw new Commands.UsageProblem(String.join("\nconsentgate: ", wrong));
        }
    }

    /** @param told whether the shop was named, and not only the one that there is */
    private record Premises(String shop, Site site, boolean told, List<String> shops) {}

    private Premises premises(Sites sites) {
        List<String> shops = sites.all().stream()
                .flatMap(site -> site.shops().stream())
                .filter(one -> !one.equals("*"))
                .sorted()
                .toList();
        if (shop != null) {
            Site site = sites.owning(shop)
                    .orElseThrow(() -> new Commands.UsageProblem("no site owns the shop " + shop + "; known are "
                            + String.join(", ", shops) + " (see config/sites/)"));
            return new Premises(shop, site, true, shops);
        }
        Site site = sites.all().get(0);
        String its = site.shops().stream()
                .filter(one -> !one.equals("*"))
                .sorted()
                .findFirst()
                .orElse(site.name());
        return new Premises(its, site, sites.all().size() == 1, shops);
    }

    private Summary load(Tools tools, Premises premises, Path file) throws IOException {
        FileLoading loading = new FileLoading(tools.desk());
        try (EventFile events = tools.eventFiles().open(file, from, premises.shop(), premises.site());
                Progress progress = Progress.of(events, file, spec.commandLine().getErr(), !json)) {
            if (!premises.told() && !events.namesShop()) {
                throw new Commands.UsageProblem(file + " does not say whose people it is about: name one with --shop"
                        + (premises.shops().isEmpty() ? "" : ", for example " + String.join(", ", premises.shops())));
            }
            return dryRun
                    ? loading.check(events)
                    : loading.load(
                            events,
                            file.toAbsolutePath().getParent(),
                            file.getFileName().toString(),
                            historical ? Historical::mark : UnaryOperator.identity());
        } catch (EOFException | ZipException damaged) {
            throw new UnreadableFile("damaged or cut off; everything up to there was "
                    + (dryRun ? "read" : "taken; load it again when it is whole"));
        }
    }

    private static final class UnreadableFile extends IOException {
        private static final long serialVersionUID = 1;

        UnreadableFile(String message) {
            super(message);
        }
    }

    private void print(Map<Path, Summary> summaries) {
        if (json) {
            List<Map<String, Object>> all = new ArrayList<>();
            summaries.forEach((file, summary) -> {
                Map<String, Object> one = new LinkedHashMap<>();
                one.put("file", file.toString());
                one.put("dry_run", dryRun);
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
        summaries.forEach((file, summary) -> summary.remarks().forEach(remark -> spec.commandLine()
                .getOut()
                .println("note: " + (summaries.size() > 1 ? file.getFileName() + ": " : "") + remark)));
        spec.commandLine().getOut().flush();
    }
}
