package io.consentgate.disclosure.formats;

import io.consentgate.disclosure.NoticeEdition;
import io.consentgate.disclosure.NoticeFile;
import io.consentgate.disclosure.NoticeModel;
import io.consentgate.disclosure.NoticeModel.Ground;
import io.consentgate.disclosure.NoticeModel.Tracker;
import io.consentgate.disclosure.NoticeModel.Transfer;
import io.consentgate.disclosure.NoticeModel.UsedPurpose;
import io.consentgate.disclosure.NoticeTexts;
import io.consentgate.disclosure.NoticeWords;
import io.consentgate.disclosure.Rendering;
import java.net.URI;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * {@code dpv.jsonld}: the notice as {@code dpv:PrivacyNotice} in DPV 2.3, for linked data and consent records in the
 * style of ISO/IEC TS 27560. The context stands in the file, since nothing is fetched to read it; arrays instead of
 * repeated keys; {@code https} in the namespaces (disclosure.md 1.2, traps).
 */
public final class DpvRendering implements Rendering {

    static final String NAME = "dpv.jsonld";

    @Override
    public List<NoticeFile> render(NoticeEdition edition, NoticeTexts texts) {
        return List.of(Written.json(NAME, "application/ld+json", new Graph(edition, texts).notice()));
    }

    private record Graph(NoticeEdition edition, NoticeTexts texts) {

        Map<String, Object> notice() {
            NoticeModel model = edition.model();
            Map<String, Object> notice = node(at("v" + edition.version()));
            notice.put("@context", context());
            notice.put("@type", types());
            notice.put("dct:conformsTo", id("https://w3id.org/dpv/2.3"));
            notice.put("dct:title", model.controller().name() + ": ActiveCampaign");
            notice.put("dct:identifier", String.valueOf(edition.version()));
            notice.put("dct:language", model.languages());
            notice.put("dct:issued", typed(day(edition), "xsd:date"));
            notice.put("dct:valid", typed(edition.effectiveFrom().toString(), "xsd:date"));
            if (edition.supersedes() != null) {
                notice.put("dct:replaces", id(at("v" + edition.supersedes())));
            }
            notice.put("foaf:page", pages().map(page -> id(page.toString())).toList());
            notice.put("spdx:checksum", checksum());
            notice.put("dpv:hasNoticeStatus", id("dpv:NoticeGenerated"));
            notice.put("dpv:hasApplicableLaw", id("legal-eu:law-GDPR"));
            notice.put("dpv:hasJurisdiction", id("loc:" + model.country()));
            notice.put("dpv:hasAuthority", authority());
            notice.put("dpv:hasDataController", controller());
            notice.put("dpv:hasDataSubject", ids(List.of("dpv:Customer", "dpv:Subscriber", "dpv:Visitor")));
            notice.put("dpv:hasRight", rights());
            List<Object> processes = new ArrayList<>();
            model.purposes().forEach(purpose -> processes.add(process(purpose)));
            model.transfers().forEach(transfer -> processes.add(transfer(transfer)));
            notice.put("dpv:hasProcess", processes);
            notice.put("dpv:hasDataProcessor", processor());
            if (model.pages().preferences() != null) {
                notice.put(
                        "dpv:hasConsentControl",
                        Map.of(
                                "@type",
                                List.of("dpv:ManageConsent", "dpv:WithdrawConsent"),
                                "foaf:page",
                                id(model.pages().preferences().toString())));
            }
            return notice;
        }

        private static Map<String, Object> context() {
            Map<String, Object> context = new LinkedHashMap<>();
            context.put("dpv", "https://w3id.org/dpv#");
            context.put("pd", "https://w3id.org/dpv/pd#");
            context.put("tech", "https://w3id.org/dpv/tech#");
            context.put("loc", "https://w3id.org/dpv/loc#");
            context.put("eu-gdpr", "https://w3id.org/dpv/legal/eu/gdpr#");
            context.put("legal-eu", "https://w3id.org/dpv/legal/eu#");
            context.put("legal-it", "https://w3id.org/dpv/legal/it#");
            context.put("dct", "http://purl.org/dc/terms/");
            context.put("foaf", "http://xmlns.com/foaf/0.1/");
            context.put("spdx", "http://spdx.org/rdf/terms#");
            context.put("xsd", "http://www.w3.org/2001/XMLSchema#");
            return context;
        }

