package io.consentgate.configuration;

import java.net.URI;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who answers for the data and on what ground they may be given to ActiveCampaign (config/notice/).
 *
 * @param controllers by id, as sites name them
 * @param sites what each site's notice says beyond its own file, by the site's name
 * @param authorities supervisory authorities by country
 */
public record Notice(
        Map<String, Controller> controllers,
        Processor processor,
        Map<String, SiteNotice> sites,
        Map<String, Authority> authorities) {

    /**
     * @param representative null when none is named
     * @param joint joint controllers; empty when there are none
     * @param authority null = the one of the country
     * @param website the shop's address, which a new list in ActiveCampaign names; null = taken from elsewhere
     * @param example shipped values that must be replaced before real data are sent (READINGS 30)
     */
    public record Controller(
            String id,
            String name,
            String address,
            String country,
            String vatNumber,
            String email,
            URI website,
            Dpo dpo,
            String rightsContact,
            Representative representative,
            List<Joint> joint,
            Authority authority,
            boolean example) {}

    /** In the Union, of a controller that is not established there (GDPR art. 27). */
    public record Representative(String name, String address, String email) {}

    /** @param arrangement its essence by language (GDPR art. 26(2)) */
    public record Joint(String name, String contact, Map<String, String> arrangement) {}

    /** To whom people complain (GDPR art. 77). */
    public record Authority(String name, String address, URI website) {}

    /** @param contact null when none is appointed: that is said, not left open (GDPR 13(1)(b), 37(7)) */
    public record Dpo(boolean appointed, String contact) {}

    /**
     * ActiveCampaign as processor (consent.md 3.9).
     *
     * @param country ISO code of its seat; null when not said
     * @param hostingRegion EU, US or AU; informative
     * @param hostingDeclaredOn when the operator looked where the account is hosted; null when not said
     * @param hostingBasis where the operator saw it: account_settings, contract, vendor_statement; null when not said
     * @param subProcessorsSeenOn when the vendor's list was last read; null when not said
     * @param agreement art. 28; empty = everything is denied
     * @param transferBases none in force = everything is denied
     */
    public record Processor(
            String name,
            String address,
            String country,
            String hostingRegion,
            LocalDate hostingDeclaredOn,
            String hostingBasis,
            String subProcessorsUrl,
            LocalDate subProcessorsSeenOn,
            Optional<Agreement> agreement,
            List<TransferBasis> transferBases,
            boolean example) {}

    public record Agreement(String version, LocalDate signedOn, LocalDate validTo) {}

    /**
     * @param mechanism adequacy, or standard_clauses with their assessment
     * @param verifiedOn when somebody last looked whether it holds
     */
    public record TransferBasis(String mechanism, LocalDate validFrom, LocalDate validTo, LocalDate verifiedOn) {}
}
