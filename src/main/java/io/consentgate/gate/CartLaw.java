package io.consentgate.gate;

import io.consentgate.event.Channel;
import io.consentgate.event.Purpose;
import io.consentgate.gate.CartAnswer.Extent;
import io.consentgate.gate.Gate.Permission;
import io.consentgate.site.Selling;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;

/** The table of consent.md 3.6: consent, own customers, and Italy's one informative reminder. */
final class CartLaw {

    private static final int CELL = Cells.index(Purpose.RETARGETING, Channel.EMAIL);

    /** What leaves an address to the reminder: nothing valid was said, and nothing was refused. */
    private static final Set<String> SILENCE = Set.of("R8", "R9", "R11");

    private final Permission permission;
    private final Decision decision;
    private final Rulebook book;
    private final Instant now;

    CartLaw(Permission permission, Rulebook book) {
        this.permission = permission;
        this.decision = permission.decision();
        this.book = book;
        this.now = decision.decidedAt();
    }

    CartAnswer answer(CartQuestion question) {
        CellDecision marketing = cell(Purpose.DIRECT_MARKETING);
        boolean tracked = decision.allows(Purpose.SITE_TRACKING, Channel.NONE)
                && decision.allows(Purpose.PROFILING_ONLINE, Channel.NONE);
        if (marketing.allowed() && (!question.throughScript() || tracked)) {
            return allowed("C1", marketing);
        }
        if (question.throughScript()) {
            return denied("C6", marketing.allowed() ? cell(Purpose.PROFILING_ONLINE) : marketing);
        }
        CellDecision customers = cell(Purpose.DIRECT_MARKETING_OWN_SIMILAR);
        boolean carried = customers.allowed() && book.rule(CELL, Basis.SOFT_OPT_IN, now) != null;
        if (carried) {
            return allowed("C4", customers);
        }
        Rule reminder = book.rule(CELL, Basis.LEGITIMATE_INTEREST, now);
        return reminder != null && switchedOn() && question.addressTyped() && silent()
                ? reminder(question, reminder)
                : denied("C5", marketing);
    }

    /** C2, C3. */
    private CartAnswer reminder(CartQuestion question, Rule rule) {
        int hours = book.rules().limits().cartReminderHours();
        Instant until = question.abandonedAt().plus(Duration.ofHours(hours));
        if (question.sent() > 0 || question.offer()) {
            return noReminder("C3", "cart.reminderLimit", rule);
        }
        if (!now.isBefore(until)) {
            return noReminder("C3", "cart.reminderLate", rule);
        }
        if (!question.link()) {
            return noReminder("C2", "cart.noLink", rule);
        }
        return new CartAnswer(
                Extent.LINK_ONLY,
                "C2",
                rule.basis().reason(),
                rule.id(),
                rule.basis().wire(),
                rule.source(),
                rule.since(),
                Moments.earliest(until, rule.until()));
    }

    private static CartAnswer noReminder(String row, String reason, Rule rule) {
        return new CartAnswer(Extent.NOTHING, row, reason, null, null, rule.source(), rule.since(), null);
    }

    private boolean switchedOn() {
        Selling.Carts carts = permission.site().selling().carts();
        return carts != null && carts.reminder() != null;
    }

    /** No refusal, objection, restriction, erasure, minority, bounce or missing agreement stands in the way. */
    private boolean silent() {
        return silent(cell(Purpose.DIRECT_MARKETING))
                && silent(cell(Purpose.DIRECT_MARKETING_OWN_SIMILAR))
                && silent(cell(Purpose.RETARGETING));
    }

    private static boolean silent(CellDecision cell) {
        return cell.allowed() || SILENCE.contains(cell.ruleId());
    }

    private CellDecision cell(Purpose purpose) {
        return decision.cell(purpose, Channel.EMAIL).orElseThrow();
    }

    private static CartAnswer allowed(String row, CellDecision cell) {
        return new CartAnswer(
                Extent.MESSAGE,
                row,
                cell.reason(),
                cell.ruleId(),
                cell.basis(),
                cell.source(),
                cell.ruleSince(),
                cell.validUntil());
    }

    private static CartAnswer denied(String row, CellDecision cell) {
        String reason = cell.allowed() ? Reason.UNKNOWN.code() : cell.reason();
        LocalDate since = cell.ruleSince();
        return new CartAnswer(
                Extent.NOTHING, row, reason, cell.ruleId(), null, cell.source(), since, cell.validUntil());
    }
}