        private List<String> types() {
            List<String> types = new ArrayList<>(List.of("dpv:PrivacyNotice", "eu-gdpr:DirectDataCollectionNotice"));
            if (!edition.model().sources().isEmpty()) {
                types.add("eu-gdpr:IndirectDataCollectionNotice");
            }
            return types;
        }

        private Map<String, Object> checksum() {
            Map<String, Object> checksum = new LinkedHashMap<>();
            checksum.put("@type", "spdx:Checksum");
            checksum.put("spdx:algorithm", id("spdx:checksumAlgorithm_sha256"));
            checksum.put("spdx:checksumValue", edition.contentHash().replaceFirst("^sha256:", ""));
            return checksum;
        }

        private Map<String, Object> authority() {
            NoticeModel.Authority authority = edition.model().authority();
            Map<String, Object> node = new LinkedHashMap<>();
            if (authority.country().equals("IT")) {
                node.put("@id", "legal-it:DPA-IT");
            }
            node.put("@type", "dpv:DataProtectionAuthority");
            node.put("dpv:hasName", authority.name());
            node.put("dpv:hasAddress", authority.address());
            return node;
        }

        private Map<String, Object> controller() {
            NoticeModel.Controller controller = edition.model().controller();
            Map<String, Object> node = node(at("controller"));
            node.put("@type", "dpv:DataController");
            node.put("dpv:hasName", controller.name());
            node.put("dpv:hasAddress", controller.address());
            node.put("dpv:hasCountry", id("loc:" + controller.country()));
            node.put("dpv:hasContact", controller.email());
            if (controller.dpo().appointed()) {
                node.put(
                        "dpv:hasDataProtectionOfficer",
                        Map.of(
                                "@type",
                                "dpv:DataProtectionOfficer",
                                "dpv:hasContact",
                                controller.dpo().contact()));
            }
            if (controller.representative() != null) {
                Map<String, Object> representative = new LinkedHashMap<>();
                representative.put("@type", "dpv:Representative");
                representative.put("dpv:hasName", controller.representative().name());
                representative.put("dpv:hasAddress", controller.representative().address());
                representative.put("dpv:hasContact", controller.representative().email());
                node.put("dpv:hasRepresentative", representative);
            }
            return node;
        }

        private List<Object> rights() {
            Object place = edition.model().rights().url() == null
                    ? edition.model().rights().contact()
                    : id(edition.model().rights().url().toString());
            return Stream.of("A7-3", "A13", "A14", "A15", "A16", "A17", "A18", "A20", "A21", "A22", "A77")
                    .filter(right ->
                            !right.equals("A14") || !edition.model().sources().isEmpty())
                    .map(right -> {
                        Map<String, Object> node = node("eu-gdpr:" + right);
                        node.put("dpv:isExercisedAt", right.equals("A77") ? authorityPlace() : place);
                        return (Object) node;
                    })
                    .toList();
        }

        private Object authorityPlace() {
            return id(edition.model().authority().url().toString());
        }

        private Map<String, Object> process(UsedPurpose used) {
            Map<String, Object> node = node(at(used.purpose().wire()));
            node.put("@type", "dpv:Process");
            node.put("dct:title", inEveryLanguage(words -> words.purpose(used.purpose())));
            node.put("dpv:hasPurpose", ids(DpvTerms.purpose(used.purpose())));
            node.put(
                    "dpv:hasPersonalData",
                    ids(used.categories().stream()
                            .flatMap(category -> DpvTerms.data(category).stream())
                            .distinct()
                            .toList()));
            node.put("dpv:hasProcessing", ids(DpvTerms.processing(used.purpose())));
            node.put(
                    "dpv:hasLegalBasis",
                    ids(used.channels().stream()
                            .flatMap(channel -> channel.grounds().stream())
                            .map(Ground::basis)
                            .map(DpvTerms::basis)
                            .distinct()
                            .toList()));
            node.put("dpv:hasDataProcessor", id(at("activecampaign")));
            node.put("dpv:hasNecessity", id(used.required() ? "dpv:Required" : "dpv:Optional"));
            node.put("dpv:hasStorageCondition", storage(used));
            List<Object> trackers = edition.model().trackers().stream()
                    .filter(tracker -> tracker.purpose() == used.purpose())
                    .map(Graph::tracker)
                    .toList();
            if (!trackers.isEmpty()) {
                node.put("dpv:isImplementedUsingTechnology", trackers);
            }
            return node;
        }

