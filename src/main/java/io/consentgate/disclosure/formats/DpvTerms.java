package io.consentgate.disclosure.formats;

import io.consentgate.disclosure.NoticeModel.DataCategory;
import io.consentgate.event.Purpose;
import io.consentgate.gate.Basis;
import java.util.List;

/** Our words as terms of DPV 2.3 (disclosure.md 1.2). No default branch: a new word of ours must find its term. */
final class DpvTerms {

    private DpvTerms() {}

    static List<String> purpose(Purpose purpose) {
        return switch (purpose) {
            case DIRECT_MARKETING, DIRECT_MARKETING_OWN_SIMILAR, EMAIL_OPEN_TRACKING -> List.of("dpv:DirectMarketing");
            case PROFILING_CLASSIC, PROFILING_ONLINE, SITE_TRACKING, THIRD_PARTY_PROFILING ->
                List.of("dpv:PersonalisedAdvertising");
            case RETARGETING -> List.of("dpv:TargetedAdvertising");
            case THIRD_PARTY_MARKETING -> List.of("dpv:Marketing");
            case SERVICE -> List.of("dpv:ServiceProvision");
        };
    }

    static List<String> processing(Purpose purpose) {
        return switch (purpose) {
            case DIRECT_MARKETING, DIRECT_MARKETING_OWN_SIMILAR, RETARGETING, SERVICE ->
                List.of("dpv:Collect", "dpv:Store", "dpv:Use", "dpv:Transfer");
            case PROFILING_CLASSIC, PROFILING_ONLINE ->
                List.of("dpv:Collect", "dpv:Store", "dpv:Combine", "dpv:Profiling", "dpv:Transfer");
            case SITE_TRACKING -> List.of("dpv:Collect", "dpv:Monitor", "dpv:Combine", "dpv:Transfer");
            case EMAIL_OPEN_TRACKING -> List.of("dpv:Collect", "dpv:Analyse");
            case THIRD_PARTY_MARKETING, THIRD_PARTY_PROFILING -> List.of("dpv:Share", "dpv:Use");
        };
    }

    /** Not {@code pd:AccountIdentifier} and not {@code pd:Transaction}: those are financial. */
    static List<String> data(DataCategory category) {
        return switch (category) {
            case CONTACT -> List.of("pd:EmailAddress");
            case IDENTITY -> List.of("pd:Name");
            case PHONE -> List.of("pd:TelephoneNumber");
            case POST_ADDRESS -> List.of("pd:PhysicalAddress");
            case LOYALTY -> List.of("pd:PurchasesAndSpendingHabit");
            case BIRTH_DATE -> List.of("pd:BirthDate");
            case AGE_CONFIRMED -> List.of("pd:AgeRange");
            case OWN_FIELDS -> List.of("dpv:ProvidedPersonalData");
            case CONSENT_STATE -> List.of("pd:PrivacyPreference");
            case LISTS_AND_TAGS -> List.of("pd:Profile");
            case CARTS -> List.of("pd:Intention", "pd:Purchase");
            case PURCHASES -> List.of("pd:Purchase", "pd:PurchasesAndSpendingHabit");
            case BEHAVIOUR -> List.of("pd:BrowsingBehaviour", "pd:BrowsingReferral");
            case DEVICE -> List.of("pd:IPAddress", "pd:UID", "pd:UserAgent");
            case EMAIL_READING -> List.of("pd:LinkClicked", "pd:ServiceConsumptionBehaviour", "pd:IPAddress");
        };
    }

    static String basis(Basis basis) {
        return switch (basis) {
            case CONSENT -> "eu-gdpr:A6-1-a";
            case CONTRACT -> "eu-gdpr:A6-1-b";
            case SOFT_OPT_IN, LEGITIMATE_INTEREST -> "eu-gdpr:A6-1-f";
        };
    }

    /** @param mechanism as config/notice/processor.yaml writes it */
    static String transfer(String mechanism) {
        return switch (mechanism) {
            case "adequacy" -> "eu-gdpr:A45-3";
            case "standard_clauses" -> "eu-gdpr:A46-2-c";
            default -> throw new IllegalArgumentException("no DPV term for the transfer mechanism " + mechanism);
        };
    }

    /** @param type as the model writes it; a pixel stores nothing and has no term of its own */
    static String tracker(String type) {
        return switch (type) {
            case "cookie" -> "tech:Cookie";
            case "local_storage" -> "tech:LocalStorage";
            case "pixel" -> "tech:ImageContent";
            default -> throw new IllegalArgumentException("no DPV term for a tracker of type " + type);
        };
    }
}
