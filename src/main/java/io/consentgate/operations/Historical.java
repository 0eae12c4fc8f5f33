package io.consentgate.operations;

import io.consentgate.event.Envelope;
import io.consentgate.event.InboundEvent;
import io.consentgate.event.InboundEvent.Cart;
import io.consentgate.event.InboundEvent.Consent;
import io.consentgate.event.InboundEvent.Contact;
import io.consentgate.event.InboundEvent.CookieConsent;
import io.consentgate.event.InboundEvent.Order;
import io.consentgate.event.InboundEvent.PrivacyRequest;
import io.consentgate.event.InboundEvent.Tracking;
import io.consentgate.event.Mode;

/** Marks an event as part of a first load, so that no automation starts from it. */
public final class Historical {
    private Historical() {}

    public static InboundEvent mark(InboundEvent event) {
        Envelope was = event.envelope();
        Envelope old = new Envelope(was.key(), was.platform(), was.time(), Mode.HISTORICAL);
        if (event instanceof Contact e) {
            return new Contact(old, e.person(), e.fields(), e.tags(), e.updatedAt(), e.raw());
        } else if (event instanceof Cart e) {
            return new Cart(old, e.person(), e.externalId(), e.status(), e.updatedAt(), e.orderExternalId(), e.raw());
        } else if (event instanceof Order e) {
            return new Order(
                    old,
                    e.person(),
                    e.externalId(),
                    e.cartExternalId(),
                    e.status(),
                    e.placedAt(),
                    e.updatedAt(),
                    e.raw());
        } else if (event instanceof Tracking e) {
            return new Tracking(
                    old, e.person(), e.name(), e.value(), e.occurredAt(), e.pageUrl(), e.trackingConsent(), e.raw());
        } else if (event instanceof CookieConsent e) {
            return new CookieConsent(
                    old,
                    e.person(),
                    e.visitorId(),
                    e.format(),
                    e.value(),
                    e.gpc(),
                    e.recordedAt(),
                    e.noticeVersion(),
                    e.raw());
        } else if (event instanceof PrivacyRequest e) {
            return new PrivacyRequest(
                    old,
                    e.person(),
                    e.kind(),
                    e.requestedAt(),
                    e.dueAt(),
                    e.purpose(),
                    e.channel(),
                    e.orderExternalIds(),
                    e.raw());
        }
        return consent((Consent) event, old);
    }

    private static Consent consent(Consent e, Envelope old) {
        return new Consent(
                old,
                e.person(),
                e.purpose(),
                e.channel(),
                e.status(),
                e.legalBasis(),
                e.optInLevel(),
                e.restriction(),
                e.objection(),
                e.recordedAt(),
                e.collectedFrom(),
                e.noticeVersion(),
                e.evidencePresent(),
                e.preTicked(),
                e.bundledWith(),
                e.documentRef(),
                e.assessmentId(),
                e.saleOrderExternalId(),
                e.optOutOffered(),
                e.doubleOptInRequestedAt(),
                e.doubleOptInConfirmedAt(),
                e.raw());
    }
}
