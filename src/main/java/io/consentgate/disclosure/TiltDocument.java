package io.consentgate.disclosure;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentgate.disclosure.NoticeModel.Controller;
import io.consentgate.disclosure.NoticeModel.DataCategory;
import io.consentgate.disclosure.NoticeModel.DataSource;
import io.consentgate.disclosure.NoticeModel.Ground;
import io.consentgate.disclosure.NoticeModel.Recipient;
import io.consentgate.disclosure.NoticeModel.SentField;
import io.consentgate.disclosure.NoticeModel.Tracker;
import io.consentgate.disclosure.NoticeModel.Transfer;
import io.consentgate.disclosure.NoticeModel.UsedPurpose;
import io.consentgate.event.Purpose;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One TILT document; members as the schema names them, optional ones left out instead of null. */
final class TiltDocument {

    private static final Pattern EMAIL = Pattern.compile("[^@\\s]+@[^@\\s]+\\.[^@\\s]+");
    /** The Italian Privacy Code, as the rules files cite it. */
    private static final Pattern CODE = Pattern.compile("Code (\\d+)(?:-[a-z]+)?(?:\\((\\d+))?");

    private final NoticeEdition edition;
    private final NoticeModel model;
    private final NoticeWords words;
    private final ObjectNode root = JsonNodeFactory.instance.objectNode();

    TiltDocument(NoticeEdition edition, NoticeWords words) {
        this.edition = edition;
        this.model = edition.model();
        this.words = words;
    }

    ObjectNode document() {
        meta();
        controller();
        officer();
        data();
        transfers();
        ObjectNode access = right("accessAndDataPortability", List.of("access", "portability"));
        access.putObject("administrativeFee").put("amount", 0).put("currency", "EUR");
        access.putArray("dataFormats").add("json").add("csv");
        sources();
        right("rightToInformation", List.of("access"));
        right("rightToRectificationOrDeletion", List.of("rectification", "erasure", "restriction", "objection"));
        right("rightToDataPortability", List.of("portability"));
        withdrawal();
        complaint();
        decisions();
        root.putArray("changesOfPurpose");
        extra();
        return root;
    }

