package io.consentgate.disclosure;

import static io.consentgate.disclosure.Parts.cell;
import static io.consentgate.disclosure.Parts.contact;
import static io.consentgate.disclosure.Parts.link;
import static io.consentgate.disclosure.Parts.text;

import io.consentgate.disclosure.NoticeDocument.Inline;
import io.consentgate.disclosure.NoticeModel.Controller;
import io.consentgate.disclosure.NoticeModel.DataCategory;
import io.consentgate.disclosure.NoticeModel.Ground;
import io.consentgate.disclosure.NoticeModel.Measurement;
import io.consentgate.disclosure.NoticeModel.Processor;
import io.consentgate.disclosure.NoticeModel.Recipient;
import io.consentgate.disclosure.NoticeModel.SentField;
import io.consentgate.disclosure.NoticeModel.Transfer;
import io.consentgate.disclosure.NoticeModel.UsedChannel;
import io.consentgate.disclosure.NoticeModel.UsedPurpose;
import io.consentgate.event.Channel;
import io.consentgate.event.Purpose;
import java.time.Period;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The privacy section in one language: GDPR art. 13 and 14, item by item. */
final class PrivacyDocument {

    static final String ID = "privacy-activecampaign";

    private final NoticeEdition edition;
    private final NoticeModel model;
    private final NoticeWords words;
    private final Parts parts;

    private PrivacyDocument(NoticeEdition edition, NoticeWords words) {
        this.edition = edition;
        this.model = edition.model();
        this.words = words;
        this.parts = new Parts(words);
    }

    static NoticeDocument of(NoticeEdition edition, NoticeWords words) {
        return new PrivacyDocument(edition, words).document();
    }

    private NoticeDocument document() {
        about();
        controller();
        purposes();
        data();
        recipients();
        transfers();
        retention();
        rights();
        refusal();
        profiling();
        sources();
        children();
        version();
        return new NoticeDocument(ID, words.language(), words.text("privacy.title"), parts.all());
    }

    private void about() {
        parts.part("about", List.of());
        if (model.example()) {
            parts.say("about.example");
        }
        parts.say(
                "about.intro",
                Map.of(
                        "controller", text(model.controller().name()),
                        "processor", text(model.processor().name())));
    }

    private void controller() {
        Controller controller = model.controller();
        parts.part(ChecklistItem.C1)
                .say(
                        "c1.controller",
                        Map.of(
                                "name", text(controller.name()),
                                "address", text(controller.address()),
                                "country", text(words.country(controller.country())),
                                "email", contact(controller.email())));
        if (controller.vatNumber() != null) {
            parts.say("c1.vat", Map.of("vat", text(controller.vatNumber())));
        }
        if (controller.website() != null) {
            parts.say("c1.website", Map.of("website", link(controller.website())));
        }
        if (controller.representative() != null) {
            parts.part(ChecklistItem.C2)
                    .say(
                            "c2.representative",
                            Map.of(
                                    "name", text(controller.representative().name()),
                                    "address", text(controller.representative().address()),
                                    "email", contact(controller.representative().email())));
        }
        if (!controller.joint().isEmpty()) {
            parts.part(ChecklistItem.C3)
                    .bullets(controller.joint().stream()
                            .map(joint -> words.sentence(
                                    "c3.joint",
                                    Map.of(
                                            "name", text(joint.name()),
                                            "contact", contact(joint.contact()),
                                            "arrangement", said(joint.arrangement()))))
                            .toList());
        }
        parts.part(ChecklistItem.C4);
        if (controller.dpo().appointed()) {
            parts.say("c4.appointed", Map.of("contact", contact(controller.dpo().contact())));
        } else {
            parts.say("c4.none", Map.of("contact", contact(model.rights().contact())));
        }
    }

    private Inline said(Map<String, String> byLanguage) {
        return text(byLanguage.get(words.language()));
    }

    private void purposes() {
        parts.part(ChecklistItem.C5)
                .say("c5.intro", Map.of("processor", text(model.processor().name())))
                .bullets(model.purposes().stream().map(this::purpose).toList());
        if (model.clicks() != Measurement.OFF) {
            parts.say("c5.links");
        }
        parts.part(ChecklistItem.C6)
                .say("c6.intro")
                .table("c6.caption", List.of("purpose", "channel", "basis", "source"), bases());
        List<List<Inline>> interests = interests();
        parts.part(ChecklistItem.C7);
        if (interests.isEmpty()) {
            parts.say("c7.none");
        } else {
            parts.say("c7.intro").bullets(interests);
        }
    }

