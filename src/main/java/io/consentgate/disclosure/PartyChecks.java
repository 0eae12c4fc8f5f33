package io.consentgate.disclosure;

import static io.consentgate.disclosure.ChecklistItem.C1;
import static io.consentgate.disclosure.ChecklistItem.C10;
import static io.consentgate.disclosure.ChecklistItem.C15;
import static io.consentgate.disclosure.ChecklistItem.C2;
import static io.consentgate.disclosure.ChecklistItem.C3;
import static io.consentgate.disclosure.ChecklistItem.C4;
import static io.consentgate.disclosure.ChecklistItem.C9;

import io.consentgate.configuration.Notice;
import io.consentgate.configuration.SiteNotice;
import io.consentgate.event.Purpose;
import java.net.URI;
import java.util.List;

/** Who answers for the data, who receives them, and where they go: C1 to C4, C9, C10, C15. */
final class PartyChecks {

    private final NoticeSource source;
    private final Gaps gaps;

    PartyChecks(NoticeSource source, Gaps gaps) {
        this.source = source;
        this.gaps = gaps;
    }

    void check() {
        controller();
        representative();
        joint();
        officer();
        authority();
        processor();
        recipients();
        hosting();
        transfers();
    }

    private void controller() {
        Notice.Controller controller = source.controller();
        gaps.said(C1, controller.name(), "the controller's name", Gaps.controllerFile("name"), "write it");
        gaps.said(C1, controller.address(), "the controller's seat", Gaps.controllerFile("address"), "write it");
        gaps.said(C1, controller.email(), "the controller's e-mail", Gaps.controllerFile("email"), "write it");
        if (controller.country().equals("IT")) {
            gaps.said(
                    C1,
                    controller.vatNumber(),
                    "the controller's VAT number",
                    Gaps.controllerFile("vat_number"),
                    "write it: Italian sites name it");
        }
    }

    private void representative() {
        boolean inside = Countries.inEea(source.controller().country());
        if (!inside && source.controller().representative() == null) {
            gaps.stop(
                    C2,
                    "the controller is outside the EEA and names no representative",
                    Gaps.controllerFile("representative"),
                    "name one in the Union");
        }
        if (inside && source.controller().representative() != null) {
            gaps.stop(
                    C2,
                    "a representative is named, and the controller is inside the EEA",
                    Gaps.controllerFile("representative"),
                    "remove it, or correct country");
        }
    }

    private void joint() {
        for (Notice.Joint joint : source.controller().joint()) {
            String key = Gaps.controllerFile("joint");
            gaps.said(C3, joint.contact(), "the contact of joint controller " + joint.name(), key, "write it");
            gaps.everyLanguage(C3, joint.arrangement(), "the arrangement with " + joint.name(), key);
        }
    }

    private void officer() {
        Notice.Dpo dpo = source.controller().dpo();
        if (dpo.appointed()) {
            gaps.said(C4, dpo.contact(), "the officer's contact", Gaps.controllerFile("dpo.contact"), "write it");
        } else if (dpo.contact() != null) {
            gaps.stop(
                    C4,
                    "no officer is appointed, and a contact of one is given",
                    Gaps.controllerFile("dpo"),
                    "write appointed: true, or remove the contact");
        }
    }

    private void authority() {
        if (source.authority() == null) {
            gaps.stop(
                    C15,
                    "the supervisory authority for " + source.controller().country() + " is missing",
                    Gaps.controllerFile("authority"),
                    "name it there, or for the country in notice/authorities.yaml");
        } else {
            gaps.said(
                    C15,
                    source.authority().website(),
                    "the supervisory authority's website",
                    Gaps.controllerFile("authority.website"),
                    "write it");
        }
    }

