package io.consentgate.gate;

import io.consentgate.consent.EffectiveTime;
import io.consentgate.consent.Statement.Choice;
import io.consentgate.consent.Statement.Informed;
import io.consentgate.event.Channel;
import io.consentgate.event.ConsentStatus;
import io.consentgate.event.OptInLevel;
import io.consentgate.event.Purpose;
import io.consentgate.mapping.MappedList;
import io.consentgate.site.Site;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;

/** Whether a grant is valid (consent.md 3.4, 3.5, 3.7; READINGS 3, 4, 7, 9, 20): the first fault found, or none. */
final class Evidence {

    /** No shop asked anybody by e-mail before: .NET's year 1 and Unix' year 1970 are not dates (evidence.notCredible). */
    private static final Instant EARLIEST =
            LocalDate.of(1995, 1, 1).atStartOfDay(ZoneOffset.UTC).toInstant();

    private final Site site;
    private final Facts facts;
    private final Rulebook book;
    private final Age age;
    private final List<Informed> informed;
    private final NoticeChanges changes;
    private final Instant now;
    private final Months months;

    Evidence(
            Site site,
            Facts facts,
            Rulebook book,
            Age age,
            List<Informed> informed,
            NoticeChanges changes,
            Instant now) {
        this.site = site;
        this.facts = facts;
        this.book = book;
        this.age = age;
        this.informed = informed;
        this.changes = changes;
        this.now = now;
        this.months = new Months(site.zone());
    }

    /**
     * A grant as weighed: valid when it has no fault.
     *
     * @param noticeDue by when the person has to be told of a legitimate interest; null when told, or nothing is due
     */
    record Weighed(
            Timeline.Grant grant, Rule rule, Reason fault, String noticeVersion, Instant expires, Instant noticeDue) {

        boolean valid() {
            return fault == null;
        }

        /** Whether it rests on something the person did. */
        boolean agreed() {
            return rule.basis() != Basis.LEGITIMATE_INTEREST;
        }

        /**
         * Whether it answers an earlier no: only what the person said does. A sale is no answer, the soft opt-in is for
         * those who never refused (Code 130(4)).
         */
        boolean answers() {
            return agreed() && rule.basis() != Basis.SOFT_OPT_IN;
        }

        Instant at() {
            return grant.at();
        }
    }

    Weighed weigh(Timeline.Grant grant) {
        Choice choice = grant.choice();
        Site.Form form = site.form(choice.collectedFrom(), grant.at());
        String version = choice.noticeVersion() != null || form == null ? choice.noticeVersion() : form.noticeVersion();
        Rule rule = book.rule(grant.cell(), Basis.claimed(choice.basis()), now);
        if (rule != null && rule.requires().contains(Requirement.CART)) {
            rule = null;
        }
        if (choice.status() == ConsentStatus.PENDING) {
            return new Weighed(grant, rule, Reason.DOI_PENDING, version, null, null);
        }
        Instant noticeDue = noticeDue(grant, version);
        Reason fault = fault(grant, rule, form, version, noticeDue);
        Instant expires = fault == null
                ? Moments.earliest(Moments.earliest(expiry(grant), noticeDue), changed(grant, rule, version))
                : null;
        return new Weighed(grant, rule, fault, version, expires, fault == null ? noticeDue : null);
    }

    /**
     * Whose data rest on a legitimate interest is told at the collection (the notice that the record names), or sent
     * the notice within a month (GDPR 13, 14(3)).
     */
    private Instant noticeDue(Timeline.Grant grant, String version) {
        boolean told = Basis.claimed(grant.choice().basis()) != Basis.LEGITIMATE_INTEREST
                || grant.at() == null
                || (version != null && !version.isEmpty());
        for (int i = 0; i < informed.size() && !told; i++) {
            Informed one = informed.get(i);
            told = !EffectiveTime.ahead(one.at(), now) && known(one.noticeVersion());
        }
        return told
                ? null
                : grant.at().plus(Duration.ofDays(book.rules().limits().noticeDays()));
    }

    private boolean known(String version) {
        return site.noticeVersions().isEmpty() || site.noticeVersions().contains(version);
    }

