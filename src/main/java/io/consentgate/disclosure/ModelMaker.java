package io.consentgate.disclosure;

import io.consentgate.configuration.Notice;
import io.consentgate.configuration.SiteNotice;
import io.consentgate.disclosure.NoticeModel.Audience;
import io.consentgate.disclosure.NoticeModel.Authority;
import io.consentgate.disclosure.NoticeModel.Automation;
import io.consentgate.disclosure.NoticeModel.Controller;
import io.consentgate.disclosure.NoticeModel.DataCategory;
import io.consentgate.disclosure.NoticeModel.DataSource;
import io.consentgate.disclosure.NoticeModel.Feature;
import io.consentgate.disclosure.NoticeModel.Looked;
import io.consentgate.disclosure.NoticeModel.Measurement;
import io.consentgate.disclosure.NoticeModel.Pages;
import io.consentgate.disclosure.NoticeModel.Periods;
import io.consentgate.disclosure.NoticeModel.Processor;
import io.consentgate.disclosure.NoticeModel.Recipient;
import io.consentgate.disclosure.NoticeModel.Rights;
import io.consentgate.disclosure.NoticeModel.ScriptMode;
import io.consentgate.disclosure.NoticeModel.SentField;
import io.consentgate.disclosure.NoticeModel.SentList;
import io.consentgate.disclosure.NoticeModel.SentTag;
import io.consentgate.disclosure.NoticeModel.Tracker;
import io.consentgate.disclosure.NoticeModel.Transfer;
import io.consentgate.disclosure.NoticeModel.UsedPurpose;
import io.consentgate.event.Channel;
import io.consentgate.event.Purpose;
import io.consentgate.mapping.MappedField;
import io.consentgate.mapping.Source;
import io.consentgate.mapping.Target;
import io.consentgate.site.Trigger;
import java.net.URI;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Makes the model of a source that the checklist found complete. */
final class ModelMaker {

    /** Within a month (GDPR art. 12(3)). */
    private static final int ANSWER_DAYS = 30;

    private final NoticeSource source;
    private final SiteNotice said;
    private final List<UsedPurpose> purposes;

    ModelMaker(NoticeSource source) {
        this.source = source;
        this.said = source.said();
        this.purposes = new PurposeUse(source).purposes();
    }

    NoticeModel make() {
        Notice.Controller controller = source.controller();
        return new NoticeModel(
                source.site().name(),
                source.site().country(),
                said.languages(),
                new Pages(said.privacy(), said.cookie(), said.preferences(), said.collection()),
                controller(controller),
                processor(),
                recipients(),
                transfers(),
                purposes,
                fields(),
                source.site().mapping().lists().stream()
                        .map(list -> new SentList(list.name(), list.purpose(), list.channel()))
                        .toList(),
                tags(),
                features(),
                source.script() ? ScriptMode.AFTER_CONSENT : ScriptMode.NONE,
                trackers(),
                source.script() ? said.domains().stream().sorted().toList() : List.of(),
                measurement(said.opens()),
                measurement(said.clicks()),
                new Rights(controller.rightsContact(), said.rights(), ANSWER_DAYS),
                new Authority(
                        source.authority().name(),
                        source.authority().address(),
                        controller.country(),
                        source.authority().website()),
                new Automation(
                        said.profiling().inUse(),
                        said.profiling().decisions(),
                        said.profiling().logic(),
                        said.profiling().effect()),
                said.sources().stream()
                        .map(one -> new DataSource(one.id(), one.name(), one.publiclyAvailable()))
                        .toList(),
                new Audience(source.rules().limits().minAge(), said.children()),
                new Periods(
                        source.rules().limits().doiDays(),
                        source.rules().limits().waitingDays(),
                        source.rules().limits().graceDays(),
                        source.rules().limits().cookieRepromptMonths()),
                source.example(),
                looked());
    }

