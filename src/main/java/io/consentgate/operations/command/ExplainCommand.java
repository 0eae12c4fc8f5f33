package io.consentgate.operations.command;

import io.consentgate.gate.Explanation;
import io.consentgate.operations.Explaining;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
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
            "  consentgate explain --file addresses.txt --json             one address per line"
        })
final class ExplainCommand implements Callable<Integer> {
    private final Tools.Opener opener;

    @Parameters(arity = "0..1", paramLabel = "EMAIL|-", description = "The address; - reads it from standard input.")
    private String email;

    @Option(names = "--file", paramLabel = "FILE", description = "A file with one address per line.")
    private Path file;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

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
        PrintWriter out = spec.commandLine().getOut();
        int status = Commands.DONE;
        List<Explanation> all = new ArrayList<>();
        for (String address : addresses) {
            Optional<Explanation> explanation = explaining.of(address, Locale.getDefault());
            if (explanation.isEmpty()) {
                spec.commandLine().getErr().println("consentgate: not an e-mail address");
                status = Commands.WITH_REFUSALS;
            } else if (json) {
                all.add(explanation.get());
            } else {
                print(out, explanation.get());
            }
        }
        if (json) {
            Output.json(out, all.size() == 1 ? all.get(0) : all);
        }
        return status;
    }

    private static void print(PrintWriter out, Explanation explanation) {
        out.println(explanation.outcome() + ": " + explanation.reasonText() + " (" + explanation.reason() + ")");
        List<List<String>> rows =
                explanation.decisions().stream().map(ExplainCommand::row).toList();
        Output.table(out, List.of("site", "purpose", "channel", "answer", "reason", "rule", "since", "records"), rows);
        out.println();
    }

    private static List<String> row(Explanation.Cell cell) {
        return List.of(
                cell.site(),
                cell.purpose(),
                cell.channel() == null ? "" : cell.channel(),
                cell.decision(),
                cell.reason(),
                cell.ruleId(),
                cell.stateAt() == null ? "" : cell.stateAt(),
                String.join(" ", cell.records()));
    }

    private List<String> addresses() throws IOException {
        if ((email == null) == (file == null)) {
            throw new Commands.UsageProblem("explain takes one address, or - for standard input, or --file FILE");
        }
        if (file != null) {
            if (!Files.isReadable(file)) {
                throw new Commands.UsageProblem("cannot read " + file);
            }
            return Files.readAllLines(file).stream()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .toList();
        }
        if (!email.equals("-")) {
            return List.of(email);
        }
        try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            return in.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
        }
    }
}
