package io.consentgate.operations;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** What comes from browsers: counted, and told when a page seems to be left out of the site's list. */
public final class BannerWatch {

    private static final Duration RECENTLY = Duration.ofHours(1);

    private final Meters meters;
    private final Clock clock;
    private Instant lastTold;
    private Instant lastForeign;

    public BannerWatch(Meters meters, Clock clock) {
        this.meters = meters;
        this.clock = clock;
    }

    public void told(BannerDesk.Answer answer) {
        meters.banner(answer.allowed() ? "allowed" : "denied");
        synchronized (this) {
            lastTold = clock.instant();
        }
    }

    /** From an origin that no site lists for that shop. */
    public void foreign() {
        meters.banner("foreign");
        synchronized (this) {
            lastForeign = clock.instant();
        }
    }

    public void unreadable() {
        meters.banner("unreadable");
    }

    public synchronized HealthPart health() {
        boolean onlyForeign = lastForeign != null
                && lastForeign.isAfter(clock.instant().minus(RECENTLY))
                && (lastTold == null || lastTold.isBefore(lastForeign.minus(RECENTLY)));
        HealthPart part = onlyForeign
                ? HealthPart.degraded("pages of an origin that is not listed tell their banner; see banner.origins")
                : HealthPart.up();
        return lastTold == null ? part : part.with("last_told", lastTold.toString());
    }
}
