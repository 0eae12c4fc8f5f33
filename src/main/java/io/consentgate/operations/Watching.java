package io.consentgate.operations;

import io.consentgate.activecampaign.AccountState;
import io.consentgate.activecampaign.CallObserver;
import io.consentgate.activecampaign.Lane;
import io.consentgate.database.Transactions;
import io.consentgate.delivery.ChangedQueue;
import io.consentgate.delivery.DeliveryObserver;
import io.consentgate.event.InboundEvent;
import io.consentgate.gate.Decision;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;

/** Turns what other rooms report into meters, and what they hold into parts of the health. */
public final class Watching implements CallObserver, DeliveryObserver {
    private final Meters meters;

    public Watching(Meters meters) {
        this.meters = meters;
    }

    @Override
    public void answered(String endpoint, String answer) {
        meters.call(endpoint, answer);
    }

    @Override
    public void waited(Duration forSlot) {
        meters.budgetWait(forSlot);
    }

    @Override
    public void decided(Decision decision) {
        meters.decision(decision.outcome().wire(), decision.reason());
    }

    @Override
    public void withdrawalObeyed(Duration after) {
        meters.withdrawalObeyed(after);
    }

    /** The event's type as it stands on the wire. */
    public static String type(InboundEvent event) {
        if (event instanceof InboundEvent.Contact) {
            return "contact";
        } else if (event instanceof InboundEvent.Consent) {
            return "consent";
        } else if (event instanceof InboundEvent.CookieConsent) {
            return "cookie-consent";
        } else if (event instanceof InboundEvent.Cart) {
            return "cart";
        } else if (event instanceof InboundEvent.Order) {
            return "order";
        } else if (event instanceof InboundEvent.Tracking) {
            return "tracking-event";
        }
        return "privacy-request";
    }

    public static HealthPart database(Transactions database) {
        return database.read(tx -> HealthPart.up());
    }

    /** @param setUp whether {@code setup} has found or made what the account needs (READINGS 27) */
    public static HealthPart account(AccountState.View view, boolean setUp) {
        return switch (view.condition()) {
            case STOPPED ->
                HealthPart.degraded("stopped: " + view.reason() + "; it is asked again every 30 s")
                        .with("since", view.since().toString());
            case BREAKER_OPEN ->
                HealthPart.degraded("breaker open: " + view.reason())
                        .with("since", view.since().toString());
            case OPEN ->
                setUp
                        ? HealthPart.up()
                        : HealthPart.degraded("run setup: nothing is sent before 'consentgate setup' was run");
        };
    }

    public static HealthPart backlog(Map<Lane, ChangedQueue.Backlog> backlog, long deadLetters, Instant now) {
        HealthPart part = deadLetters == 0
                ? HealthPart.up()
                : HealthPart.degraded("people who could not be delivered: see 'consentgate dead-letters list'");
        for (Map.Entry<Lane, ChangedQueue.Backlog> lane : backlog.entrySet()) {
            String name = lane.getKey().name().toLowerCase(Locale.ROOT);
            part = part.with(name + "_people", lane.getValue().people())
                    .with(
                            name + "_oldest_seconds",
                            Duration.between(lane.getValue().oldest(), now).toSeconds());
        }
        return part.with("dead_letters", deadLetters);
    }
}
