package io.consentgate.operations;

import io.consentgate.activecampaign.AccountState;
import io.consentgate.activecampaign.CallObserver;
import io.consentgate.activecampaign.Lane;
import io.consentgate.activecampaign.SetupPlan;
import io.consentgate.database.Transactions;
import io.consentgate.delivery.ChangedQueue;
import io.consentgate.delivery.DeliveryObserver;
import io.consentgate.event.InboundEvent;
import io.consentgate.gate.Decision;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Turns what other rooms report into meters, and what they hold into parts of the health. */
public final class Watching implements CallObserver, DeliveryObserver {
    /** Every event type, as it stands on the wire. */
    static final List<String> TYPES =
            List.of("contact", "consent", "cookie-consent", "cart", "order", "tracking-event", "privacy-request");

    private static final long ENOUGH_BYTES = 100L << 20;

    private final Meters meters;
    private final String account;

    public Watching(Meters meters, String account) {
        this.meters = meters;
        this.account = account;
    }

    @Override
    public void answered(String endpoint, String answer) {
        meters.call(account, endpoint, answer);
    }

    @Override
    public void waited(Duration forSlot) {
        meters.budgetWait(account, forSlot);
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

    /** @param free in the data folder, in bytes; what comes in is refused, and what was sent not known, without room. */
    public static HealthPart disk(long free) {
        HealthPart part = free >= ENOUGH_BYTES
                ? HealthPart.up()
                : HealthPart.degraded(
                        "little room in the data folder: make some, below 100 MB nothing may be taken in");
        return part.with("free_mb", free >> 20);
    }

    /**
     * @param setUp whether {@code setup} has run at all (READINGS 27)
     * @param missing what is mapped and was neither found nor made, as {@link SetupPlan#missing} says it
     */
    public static HealthPart account(AccountState.View view, boolean setUp, List<String> missing) {
        return switch (view.condition()) {
            case STOPPED ->
                HealthPart.degraded("stopped: " + view.reason() + "; it is asked again every 30 s")
                        .with("since", view.since().toString());
            case BREAKER_OPEN ->
                HealthPart.degraded("breaker open: " + view.reason())
                        .with("since", view.since().toString());
            case OPEN ->
                setUp
                        ? lacking(missing)
                        : HealthPart.degraded("run setup: nothing is sent before 'consentgate setup' was run");
        };
    }

    private static HealthPart lacking(List<String> missing) {
        if (missing.isEmpty()) {
            return HealthPart.up();
        }
        String more = missing.size() == 1 ? "" : " and " + (missing.size() - 1) + " more";
        return HealthPart.degraded("run setup: the account lacks " + missing.get(0) + more
                + "; people who need it wait until it is there");
    }

    /** @param refused why the account refuses every import; empty when it does not */
    public static HealthPart imports(Optional<String> refused) {
        return refused.map(why -> HealthPart.degraded("every import is refused: " + why
                        + "; run 'consentgate setup' if a list or field was changed in the account; it is tried again"
                        + " every 5 minutes"))
                .orElseGet(HealthPart::up);
    }

    /** People who wait longer than their lane promises are worth a look. */
    public static HealthPart backlog(Map<Lane, ChangedQueue.Backlog> backlog, Instant now) {
        HealthPart part = HealthPart.up();
        for (Map.Entry<Lane, ChangedQueue.Backlog> lane : backlog.entrySet()) {
            Duration oldest = Duration.between(lane.getValue().oldest(), now);
            if (part.reason() == null && oldest.compareTo(longest(lane.getKey())) > 0) {
                part = HealthPart.degraded("somebody waits for " + oldest.toSeconds() + " s in lane "
                        + name(lane.getKey()) + "; " + longest(lane.getKey()).toSeconds() + " s are the most");
            }
        }
        for (Map.Entry<Lane, ChangedQueue.Backlog> lane : backlog.entrySet()) {
            part = part.with(name(lane.getKey()) + "_people", lane.getValue().people())
                    .with(
                            name(lane.getKey()) + "_oldest_seconds",
                            Duration.between(lane.getValue().oldest(), now).toSeconds());
        }
        return part;
    }

    private static Duration longest(Lane lane) {
        return switch (lane) {
            case WITHDRAWAL -> Duration.ofMinutes(2);
            case CART -> Duration.ofMinutes(10);
            case CONTACT -> Duration.ofHours(1);
            case BACKFILL -> Duration.ofDays(1);
        };
    }

    private static String name(Lane lane) {
        return lane.name().toLowerCase(Locale.ROOT);
    }

    public static HealthPart deadLetters(long letters) {
        HealthPart part = letters == 0
                ? HealthPart.up()
                : HealthPart.degraded("people who could not be delivered: see 'consentgate dead-letters list'");
        return part.with("people", letters);
    }
}
