package io.consentgate.gate;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.consentgate.event.Channel;
import io.consentgate.event.Purpose;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * A decision, told to people and machines ({@code explain}, {@code POST /v1/people/decision}). It names nobody. Times
 * are RFC 3339 in UTC.
 *
 * @param reasonText the reason in a sentence
 * @param purposes those of which something is known, and always the ones that people ask about
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Explanation(
        String site,
        String country,
        String rulesVersion,
        String outcome,
        String reason,
        String reasonText,
        boolean restricted,
        boolean erased,
        String decidedAt,
        String validUntil,
        String deadline,
        List<Cell> purposes) {

    /**
     * @param channel null for purposes that have one cell
     * @param decision allowed or denied
     * @param source article or decision of an authority
     * @param records rows of the register that it rests on
     */
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Cell(
            String purpose,
            String channel,
            String decision,
            String reason,
            String reasonText,
            String rule,
            String basis,
            String source,
            String state,
            String stateAt,
            String noticeVersion,
            List<String> records,
            String decidedAt,
            String validUntil) {}

    public static Explanation of(Decision decision, Locale locale) {
        ReasonTexts texts = new ReasonTexts(locale);
        return new Explanation(
                decision.site(),
                decision.country(),
                decision.rulesVersion(),
                decision.outcome().wire(),
                decision.reason(),
                texts.of(decision.reason()),
                decision.restricted(),
                decision.erased(),
                decision.decidedAt().toString(),
                text(decision.validUntil()),
                text(decision.deadline()),
                decision.cells().stream()
                        .filter(Explanation::worthTelling)
                        .map(cell -> cell(cell, decision, texts))
                        .toList());
    }

    private static boolean worthTelling(CellDecision cell) {
        boolean known =
                cell.allowed() || !cell.records().isEmpty() || !cell.state().equals(State.UNKNOWN.wire());
        boolean asked =
                switch (cell.purpose()) {
                    case DIRECT_MARKETING -> cell.channel() == Channel.EMAIL || cell.channel() == Channel.SMS;
                    case DIRECT_MARKETING_OWN_SIMILAR, RETARGETING, EMAIL_OPEN_TRACKING ->
                        cell.channel() == Channel.EMAIL;
                    case SERVICE -> false;
                    default -> true;
                };
        return known || asked;
    }

    private static Cell cell(CellDecision cell, Decision decision, ReasonTexts texts) {
        Purpose purpose = cell.purpose();
        return new Cell(
                purpose.wire(),
                purpose.perChannel() ? cell.channel().wire() : null,
                cell.allowed() ? "allowed" : "denied",
                cell.reason(),
                texts.of(cell.reason()),
                cell.ruleId(),
                cell.basis(),
                cell.source(),
                cell.state(),
                text(cell.stateAt()),
                cell.noticeVersion(),
                cell.records(),
                decision.decidedAt().toString(),
                text(cell.validUntil()));
    }

    private static String text(Instant moment) {
        return moment == null ? null : moment.toString();
    }
}
