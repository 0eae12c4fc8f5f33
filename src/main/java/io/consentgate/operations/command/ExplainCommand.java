package io.consentgate.operations.command;

import io.consentgate.gate.Explanation;
import io.consentgate.operations.Explaining;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "explain",
        description = "Says per purpose and channel what may be done with an address, by which rule and record.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  consentgate explain giulia.bianchi@example.com",
            "  echo giulia.bianchi@example.com | consentgate explain -     keeps the address out of the shell's history",
            "  consentgate explain --file addresses.txt --json             one address per line",
            "  consentgate explain giulia.bianchi@example.com --lang it    rule, article and reason in Italian"
        })
final class ExplainCommand implements Callable<Integer> {
    private static final String WORDS = "io.consentgate.operations.command.explain";
    private static final Control NO_FALLBACK = Control.getNoFallbackControl(Control.FORMAT_PROPERTIES);

    private final Tools.Opener opener;

    @Parameters(arity = "0..1", paramLabel = "EMAIL|-", description = "The address; - reads it from standard input.")
    private String email;

    @Option(names = "--file", paramLabel = "FILE", description = "A file with one address per line.")
    private Path file;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Option(names = "--lang", paramLabel = "it|en", description = "Language; otherwise that of LANG.")
    private String language;

    @Spec
    private CommandSpec spec;

    ExplainCommand(Tools.Opener opener) {
        this.opener = opener;
    }

    @Override
    public Integer call() throws IOException {
        List<String> addresses = addresses();
        try (Tools tools = opener.look()) {
            return explain(tools.explaining(), addresses);
        }
    }

    private int explain(Explaining explaining, List<String> addresses) {
        Locale locale = locale();
        int status = Commands.DONE;
        List<Object> all = new ArrayList<>();
        for (int i = 0; i < addresses.size(); i++) {
            Optional<Explanation> explanation = explaining.of(addresses.get(i), locale);
            if (explanation.isEmpty()) {
                // Not the text itself: it may be anything, a password too.
                String which = addresses.size() == 1 ? "" : "line " + (i + 1) + ": ";
                spec.commandLine().getErr().println("consentgate: " + which + "not an e-mail address");
                all.add(Map.of("error", which + "not an e-mail address"));
                status = Commands.WITH_REFUSALS;
            } else if (json) {
                all.add(explanation.get());
            } else {
                print(explanation.get(), ResourceBundle.getBundle(WORDS, locale, NO_FALLBACK));
            }
        }
        if (json) {
            Output.json(spec.commandLine().getOut(), file == null && all.size() == 1 ? all.get(0) : all);
        }
        return status;
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

    private void print(Explanation explanation, ResourceBundle words) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(explanation.email() + ": " + words.getString(explanation.outcome()) + " (" + explanation.outcome()
                + "). " + explanation.reasonText() + " [" + explanation.reason() + "]");
        Output.table(
                out,
                Stream.of("site", "purpose", "channel", "answer", "rule", "article", "since", "records", "why")
                        .map(words::getString)
                        .toList(),
                explanation.decisions().stream().map(cell -> row(cell, words)).toList());
        explanation.sites().forEach(site -> print(out, site, words));
        explanation.decisions().stream()
                .filter(cell -> cell.noticeDue() != null)
                .forEach(cell -> out.println(cell.site() + ": " + cell.purpose() + " " + cell.channel() + ": "
                        + words.getString("notice_due") + " " + cell.noticeDue()));
        explanation.carts().forEach(cart -> out.println(line(cart, words)));
        out.println();
        out.flush();
    }

    private static String line(Explanation.Cart cart, ResourceBundle words) {
        String law = cart.ruleSince() == null
                ? cart.source()
                : cart.source() + " (" + words.getString("since") + " " + cart.ruleSince() + ")";
        String rule = cart.ruleId() == null ? cart.row() : cart.row() + ", " + cart.ruleId();
        String until = cart.validUntil() == null ? "" : "; " + words.getString("until") + " " + cart.validUntil();
        return cart.site() + ": " + words.getString("cart") + " " + cart.shop() + "/" + cart.cart() + ": "
                + words.getString(cart.decision()) + ". " + cart.reasonText() + " [" + cart.reason() + "] " + rule
                + ", " + law + until;
    }

    private static void print(PrintWriter out, Explanation.PerSite site, ResourceBundle words) {
        out.println(
                site.site() + ": " + words.getString("law") + " " + site.country() + " " + site.rulesVersion() + "; "
                        + words.getString("prospecting") + ": " + channels(site.prospecting(), words) + "; "
                        + words.getString("retargeting") + ": " + channels(site.retargeting(), words));
        if (!site.prospecting().isEmpty()) {
            out.println(site.site() + ": " + site.openTrackingText());
        }
    }

    private static String channels(List<String> open, ResourceBundle words) {
        return open.isEmpty() ? words.getString("none") : String.join(", ", open);
    }

    private static List<String> row(Explanation.Cell cell, ResourceBundle words) {
        return List.of(
                cell.site(),
                cell.purpose(),
                cell.channel() == null ? "" : cell.channel(),
                words.getString(cell.decision()),
                cell.ruleId() == null ? "" : cell.ruleId(),
                cell.source() + " (" + words.getString("since") + " " + cell.ruleSince() + ")",
                cell.stateAt() == null ? "" : cell.stateAt(),
                String.join(" ", cell.records()),
                cell.reasonText() + " [" + cell.reason() + "]");
    }

    private List<String> addresses() throws IOException {
        if ((email == null) == (file == null)) {
            throw new Commands.UsageProblem("explain takes one address, or - for standard input, or --file FILE");
        }
        if (file != null) {
            if (!Files.isReadable(file) || Files.isDirectory(file)) {
                throw new Commands.UsageProblem("cannot read " + file);
            }
            try (Stream<String> lines = Files.lines(file)) {
                return some(lines);
            } catch (UncheckedIOException notText) {
                throw new Commands.UsageProblem(file + " is no text in UTF-8");
            }
        }
        if (!email.equals("-")) {
            return List.of(email);
        }
        try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            return some(in.lines());
        }
    }

    private static List<String> some(Stream<String> lines) {
        List<String> addresses = lines.map(line -> line.replace("\ufeff", "").strip())
                .filter(line -> !line.isEmpty())
                .toList();
        if (addresses.isEmpty()) {
            throw new Commands.UsageProblem("no address was given");
        }
        return addresses;
    }
}
