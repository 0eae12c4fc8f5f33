package io.consentgate.gate;

import io.consentgate.consent.BannerDates;
import io.consentgate.consent.EffectiveTime;
import io.consentgate.consent.RegisterEntry;
import io.consentgate.consent.Statement;
import io.consentgate.consent.Statement.Choice;
import io.consentgate.consent.Statement.HardBounce;
import io.consentgate.consent.Statement.Informed;
import io.consentgate.consent.Statement.Request;
import io.consentgate.consent.Statement.UnreadableBanner;
import io.consentgate.event.Channel;
import io.consentgate.event.ConsentStatus;
import io.consentgate.event.Purpose;
import io.consentgate.event.RequestKind;
import io.consentgate.event.When;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * A person's statements, sorted into what can open, what closes and what lifts a closure, each with the time from which
 * it counts (READINGS 1). Nothing here depends on the order in which the statements came.
 */
final class Timeline {

    /**
     * Whose statement it is: what was said elsewhere only closes, and is lifted by what was said there or here. About a
     * phone alone nothing is said but how that phone may be used, for a phone joins nobody (READINGS 20).
     */
    enum Voice {
        OWN(Cells.ALL),
        CARRIED(Cells.ALL),
        PHONE(Cells.BY_PHONE);

        private final long reach;

        Voice(long reach) {
            this.reach = reach;
        }
    }

    /** @param scope the cells that the statement names; @param closes the cells that it closes */
    record Closure(Reason reason, long scope, long closes, Instant at, RegisterEntry entry, Voice voice) {

        /** A banner's own code says more than ours (consent.md 3.4). */
        String code() {
            String code = entry.statement() instanceof UnreadableBanner banner && reason == Reason.BANNER_UNREADABLE
                    ? banner.code()
                    : null;
            return code == null ? reason.code() : code;
        }
    }

    record Lift(long scope, Instant at, Voice voice) {

        /** A later word lifts for the cells that it names, or altogether when it names all that the closure did. */
        boolean ends(Closure closure, long cell) {
            return at.isAfter(closure.at())
                    && (voice == Voice.OWN || voice == closure.voice())
                    && ((scope & cell) != 0 || (closure.scope() & ~scope) == 0);
        }
    }

    /** A yes, asked for or given; whether it is valid is the evidence's question. Null time: it names no date. */
    record Grant(int cell, Choice choice, RegisterEntry entry, Instant at) {}

    final List<Closure> noes = new ArrayList<>(4);
    final List<Closure> objections = new ArrayList<>(0);
    final List<Closure> restrictions = new ArrayList<>(0);
    final List<Lift> objectionLifts = new ArrayList<>(0);
    final List<Lift> restrictionLifts = new ArrayList<>(0);
    final List<Grant> grants = new ArrayList<>(4);
    /** The notices sent; most people are owed none. */
    List<Informed> informed = List.of();

    final Instant erasedAt;
    RegisterEntry bounce;

    private final Facts facts;
    private final ZoneId zone;
    private BannerDates bannerDates;

    Timeline(Facts facts, ZoneId zone) {
        this.facts = facts;
        this.zone = zone;
        List<RegisterEntry> own = facts.history().own();
        List<RegisterEntry> carried = facts.history().carried();
        this.erasedAt = latestErasure(carried, latestErasure(own, facts.erasedAt()));
        sort(own, Voice.OWN);
        sort(carried, Voice.CARRIED);
        sort(facts.phoneStatements(), Voice.PHONE);
    }

    private void sort(List<RegisterEntry> entries, Voice voice) {
        for (int i = 0; i < entries.size(); i++) {
            RegisterEntry entry = entries.get(i);
            Statement statement = entry.statement();
            if (statement instanceof Choice choice) {
                sort(choice, entry, voice);
            } else if (statement instanceof Request request) {
                sort(request, entry, voice);
            } else if (statement instanceof UnreadableBanner banner) {
                long cells = Cells.named(Purpose.SITE_TRACKING, null) | Cells.named(Purpose.PROFILING_ONLINE, null);
                Instant at = EffectiveTime.ofNo(banner.recordedAt(), entry.receivedAt());
                close(noes, Reason.BANNER_UNREADABLE, cells, cells, at, entry, voice);
            } else if (statement instanceof Informed told && voice == Voice.OWN) {
                // Like a grant it opens: a date that lay in the future when it came is never believed.
                if (told.at() != null && !EffectiveTime.ahead(told.at(), entry.receivedAt())) {
                    informed = informed.isEmpty() ? new ArrayList<>() : informed;
                    informed.add(told);
                }
            } else if (statement instanceof HardBounce && voice == Voice.OWN) {
                bounce = bounce == null || entry.seq() < bounce.seq() ? entry : bounce;
            }
        }
    }

