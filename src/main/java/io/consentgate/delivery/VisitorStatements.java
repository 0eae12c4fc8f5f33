package io.consentgate.delivery;

import io.consentgate.consent.BannerDates;
import io.consentgate.consent.ConsentRegister;
import io.consentgate.consent.EffectiveTime;
import io.consentgate.consent.RegisterEntry;
import io.consentgate.consent.Statement.Choice;
import io.consentgate.database.Transaction;
import io.consentgate.event.ConsentStatus;
import io.consentgate.person.Recognition;
import io.consentgate.person.Visitors;
import io.consentgate.person.Visitors.Identification;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the banners of the browsers say on which a person was identified. A no counts for everybody identified there; a
 * yes for the one who was identified when it was given, or first thereafter. Two at the same instant share no yes.
 *
 * @param own counts as the person's
 * @param carried of others on the same browsers: only a no among it counts
 * @param identifiedAt by record, since when the person is known to be that visitor
 */
record VisitorStatements(List<RegisterEntry> own, List<RegisterEntry> carried, Map<String, Instant> identifiedAt) {

    private static final VisitorStatements NONE = new VisitorStatements(List.of(), List.of(), Map.of());

    /** @param persons the address' own, its external ids', and those that it replaced */
    static VisitorStatements of(
            Transaction tx,
            Visitors visitors,
            ConsentRegister register,
            Identities identities,
            Collection<Long> persons,
            ZoneId zone) {
        Map<Long, Recognition> recognised = Recognition.of(visitors.around(tx, persons));
        if (recognised.isEmpty()) {
            return NONE;
        }
        List<RegisterEntry> entries = register.entriesOf(tx, recognised.keySet());
        BannerDates dates = BannerDates.of(entries);
        VisitorStatements told = new VisitorStatements(new ArrayList<>(), new ArrayList<>(), new HashMap<>());
        for (RegisterEntry entry : entries) {
            told.sort(entry, chosenAt(entry, dates, zone), recognised.get(entry.personId()), identities);
        }
        return told;
    }

    private static Instant chosenAt(RegisterEntry entry, BannerDates dates, ZoneId zone) {
        return BannerDates.isUndated(entry.statement())
                ? dates.since(entry)
                : EffectiveTime.of(entry.statement(), entry.receivedAt(), zone);
    }

    private void sort(RegisterEntry entry, Instant at, Recognition recognition, Identities identities) {
        Set<Identification> then = recognition.at(at);
        if (then.stream().allMatch(one -> identities.belongs(one.personId(), one.at()))) {
            own.add(entry);
            then.stream()
                    .map(Identification::at)
                    .min(Instant::compareTo)
                    .ifPresent(since -> identifiedAt.put(entry.recordId(), since));
        } else if (isGrant(entry) || recognition.all().stream().anyMatch(one -> reaches(one, at, identities))) {
            // Somebody else's yes opens nothing, but tells since when the browser held other answers.
            carried.add(entry);
        }
    }

    private static boolean isGrant(RegisterEntry entry) {
        return entry.statement() instanceof Choice choice && choice.status() == ConsentStatus.GIVEN;
    }

    private static boolean reaches(Identification one, Instant at, Identities identities) {
        return identities.belongs(one.personId(), one.at()) || identities.carries(one.personId(), at);
    }
}
