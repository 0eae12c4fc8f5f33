package io.consentgate.operations.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.consentgate.configuration.Role;
import io.consentgate.consent.ConsentRegister.Proof;
import io.consentgate.consent.Verification;
import io.consentgate.delivery.FactsReader;
import io.consentgate.gate.Facts;
import io.consentgate.operations.http.Json;
import io.consentgate.person.EmailAddress;
import io.consentgate.site.Site;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What is said in the register is for the data protection officer alone; whether it is sound, anybody may ask. */
@Command(
        name = "register",
        description = {
            "Shows, verifies and exports the consent register, and lists what in it ends soon.",
            "'verify' needs no key; 'show' and 'export' are for the data protection officer: they need"
                    + " CONSENTGATE_KEY_DPO, or a key of role dpo from config/keys.yaml in CONSENTGATE_ROLE_KEY."
        },
        mixinStandardHelpOptions = true,
        footer = {"", "Example: consentgate register verify"})
final class RegisterCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "Missing command: show, verify, export, expiring or decisions.");
    }

    private static void dpoOnly(Tools tools) {
        if (!tools.holds(Role.DPO)) {
            throw new Commands.UsageProblem("what is said in the register is for the data protection officer: set"
                    + " CONSENTGATE_KEY_DPO, or put a key of role dpo from config/keys.yaml into CONSENTGATE_ROLE_KEY");
        }
    }

    @Command(
            name = "verify",
            description = "Walks every site's chain and names rows that were changed, removed or inserted.",
            mixinStandardHelpOptions = true,
            footer = {"", "Example: consentgate register verify --json"})
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
            try (Tools tools = opener.look()) {
                return verify(tools);
            }
        }

        private int verify(Tools tools) {
            PrintWriter out = spec.commandLine().getOut();
            List<Map<String, Object>> all = new ArrayList<>();
            boolean sound = true;
            for (Site site : tools.configuration().sites().all()) {
                Verification found = tools.register().verify(site.name());
                sound &= found.whole();
                all.add(wire(found));
                if (!json) {
                    out.println("site " + site.name() + ": " + found.rows() + " rows, "
                            + (found.whole() ? "sound" : found.findings().size() + " findings"));
                    found.findings().forEach(finding -> out.println("  " + finding.message()));
                    out.flush();
                }
            }
            if (json) {
                Map<String, Object> wire = new LinkedHashMap<>();
                wire.put("sound", sound);
                wire.put("sites", all);
                Output.json(out, wire);
            }
            return sound ? Commands.DONE : Commands.WITH_REFUSALS;
        }

        private static Map<String, Object> wire(Verification found) {
            Map<String, Object> wire = new LinkedHashMap<>();
            wire.put("site", found.site());
            wire.put("rows", found.rows());
            wire.put("with_evidence", found.evidenced());
            wire.put("sound", found.whole());
            wire.put(
                    "findings",
                    found.findings().stream()
                            .map(finding -> Map.of(
                                    "row",
                                    finding.site() + "/" + finding.seq(),
                                    "kind",
                                    finding.kind().wire(),
                                    "message",
                                    finding.message()))
                            .toList());
            return wire;
        }
    }

    @Command(
            name = "show",
            description = "Every statement of a person, with its evidence; each reading is logged.",
            mixinStandardHelpOptions = true,
            footer = {"", "Example: CONSENTGATE_ROLE_KEY=... consentgate register show giulia.bianchi@example.com"})
    static final class Show implements Callable<Integer> {
        private final Tools.Opener opener;

        @Parameters(paramLabel = "EMAIL", description = "The person's address.")
        private String email;

        @Option(names = "--json", description = "Print JSON, with the evidence whole.")
        private boolean json;

        @Spec
        private CommandSpec spec;

        Show(Tools.Opener opener) {
            this.opener = opener;
        }

        @Override
        public Integer call() {
            String address =
                    EmailAddress.normalise(email).orElseThrow(() -> new Commands.UsageProblem("not an e-mail address"));
            try (Tools tools = opener.look()) {
                dpoOnly(tools);
                List<Proof> proofs = new ArrayList<>();
                tools.configuration().sites().all().forEach(site -> proofs.addAll(proofs(tools, site, address)));
                print(proofs);
                return Commands.DONE;
            }
        }

        /** What counts for the address: under external ids and a phone too, while they stood for it (READINGS 20). */
        private static List<Proof> proofs(Tools tools, Site site, String address) {
            return tools.transactions().read(tx -> {
                Facts facts = tools.facts()
                        .read(tx, site, address, false)
                        .map(FactsReader.Known::facts)
                        .orElse(null);
                if (facts == null) {
                    return List.of();
                }
                Set<Long> people = new TreeSet<>();
                Set<String> records = new HashSet<>();
                Stream.of(facts.history().own(), facts.history().carried(), facts.phoneStatements())
                        .flatMap(List::stream)
                        .forEach(entry -> {
                            people.add(entry.personId());
                            records.add(entry.recordId());
                        });
                Audit.note(
                        "register read: site {}, people {}, by the user {} as dpo", site.name(), people, Audit.user());
                return people.isEmpty()
                        ? List.of()
                        : tools.register().proofsOf(tx, people).stream()
                                .filter(proof -> records.contains(proof.entry().recordId()))
                                .toList();
            });
        }

        private void print(List<Proof> proofs) {
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                Output.json(
                        out,
                        Map.of(
                                "statements",
                                proofs.stream().map(RegisterCommand::wire).toList()));
            } else if (proofs.isEmpty()) {
                out.println("No site has a statement of this address.");
                out.flush();
            } else {
                Output.table(
                        out,
                        List.of("record", "received", "kind", "what", "purpose", "channel", "evidence"),
                        proofs.stream().map(Show::row).toList());
            }
        }

        private static List<String> row(Proof proof) {
            JsonNode said = json(proof.entry().statementJson());
            return List.of(
                    proof.entry().recordId(),
                    proof.entry().receivedAt().toString(),
                    said.path("kind").asText(),
                    text(said.has("right") ? said.path("right") : said.path("status")),
                    text(said.path("purpose")),
                    text(said.path("channel")),
                    proof.evidence() == null ? "none" : "kept");
        }

        private static String text(JsonNode value) {
            return value.asText().toLowerCase(Locale.ROOT);
        }
    }

    @Command(
            name = "export",
            description = "Every row of the register with its evidence, one JSON object a line; each export is logged.",
            mixinStandardHelpOptions = true,
            footer = {
                "",
                "Example: CONSENTGATE_ROLE_KEY=... consentgate register export --site shop | gzip > shop.ndjson.gz"
            })
    static final class Export implements Callable<Integer> {
        private final Tools.Opener opener;

        private static final List<String> FORMATS = List.of("rows", "contacthub");

        @Option(names = "--site", paramLabel = "SITE", description = "Only this site; otherwise all.")
        private String only;

        @Option(
                names = "--format",
                paramLabel = "FORMAT",
                description = "rows (the register's own) or contacthub (a customer of Contactlab ContactHub a line;"
                        + " what its model cannot say is listed, and the status is 1).")
        private String format = "rows";

        @Option(names = "--json", description = "The same: an export is always JSON.")
        private boolean json;

        @Spec
        private CommandSpec spec;

        Export(Tools.Opener opener) {
            this.opener = opener;
        }

        @Override
        public Integer call() {
            if (!FORMATS.contains(format)) {
                throw new Commands.UsageProblem(
                        "--format " + format + " is not known; expected one of " + String.join(", ", FORMATS));
            }
            try (Tools tools = opener.look()) {
                dpoOnly(tools);
                List<Site> sites = sites(tools);
                PrintWriter out = spec.commandLine().getOut();
                boolean whole = true;
                if (format.equals("contacthub")) {
                    sites.forEach(site -> Audit.note(
                            "register exported for ContactHub: site {}, role dpo, user {}", site.name(), Audit.user()));
                    whole = new ContactHubFile(tools, out, spec.commandLine().getErr()).write(sites);
                    sites = List.of();
                }
                for (Site site : sites) {
                    Audit.note("register exported: site {}, role dpo, user {}", site.name(), Audit.user());
                    tools.transactions().read(tx -> {
                        tools.register().export(tx, site.name(), proof -> out.print(line(proof)));
                        return null;
                    });
                }
                out.flush();
                if (out.checkError()) {
                    throw new Commands.UsageProblem("the export could not be written whole");
                }
                return whole ? Commands.DONE : Commands.WITH_REFUSALS;
            }
        }

        private List<Site> sites(Tools tools) {
            if (only == null) {
                return tools.configuration().sites().all();
            }
            return List.of(tools.configuration()
                    .sites()
                    .named(only)
                    .orElseThrow(() -> new Commands.UsageProblem("there is no site " + only + "; see config/sites/")));
        }

        private static String line(Proof proof) {
            try {
                return Json.MAPPER.writeValueAsString(wire(proof)) + "\n";
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("a row of the register cannot be written as JSON", e);
            }
        }
    }

    private static Map<String, Object> wire(Proof proof) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("record", proof.entry().recordId());
        row.put("person", String.valueOf(proof.entry().personId()));
        row.put("received_at", proof.entry().receivedAt().toString());
        row.put("statement", json(proof.entry().statementJson()));
        row.put("evidence", proof.evidence() == null ? null : json(proof.evidence()));
        return row;
    }

    private static JsonNode json(String kept) {
        try {
            return Json.MAPPER.readTree(kept);
        } catch (JsonProcessingException notJson) {
            return TextNode.valueOf(kept);
        }
    }
}