    private void meta() {
        String id = model.site() + "/" + edition.version() + "/" + words.language();
        root.putObject("meta")
                .put(
                        "_id",
                        UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8))
                                .toString())
                .put("name", model.controller().name())
                .put("created", edition.writtenAt().toString())
                .put("modified", edition.writtenAt().toString())
                .put("version", edition.version())
                .put("language", words.language())
                .put("status", "active")
                .put("url", page());
    }

    private void controller() {
        Controller controller = model.controller();
        ObjectNode node = root.putObject("controller")
                .put("name", controller.name())
                .put("address", controller.address())
                .put("country", controller.country());
        ObjectNode representative = node.putObject("representative");
        if (controller.representative() == null) {
            representative.put("name", words.text("tilt.representative")).put("email", controller.email());
        } else {
            representative
                    .put("name", controller.representative().name())
                    .put("email", controller.representative().email());
        }
    }

    /** Mandatory in the schema, not in law: who is not appointed is said to be so, and the contact is the controller's. */
    private void officer() {
        Controller controller = model.controller();
        String contact = controller.dpo().contact();
        boolean byMail = contact != null && EMAIL.matcher(contact).matches();
        root.putObject("dataProtectionOfficer")
                .put(
                        "name",
                        controller.dpo().appointed()
                                ? words.text("c4.heading")
                                : words.text("tilt.no_officer", Map.of("name", controller.name())))
                .put("address", controller.address())
                .put("country", controller.country())
                .put("email", byMail ? contact : controller.email());
    }

    /** An entry per field that can be sent, and per category that no field stands for. */
    private void data() {
        ArrayNode disclosed = root.putArray("dataDisclosed");
        Set<DataCategory> told = new LinkedHashSet<>();
        for (SentField field : model.fields()) {
            if (field.category() != DataCategory.LISTS_AND_TAGS) {
                told.add(field.category());
            }
            entry(
                    disclosed,
                    field.key(),
                    words.category(field.category()) + ": " + words.field(field),
                    field.purposes());
        }
        for (DataCategory category : DataCategory.values()) {
            List<Purpose> purposes = model.purposes().stream()
                    .filter(used -> used.categories().contains(category))
                    .map(UsedPurpose::purpose)
                    .toList();
            if (!told.contains(category) && !purposes.isEmpty()) {
                entry(
                        disclosed,
                        category.wire(),
                        words.category(category) + ": " + words.content(category, model),
                        purposes);
            }
        }
    }

    private void entry(ArrayNode disclosed, String id, String category, List<Purpose> purposes) {
        ObjectNode entry = disclosed.addObject().put("_id", id).put("category", category);
        List<UsedPurpose> used = purposes.stream()
                .map(model::purpose)
                .flatMap(java.util.Optional::stream)
                .toList();
        ArrayNode told = entry.putArray("purposes");
        for (UsedPurpose one : used) {
            told.addObject()
                    .put("purpose", words.purpose(one.purpose()))
                    .put("description", words.purposeMeaning(one.purpose()));
        }
        bases(entry, used);
        recipients(entry.putArray("recipients"));
        storage(entry.putArray("storage"), used);
        entry.putObject("nonDisclosure")
                .put("legalRequirement", false)
                .put("contractualRegulation", false)
                .put("obligationToProvide", false)
                .put("consequences", consequences(used));
    }

    private String consequences(List<UsedPurpose> used) {
        List<String> sentences = new ArrayList<>();
        used.forEach(one -> sentences.add(words.text(
                "c16.refused",
                Map.of(
                        "purpose", words.purpose(one.purpose()),
                        "consequence", words.text("consequence." + one.purpose().wire())))));
        return String.join(" ", sentences);
    }

    private void bases(ObjectNode entry, List<UsedPurpose> used) {
        Map<String, String> bases = new LinkedHashMap<>();
        Map<String, String> interests = new LinkedHashMap<>();
        for (UsedPurpose one : used) {
            one.channels().stream()
                    .flatMap(channel -> channel.grounds().stream())
                    .forEach(ground -> {
                        String description = words.basis(ground.basis()) + ": " + words.source(ground.source());
                        bases.putIfAbsent(ground.reference(), description);
                        national(ground, description, bases);
                        if (!ground.interest().isEmpty()) {
                            interests.put(
                                    words.purpose(one.purpose()),
                                    ground.interest().get(words.language()));
                        }
                    });
        }
        ArrayNode told = entry.putArray("legalBases");
        bases.forEach((reference, description) ->
                told.addObject().put("reference", reference).put("description", description));
        ArrayNode pursued = entry.putArray("legitimateInterests");
        interests.forEach((purpose, interest) -> pursued.addObject()
                .put("exists", true)
                .put("reasoning", words.text("c7.interest", Map.of("purpose", purpose, "interest", interest))));
        if (interests.isEmpty()) {
            pursued.addObject().put("exists", false).put("reasoning", words.text("tilt.no_interest"));
        }
    }

    private static void national(Ground ground, String description, Map<String, String> bases) {
        Matcher code = CODE.matcher(ground.source());
        while (code.find()) {
            String paragraph = code.group(2) == null ? "" : "-" + code.group(2);
            bases.putIfAbsent("DLGS196-" + code.group(1) + paragraph, description);
        }
    }

    private void recipients(ArrayNode into) {
        for (Recipient recipient : model.recipients()) {
            if (recipient.list() == null) {
                into.addObject()
                        .put("name", recipient.name())
                        .put("address", recipient.address())
                        .put("country", recipient.country())
                        .put(
                                "category",
                                recipient.service().isEmpty()
                                        ? words.text("c9.heading") + ": ActiveCampaign"
                                        : recipient.service().get(words.language()));
            }
        }
    }

    private void storage(ArrayNode into, List<UsedPurpose> used) {
        ObjectNode storage = into.addObject();
        ArrayNode temporal = storage.putArray("temporal");
        for (UsedPurpose one : used) {
            temporal.addObject()
                    .put(
                            "description",
                            words.purpose(one.purpose()) + ": " + words.duration(one.retention()) + ", "
                                    + words.text("c11.head.from").toLowerCase(words.locale()) + " "
                                    + words.text("c11.from_" + one.retentionFrom()))
                    .put("ttl", one.retention().toString());
        }
        storage.putArray("purposeConditional").add(words.text("tilt.until"));
        storage.putArray("legalBasisConditional");
        storage.put("aggregationFunction", "max");
    }

    private void transfers() {
        ArrayNode into = root.putArray("thirdCountryTransfers");
        Map<String, List<Transfer>> byCountry = new LinkedHashMap<>();
        model.transfers().forEach(transfer -> byCountry
                .computeIfAbsent(transfer.country(), none -> new ArrayList<>())
                .add(transfer));
        byCountry.forEach((country, transfers) -> {
            ObjectNode node = into.addObject().put("country", country);
            String clauses = transfer(transfers, "standard_clauses");
            available(node, "adequacyDecision", transfer(transfers, "adequacy"));
            available(node, "appropriateGuarantees", clauses);
            available(node, "presenceOfEnforceableRightsAndEffectiveRemedies", words.text("tilt.remedies"));
            available(node, "standardDataProtectionClause", clauses);
        });
    }

    private String transfer(List<Transfer> transfers, String mechanism) {
        return transfers.stream()
                .filter(transfer -> transfer.mechanism().equals(mechanism))
                .findFirst()
                .map(transfer -> words.text(
                        "c10." + mechanism,
                        Map.of(
                                "country", words.country(transfer.country()),
                                "instrument", transfer.instrument(),
                                "date", words.date(transfer.from()))))
                .orElse(null);
    }

    private void available(ObjectNode node, String member, String description) {
        node.putObject(member)
                .put("available", description != null)
                .put("description", description == null ? words.text("tilt.none") : description);
    }

    private ObjectNode right(String member, List<String> rights) {
        List<String> told =
                rights.stream().map(right -> words.text("c12." + right)).toList();
        return right(
                member,
                words.text("c12.intro") + " " + String.join(" ", told),
                model.rights().url());
    }

    private ObjectNode right(String member, String description, URI url) {
        ObjectNode right = root.putObject(member)
                .put("available", true)
                .put("description", description)
                .put("url", url.toString());
        String contact = model.rights().contact();
        right.put(
                "email",
                EMAIL.matcher(contact).matches() ? contact : model.controller().email());
        right.putArray("identificationEvidences").add(words.text("tilt.identification"));
        return right;
    }

    private void withdrawal() {
        right(
                "rightToWithdrawConsent",
                words.text("c14.withdrawal"),
                model.pages().preferences());
    }

    private void complaint() {
        ObjectNode complaint = right(
                "rightToComplain",
                words.text(
                        "c15.complaint",
                        Map.of(
                                "name", model.authority().name(),
                                "address", model.authority().address(),
                                "link", model.authority().url().toString())),
                model.authority().url());
        complaint
                .putObject("supervisoryAuthority")
                .put("name", model.authority().name())
                .put("address", model.authority().address())
                .put("country", model.authority().country());
    }

    private void decisions() {
        boolean profiling = model.automation().profiling();
        String logic = profiling
                ? words.text("c17.profiling") + " "
                        + words.text(
                                "c17.logic",
                                Map.of("logic", model.automation().logic().get(words.language())))
                : words.text("c17.no_profiling");
        String effect = profiling
                ? " "
                        + words.text(
                                "c17.effect",
                                Map.of("effect", model.automation().effect().get(words.language())))
                : "";
        boolean decisions = model.automation().decisions();
        root.putObject("automatedDecisionMaking")
                .put("inUse", decisions)
                .put("logicInvolved", logic)
                .put("scopeAndIntendedEffects", words.text(decisions ? "c17.decisions" : "c17.no_decisions") + effect);
    }

    private void sources() {
        ArrayNode into = root.putArray("sources");
        ObjectNode own = into.addObject().put("_id", "person").put("dataCategory", words.text("c19.heading"));
        own.putArray("sources")
                .addObject()
                .put("description", words.text("c19.none"))
                .put("url", page())
                .put("publiclyAvailable", false);
        for (DataSource source : model.sources()) {
            String name = source.name().get(words.language());
            into.addObject()
                    .put("_id", source.id())
                    .put("dataCategory", name)
                    .putArray("sources")
                    .addObject()
                    .put(
                            "description",
                            words.text(source.publiclyAvailable() ? "c19.public" : "c19.source", Map.of("name", name)))
                    .put("url", page())
                    .put("publiclyAvailable", source.publiclyAvailable());
        }
    }

    private String page() {
        return model.pages().privacy().get(words.language()).toString();
    }

    private void extra() {
        ObjectNode extra = root.putObject("x-disclosure")
                .put("profile", "urn:x-disclosure:activecampaign:1")
                .put("effectiveFrom", edition.effectiveFrom().toString());
        if (edition.supersedes() != null) {
            extra.put("supersedes", edition.supersedes());
        }
        extra.put("contentHash", edition.contentHash());
        ArrayNode languages = extra.putArray("languages");
        model.languages().forEach(languages::add);
        extra.put("dpoAppointed", model.controller().dpo().appointed());
        extra.putObject("hostingRegion")
                .put("value", model.processor().hosting())
                .put("basis", model.processor().hostingBasis())
                .put("verifiedOn", model.looked().hosting().toString());
        ArrayNode consents = extra.putArray("consentPurposes");
        model.purposes().stream()
                .filter(UsedPurpose::consentBased)
                .forEach(used -> consents.add(used.purpose().wire()));
        ArrayNode fields = extra.putArray("fields");
        for (SentField field : model.fields()) {
            ObjectNode sent = fields.addObject().put("source", field.key()).put("target", field.target());
            ArrayNode purposes = sent.putArray("purposes");
            field.purposes().forEach(purpose -> purposes.add(purpose.wire()));
        }
        ArrayNode trackers = extra.putArray("trackers");
        for (Tracker tracker : model.trackers()) {
            trackers.addObject()
                    .put("name", tracker.name())
                    .put("type", tracker.type())
                    .put("lifetime", tracker.lifetime().toString())
                    .put("category", tracker.category());
        }
        extra.putObject("emailTracking")
                .put("openPixel", model.opens().wire())
                .put("clickTracking", model.clicks().wire());
        ArrayNode domains = extra.putArray("domains");
        model.domains().forEach(domains::add);
    }
}