    private void sort(Choice choice, RegisterEntry entry, Voice voice) {
        long scope = Cells.named(choice.purpose(), choice.channel()) & voice.reach;
        ConsentStatus status = choice.status();
        if (status == ConsentStatus.REFUSED || status == ConsentStatus.WITHDRAWN) {
            Reason reason = status == ConsentStatus.WITHDRAWN
                    ? Reason.WITHDRAWN
                    : isGlobalPrivacyControl(choice) ? Reason.GPC : Reason.REFUSED;
            close(noes, reason, scope, scope, EffectiveTime.ofNo(choice, entry.receivedAt(), zone), entry, voice);
        } else if (status != ConsentStatus.UNKNOWN && voice == Voice.OWN) {
            Instant at =
                    BannerDates.isUndated(choice) ? bannerDates().since(entry) : EffectiveTime.ofGrant(choice, zone);
            if (erasedAt == null || at == null || at.isAfter(erasedAt)) {
                grants.add(new Grant(Cells.opened(choice.purpose(), choice.channel()), choice, entry, at));
            }
        }
        if (choice.objection() != null) {
            if (choice.objection()) {
                long closes = choice.purpose() == Purpose.DIRECT_MARKETING ? scope | Cells.MARKETING_FAMILY : scope;
                close(
                        objections,
                        Reason.OBJECTED,
                        scope,
                        closes,
                        EffectiveTime.ofNo(choice, entry.receivedAt(), zone),
                        entry,
                        voice);
            } else {
                lift(objectionLifts, scope, choice.recordedAt(), entry, voice);
            }
        }
        if (choice.restriction() != null) {
            if (choice.restriction()) {
                close(
                        restrictions,
                        Reason.RESTRICTED,
                        scope,
                        scope,
                        EffectiveTime.ofNo(choice, entry.receivedAt(), zone),
                        entry,
                        voice);
            } else {
                lift(restrictionLifts, scope, choice.recordedAt(), entry, voice);
            }
        }
    }

    private static boolean isGlobalPrivacyControl(Choice choice) {
        return choice.banner() != null
                && Reason.GPC.code().equals(choice.banner().code());
    }

    private BannerDates bannerDates() {
        if (bannerDates == null) {
            bannerDates = BannerDates.of(facts.history().own(), facts.history().carried());
        }
        return bannerDates;
    }

    private void sort(Request request, RegisterEntry entry, Voice voice) {
        long scope = Cells.named(request.purpose(), request.channel()) & voice.reach;
        Instant at = EffectiveTime.ofNo(request.requestedAt(), entry.receivedAt());
        switch (request.right()) {
            case WITHDRAWAL -> close(noes, Reason.WITHDRAWN, scope, scope, at, entry, voice);
            case RESTRICTION -> close(restrictions, Reason.RESTRICTED, scope, scope, at, entry, voice);
            case OBJECTION -> {
                // To direct marketing without naming a channel: all of it and related profiling (GDPR 21(2)).
                boolean all = request.purpose() == Purpose.DIRECT_MARKETING
                        && (request.channel() == null || request.channel() == Channel.NONE);
                close(objections, Reason.OBJECTED, scope, all ? Cells.MARKETING_FAMILY : scope, at, entry, voice);
            }
            case RESTRICTION_LIFTED -> lift(restrictionLifts, scope, asWhen(request), entry, voice);
            case OBJECTION_LIFTED -> lift(objectionLifts, scope, asWhen(request), entry, voice);
            // Somebody else may have the phone: its erasure closes here, and erases there.
            case ERASURE -> {
                if (voice == Voice.PHONE) {
                    close(noes, Reason.WITHDRAWN, scope, scope, at, entry, voice);
                }
            }
            default -> {
                // Access, portability, rectification, a whole shop's erasure: people handle them; nothing closes.
            }
        }
    }

