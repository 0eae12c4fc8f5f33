package io.consentgate.gate;

import io.consentgate.site.Site;
import java.time.Instant;

/** All that one decision is made from: the facts, put in order, and the law that applies to them. */
record Dossier(
        Site site,
        Facts facts,
        Instant now,
        String country,
        Rulebook book,
        Transfer transfer,
        Timeline timeline,
        Age age,
        Grants grants) {

    static Dossier of(
            Site site,
            Facts facts,
            Instant now,
            String country,
            Rulebook book,
            Transfer transfer,
            NoticeChanges changes) {
        Timeline timeline = new Timeline(facts, site.zone());
        Age age =
                new Age(facts.profile().get("birth_date"), book.rules().limits().minAge(), site.zone());
        Grants grants =
                new Grants(timeline.grants, new Evidence(site, facts, book, age, timeline.informed, changes, now));
        return new Dossier(site, facts, now, country, book, transfer, timeline, age, grants);
    }
}
