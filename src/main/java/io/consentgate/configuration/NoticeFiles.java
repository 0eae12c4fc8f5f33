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

/** Reads config/notice/: controller.yaml, processor.yaml, authorities.yaml and sites/. */
final class NoticeFiles {

    private static final Map<String, String> MECHANISMS =
            Map.of("adequacy", "adequacy", "standard_clauses", "standard_clauses");
    private static final Map<String, String> HOSTING_BASES =
            SiteNoticeFiles.named("account_settings", "contract", "vendor_statement");
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
        Map<String, Notice.Authority> authorities = new LinkedHashMap<>();
        YamlFile.read(folder.resolve("authorities.yaml"), shownAs + "/authorities.yaml", problems)
                .ifPresent(file -> authorities(file, authorities));
        Map<String, SiteNotice> sites = new SiteNoticeFiles(problems).read(folder.resolve("sites"), shownAs + "/sites");
        return new Notice(controllers, processor, sites, authorities);
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
                    line.section("representative")
                            .map(NoticeFiles::representative)
                            .orElse(null),
                    line.sections("joint").stream().map(NoticeFiles::joint).toList(),
                    line.section("authority").map(NoticeFiles::authority).orElse(null),
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

    private static void authorities(Section file, Map<String, Notice.Authority> into) {
        for (String country : file.keys()) {
            file.section(country).map(NoticeFiles::authority).ifPresent(authority -> into.put(country, authority));
        }
    }

    private static Notice.Authority authority(Section section) {
        Notice.Authority authority =
                new Notice.Authority(section.text("name"), section.text("address"), website(section));
        section.refuseOthers();
        return authority;
    }

    private static Notice.Representative representative(Section section) {
        Notice.Representative representative =
                new Notice.Representative(section.text("name"), section.text("address"), section.text("email"));
        section.refuseOthers();
        return representative;
    }

    /** What is missing of it is the checklist's news (C3). */
    private static Notice.Joint joint(Section section) {
        Notice.Joint joint = new Notice.Joint(
                section.text("name"), section.textOr("contact", null), SiteNoticeFiles.words(section, "arrangement"));
        section.refuseOthers();
        return joint;
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

    private static String country(Section file) {
        String country = file.textOr("country", null);
        if (country != null && !country.matches("[A-Z]{2}")) {
            file.wrong("country", "is no country", "an ISO 3166 code in capitals like US", null);
        }
        return country;
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
                country(file),
                file.oneOf("hosting_region", REGIONS),
                file.dateOr("hosting_declared_on", null),
                file.oneOf("hosting_basis", HOSTING_BASES, null),
                file.text("sub_processors_url"),
                file.dateOr("sub_processors_seen_on", null),
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