    private Reason fault(Timeline.Grant grant, Rule rule, Site.Form form, String version, Instant noticeDue) {
        Choice choice = grant.choice();
        if (rule == null) {
            return noRule(choice);
        }
        if (grant.at() == null) {
            return Reason.DATE_MISSING;
        }
        if (ahead(grant.at(), grant) || grant.at().isBefore(EARLIEST) || Boolean.TRUE.equals(choice.notCredible())) {
            return Reason.NOT_CREDIBLE;
        }
        if (age.minorAt(grant.at())) {
            return Reason.MINOR;
        }
        if (!choice.evidenced()) {
            return Reason.EVIDENCE_MISSING;
        }
        if (Boolean.TRUE.equals(choice.preTicked()) || (form != null && !form.boxesStartEmpty())) {
            return Reason.PRE_TICKED;
        }
        if (choice.bundled()) {
            return Reason.BUNDLED;
        }
        boolean named = version != null && !version.isEmpty();
        if (!named && rule.basis() != Basis.LEGITIMATE_INTEREST) {
            return Reason.NOTICE_MISSING;
        }
        if (named && !known(version)) {
            return Reason.NOTICE_UNKNOWN;
        }
        Instant changed = changed(grant, rule, version);
        if (changed != null && !now.isBefore(changed)) {
            return Reason.RECONSENT_PENDING;
        }
        Instant movedAway = facts.history().movedAwayAt();
        if (movedAway != null && !grant.at().isAfter(movedAway)) {
            return Reason.ADDRESS_MOVED;
        }
        if (choice.phoneKey() != null
                && (Cells.BY_PHONE & Cells.bit(grant.cell())) != 0
                && !choice.phoneKey().equals(facts.phoneKey())) {
            return Reason.PHONE_CHANGED;
        }
        Reason unmet = unmet(grant, rule);
        return unmet == null && noticeDue != null && !now.isBefore(noticeDue) ? Reason.NOT_TOLD : unmet;
    }

    /** When the notice changes so much that this consent no longer covers the purpose; null when it does not. */
    private Instant changed(Timeline.Grant grant, Rule rule, String version) {
        return rule.basis() == Basis.CONSENT
                ? changes.ends(facts.site(), grant.choice().purpose(), version, grant.at())
                : null;
    }

    private static Reason noRule(Choice choice) {
        Basis basis = Basis.claimed(choice.basis());
        if (basis == Basis.LEGITIMATE_INTEREST
                && (choice.purpose() == Purpose.DIRECT_MARKETING
                        || choice.purpose() == Purpose.DIRECT_MARKETING_OWN_SIMILAR
                        || choice.purpose() == Purpose.RETARGETING)) {
            return Reason.INTEREST_CHANNEL;
        }
        boolean otherChannel = basis == Basis.SOFT_OPT_IN
                && choice.purpose() == Purpose.DIRECT_MARKETING_OWN_SIMILAR
                && choice.channel() != Channel.EMAIL;
        return otherChannel ? Reason.SOFT_OPT_IN_CHANNEL : Reason.BASIS_NOT_ACCEPTED;
    }

    /** What the country's rule asks for; the double opt-in last, since nothing else can still be mended. */
    private Reason unmet(Timeline.Grant grant, Rule rule) {
        Choice choice = grant.choice();
        Set<Requirement> requires = rule.requires();
        if (requires.contains(Requirement.SALE) && sale(choice, true) == null) {
            return Reason.NOT_CUSTOMER;
        }
        if (requires.contains(Requirement.SALE_OR_NEGOTIATION) && sale(choice, false) == null) {
            return Reason.NOT_CUSTOMER;
        }
        MappedList list =
                requires.contains(Requirement.OWN_SIMILAR) || requires.contains(Requirement.OPT_OUT_IN_MESSAGE)
                        ? list(grant.cell())
                        : null;
        if (requires.contains(Requirement.OWN_SIMILAR) && (list == null || !list.ownAndSimilar())) {
            return Reason.NOT_OWN_PRODUCT;
        }
        if (requires.contains(Requirement.OPT_OUT_AT_COLLECTION) && !Boolean.TRUE.equals(choice.optOutOffered())) {
            return Reason.NO_OPT_OUT_AT_COLLECTION;
        }
        if (requires.contains(Requirement.OPT_OUT_IN_MESSAGE) && (list == null || !list.refusalInEveryMessage())) {
            return Reason.NO_OPT_OUT_IN_MESSAGE;
        }
        if (requires.contains(Requirement.ASSESSMENT) && !(choice.assessed() && choice.documented())) {
            return Reason.INTEREST_EVIDENCE;
        }
        return needsConfirmation(choice, rule) && !confirmed(grant) ? Reason.DOI_PENDING : null;
    }