    private void close(
            List<Closure> into, Reason reason, long scope, long closes, Instant at, RegisterEntry entry, Voice voice) {
        // What came before an erasure went with it (READINGS 22); other addresses and phones were not erased.
        if (voice != Voice.OWN || erasedAt == null || at.isAfter(erasedAt)) {
            into.add(new Closure(reason, scope, closes & voice.reach, at, entry, voice));
        }
    }

    /** A lift opens: like a grant it needs a date that lies in the past. */
    private void lift(List<Lift> into, long scope, When recordedAt, RegisterEntry entry, Voice voice) {
        if (recordedAt != null) {
            Instant at = recordedAt.first(zone);
            if (!EffectiveTime.ahead(at, entry.receivedAt())) {
                into.add(new Lift(scope, at, voice));
            }
        }
    }

    private static When asWhen(Request request) {
        return request.requestedAt() == null ? null : When.at(request.requestedAt());
    }

    private static Instant latestErasure(List<RegisterEntry> entries, Instant soFar) {
        Instant latest = soFar;
        for (int i = 0; i < entries.size(); i++) {
            RegisterEntry entry = entries.get(i);
            if (entry.statement() instanceof Request request && request.right() == RequestKind.ERASURE) {
                latest = Moments.latest(latest, EffectiveTime.ofNo(request.requestedAt(), entry.receivedAt()));
            }
        }
        return latest;
    }

    /** The newest no about a cell; at equal instants the one that was registered first stands for it. */
    Closure newestNo(int cell) {
        Closure newest = null;
        for (int i = 0; i < noes.size(); i++) {
            Closure no = noes.get(i);
            if ((no.closes() & Cells.bit(cell)) != 0 && (newest == null || standsFor(no, newest))) {
                newest = no;
            }
        }
        return newest;
    }

    private static boolean standsFor(Closure one, Closure other) {
        int byTime = one.at().compareTo(other.at());
        return byTime > 0 || (byTime == 0 && one.entry().seq() < other.entry().seq());
    }

    /** The restriction in force for a cell, null when none. */
    Closure restriction(int cell) {
        return inForce(restrictions, restrictionLifts, Cells.bit(cell), null);
    }

    /** The objection in force for a cell; a valid grant of that very cell, given later, lifts it (READINGS 6). */
    Closure objection(int cell, Instant newestValidGrant) {
        return inForce(objections, objectionLifts, Cells.bit(cell), newestValidGrant);
    }

    /** The objection in force for a cell, else the newest no that no valid grant came after; null when none (R3, R4). */
    Closure saidNo(int cell, Instant newestValidGrant) {
        Closure objection = objection(cell, newestValidGrant);
        if (objection != null) {
            return objection;
        }
        Closure no = newestNo(cell);
        return no == null || (newestValidGrant != null && newestValidGrant.isAfter(no.at())) ? null : no;
    }

    /** Whether the person as a whole is restricted. */
    boolean restricted() {
        for (int i = 0; i < restrictions.size(); i++) {
            Closure closure = restrictions.get(i);
            if (closure.scope() == Cells.ALL && !liftedAltogether(closure)) {
                return true;
            }
        }
        return false;
    }

    private boolean liftedAltogether(Closure closure) {
        for (Lift lift : restrictionLifts) {
            if (lift.scope() == Cells.ALL && lift.ends(closure, Cells.ALL)) {
                return true;
            }
        }
        return false;
    }

    private static Closure inForce(List<Closure> closures, List<Lift> lifts, long cell, Instant grant) {
        Closure found = null;
        for (int i = 0; i < closures.size(); i++) {
            Closure closure = closures.get(i);
            if ((closure.closes() & cell) != 0
                    && (grant == null || !grant.isAfter(closure.at()))
                    && (found == null || standsFor(closure, found))
                    && !lifted(closure, lifts, cell)) {
                found = closure;
            }
        }
        return found;
    }

    private static boolean lifted(Closure closure, List<Lift> lifts, long cell) {
        for (int i = 0; i < lifts.size(); i++) {
            if (lifts.get(i).ends(closure, cell)) {
                return true;
            }
        }
        return false;
    }
}