    private static Controller controller(Notice.Controller controller) {
        Notice.Representative representative = controller.representative();
        return new Controller(
                controller.id(),
                controller.name(),
                controller.address(),
                controller.country(),
                controller.vatNumber(),
                controller.email(),
                controller.website(),
                new NoticeModel.Dpo(
                        controller.dpo().appointed(), controller.dpo().contact()),
                representative == null
                        ? null
                        : new NoticeModel.Representative(
                                representative.name(), representative.address(), representative.email()),
                controller.joint().stream()
                        .map(joint ->
                                new NoticeModel.JointController(joint.name(), joint.contact(), joint.arrangement()))
                        .toList());
    }

    private Processor processor() {
        Notice.Processor processor = source.processor();
        Notice.Agreement agreement = source.agreementInForce().orElseThrow();
        return new Processor(
                processor.name(),
                processor.address(),
                processor.country(),
                processor.hostingRegion(),
                processor.hostingBasis(),
                agreement.version(),
                agreement.signedOn(),
                URI.create(processor.subProcessorsUrl()));
    }

    private List<Recipient> recipients() {
        Notice.Processor processor = source.processor();
        List<Recipient> recipients = new ArrayList<>();
        recipients.add(
                new Recipient(processor.name(), "processor", processor.address(), processor.country(), Map.of(), null));
        recipients.add(new Recipient(
                processor.name(), "sub_processors", null, null, Map.of(), URI.create(processor.subProcessorsUrl())));
        said.recipients().stream()
                .map(other -> new Recipient(
                        other.name(), other.role(), other.address(), other.country(), other.service(), null))
                .sorted(Comparator.comparing(Recipient::name))
                .forEach(recipients::add);
        return recipients;
    }

    /** The vendor's seat, and the hosting region when that is a third country of its own. */
    private List<Transfer> transfers() {
        List<Transfer> transfers = new ArrayList<>();
        for (Notice.TransferBasis basis : source.basesInForce()) {
            if (!Countries.inEea(source.processor().country())) {
                transfers.add(transfer(source.processor().country(), basis));
            }
            if (source.processor().hostingRegion().equals("AU")
                    && basis.mechanism().equals("standard_clauses")) {
                transfers.add(transfer("AU", basis));
            }
        }
        transfers.sort(Comparator.comparing(Transfer::country)
                .thenComparing(Transfer::mechanism)
                .thenComparing(Transfer::from));
        return transfers;
    }

    private Transfer transfer(String country, Notice.TransferBasis basis) {
        return new Transfer(
                country,
                basis.mechanism(),
                basis.mechanism().equals("adequacy") ? "(EU) 2023/1795" : "(EU) 2021/914",
                basis.validFrom(),
                basis.validTo(),
                source.controller().rightsContact());
    }

    private List<SentField> fields() {
        List<Purpose> justifying = justifying();
        List<SentField> fields = new ArrayList<>();
        fields.add(new SentField("contact.email", "email", null, DataCategory.CONTACT, justifying, Map.of()));
        for (MappedField field : source.site().mapping().fields()) {
            fields.add(
                    field.source() instanceof Source.Consent consent
                            ? sent(key(consent), field.target(), DataCategory.CONSENT_STATE, justifying, Map.of())
                            : sent((Source.Contact) field.source(), field));
        }
        fields.addAll(triggerFields());
        return fields;
    }

    /** A mark like a tag, whatever it says: once for all triggers that write the same field. */
    private List<SentField> triggerFields() {
        Map<String, Set<Purpose>> purposesOf = new LinkedHashMap<>();
        for (Trigger trigger : source.site().triggers()) {
            trigger.target().ifPresent(target -> add(purposesOf, target.title(), PurposeUse.purposes(trigger)));
        }
        List<SentField> fields = new ArrayList<>();
        purposesOf.forEach((title, wanted) -> fields.add(sent(
                SentField.TRIGGER + title,
                new Target.Custom(title, "text"),
                DataCategory.LISTS_AND_TAGS,
                used(wanted),
                Map.of())));
        return fields;
    }

