package io.consentgate.disclosure;

import io.consentgate.activecampaign.AccountSwitches;
import io.consentgate.configuration.Notice;
import io.consentgate.configuration.SiteNotice;
import io.consentgate.disclosure.NoticeModel.Feature;
import io.consentgate.gate.CountryRules;
import io.consentgate.site.Site;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Everything that a site's notice is made of, and the moment of looking. Nothing else may enter the model.
 *
 * @param rules of the site's country
 * @param said what the operator says for the notice; every member null when its file is missing
 * @param features switched on for the site
 * @param switches what the account records by itself
 * @param texts languages that have texts
 * @param now decides what is in force and what has expired; no part of the model
 */
record NoticeSource(
        Site site,
        CountryRules rules,
        Notice.Controller controller,
        Notice.Processor processor,
        Notice.Authority authority,
        SiteNotice said,
        Set<Feature> features,
        AccountSwitches switches,
        Set<String> texts,
        Instant now) {

    private static final SiteNotice NOTHING_SAID = new SiteNotice(
            null, null, null, null, null, null, null, null, null, null, null, null, Map.of(), Map.of(), null, null,
            null, null);

    static NoticeSource of(
            Site site,
            CountryRules rules,
            Notice notice,
            Set<Feature> features,
            AccountSwitches switches,
            Set<String> texts,
            Instant now) {
        Notice.Controller controller = notice.controllers().get(site.controller());
        Notice.Authority own = controller.authority();
        return new NoticeSource(
                site,
                rules,
                controller,
                notice.processor(),
                own != null ? own : notice.authorities().get(controller.country()),
                notice.sites().getOrDefault(site.name(), NOTHING_SAID),
                features,
                switches,
                texts,
                now);
    }

    LocalDate today() {
        return now.atZone(site.zone()).toLocalDate();
    }

    List<String> languages() {
        return said.languages() == null ? List.of() : said.languages();
    }

    /** Switched on in the site's own file, or brought into its pages by other means, as the operator says. */
    boolean script() {
        return site.script() != null || "after_consent".equals(said.script());
    }

    static boolean measured(String how) {
        return how != null && !how.equals("off");
    }

    /** Shipped values: accepted only while ActiveCampaign is a stand-in (READINGS 30). */
    boolean example() {
        return controller.example() || processor.example();
    }

    Optional<Notice.Agreement> agreementInForce() {
        return processor.agreement().filter(agreement -> covers(agreement.signedOn(), agreement.validTo()));
    }

    List<Notice.TransferBasis> basesInForce() {
        return processor.transferBases().stream()
                .filter(basis -> covers(basis.validFrom(), basis.validTo()))
                .toList();
    }

    private boolean covers(LocalDate from, LocalDate to) {
        return !today().isBefore(from) && (to == null || !today().isAfter(to));
    }
}
