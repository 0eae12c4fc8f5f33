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
 */
public record Notice(Map<String, Controller> controllers, Processor processor) {

    /**
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
            boolean example) {}

    /** @param contact null when none is appointed: that is said, not left open (GDPR 13(1)(b), 37(7)) */
    public record Dpo(boolean appointed, String contact) {}

    /**
     * ActiveCampaign as processor (consent.md 3.9).
     *
     * @param hostingRegion EU, US or AU; informative
     * @param agreement art. 28; empty = everything is denied
     * @param transferBases none in force = everything is denied
     */
    public record Processor(
            String name,
            String address,
            String hostingRegion,
            String subProcessorsUrl,
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
