package io.consentgate.gate;

import io.consentgate.site.Site;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Decides, and clears what was allowed. */
public final class Gate {

    /** One site's answer about an address, with what it was made from. */
    public record Permission(Site site, Facts facts, Decision decision) {}

    /** What this site may do with this person's data at {@code now}. */
    public Decision decide(Site site, Facts facts, Instant now) {
        return null;
    }

    /**
     * Composes what one account may hold for one address from the sites that permit something (READINGS 13); empty
     * when none does, or when one of them has the person restricted or erased.
     */
    public Optional<Cleared<ContactState>> clear(List<Permission> permissions) {
        return Optional.empty();
    }

    /** A behaviour event: site_tracking and profiling_online allowed now and the person delivered (READINGS 25). */
    public Optional<Cleared<TrackedEvent>> clear(Permission permission, TrackedEvent event) {
        return Optional.empty();
    }
}
