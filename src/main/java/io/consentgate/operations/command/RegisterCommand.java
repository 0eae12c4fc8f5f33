package io.consentgate.operations.command;

import io.consentgate.configuration.Role;
import io.consentgate.consent.ConsentRegister.Proof;
import io.consentgate.consent.Verification;
import io.consentgate.operations.http.Json;
import io.consentgate.person.EmailAddress;
import io.consentgate.person.People;
import io.consentgate.site.Site;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * The consent register is for the data protection officer alone: on the command line too, a key of role dpo has to
 * stand in {@code CONSENTGATE_ROLE_KEY}.
 */
@Command(
        name = "register",
        description = "The consent register; needs a key of role dpo in CONSENTGATE_ROLE_KEY.",
        mixinStandardHelpOptions = true)
final class RegisterCommand implements Runnable {
    private static final String KEY = "CONSENTGATE_ROLE_KEY";

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing command: show or verify.");
    }

    private static void dpoOnly(Tools tools) {
        String key = System.getenv(KEY);
        boolean dpo = key != null
                && tools.configuration()
                        .keys()
                        .holder(key)
                        .filter(entry -> entry.role() == Role.DPO)
                        .isPresent();
        if (!dpo) {
            throw new Commands.UsageProblem(
                    "the register is for the data protection officer: put a key of role dpo into " + KEY
                            + " (the installation knows it from CONSENTGATE_KEY_DPO or config/keys.yaml)");
        }
    }

    @Command(
            name = "verify",
            description = "Walks every site's chain and names rows that were changed, removed or inserted.",
            mixinStandardHelpOptions = true,
            footer = {"", "Example: CONSENTGATE_ROLE_KEY=... consentgate register verify --json"})
    static final class Verify implements Callable<Integer> {
        private final Tools.Opener opener;

        @Option(names = "--json", description = "Print JSON.")
        private boolean json;

        @Spec
        private CommandSpec spec;

        Verify(Tools.Opener opener) {
            this.opener = opener;
        }

        @Override
        public Integer call() {
            try (Tools tools = opener.open()) {
                dpoOnly(tools);
                return verify(tools);
            }
        }

        private int verify(Tools tools) {
            PrintWriter out = spec.commandLine().getOut();
            List<Map<String, Object>> all = new ArrayList<>();
            boolean sound = true;
            for (Site site : tools.configuration().sites().all()) {
                Verification found = tools.register().verify(site.name());
                List<String> findings = found.findings().stream()
                        .map(Verification.Finding::message)
                        .toList();
                sound &= findings.isEmpty();
                Map<String, Object> told = new LinkedHashMap<>();
                told.put("site", site.name());
                told.put("rows", found.rows());
                told.put("sound", findings.isEmpty());
                told.put("findings", findings);
                all.add(told);
                if (!json) {
                    out.println("site " + site.name() + ": " + found.rows() + " rows, "
                            + (findings.isEmpty() ? "sound" : findings.size() + " findings"));
                    findings.forEach(finding -> out.println("  " + finding));
                    out.flush();
                }
            }
            if (json) {
                Output.json(out, Map.of("sound", sound, "sites", all));
            }
            return sound ? Commands.DONE : Commands.WITH_REFUSALS;
        }
    }

    @Command(
            name = "show",
            description = "Every statement of a person, with its evidence.",
            mixinStandardHelpOptions = true,
            footer = {"", "Example: CONSENTGATE_ROLE_KEY=... consentgate register show giulia.bianchi@example.com"})
    static final class Show implements Callable<Integer> {
        private final Tools.Opener opener;

        @Parameters(paramLabel = "EMAIL", description = "The person's address.")
        private String email;

        @Spec
        private CommandSpec spec;

        Show(Tools.Opener opener) {
            this.opener = opener;
        }

        @Override
        public Integer call() {
            String address =
                    EmailAddress.normalise(email).orElseThrow(() -> new Commands.UsageProblem("not an e-mail address"));
            try (Tools tools = opener.open()) {
                dpoOnly(tools);
                List<Map<String, Object>> rows = new ArrayList<>();
                tools.configuration().sites().all().forEach(site -> rows.addAll(rows(tools, site, address)));
                Output.json(spec.commandLine().getOut(), Map.of("statements", rows));
                return Commands.DONE;
            }
        }

        private static List<Map<String, Object>> rows(Tools tools, Site site, String address) {
            People.Identity identity = People.Identity.email(address);
            List<Proof> proofs = tools.transactions().read(tx -> {
                List<Long> people = tools.people().find(tx, site.name(), List.of(identity)).values().stream()
                        .map(People.Person::id)
                        .toList();
                return people.isEmpty() ? List.of() : tools.register().proofsOf(tx, people);
            });
            return proofs.stream().map(Show::row).toList();
        }

        private static Map<String, Object> row(Proof proof) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("record", proof.entry().recordId());
            row.put("received_at", proof.entry().receivedAt().toString());
            row.put("statement", Json.MAPPER.valueToTree(proof.entry().statement()));
            row.put("evidence", proof.evidence());
            return row;
        }
    }
}
