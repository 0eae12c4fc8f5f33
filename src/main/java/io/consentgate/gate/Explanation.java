package io.consentgate.gate;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.consentgate.event.Channel;
import io.consentgate.event.Purpose;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * What may be done with one address, told to people and machines ({@code explain}, {@code POST /v1/people/decision}).
 * Times are RFC 3339 in UTC.
 *
 * @param known whether any site has heard of the address
 * @param outcome for the person as a whole, over all sites: the most that any of them does
 * @param validUntil when time alone may change it
 * @param decisions per site, purpose and channel, those of which something is known and always the usual ones
 * @param carts those that were not bought: whether a message about each may go, and on which ground
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Explanation(
        String email,
        boolean known,
        String outcome,
        String reason,
        String reasonText,
        String decidedAt,
        String validUntil,
        List<PerSite> sites,
        List<Cell> decisions,
        List<Cart> carts) {

    private static final String ALLOWED = "allowed";
    private static final String DENIED = "denied";

    /**
     * @param person the random number that stands for the address in the register and in logs; null when unknown
     * @param deadline when waiting ends
     * @param prospecting channels on which the person may be addressed without regard to behaviour
     * @param retargeting channels on which behaviour may be used; {@code web} = custom audiences
     * @param openTracking allowed or denied: whether single opens and clicks may be measured (READINGS 11)
     */
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record PerSite(
            String site,
            String person,
            String outcome,
            String reason,
            String reasonText,
            String country,
            String rulesVersion,
            boolean restricted,
            boolean erased,
            String decidedAt,
            String validUntil,
            String deadline,
            List<String> prospecting,
            List<String> retargeting,
            String openTracking,
            String openTrackingText) {}

    /**
     * @param channel null for purposes that have one cell
     * @param decision allowed or denied
     * @param ruleId R0 to R11, or the country's rule
     * @param source article or decision of an authority
     * @param ruleSince the day from which it is law
     * @param noticeDue by when the person has to be sent the notice (GDPR 14(3)); absent when nothing is due
     * @param records rows of the register that it rests on
     */
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Cell(
            String site,
            String purpose,
            String channel,
            String decision,
            String reason,
            String reasonText,
            String ruleId,
            String basis,
            String source,
            String ruleSince,
            String state,
            String stateAt,
            String noticeVersion,
            List<String> records,
            String decidedAt,
            String validUntil,
            String noticeDue) {}

    /**
     * @param cart the shop's id of it
     * @param decision message, link_only (the one informative reminder) or nothing
     * @param row of the table of consent.md 3.6
     */
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Cart(
            String site,
            String shop,
            String cart,
            String decision,
            String row,
            String reason,
            String reasonText,
            String ruleId,
            String basis,
            String source,
            String ruleSince,
            String decidedAt,
            String validUntil) {}

    /**
     * @param person null when the site has never heard of the address
     * @param carts those that were not bought
     */
    public record Answer(Long person, Decision decision, List<OfCart> carts) {

        public Answer(Long person, Decision decision) {
            this(person, decision, List.of());
        }
    }

    public record OfCart(String shop, String cart, CartAnswer answer) {}

    /** @param answers one per site, at least one */
    public static Explanation of(String email, List<Answer> answers, Locale locale) {
        ReasonTexts texts = new ReasonTexts(locale);
        Decision most = answers.stream()
                .map(Answer::decision)
                .min(Comparator.comparing(Decision::outcome))
                .orElseThrow();
        Instant validUntil =
                answers.stream().map(answer -> answer.decision().validUntil()).reduce(null, Moments::earliest);
        return new Explanation(
                email,
                answers.stream().anyMatch(answer -> answer.person() != null),
                most.outcome().wire(),
                most.reason(),
                texts.of(most.reason()),
                text(most.decidedAt()),
                text(validUntil),
                answers.stream().map(answer -> perSite(answer, texts)).toList(),
                answers.stream()
                        .map(Answer::decision)
                        .flatMap(decision -> decision.cells().stream()
                                .filter(Explanation::worthTelling)
                                .map(cell -> cell(cell, decision, texts)))
                        .toList(),
                answers.stream()
                        .flatMap(answer -> answer.carts().stream().map(cart -> cart(cart, answer.decision(), texts)))
                        .toList());
    }

    private static Cart cart(OfCart cart, Decision decision, ReasonTexts texts) {
        CartAnswer answer = cart.answer();
        return new Cart(
                decision.site(),
                cart.shop(),
                cart.cart(),
                answer.extent().name().toLowerCase(Locale.ROOT),
                answer.row(),
                answer.reason(),
                texts.of(answer.reason()),
                answer.ruleId(),
                answer.basis(),
                answer.source(),
                answer.ruleSince() == null ? null : answer.ruleSince().toString(),
                text(decision.decidedAt()),
                text(answer.validUntil()));
    }

    private static PerSite perSite(Answer answer, ReasonTexts texts) {
        Decision decision = answer.decision();
        String opens = decision.allows(Purpose.EMAIL_OPEN_TRACKING, Channel.EMAIL) ? ALLOWED : DENIED;
        return new PerSite(
                decision.site(),
                answer.person() == null ? null : String.valueOf(answer.person()),
                decision.outcome().wire(),
                decision.reason(),
                texts.of(decision.reason()),
                decision.country(),
                decision.rulesVersion(),
                decision.restricted(),
                decision.erased(),
                text(decision.decidedAt()),
                text(decision.validUntil()),
                text(decision.deadline()),
                open(decision, Purpose.DIRECT_MARKETING),
                open(decision, Purpose.RETARGETING),
                opens,
                texts.of("openTracking." + opens));
    }

    private static List<String> open(Decision decision, Purpose purpose) {
        return decision.cells().stream()
                .filter(cell -> cell.purpose() == purpose && cell.allowed())
                .map(cell -> cell.channel().wire())
                .toList();
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
                decision.site(),
                purpose.wire(),
                purpose.perChannel() ? cell.channel().wire() : null,
                cell.allowed() ? ALLOWED : DENIED,
                cell.reason(),
                texts.of(cell.reason()),
                cell.ruleId(),
                cell.basis(),
                cell.source(),
                cell.ruleSince().toString(),
                cell.state(),
                text(cell.stateAt()),
                cell.noticeVersion(),
                cell.records(),
                text(decision.decidedAt()),
                text(cell.validUntil()),
                text(cell.noticeDue()));
    }

    private static String text(Instant moment) {
        return moment == null ? null : moment.toString();
    }
}
