package io.consentgate.activecampaign;

import java.time.Clock;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Map;

/** Asks the account something harmless, through its budget, for {@code doctor}. */
public final class Checkup {

    private static final Request QUESTION = Request.get("lists", Map.of("limit", "1"));
    /** The service gives a single refusal to valid keys too (READINGS 38). */
    private static final int REFUSALS = 3;

    private final Calls calls;
    private volatile Instant saidAt;

    public Checkup(String account, Transport transport, CallBudget budget, Clock clock) {
        Transport listening = (request, departure) -> {
            Transport.Response response = transport.send(request, departure);
            if (response instanceof Transport.Response.Received received) {
                saidAt = date(received.headers().get("date"));
            }
            return response;
        };
        this.calls =
                new Calls(account, listening, budget, new AccountState(clock), CallObserver.NONE, Ticker.SYSTEM, clock);
    }

    public sealed interface Finding {

        /** @param at the account's own clock; null when it did not tell */
        record KeyAccepted(Instant at) implements Finding {}

        record KeyRefused(String why) implements Finding {}

        /** @param busy whether it answered, and only asks for patience */
        record Unreachable(String why, boolean busy) implements Finding {}
    }

    public Finding ask() {
        Verdict verdict;
        int asked = 0;
        do {
            verdict = calls.send(Lane.CONTACT, Use.CALL, "lists", "lists", () -> true, () -> QUESTION);
        } while (verdict.signal() == Verdict.Signal.KEY_REFUSED && ++asked < REFUSALS);
        if (verdict.answer().isDone()) {
            return new Finding.KeyAccepted(saidAt);
        }
        return verdict.signal() == Verdict.Signal.KEY_REFUSED
                ? new Finding.KeyRefused(why(verdict.answer()))
                : new Finding.Unreachable(why(verdict.answer()), verdict.signal() == Verdict.Signal.EVERYBODY_WAITS);
    }

    private static String why(Answer<?> answer) {
        if (answer instanceof Answer.Unavailable<?> unavailable) {
            return unavailable.why();
        }
        return answer instanceof Answer.Refused<?> refused ? refused.why() : answer.label();
    }

    private static Instant date(String header) {
        try {
            return header == null
                    ? null
                    : ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant();
        } catch (DateTimeParseException unreadable) {
            return null;
        }
    }
}
