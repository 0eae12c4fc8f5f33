package io.consentgate.disclosure.formats;

import io.consentgate.disclosure.NoticeEdition;
import io.consentgate.disclosure.NoticeFile;
import io.consentgate.disclosure.NoticeModel;
import io.consentgate.disclosure.NoticeModel.Ground;
import io.consentgate.disclosure.NoticeModel.SentField;
import io.consentgate.disclosure.NoticeModel.Transfer;
import io.consentgate.disclosure.NoticeModel.UsedPurpose;
import io.consentgate.disclosure.NoticeTexts;
import io.consentgate.disclosure.NoticeWords;
import io.consentgate.disclosure.Rendering;
import io.consentgate.gate.Basis;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * {@code processing-record.csv} and {@code .json}: rows for the controller's record of processing (GDPR art. 30(1)), one
 * per purpose, with the members of the Garante's model, in the site's first language. For the controller's own files,
 * not for the public.
 */
public final class ProcessingRecordRendering implements Rendering {

    public static final String NAME = "processing-record";

    private static final List<String> COLUMNS = List.of(
            "activity",
            "controller",
            "controller_contact",
            "joint_controllers",
            "representative",
            "data_protection_officer",
            "purpose",
            "purpose_description",
            "data_subjects",
            "data_categories",
            "fields",
            "special_categories",
            "legal_basis",
            "legitimate_interest",
            "recipients",
            "processor",
            "processor_agreement",
            "transfers",
            "safeguards",
            "hosting_region",
            "retention",
            "retention_from",
            "sources",
            "systems",
            "measures",
            "notice_version",
            "effective_from");

    @Override
    public List<NoticeFile> render(NoticeEdition edition, NoticeTexts texts) {
        NoticeWords words = texts.in(edition.model().languages().get(0));
        List<Map<String, String>> rows = edition.model().purposes().stream()
                .map(used -> row(edition, used, words))
                .toList();
        return List.of(
                Written.csv(NAME + ".csv", rows, COLUMNS), Written.json(NAME + ".json", "application/json", rows));
    }

    private static Map<String, String> row(NoticeEdition edition, UsedPurpose used, NoticeWords words) {
        NoticeModel model = edition.model();
        NoticeModel.Controller controller = model.controller();
        Map<String, String> row = new LinkedHashMap<>();
        COLUMNS.forEach(column -> row.put(column, ""));
        row.put("activity", "ActiveCampaign, " + model.site());
        row.put("controller", joined(", ", controller.name(), controller.address(), controller.vatNumber()));
        row.put("controller_contact", controller.email());
        row.put(
                "joint_controllers",
                controller.joint().stream()
                        .map(joint -> joint.name() + " (" + joint.contact() + ")")
                        .collect(Collectors.joining("; ")));
        if (controller.representative() != null) {
            row.put(
                    "representative",
                    joined(
                            ", ",
                            controller.representative().name(),
                            controller.representative().address(),
                            controller.representative().email()));
        }
        row.put(
                "data_protection_officer",
                controller.dpo().appointed() ? controller.dpo().contact() : "not appointed");
        row.put("purpose", words.purpose(used.purpose()));
        row.put("purpose_description", words.purposeMeaning(used.purpose()));
        row.put("data_subjects", "customers; subscribers; visitors of the site");
        row.put(
                "data_categories",
                used.categories().stream().map(words::category).collect(Collectors.joining("; ")));
        row.put(
                "fields",
                model.fieldsOf(used.purpose()).stream().map(SentField::target).collect(Collectors.joining("; ")));
        row.put("special_categories", "none: the mapping refuses them");
        row.put("legal_basis", bases(used, words));
        row.put(
                "legitimate_interest",
                grounds(used)
                        .map(ground -> ground.interest().get(words.language()))
                        .filter(Objects::nonNull)
                        .distinct()
                        .collect(Collectors.joining("; ")));
        row.put(
                "recipients",
                model.recipients().stream()
                        .map(recipient -> joined(
                                " ",
                                recipient.name(),
                                "(" + recipient.role() + ")",
                                recipient.list() == null
                                        ? null
                                        : recipient.list().toString()))
                        .collect(Collectors.joining("; ")));
        row.put(
                "processor",
                joined(", ", model.processor().name(), model.processor().address()));
        row.put(
                "processor_agreement",
                model.processor().agreement() == null
                        ? ""
                        : model.processor().agreement() + ", signed on "
                                + model.processor().signedOn());
        row.put(
                "transfers",
                model.transfers().stream().map(Transfer::country).distinct().collect(Collectors.joining("; ")));
        row.put(
                "safeguards",
                model.transfers().stream()
                        .map(ProcessingRecordRendering::safeguard)
                        .collect(Collectors.joining("; ")));
        row.put("hosting_region", model.processor().hosting());
        row.put("retention", used.retention().toString());
        row.put("retention_from", used.retentionFrom());
        row.put(
                "sources",
                Stream.concat(Stream.of("the person"), model.sources().stream().map(source -> source.name()
                                .get(words.language())))
                        .filter(Objects::nonNull)
                        .collect(Collectors.joining("; ")));
        row.put("systems", "ConsentGate; ActiveCampaign");
        row.put(
                "measures",
                "consent checked at each sending; fields minimised by purpose; register of consents chained by hash;"
                        + " TLS; roles; erasure on request");
        row.put("notice_version", String.valueOf(edition.version()));
        row.put("effective_from", edition.effectiveFrom().toString());
        return row;
    }

    private static Stream<Ground> grounds(UsedPurpose used) {
        return used.channels().stream().flatMap(channel -> channel.grounds().stream());
    }

    private static String bases(UsedPurpose used, NoticeWords words) {
        List<String> bases = new ArrayList<>();
        grounds(used)
                .map(ground ->
                        words.basis(ground.basis()) + " (" + article(ground.basis()) + "; " + ground.source() + ")")
                .distinct()
                .forEach(bases::add);
        return String.join("; ", bases);
    }

    private static String article(Basis basis) {
        return switch (basis) {
            case CONSENT -> "GDPR 6(1)(a)";
            case CONTRACT -> "GDPR 6(1)(b)";
            case SOFT_OPT_IN, LEGITIMATE_INTEREST -> "GDPR 6(1)(f)";
        };
    }

    private static String safeguard(Transfer transfer) {
        return joined(
                " ",
                transfer.mechanism(),
                transfer.instrument(),
                "from " + transfer.from(),
                transfer.until() == null ? null : "to " + transfer.until());
    }

    private static String joined(String between, String... parts) {
        return Stream.of(parts).filter(part -> part != null && !part.isBlank()).collect(Collectors.joining(between));
    }
}