    private List<Inline> purpose(UsedPurpose used) {
        Map<String, Inline> values = new LinkedHashMap<>();
        values.put("purpose", text(words.purpose(used.purpose())));
        values.put("meaning", text(words.purposeMeaning(used.purpose())));
        String channels = used.channels().stream()
                .map(UsedChannel::channel)
                .filter(channel -> channel != Channel.NONE)
                .map(words::channel)
                .collect(Collectors.joining(", "));
        if (channels.isEmpty()) {
            return words.sentence("c5.purpose", values);
        }
        values.put("channels", text(channels));
        return words.sentence("c5.purpose_by", values);
    }

    private List<List<List<Inline>>> bases() {
        List<List<List<Inline>>> rows = new ArrayList<>();
        for (UsedPurpose used : model.purposes()) {
            for (UsedChannel channel : used.channels()) {
                for (Ground ground : channel.grounds()) {
                    rows.add(List.of(
                            cell(words.purpose(used.purpose())),
                            cell(
                                    channel.channel() == Channel.NONE
                                            ? words.text("channel.any")
                                            : words.channel(channel.channel())),
                            cell(words.basis(ground.basis())),
                            cell(words.source(ground.source()))));
                }
            }
        }
        return rows;
    }

    private List<List<Inline>> interests() {
        List<List<Inline>> items = new ArrayList<>();
        for (UsedPurpose used : model.purposes()) {
            used.channels().stream()
                    .flatMap(channel -> channel.grounds().stream())
                    .filter(ground -> !ground.interest().isEmpty())
                    .findFirst()
                    .ifPresent(ground -> items.add(words.sentence(
                            "c7.interest",
                            Map.of(
                                    "purpose", text(words.purpose(used.purpose())),
                                    "interest", said(ground.interest())))));
        }
        return items;
    }

    /** Every field once: by its category and the purposes that can carry it. Lists and tags are no fields. */
    private void data() {
        List<List<List<Inline>>> rows = new ArrayList<>();
        for (DataCategory category : DataCategory.values()) {
            Map<List<Purpose>, List<SentField>> fields = new LinkedHashMap<>();
            for (SentField field : model.fields()) {
                if (field.category() == category) {
                    fields.computeIfAbsent(field.purposes(), none -> new ArrayList<>())
                            .add(field);
                }
            }
            fields.forEach(
                    (purposes, some) -> rows.add(row(category, String.join("; ", names(category, some)), purposes)));
            List<Purpose> using = model.purposes().stream()
                    .filter(used -> used.categories().contains(category))
                    .map(UsedPurpose::purpose)
                    .toList();
            if ((fields.isEmpty() || category == DataCategory.LISTS_AND_TAGS) && !using.isEmpty()) {
                rows.add(row(category, words.content(category, model), using));
            }
        }
        parts.part(ChecklistItem.C8)
                .say("c8.intro", Map.of("processor", text(model.processor().name())))
                .table("c8.caption", List.of("category", "fields", "purpose"), rows);
    }

    private List<String> names(DataCategory category, List<SentField> fields) {
        return category == DataCategory.CONSENT_STATE
                ? words.consents(fields)
                : fields.stream().map(words::field).toList();
    }

    private List<List<Inline>> row(DataCategory category, String data, List<Purpose> purposes) {
        String used = purposes.stream().map(words::purpose).collect(Collectors.joining("; "));
        return List.of(cell(words.category(category)), cell(data), cell(used));
    }

    private void recipients() {
        Processor processor = model.processor();
        parts.part(ChecklistItem.C9)
                .say(
                        "c9.processor",
                        Map.of(
                                "name", text(processor.name()),
                                "address", text(processor.address()),
                                "country", text(words.country(processor.country())),
                                "date", parts.day(processor.signedOn())))
                .say("c9.hosting_" + processor.hosting().toLowerCase(Locale.ROOT))
                .say("c9.sub_processors", Map.of("link", link(processor.subProcessors())));
        List<List<Inline>> others = model.recipients().stream()
                .filter(recipient -> !recipient.service().isEmpty())
                .map(this::other)
                .toList();
        if (others.isEmpty()) {
            parts.say("c9.nobody_else");
        } else {
            parts.say("c9.others").bullets(others);
        }
    }

    private List<Inline> other(Recipient recipient) {
        return words.sentence(
                "c9.other_" + recipient.role(),
                Map.of(
                        "name", text(recipient.name()),
                        "address", text(recipient.address()),
                        "country", text(words.country(recipient.country())),
                        "service", said(recipient.service())));
    }