    private SentField sent(Source.Contact contact, MappedField field) {
        String own = contact.group().ofSite() ? attribute(contact) : null;
        return sent(
                "contact." + contact.member(),
                field.target(),
                PurposeUse.category(contact.group()),
                used(field.purposes()),
                own == null ? Map.of() : said.labels().getOrDefault(own, Map.of()));
    }

    static String attribute(Source.Contact contact) {
        return contact.member().substring("attributes.".length());
    }

    private static SentField sent(
            String key, Target target, DataCategory category, List<Purpose> purposes, Map<String, String> label) {
        String title = target instanceof Target.Custom custom ? custom.title() : null;
        return new SentField(key, target.key(), title, category, purposes, label);
    }

    private static String key(Source.Consent consent) {
        String channel =
                consent.channel() == Channel.NONE ? "" : "." + consent.channel().wire();
        return "consent." + consent.purpose().wire() + channel + "."
                + consent.part().name().toLowerCase(Locale.ROOT);
    }

    /** Those that the law can open, in their order. */
    private List<Purpose> used(Collection<Purpose> wanted) {
        return purposes.stream()
                .map(UsedPurpose::purpose)
                .filter(wanted::contains)
                .toList();
    }

    private List<SentTag> tags() {
        Map<String, Set<Purpose>> purposesOf = new LinkedHashMap<>();
        source.site().mapping().tags().forEach(tag -> add(purposesOf, tag.name(), tag.purposes()));
        if (source.site().customerTag() != null) {
            add(purposesOf, source.site().customerTag(), justifying());
        }
        for (Trigger trigger : source.site().triggers()) {
            trigger.tag().ifPresent(name -> add(purposesOf, name, PurposeUse.purposes(trigger)));
        }
        List<SentTag> tags = new ArrayList<>();
        purposesOf.forEach((name, wanted) -> tags.add(new SentTag(name, used(wanted))));
        return tags;
    }

    private static void add(Map<String, Set<Purpose>> purposesOf, String name, Collection<Purpose> purposes) {
        purposesOf.computeIfAbsent(name, none -> EnumSet.noneOf(Purpose.class)).addAll(purposes);
    }

    private List<Purpose> justifying() {
        return purposes.stream()
                .map(UsedPurpose::purpose)
                .filter(PurposeUse::justifies)
                .toList();
    }

    private List<Feature> features() {
        Set<Feature> features = new TreeSet<>(source.features());
        features.add(Feature.CONTACT_SYNC);
        if (source.script()) {
            features.add(Feature.SITE_SCRIPT);
        }
        return List.copyOf(features);
    }

    /** Only what the features that are on can set: a list of what could be is no list of what is. */
    private List<Tracker> trackers() {
        Set<Purpose> used = purposes.stream().map(UsedPurpose::purpose).collect(Collectors.toSet());
        return said.trackers() == null
                ? List.of()
                : said.trackers().stream()
                        .filter(tracker -> Trackers.inUse(tracker, source))
                        .map(tracker -> new Tracker(
                                tracker.name(),
                                tracker.type(),
                                tracker.party(),
                                tracker.provider(),
                                tracker.domain(),
                                tracker.lifetime(),
                                Boolean.TRUE.equals(tracker.refreshed()),
                                tracker.category(),
                                tracker.purpose() == null || used.contains(tracker.purpose())
                                        ? tracker.purpose()
                                        : Purpose.DIRECT_MARKETING,
                                tracker.country()))
                        .sorted(Comparator.comparing(Tracker::name).thenComparing(Tracker::domain))
                        .toList();
    }

    private static Measurement measurement(String how) {
        return Measurement.valueOf(how.toUpperCase(Locale.ROOT));
    }

    private Looked looked() {
        LocalDate verified = source.basesInForce().stream()
                .map(Notice.TransferBasis::verifiedOn)
                .max(Comparator.naturalOrder())
                .orElse(null);
        return new Looked(
                source.processor().hostingDeclaredOn(),
                source.processor().subProcessorsSeenOn(),
                verified,
                source.switches().readAt());
    }
}
