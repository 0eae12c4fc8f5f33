package io.consentgate.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * One accepted event of the canonical schema ({@code inbound.schema.json}). Members that the sender left out are
 * null. {@code raw} is the {@code data} object as it came: it is kept as evidence (consent) or for the issue that
 * uses it (cart, order), and never logged.
 */
public sealed interface InboundEvent {

    Envelope envelope();

    /** Null only for {@link PrivacyRequest} of kind SHOP_ERASURE, and for carts and orders of nobody known. */
    PersonRef person();

    JsonNode raw();

    /**
     * What a shop knows about a person; never a consent.
     *
     * @param fields the schema's members by name, flattened with dots ({@code loyalty.points},
     *     {@code attributes.shoe_size}); values are text, numbers as written; a null value clears
     * @param updatedAt the object's own last change, else null
     */
    record Contact(
            Envelope envelope,
            PersonRef person,
            Map<String, String> fields,
            List<String> tags,
            Instant updatedAt,
            JsonNode raw)
            implements InboundEvent {}

    /** One decision of a person about one purpose. */
    record Consent(
            Envelope envelope,
            PersonRef person,
            Purpose purpose,
            Channel channel,
            ConsentStatus status,
            LegalBasis legalBasis,
            OptInLevel optInLevel,
            Boolean restriction,
            Boolean objection,
            When recordedAt,
            String collectedFrom,
            String noticeVersion,
            boolean evidencePresent,
            Boolean preTicked,
            List<String> bundledWith,
            String documentRef,
            String assessmentId,
            String saleOrderExternalId,
            Boolean optOutOffered,
            Instant doubleOptInRequestedAt,
            Instant doubleOptInConfirmedAt,
            JsonNode raw)
            implements InboundEvent {}

    /** A consent banner's own wire value. */
    record CookieConsent(
            Envelope envelope,
            PersonRef person,
            String visitorId,
            String format,
            String value,
            boolean gpc,
            Instant recordedAt,
            String noticeVersion,
            JsonNode raw)
            implements InboundEvent {}

    record Cart(
            Envelope envelope,
            PersonRef person,
            String externalId,
            String status,
            Instant updatedAt,
            String orderExternalId,
            JsonNode raw)
            implements InboundEvent {}

    record Order(
            Envelope envelope,
            PersonRef person,
            String externalId,
            String cartExternalId,
            String status,
            Instant placedAt,
            Instant updatedAt,
            JsonNode raw)
            implements InboundEvent {}

    /**
     * Something a person did on the site.
     *
     * @param trackingConsent given, refused or unknown: the banner's state at that moment
     */
    record Tracking(
            Envelope envelope,
            PersonRef person,
            String name,
            String value,
            Instant occurredAt,
            String pageUrl,
            String trackingConsent,
            JsonNode raw)
            implements InboundEvent {}

    record PrivacyRequest(
            Envelope envelope,
            PersonRef person,
            RequestKind kind,
            Instant requestedAt,
            Instant dueAt,
            Purpose purpose,
            Channel channel,
            List<String> orderExternalIds,
            JsonNode raw)
            implements InboundEvent {}
}
