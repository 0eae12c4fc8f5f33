package io.consentgate.operations.command;

import io.consentgate.event.Channel;
import io.consentgate.gate.CellDecision;
import io.consentgate.operations.Explaining;
import io.consentgate.operations.Explaining.Explanation;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
        try (Tools tools = opener.open()) {
            return explain(tools.explaining(), addresses);
        }
    }

    private int explain(Explaining explaining, List<String> addresses) {
        PrintWriter out = spec.commandLine().getOut();
        int status = Commands.DONE;
        List<Map<String, Object>> all = new ArrayList<>();
        for (String address : addresses) {
            Optional<List<Explanation>> explanations = explaining.of(address);
            if (explanations.isEmpty()) {
                spec.commandLine().getErr().println("consentgate: not an e-mail address");
                status = Commands.WITH_REFUSALS;
            } else if (json) {
                Map<String, Object> person = new LinkedHashMap<>();
                person.put(
                        "sites",
                        explanations.get().stream().map(Explanation::wire).toList());
                all.add(person);
            } else {
                explanations.get().forEach(explanation -> print(out, explanation));
            }
        }
        if (json) {
            Output.json(out, all.size() == 1 ? all.get(0) : all);
        }
        return status;
    }

    private static void print(PrintWriter out, Explanation explanation) {
        if (explanation.decision() == null) {
            out.println("site " + explanation.site() + ": never heard of this address");
            out.flush();
            return;
        }
        var decision = explanation.decision();
        out.println("site " + explanation.site() + ": " + decision.outcome().wire() + " (" + decision.reason()
                + "), rules " + decision.country() + " " + decision.rulesVersion());
        List<List<String>> rows =
                decision.cells().stream().map(ExplainCommand::row).toList();
        Output.table(out, List.of("purpose", "channel", "answer", "reason", "rule", "since", "records"), rows);
        out.println();
    }

    private static List<String> row(CellDecision cell) {
        return List.of(
                cell.purpose().wire(),
                cell.channel() == Channel.NONE ? "" : cell.channel().wire(),
                cell.allowed() ? "allowed" : "denied",
                String.valueOf(cell.reason()),
                String.valueOf(cell.ruleId()),
                cell.stateAt() == null ? "" : cell.stateAt().toString(),
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