    private void transfers() {
        parts.part(ChecklistItem.C10);
        if (model.transfers().isEmpty()) {
            parts.say("c10.none");
            return;
        }
        parts.say("c10.intro", Map.of("name", text(model.processor().name())))
                .bullets(model.transfers().stream().map(this::transfer).toList())
                .sayIf(model.processor().hosting().equals("EU"), "c10.hosting")
                .say(
                        "c10.copy",
                        Map.of("contact", contact(model.transfers().get(0).copyContact())));
    }

    private List<Inline> transfer(Transfer transfer) {
        return words.sentence(
                "c10." + transfer.mechanism(),
                Map.of(
                        "country", text(words.country(transfer.country())),
                        "instrument", text(transfer.instrument()),
                        "date", parts.day(transfer.from())));
    }

    private void retention() {
        List<List<List<Inline>>> rows = model.purposes().stream()
                .map(used -> List.of(
                        cell(words.purpose(used.purpose())),
                        List.of(parts.duration(used.retention())),
                        cell(words.text("c11.from_" + used.retentionFrom()))))
                .toList();
        parts.part(ChecklistItem.C11)
                .table("c11.caption", List.of("purpose", "duration", "from"), rows)
                .say(
                        "c11.after",
                        Map.of(
                                "grace",
                                parts.duration(Period.ofDays(model.periods().graceDays()))))
                .say(
                        "c11.waiting",
                        Map.of(
                                "waiting",
                                        parts.duration(
                                                Period.ofDays(model.periods().waitingDays())),
                                "confirmation",
                                        parts.duration(
                                                Period.ofDays(model.periods().doubleOptInDays()))));
    }

    private void rights() {
        List<List<Inline>> rights = new ArrayList<>();
        for (String right : List.of("access", "rectification", "erasure", "restriction", "portability", "objection")) {
            rights.add(words.sentence("c12." + right, Map.of()));
        }
        parts.part(ChecklistItem.C12)
                .say("c12.intro")
                .bullets(rights)
                .say(
                        "c12.how",
                        Map.of(
                                "contact", contact(model.rights().contact()),
                                "link", link(model.rights().url())))
                .say("c12.answer");
        Inline preferences = link(model.pages().preferences());
        parts.part(ChecklistItem.C13).say("c13.objection").say("c13.how", Map.of("link", preferences));
        parts.part(ChecklistItem.C14).say("c14.withdrawal").say("c14.how", Map.of("link", preferences));
        parts.part(ChecklistItem.C15)
                .say(
                        "c15.complaint",
                        Map.of(
                                "name", text(model.authority().name()),
                                "address", text(model.authority().address()),
                                "link", link(model.authority().url())));
    }

    private void refusal() {
        parts.part(ChecklistItem.C16)
                .say("c16.intro")
                .bullets(model.purposes().stream()
                        .map(used -> words.sentence(
                                "c16.refused",
                                Map.of(
                                        "purpose", text(words.purpose(used.purpose())),
                                        "consequence",
                                                text(words.text("consequence."
                                                        + used.purpose().wire())))))
                        .toList());
    }

    private void profiling() {
        parts.part(ChecklistItem.C17);
        if (model.automation().profiling()) {
            parts.say("c17.profiling")
                    .say("c17.logic", Map.of("logic", said(model.automation().logic())))
                    .say("c17.effect", Map.of("effect", said(model.automation().effect())));
        } else {
            parts.say("c17.no_profiling");
        }
        parts.say(model.automation().decisions() ? "c17.decisions" : "c17.no_decisions");
        parts.part(ChecklistItem.C18).say("c18.further");
    }

    private void sources() {
        parts.part(ChecklistItem.C19);
        if (model.sources().isEmpty()) {
            parts.say("c19.none");
            return;
        }
        parts.say("c19.intro")
                .bullets(model.sources().stream()
                        .map(one -> words.sentence(
                                one.publiclyAvailable() ? "c19.public" : "c19.source",
                                Map.of("name", said(one.name()))))
                        .toList());
        parts.part(ChecklistItem.C20).say("c20.time");
    }

    private void children() {
        String age = String.valueOf(model.audience().minAge());
        parts.part(ChecklistItem.C22)
                .say(model.audience().children() ? "c22.addressed" : "c22.not_addressed", Map.of("age", text(age)));
    }

    private void version() {
        parts.part(ChecklistItem.C23)
                .say(
                        "c23.version",
                        Map.of(
                                "version", text(String.valueOf(edition.version())),
                                "date", parts.day(edition.effectiveFrom())));
    }
}