        private List<Object> storage(UsedPurpose used) {
            Map<String, Object> duration = new LinkedHashMap<>();
            duration.put("@type", "dpv:StorageDuration");
            duration.put("dpv:hasDuration", typed(used.retention().toString(), "xsd:duration"));
            Map<String, Object> location = new LinkedHashMap<>();
            location.put("@type", "dpv:StorageLocation");
            location.put(
                    "dpv:hasLocation", id("loc:" + edition.model().processor().hosting()));
            return List.of(duration, location);
        }

        private static Object tracker(Tracker tracker) {
            Map<String, Object> node = new LinkedHashMap<>();
            node.put("@type", DpvTerms.tracker(tracker.type()));
            node.put("dct:identifier", tracker.name());
            // A pixel is looked up, not kept.
            if (!tracker.lifetime().isZero()) {
                node.put("dpv:hasDuration", typed(tracker.lifetime().toString(), "xsd:duration"));
            }
            return node;
        }

        private Map<String, Object> transfer(Transfer transfer) {
            Map<String, Object> node =
                    node(at("transfer-" + transfer.country().toLowerCase(Locale.ROOT) + "-" + transfer.mechanism()));
            node.put("@type", "dpv:Process");
            node.put("dct:title", transfer.instrument());
            node.put("dpv:hasProcessing", id("dpv:CrossBorderTransfer"));
            node.put("dpv:hasThirdCountry", id("loc:" + transfer.country()));
            node.put("dpv:hasDataExporter", id(at("controller")));
            node.put("dpv:hasDataImporter", id(at("activecampaign")));
            node.put("dpv:hasLegalBasis", id(DpvTerms.transfer(transfer.mechanism())));
            return node;
        }

        private Map<String, Object> processor() {
            NoticeModel.Processor processor = edition.model().processor();
            Map<String, Object> node = node(at("activecampaign"));
            node.put("@type", "dpv:DataProcessor");
            node.put("dpv:hasName", processor.name());
            node.put("dpv:hasAddress", processor.address());
            node.put("dpv:hasCountry", id("loc:" + processor.country()));
            if (processor.subProcessors() != null) {
                node.put(
                        "dpv:hasRecipient",
                        Map.of(
                                "@type",
                                "dpv:DataSubProcessor",
                                "foaf:page",
                                id(processor.subProcessors().toString())));
            }
            return node;
        }

        private Stream<URI> pages() {
            NoticeModel.Pages pages = edition.model().pages();
            return Stream.concat(pages.privacy().values().stream(), pages.cookie().values().stream())
                    .distinct();
        }

        /** Below the page of the first language: its address stays the same when versions change. */
        private String at(String fragment) {
            NoticeModel model = edition.model();
            return model.pages().privacy().get(model.languages().get(0)) + "#" + fragment;
        }

        private List<Object> inEveryLanguage(Function<NoticeWords, String> text) {
            return edition.model().languages().stream()
                    .map(language -> {
                        Map<String, Object> literal = new LinkedHashMap<>();
                        literal.put("@value", text.apply(texts.in(language)));
                        literal.put("@language", language);
                        return (Object) literal;
                    })
                    .toList();
        }

        private static String day(NoticeEdition edition) {
            return edition.writtenAt().atZone(ZoneOffset.UTC).toLocalDate().toString();
        }

        private static Map<String, Object> node(String id) {
            Map<String, Object> node = new LinkedHashMap<>();
            node.put("@id", id);
            return node;
        }

        private static Map<String, Object> id(String id) {
            return Map.of("@id", id);
        }

        private static List<Object> ids(List<String> ids) {
            return ids.stream().map(id -> (Object) id(id)).toList();
        }

        private static Map<String, Object> typed(String value, String type) {
            Map<String, Object> literal = new LinkedHashMap<>();
            literal.put("@value", value);
            literal.put("@type", type);
            return literal;
        }
    }
}
