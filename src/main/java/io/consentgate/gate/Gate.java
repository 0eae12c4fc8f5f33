package io.consentgate.gate;

import io.consentgate.event.Channel;
import io.consentgate.event.Purpose;
import io.consentgate.site.Site;
import io.consentgate.site.Trigger;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Decides, and clears what was allowed. */
public final class Gate {

    private final Laws laws;
    private final Transfer transfer;
    private final PublishedNotice notice;
    private final NoticeChanges changes;

    public Gate(Laws laws, Transfer transfer) {
        this(laws, transfer, PublishedNotice.TRUSTED);
    }

    public Gate(Laws laws, Transfer transfer, PublishedNotice notice) {
        this(laws, transfer, notice, NoticeChanges.NONE);
    }

    public Gate(Laws laws, Transfer transfer, PublishedNotice notice, NoticeChanges changes) {
        this.laws = laws;
        this.transfer = transfer;
        this.notice = notice;
        this.changes = changes;
    }

    /** The same gate with other changes of the notice, to see what they would do. */
    public Gate with(NoticeChanges others) {
        return new Gate(laws, transfer, notice, others);
    }

    /** One site's answer about an address, with what it was made from. */
    public record Permission(Site site, Facts facts, Decision decision) {}

    /** The person's own country, else the site's (READINGS 10). */
    public static String country(Site site, Facts facts) {
        String said = facts.profile().get("country_code");
        return said == null || said.isBlank() ? site.country() : said.toUpperCase(Locale.ROOT);
    }

    /** What this site may do with this person's data at {@code now}. */
    public Decision decide(Site site, Facts facts, Instant now) {
        return new Judgement(dossier(site, facts, now), notice).decide();
    }

    private Dossier dossier(Site site, Facts facts, Instant now) {
        String country = country(site, facts);
        return Dossier.of(site, facts, now, country, laws.book(country), transfer, changes);
    }

    /**
     * Leave to ask a person for the confirmation that an address is theirs: the newest request for marketing by e-mail
     * that only this keeps from opening. Empty when there is none, also when it is confirmed already.
     */
    public Optional<Cleared<Unconfirmed>> unconfirmed(Site site, Facts facts, Instant now) {
        if (decide(site, facts, now).allows(Purpose.DIRECT_MARKETING, Channel.EMAIL)) {
            return Optional.empty();
        }
        return new Requests(this, site, facts, now)
                .newest(dossier(site, facts, now), any -> true)
                .map(request -> new Cleared<>(request, now, request.deadline()));
    }

    /** That very request, while confirming it opens something (READINGS 4); a later no, for one, has ended it. */
    public Optional<Unconfirmed> unconfirmed(Site site, Facts facts, long request, Instant now) {
        return new Requests(this, site, facts, now).newest(dossier(site, facts, now), entry -> entry.seq() == request);
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

    /** An order, without what it may not carry (DESIGN 1.4, READINGS 24): it needs any e-mail permission. */
    public Optional<Cleared<Purchase>> clear(Permission permission, Purchase order) {
        return new PurchaseClearance(laws).order(permission, order);
    }

    /** A cart, as far as {@link #cart} lets it go: all of it that the purposes cover, or the way back alone. */
    public Optional<Cleared<Purchase>> clear(Permission permission, Purchase cart, CartQuestion question) {
        return new PurchaseClearance(laws).cart(permission, cart, cart(permission, question));
    }

    /** The buyer behind them, with the answer for e-mail marketing; empty without any e-mail permission. */
    public Optional<Cleared<ShopCustomer>> customer(Permission permission, String connection) {
        return new PurchaseClearance(laws).customer(permission, connection);
    }

    /** Why a trigger may not reach somebody now: a reason code, or one of {@code audience.*}; empty when it may. */
    public Optional<String> obstacle(Permission permission, Trigger trigger) {
        return new TriggerClearance(laws).obstacle(permission, trigger);
    }

    /** A start in an automation: allowed for the trigger's purpose and channel now, and meant for this person. */
    public Optional<Cleared<Enrolment>> clear(Permission permission, Trigger trigger, Enrolment enrolment) {
        return new TriggerClearance(laws).enrolment(permission, trigger, enrolment);
    }

    /** Whether a message about a cart may go by e-mail, and on which ground (consent.md 3.6); decided with the permission. */
    public CartAnswer cart(Permission permission, CartQuestion question) {
        return new CartLaw(permission, laws.book(permission.decision().country())).answer(question);
    }
}
