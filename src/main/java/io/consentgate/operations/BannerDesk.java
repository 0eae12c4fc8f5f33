package io.consentgate.operations;

import io.consentgate.consent.History;
import io.consentgate.consent.RegisterEntry;
import io.consentgate.consent.Statement;
import io.consentgate.consent.Statement.Choice;
import io.consentgate.consent.Statement.UnreadableBanner;
import io.consentgate.database.Transactions;
import io.consentgate.event.Channel;
import io.consentgate.event.ConsentStatus;
import io.consentgate.event.Purpose;
import io.consentgate.gate.CellDecision;
import io.consentgate.gate.Decision;
import io.consentgate.gate.Facts;
import io.consentgate.gate.Gate;
import io.consentgate.gate.Laws;
import io.consentgate.intake.BannerIntake;
import io.consentgate.intake.BannerTold;
import io.consentgate.site.Site;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Takes down what a page tells of its banner, and answers by what this visitor itself chose, now and before: nothing
 * that is known of a person goes into the answer, since anybody may ask.
 */
public final class BannerDesk {

    private static final String NOT_ASKED = "consent.notAsked";

    private final Transactions transactions;
    private final BannerIntake intake;
    private final Gate gate;
    private final Laws laws;

    public BannerDesk(Transactions transactions, BannerIntake intake, Gate gate, Laws laws) {
        this.transactions = transactions;
        this.intake = intake;
        this.gate = gate;
        this.laws = laws;
    }

    /**
     * @param reason code of consent.md chapter 3
     * @param validUntil when allowed: until when, if nothing else is said; null = for ever
     * @param askAgainFrom when refused: before that the banner may not ask again; null otherwise
     * @param news whether anything was written down
     */
    public record Answer(boolean allowed, String reason, Instant validUntil, Instant askAgainFrom, boolean news) {}

    /** @param evidence JSON that proves it; what is new is on disk when this returns */
    public Answer tell(Site site, String visitorId, BannerTold told, String evidence, Instant now) {
        List<Statement> says = intake.statements(site, told, now);
        List<RegisterEntry> known =
                transactions.read(tx -> intake.known(tx, site, visitorId).entries());
        boolean news = intake.isNews(says, known);
        List<RegisterEntry> entries = !news
                ? known
                : transactions.write(tx -> {
                    intake.write(tx, site, visitorId, says, evidence, now);
                    return intake.known(tx, site, visitorId).entries();
                });
        return answer(site, says, entries, news, now);
    }

    private Answer answer(Site site, List<Statement> says, List<RegisterEntry> entries, boolean news, Instant now) {
        Facts visitor = new Facts(
                site.name(),
                "",
                Map.of(),
                null,
                new History(entries, List.of(), null),
                List.of(),
                List.of(),
                null,
                null,
                false);
        Decision decision = gate.decide(site, visitor, now);
        List<CellDecision> asked = Stream.of(Purpose.SITE_TRACKING, Purpose.PROFILING_ONLINE)
                .filter(purpose -> purpose == Purpose.SITE_TRACKING || asks(says, purpose))
                .flatMap(purpose -> decision.cell(purpose, Channel.NONE).stream())
                .toList();
        String refusal = asked.stream()
                .map(cell -> refusal(cell, says))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        if (refusal != null) {
            return new Answer(false, refusal, null, askAgainFrom(site, entries), news);
        }
        Instant until = asked.stream()
                .map(CellDecision::validUntil)
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .orElse(null);
        return new Answer(true, asked.get(0).reason(), until, null, news);
    }

    /** What was chosen before counts only while the browser still holds a yes. */
    private static String refusal(CellDecision cell, List<Statement> says) {
        boolean given = says.stream()
                .anyMatch(statement -> statement instanceof Choice choice
                        && choice.purpose() == cell.purpose()
                        && choice.status() == ConsentStatus.GIVEN);
        if (given) {
            return cell.allowed() ? null : cell.reason();
        }
        boolean silent = says.stream()
                .allMatch(statement -> statement instanceof Choice choice && choice.status() == ConsentStatus.UNKNOWN);
        if (silent) {
            return NOT_ASKED;
        }
        return cell.allowed() ? code(says).orElse(NOT_ASKED) : cell.reason();
    }

    private static Optional<String> code(List<Statement> says) {
        return says.stream()
                .map(statement -> statement instanceof UnreadableBanner unreadable ? unreadable.code() : null)
                .filter(Objects::nonNull)
                .findFirst();
    }

    private static boolean asks(List<Statement> says, Purpose purpose) {
        return says.stream().anyMatch(statement -> statement instanceof Choice choice && choice.purpose() == purpose);
    }

    /** From the visitor's last refusal on: GPC is no answer to a banner. */
    private Instant askAgainFrom(Site site, List<RegisterEntry> entries) {
        int months = Math.max(
                BannerIntake.REFUSAL_MONTHS, laws.of(site.country()).limits().cookieRepromptMonths());
        return entries.stream()
                .map(RegisterEntry::statement)
                .filter(statement -> statement instanceof Choice choice
                        && choice.status() == ConsentStatus.REFUSED
                        && choice.purpose() == Purpose.SITE_TRACKING
                        && choice.banner() != null
                        && !"gpc.conflict".equals(choice.banner().code()))
                .map(statement -> ((Choice) statement).recordedAt().first(site.zone()))
                .max(Comparator.naturalOrder())
                .map(at -> at.atZone(ZoneOffset.UTC).plusMonths(months).toInstant())
                .orElse(null);
    }
}
