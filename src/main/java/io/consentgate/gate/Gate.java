package io.consentgate.gate;

import io.consentgate.site.Site;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Decides, and clears what was allowed. */
public final class Gate {

    private final Laws laws;
    private final Transfer transfer;
    private final PublishedNotice notice;

    public Gate(Laws laws, Transfer transfer) {
        this(laws, transfer, PublishedNotice.TRUSTED);
    }

    public Gate(Laws laws, Transfer transfer, PublishedNotice notice) {
        this.laws = laws;
        this.transfer = transfer;
        this.notice = notice;
    }

    /** One site's answer about an address, with what it was made from. */
    public record Permission(Site site, Facts facts, Decision decision) {}

    /** What this site may do with this person's data at {@code now}. */
    public Decision decide(Site site, Facts facts, Instant now) {
        String said = facts.profile().get("country_code");
        String country = said == null || said.isBlank() ? site.country() : said.toUpperCase(Locale.ROOT);
        return new Judgement(Dossier.of(site, facts, now, country, laws.book(country), transfer), notice).decide();
    }

    /**
     * Composes what one account may hold for one address from the sites that permit something (READINGS 13). A site
     * that has the person erased, or allows nothing, adds nothing, and what the others permit stays. Empty when none
     * permits; empty also while any site has the person restricted, for then nothing is updated (READINGS 18).
     */
    public Optional<Cleared<ContactState>> clear(List<Permission> permissions) {
        return new Clearance(laws).contact(permissions);
    }

    /** A behaviour event: site_tracking and profiling_online allowed now and the person delivered (READINGS 25). */
    public Optional<Cleared<TrackedEvent>> clear(Permission permission, TrackedEvent event) {
        return new Clearance(laws).tracked(permission, event);
    }
}
