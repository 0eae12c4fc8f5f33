package io.consentgate.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentgate.database.SqlTransaction;
import io.consentgate.database.Transaction;
import io.consentgate.gate.CellDecision;
import io.consentgate.gate.Decision;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

/** The table {@code decision}: of the cells, those that rest on a record or allow something. */
public final class SqlDecisionLog implements DecisionLog, LoggedDecisions {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Override
    public void record(Transaction tx, long personId, Decision decision) {
        SqlTransaction.of(tx)
                .update(
                        """
                        INSERT INTO decision (id, site, person_id, decided_at, outcome, reason, content)
                        VALUES (?, ?, ?, ?, ?, ?, ?)""",
                        ThreadLocalRandom.current().nextLong(1, 1L << 53),
                        decision.site(),
                        personId,
                        decision.decidedAt(),
                        decision.outcome().wire(),
                        decision.reason(),
                        content(decision));
    }

    @Override
    public void export(Transaction tx, String site, Consumer<Logged> consumer) {
        SqlTransaction.of(tx)
                .forEach(
                        "SELECT person_id, decided_at, outcome, reason, content FROM decision WHERE site = ?"
                                + " ORDER BY decided_at, id",
                        row -> consumer.accept(
                                new Logged(site, row.number(1), row.instant(2), row.text(3), row.text(4), row.text(5))),
                        site);
    }

    private static String content(Decision decision) {
        ObjectNode content = JSON.createObjectNode();
        content.put("country", decision.country()).put("rules_version", decision.rulesVersion());
        ArrayNode cells = content.putArray("cells");
        for (CellDecision cell : decision.cells()) {
            if (cell.allowed() || !cell.records().isEmpty()) {
                ObjectNode node = cells.addObject();
                node.put("purpose", cell.purpose().wire())
                        .put("channel", cell.channel().wire())
                        .put("allowed", cell.allowed())
                        .put("reason", cell.reason())
                        .put("rule", cell.ruleId())
                        .put("source", cell.source());
                if (cell.basis() != null) {
                    node.put("basis", cell.basis());
                }
                cell.records().forEach(node.putArray("records")::add);
            }
        }
        try {
            return JSON.writeValueAsString(content);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a decision cannot be written");
        }
    }
}
