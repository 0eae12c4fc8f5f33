package io.consentgate.configuration;

import io.consentgate.gate.Transfer;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads config/notice/controller.yaml and processor.yaml. */
final class NoticeFiles {

    private static final Map<String, String> MECHANISMS =
            Map.of("adequacy", "adequacy", "standard_clauses", "standard_clauses");
    private static final Map<String, String> REGIONS = Map.of("EU", "EU", "US", "US", "AU", "AU");

    private final Problems problems;

    NoticeFiles(Problems problems) {
        this.problems = problems;
    }

    Notice read(Path folder, String shownAs) {
        Map<String, Notice.Controller> controllers = new LinkedHashMap<>();
        YamlFile.read(folder.resolve("controller.yaml"), shownAs + "/controller.yaml", problems)
                .ifPresent(file -> controllers(file, controllers));
        Notice.Processor processor = YamlFile.read(
                        folder.resolve("processor.yaml"), shownAs + "/processor.yaml", problems)
                .map(NoticeFiles::processor)
                .orElse(null);
        return new Notice(controllers, processor);
    }

    private static void controllers(Section file, Map<String, Notice.Controller> into) {
        for (Section line : file.sections("controllers")) {
            Notice.Controller controller = new Notice.Controller(
                    line.text("id"),
                    line.text("name"),
                    line.text("address"),
                    line.text("country"),
                    line.textOr("vat_number", null),
                    line.text("email"),
                    website(line),
                    dpo(line.requiredSection("dpo")),
                    line.text("rights_contact"),
                    line.flag("example", false));
            line.refuseOthers();
            if (controller.id() != null && into.putIfAbsent(controller.id(), controller) != null) {
                line.wrong("id", "is the id of another controller already", "each controller once", null);
            }
        }
        if (into.isEmpty()) {
            file.wrong("controllers", "is empty", "at least one controller", null);
        }
        file.refuseOthers();
    }

    private static URI website(Section line) {
        String written = line.textOr("website", null);
        if (written == null) {
            return null;
        }
        Optional<URI> website = Urls.web(written);
        if (website.isEmpty()) {
            line.wrong("website", "is no usable address", "https://... as people know the shop", null);
        }
        return website.orElse(null);
    }

    private static Notice.Dpo dpo(Section section) {
        if (section == null) {
            return null;
        }
        if (!section.has("appointed")) {
            section.wrong("appointed", "is missing", "true or false: not appointed has to be said too", null);
        }
        boolean appointed = section.flag("appointed", false);
        String contact = appointed ? section.text("contact") : section.textOr("contact", null);
        section.refuseOthers();
        return new Notice.Dpo(appointed, contact);
    }

    private static Notice.Processor processor(Section file) {
        List<Notice.TransferBasis> bases = new ArrayList<>();
        for (Section line : file.sections("transfer_bases")) {
            bases.add(new Notice.TransferBasis(
                    line.oneOf("mechanism", MECHANISMS),
                    line.date("valid_from"),
                    line.dateOr("valid_to", null),
                    line.date("verified_on")));
            line.refuseOthers();
        }
        Optional<Notice.Agreement> agreement = file.section("agreement").map(line -> {
            Notice.Agreement read =
                    new Notice.Agreement(line.text("version"), line.date("signed_on"), line.dateOr("valid_to", null));
            line.refuseOthers();
            return read;
        });
        Notice.Processor processor = new Notice.Processor(
                file.text("name"),
                file.text("address"),
                file.oneOf("hosting_region", REGIONS),
                file.text("sub_processors_url"),
                agreement,
                bases,
                file.flag("example", false));
        file.refuseOthers();
        return processor;
    }

    /** What the gate needs of it; days are whole days in UTC, which errs by hours at the edges of years of validity. */
    static Transfer transfer(Notice.Processor processor) {
        List<Transfer.Term> agreements = processor.agreement().stream()
                .map(agreement -> term(agreement.version(), agreement.signedOn(), agreement.validTo()))
                .toList();
        List<Transfer.Term> bases = processor.transferBases().stream()
                .map(basis -> term(basis.mechanism(), basis.validFrom(), basis.validTo()))
                .toList();
        return new Transfer(agreements, bases);
    }

    private static Transfer.Term term(String name, LocalDate from, LocalDate to) {
        return new Transfer.Term(name, start(from), to == null ? null : start(to.plusDays(1)));
    }

    private static Instant start(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
