package io.consentgate.operations.command;

import io.consentgate.disclosure.live.LiveCheck;
import io.consentgate.disclosure.live.PageReport;
import io.consentgate.disclosure.live.PartReport;
import io.consentgate.disclosure.live.Standing;
import io.consentgate.site.Site;
import java.io.PrintWriter;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "check",
        description = {
            "Fetches the site's pages and says whether they show the notice in force, word for word: current, outdated",
            "(since when), altered, wrong_language, missing or unreachable, and what differs. Only https and only hosts",
            "that notice/sites/<site>.yaml names in its pages; no page is asked with a cookie or a script. Without an",
            "address also: the files for programs at CONSENTGATE_PUBLIC_URL, the link to the notice on every page where",
            "data are collected, rel=\"privacy-policy\" where it is shown, the pages for preferences and rights, and whether",
            "the shop's /.well-known/gpc.json is true. What scripts put into pages, a banner above all, is not seen."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  consentgate disclosure check                                     every page that the file names",
            "  consentgate disclosure check https://shop.example.com/it/privacy  this page",
            "",
            "Exit status: 0 all is current; 1 something is not; 2 usage or configuration; 3 something is unreachable."
        })
final class DisclosureCheckCommand implements Callable<Integer> {

    private static final int SHOWN = 5;
    private static final int LETTERS = 160;

    private final Tools.Opener opener;

    @Parameters(arity = "0..1", paramLabel = "URL", description = "One page; otherwise every one.")
    private URI address;

    @Option(names = "--site", description = "Only this site; otherwise every one.")
    private String wanted;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    DisclosureCheckCommand(Tools.Opener opener) {
        this.opener = opener;
    }

    @Override
    public Integer call() throws Exception {
        try (Tools tools = opener.open();
                Tools.Looking looking = tools.looking()) {
            List<PageReport> reports = new ArrayList<>();
            List<PartReport> parts = new ArrayList<>();
            List<String> refusals = new ArrayList<>();
            for (Site site : sites(tools)) {
                try {
                    reports.addAll(
                            address == null
                                    ? looking.check().check(site)
                                    : looking.check().check(site, address));
                    parts.addAll(looking.check().parts(site));
                } catch (LiveCheck.NotAllowed elsewhere) {
                    refusals.add(elsewhere.getMessage());
                }
            }
            if (reports.isEmpty() && !refusals.isEmpty()) {
                throw new Commands.UsageProblem(
                        address + " " + refusals.get(0)
                                + "; name the page in notice/sites/<site>.yaml: pages, then run 'consentgate disclosure write'");
            }
            print(reports, parts);
            return status(Stream.concat(
                            reports.stream().map(PageReport::standing),
                            parts.stream().map(PartReport::standing))
                    .toList());
        }
    }

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

    /** What differs counts more than what nobody could see: the first can be set right here. */
    private static int status(List<Standing> standings) {
        boolean silent = standings.contains(Standing.UNREACHABLE);
        boolean differs = standings.stream()
                .anyMatch(standing -> standing != Standing.CURRENT && standing != Standing.UNREACHABLE);
        if (standings.isEmpty() || differs) {
            return Commands.WITH_REFUSALS;
        }
        return silent ? Commands.REMOTE_UNAVAILABLE : Commands.DONE;
    }

    private void print(List<PageReport> reports, List<PartReport> parts) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            Output.json(
                    out,
                    Map.of(
                            "pages", reports.stream().map(PageReport::wire).toList(),
                            "parts", parts.stream().map(PartReport::wire).toList()));
            return;
        }
        if (reports.isEmpty()) {
            out.println("No page to look at: write the notice first ('consentgate disclosure write'); pages of example"
                    + " domains are nobody's.");
        }
        reports.forEach(report -> print(out, report));
        parts.stream().filter(part -> part.standing() != Standing.CURRENT).forEach(part -> print(out, part));
        long fine = parts.stream()
                .filter(part -> part.standing() == Standing.CURRENT)
                .count();
        if (fine > 0) {
            out.println("beside them: " + fine + " files for programs, links and pages as they should be");
        }
        out.flush();
    }

    private static void print(PrintWriter out, PartReport part) {
        out.println(part.standing().wire().toUpperCase(Locale.ROOT) + "  "
                + part.part().wire().replace('_', ' ') + "  " + part.address());
        out.println("    " + part.why() + (part.since() == null ? "" : "; since " + part.since()));
    }

    private static void print(PrintWriter out, PageReport report) {
        out.println(report.standing().wire().toUpperCase(Locale.ROOT) + "  "
                + report.page().sectionName() + " " + report.page().language() + "  "
                + report.page().address());
        if (report.standing() == Standing.CURRENT) {
            out.println("    version " + report.shown() + (report.why() == null ? "" : "; " + report.why()));
            return;
        }
        out.println("    " + report.why() + "; since " + report.since());
        sentences(out, "it lacks", report.lacking());
        sentences(out, "it says instead", report.instead());
    }

    private static void sentences(PrintWriter out, String what, List<String> sentences) {
        sentences.stream().limit(SHOWN).forEach(sentence -> out.println("    " + what + ": " + shortened(sentence)));
        if (sentences.size() > SHOWN) {
            out.println("    " + what + ": " + (sentences.size() - SHOWN) + " more");
        }
    }

    private static String shortened(String text) {
        return text.length() <= LETTERS ? text : text.substring(0, LETTERS - 2) + " …";
    }
}
