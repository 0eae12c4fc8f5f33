package io.consentgate.disclosure;

import static io.consentgate.disclosure.Parts.cell;
import static io.consentgate.disclosure.Parts.code;
import static io.consentgate.disclosure.Parts.link;
import static io.consentgate.disclosure.Parts.text;

import io.consentgate.disclosure.NoticeDocument.Inline;
import io.consentgate.disclosure.NoticeModel.Measurement;
import io.consentgate.disclosure.NoticeModel.ScriptMode;
import io.consentgate.disclosure.NoticeModel.Tracker;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The cookie section in one language: the Garante's guidelines on cookies and on tracking pixels, item by item. */
final class CookieDocument {

    static final String ID = "cookie-activecampaign";

    private final NoticeEdition edition;
    private final NoticeModel model;
    private final NoticeWords words;
    private final Parts parts;

    private CookieDocument(NoticeEdition edition, NoticeWords words) {
        this.edition = edition;
        this.model = edition.model();
        this.words = words;
        this.parts = new Parts(words);
    }

    static NoticeDocument of(NoticeEdition edition, NoticeWords words) {
        return new CookieDocument(edition, words).document();
    }

    private NoticeDocument document() {
        Inline processor = text(model.processor().name());
        Inline preferences = link(model.pages().preferences());
        parts.part(ChecklistItem.K1).say("k1.rule");
        if (model.script() == ScriptMode.AFTER_CONSENT) {
            parts.say(
                    "k1.script",
                    Map.of(
                            "processor",
                            processor,
                            "country",
                            text(words.country(model.processor().country()))));
        } else {
            parts.say("k1.no_script", Map.of("processor", processor));
        }
        parts.part(ChecklistItem.K2).say("k2.consent_only");
        trackers();
        parts.part(ChecklistItem.K4).say("k4.criteria");
        parts.part(ChecklistItem.K5).say("k5.banner").say("k5.choices", Map.of("link", preferences));
        parts.part(ChecklistItem.K6).say("k6.silence");
        parts.part(ChecklistItem.K7).say("k7.change", Map.of("link", preferences));
        parts.part(ChecklistItem.K8)
                .say(
                        "k8.again",
                        Map.of(
                                "period",
                                parts.duration(Period.ofMonths(model.periods().cookieRepromptMonths()))));
        parts.part(ChecklistItem.K9).say("k9.proof");
        if (model.script() == ScriptMode.AFTER_CONSENT) {
            parts.part(ChecklistItem.K10).say("k10.never_technical");
        }
        measurement(preferences);
        // Not c23 again: both sections may stand in one page.
        parts.part("cookie-version", List.of(), "c23.heading")
                .say(
                        "c23.version",
                        Map.of(
                                "version", text(String.valueOf(edition.version())),
                                "date", parts.day(edition.effectiveFrom())));
        return new NoticeDocument(ID, words.language(), words.text("cookie.title"), parts.all());
    }

    private void trackers() {
        List<List<List<Inline>>> rows = new ArrayList<>();
        for (Tracker tracker : model.trackers()) {
            rows.add(List.of(
                    code(tracker.name()),
                    cell(words.text("type." + tracker.type())),
                    cell(words.text("party." + tracker.party(), Map.of("provider", tracker.provider()))),
                    cell(
                            tracker.purpose() == null
                                    ? words.text("tracker.technical")
                                    : words.purpose(tracker.purpose())),
                    cell(words.text("tracker." + tracker.category())),
                    lifetime(tracker),
                    cell(words.country(tracker.country()))));
        }
        parts.part(ChecklistItem.K3);
        if (rows.isEmpty()) {
            parts.say("k3.none");
        } else {
            parts.table(
                    "k3.caption", List.of("name", "type", "party", "purpose", "category", "lifetime", "country"), rows);
        }
        if (!model.domains().isEmpty()) {
            parts.say("k3.domains")
                    .bullets(model.domains().stream().map(Parts::code).toList());
        }
    }

    private List<Inline> lifetime(Tracker tracker) {
        Inline lifetime = parts.duration(tracker.lifetime());
        return tracker.refreshed()
                ? words.sentence("tracker.refreshed", Map.of("lifetime", lifetime))
                : List.of(lifetime);
    }

    private void measurement(Inline preferences) {
        boolean opens = model.opens() != Measurement.OFF;
        boolean clicks = model.clicks() != Measurement.OFF;
        parts.part(ChecklistItem.P1);
        if (!opens && !clicks) {
            parts.say("p1.none");
            return;
        }
        if (opens) {
            parts.say("p1.opens");
        }
        if (clicks) {
            parts.say("p1.clicks");
        }
        parts.part(ChecklistItem.P2).say("p2.stop", Map.of("link", preferences));
        boolean within =
                model.opens() == Measurement.WITHIN_MARKETING || model.clicks() == Measurement.WITHIN_MARKETING;
        parts.part(ChecklistItem.P3).say(within ? "p3.within" : "p3.separate");
    }
}