    private void processor() {
        Notice.Processor processor = source.processor();
        gaps.said(C9, processor.name(), "the processor's name", Gaps.processorFile("name"), "write it");
        gaps.said(C9, processor.address(), "the processor's address", Gaps.processorFile("address"), "write it");
        gaps.said(C9, processor.country(), "the processor's country", Gaps.processorFile("country"), "write US");
        if (source.agreementInForce().isEmpty()) {
            boolean ended = processor.agreement().isPresent();
            gaps.stop(
                    C9,
                    ended ? "the processor agreement is not in force" : "there is no processor agreement",
                    Gaps.processorFile("agreement"),
                    "sign it in the account's settings, and write version and signed_on");
        }
        if (gaps.said(
                C9,
                processor.subProcessorsUrl(),
                "the list of sub-processors",
                Gaps.processorFile("sub_processors_url"),
                "write the address of the vendor's list")) {
            secureAddress(processor.subProcessorsUrl());
        }
        gaps.looked(
                C9,
                processor.subProcessorsSeenOn(),
                "the list of sub-processors",
                Gaps.processorFile("sub_processors_seen_on"));
    }

    private void secureAddress(String written) {
        try {
            gaps.secure(C9, new URI(written), "the list of sub-processors", Gaps.processorFile("sub_processors_url"));
        } catch (java.net.URISyntaxException notAnAddress) {
            gaps.stop(
                    C9,
                    "the list of sub-processors is no address",
                    Gaps.processorFile("sub_processors_url"),
                    "write an https address");
        }
    }

    private void recipients() {
        List<SiteNotice.Recipient> others = source.said().recipients();
        String key = gaps.siteFile("recipients");
        if (others == null) {
            gaps.stop(C9, "other recipients are not told", key, "list them; none: []");
            return;
        }
        for (SiteNotice.Recipient other : others) {
            String what = other.name() == null ? "a recipient" : "recipient " + other.name();
            gaps.said(C9, other.name(), "the name of " + what, key, "write name");
            gaps.said(C9, other.role(), "the role of " + what, key, "write role: processor or controller");
            gaps.said(C9, other.address(), "the address of " + what, key, "write address");
            gaps.said(C9, other.country(), "the country of " + what, key, "write country");
            gaps.everyLanguage(C9, other.service(), "what " + what + " does", key);
            if (other.country() != null && !Countries.inEea(other.country())) {
                gaps.stop(
                        C10,
                        what + " is in " + other.country() + ", for which no transfer basis can be told",
                        key,
                        "use a recipient inside the EEA");
            }
        }
        PurposeUse use = new PurposeUse(source);
        boolean thirdParties = use.wanted().contains(Purpose.THIRD_PARTY_MARKETING)
                || use.wanted().contains(Purpose.THIRD_PARTY_PROFILING);
        if (thirdParties && others.stream().noneMatch(other -> "controller".equals(other.role()))) {
            gaps.stop(
                    C9,
                    "data go to third parties for their own purposes, and none is named",
                    key,
                    "name each with role: controller");
        }
    }

    private void hosting() {
        Notice.Processor processor = source.processor();
        gaps.looked(
                C10, processor.hostingDeclaredOn(), "the hosting region", Gaps.processorFile("hosting_declared_on"));
        gaps.said(
                C10,
                processor.hostingBasis(),
                "where the hosting region was seen",
                Gaps.processorFile("hosting_basis"),
                "write account_settings, contract or vendor_statement");
    }

    private void transfers() {
        Notice.Processor processor = source.processor();
        String key = Gaps.processorFile("transfer_bases");
        boolean leaves = processor.country() == null || !Countries.inEea(processor.country());
        if (leaves && source.basesInForce().isEmpty()) {
            boolean any = !processor.transferBases().isEmpty();
            gaps.stop(
                    C10,
                    any ? "no transfer basis is in force today" : "there is no transfer basis",
                    key,
                    "name adequacy (EU-US Data Privacy Framework) or standard_clauses, with its dates");
        }
        for (Notice.TransferBasis basis : source.basesInForce()) {
            gaps.looked(C10, basis.verifiedOn(), "the transfer basis " + basis.mechanism(), key + "[].verified_on");
        }
        boolean clauses = source.basesInForce().stream()
                .anyMatch(basis -> basis.mechanism().equals("standard_clauses"));
        if (processor.hostingRegion().equals("AU") && !clauses) {
            gaps.stop(
                    C10,
                    "the account is hosted in Australia, for which there is no adequacy decision",
                    key,
                    "add standard_clauses, or move the account");
        }
    }
}
