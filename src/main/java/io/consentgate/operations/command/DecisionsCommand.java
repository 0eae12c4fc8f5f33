package io.consentgate.operations.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.consentgate.configuration.Role;
import io.consentgate.delivery.LoggedDecisions.Logged;
import io.consentgate.operations.http.Json;
import io.consentgate.site.Site;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "decisions",
        description = {
            "Every decision that changed something in ActiveCampaign, with rule, ground and records: one JSON object a"
                    + " line, people by number. For the data protection officer; each export is logged."
        },
        mixinStandardHelpOptions = true,
        footer = {"", "Example: consentgate register decisions --basis legitimate_interest > actions.ndjson"})
final class DecisionsCommand implements Callable<Integer> {

    private final Tools.Opener opener;

    @Option(
            names = "--basis",
            paramLabel = "BASIS",
            description = "Only those that allowed something on this ground: consent, soft_opt_in, legitimate_interest,"
                    + " contract.")
    private String basis;

    @Option(names = "--json", description = "Accepted like everywhere: this is always JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    DecisionsCommand(Tools.Opener opener) {
        this.opener = opener;
    }

    @Override
    public Integer call() {
        try (Tools tools = opener.look()) {
            if (!tools.holds(Role.DPO)) {
                throw new Commands.UsageProblem(
                        "decisions are for the data protection officer: set CONSENTGATE_KEY_DPO,"
                                + " or put a key of role dpo from config/keys.yaml into CONSENTGATE_ROLE_KEY");
            }
            Audit.note("decisions exported: role dpo, user {}", Audit.user());
            PrintWriter out = spec.commandLine().getOut();
            for (Site site : tools.configuration().sites().all()) {
                tools.transactions().read(tx -> {
                    tools.decisions().export(tx, site.name(), logged -> print(out, logged));
                    return null;
                });
            }
            out.flush();
            if (out.checkError()) {
                throw new Commands.UsageProblem("the export could not be written whole");
            }
            return Commands.DONE;
        }
    }

    private void print(PrintWriter out, Logged logged) {
        try {
            JsonNode content = Json.MAPPER.readTree(logged.content());
            if (basis != null
                    && !content.path("cells").findValuesAsText("basis").contains(basis)) {
                return;
            }
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("site", logged.site());
            line.put("person", String.valueOf(logged.person()));
            line.put("decided_at", logged.decidedAt().toString());
            line.put("outcome", logged.outcome());
            line.put("reason", logged.reason());
            content.fields().forEachRemaining(member -> line.put(member.getKey(), member.getValue()));
            out.print(Json.MAPPER.writeValueAsString(line) + "\n");
        } catch (JsonProcessingException damaged) {
            throw new IllegalStateException("a decision of our own cannot be read");
        }
    }
}
