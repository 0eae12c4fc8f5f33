package io.consentgate.activecampaign;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Whether the account takes calls. Three refusals of the key in a row stop it, because the service gives a single one
 * to valid keys too; while it is stopped one probe every 30 s finds out whether it is well again (READINGS 38).
 */
public final class AccountState {

    private static final int IN_A_ROW = 3;
    private static final Duration BETWEEN_PROBES = Duration.ofSeconds(30);

    private final Clock clock;
    private int refusals;
    private View view;
    private Instant probeAt;

    public AccountState(Clock clock) {
        this.clock = clock;
        this.view = new View(Condition.OPEN, null, clock.instant());
    }

    public enum Condition {
        OPEN,
        BREAKER_OPEN,
        STOPPED
    }

    /** @param reason null while open */
    public record View(Condition condition, String reason, Instant since) {}

    public synchronized View view() {
        return view;
    }

    synchronized boolean stopped() {
        return view.condition() == Condition.STOPPED;
    }

    /** True for one caller every 30 s while stopped: that one probes. */
    synchronized boolean probeIsMine() {
        Instant now = clock.instant();
        if (!stopped() || now.isBefore(probeAt)) {
            return false;
        }
        probeAt = now.plus(BETWEEN_PROBES);
        return true;
    }

    synchronized void heard(Verdict.Signal signal, String why) {
        switch (signal) {
            case WELL -> {
                refusals = 0;
                become(Condition.OPEN, null);
            }
            case KEY_REFUSED -> {
                if (++refusals >= IN_A_ROW && !stopped()) {
                    become(Condition.STOPPED, why);
                    probeAt = clock.instant().plus(BETWEEN_PROBES);
                }
            }
            case BREAKER_OPEN -> {
                if (!stopped()) {
                    become(Condition.BREAKER_OPEN, why);
                }
            }
            default -> {}
        }
    }

    private void become(Condition condition, String reason) {
        if (view.condition() != condition) {
            view = new View(condition, reason, clock.instant());
        }
    }
}
