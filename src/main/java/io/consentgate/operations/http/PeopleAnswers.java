package io.consentgate.operations.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.consentgate.event.Channel;
import io.consentgate.gate.Decision;
import io.consentgate.operations.Explaining;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.camel.Body;

/**
 * {@code POST /v1/people/decision} and {@code /v1/people/consents}: questions about one address, which stands in the
 * body, because a URL is logged by everything on its way.
 */
public final class PeopleAnswers {
    private final Explaining explaining;

    public PeopleAnswers(Explaining explaining) {
        this.explaining = explaining;
    }

    public Reply decision(@Body byte[] body) {
        return answer(
                body,
                explanations -> Map.of(
                        "sites",
                        explanations.stream().map(Explaining.Explanation::wire).toList()));
    }

    /** What a profile page shows: state and date per purpose and channel, no rule and no record. */
    public Reply consents(@Body byte[] body) {
        return answer(
                body,
                explanations -> Map.of(
                        "sites",
                        explanations.stream()
                                .map(explanation -> Map.of(
                                        "site", explanation.site(), "consents", consents(explanation.decision())))
                                .toList()));
    }

    private static List<Map<String, Object>> consents(Decision decision) {
        if (decision == null) {
            return List.of();
        }
        return decision.cells().stream()
                .map(cell -> {
                    Map<String, Object> consent = new LinkedHashMap<>();
                    consent.put("purpose", cell.purpose().wire());
                    if (cell.channel() != Channel.NONE) {
                        consent.put("channel", cell.channel().wire());
                    }
                    consent.put("state", cell.state());
                    if (cell.stateAt() != null) {
                        consent.put("since", cell.stateAt().toString());
                    }
                    if (cell.noticeVersion() != null) {
                        consent.put("notice_version", cell.noticeVersion());
                    }
                    return consent;
                })
                .toList();
    }

    private Reply answer(byte[] body, Function<List<Explaining.Explanation>, Object> shape) {
        return email(body)
                .flatMap(explaining::of)
                .map(explanations -> Reply.json(200, shape.apply(explanations)))
                .orElseGet(() -> Reply.problem(
                        400, "Bad Request", "The body is {\"email\":\"...\"} with one e-mail address, nothing else."));
    }

    private static Optional<String> email(byte[] body) {
        try {
            JsonNode json = Json.MAPPER.readTree(body);
            return json != null && json.isObject() && json.size() == 1
                    ? Optional.ofNullable(json.path("email").textValue())
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