    /** The site may ask for more than the country, and says why when it asks for less (DESIGN 1.4). */
    private boolean needsConfirmation(Choice choice, Rule rule) {
        return switch (site.doubleOptIn()) {
            case BY_COUNTRY -> rule.requires().contains(Requirement.DOUBLE_OPT_IN);
            case REQUIRED ->
                rule.requires().contains(Requirement.DOUBLE_OPT_IN)
                        || (rule.basis() == Basis.CONSENT
                                && choice.purpose() == Purpose.DIRECT_MARKETING
                                && choice.channel() == Channel.EMAIL);
            case OPTIONAL -> false;
        };
    }

    /** READINGS 4. */
    private boolean confirmed(Timeline.Grant grant) {
        Choice choice = grant.choice();
        if (choice.optInLevel() == OptInLevel.CONFIRMED_OPT_IN) {
            return true;
        }
        Instant confirmed = choice.doubleOptInConfirmedAt();
        Instant requested = choice.doubleOptInRequestedAt();
        return confirmed != null && !ahead(confirmed, grant) && (requested == null || !confirmed.isBefore(requested));
    }

    /** Ahead of receipt and of now: a date that lay in the future when it came is never believed, not even later. */
    private boolean ahead(Instant moment, Timeline.Grant grant) {
        return EffectiveTime.ahead(moment, grant.entry().receivedAt()) || EffectiveTime.ahead(moment, now);
    }

    /** READINGS 8: from recorded_at; a soft opt-in from its sale. */
    private Instant expiry(Timeline.Grant grant) {
        Choice choice = grant.choice();
        Facts.Sale sale = Basis.claimed(choice.basis()) == Basis.SOFT_OPT_IN ? sale(choice, false) : null;
        Instant from = sale == null ? grant.at() : sale.placedAt();
        int validity = book.rules().limits().validityMonths().get(choice.purpose());
        Instant byLaw = months.after(from, validity);
        return choice.banner() == null ? byLaw : Moments.earliest(byLaw, bannerExpiry(choice, from));
    }

    /** A banner's yes ends with the tool's own record of it, or when the site asks again; null when neither says so. */
    private Instant bannerExpiry(Choice choice, Instant from) {
        Integer until = site.banner() == null ? null : site.banner().consentMonths();
        Instant askedAgain = until == null ? null : months.after(from, until);
        return Moments.earliest(choice.banner().expiresAt(), askedAgain);
    }

    /** The order that a soft opt-in rests on; where the law takes them, negotiations when nothing was bought. */
    private Facts.Sale sale(Choice choice, boolean completed) {
        if (choice.sale() == null) {
            return null;
        }
        Facts.Sale newest = null;
        for (Facts.Sale sale : facts.sales()) {
            if ((sale.completed() || !completed)
                    && sale.key().equals(choice.sale())
                    && (newest == null || proves(sale, newest))) {
                newest = sale;
            }
        }
        return newest;
    }

    private static boolean proves(Facts.Sale one, Facts.Sale other) {
        return one.completed() == other.completed() ? one.placedAt().isAfter(other.placedAt()) : one.completed();
    }

    private MappedList list(int cell) {
        for (MappedList list : site.mapping().lists()) {
            if (list.purpose() == Cells.purpose(cell) && list.channel() == Cells.channel(cell)) {
                return list;
            }
        }
        return null;
    }
}
