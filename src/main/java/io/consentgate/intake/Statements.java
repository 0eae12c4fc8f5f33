package io.consentgate.intake;

import io.consentgate.consent.EffectiveTime;
import io.consentgate.consent.SaleKey;
import io.consentgate.consent.Statement;
import io.consentgate.event.Channel;
import io.consentgate.event.ConsentStatus;
import io.consentgate.event.InboundEvent;
import io.consentgate.event.Mode;
import io.consentgate.event.OptInLevel;
import io.consentgate.event.PersonRef;
import io.consentgate.event.Purpose;
import io.consentgate.person.KeyedHash;
import io.consentgate.site.Site;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** What the register keeps of an event, and from when an event counts. Pure. */
final class Statements {

    private final KeyedHash hashes;

    Statements(KeyedHash hashes) {
        this.hashes = hashes;
    }

    /** None for events that state nothing about consent or rights; a banner may state something on two purposes. */
    List<Statement> of(Site site, InboundEvent event, Instant receivedAt) {
        if (event instanceof InboundEvent.Consent consent) {
            return List.of(choice(site, consent));
        }
        if (event instanceof InboundEvent.CookieConsent banner) {
            return BannerTold.of(banner).statements(site, receivedAt);
        }
        if (event instanceof InboundEvent.PrivacyRequest request) {
            return List.of(
                    new Statement.Request(request.kind(), request.purpose(), request.channel(), request.requestedAt()));
        }
        return List.of();
    }

    private Statement choice(Site site, InboundEvent.Consent consent) {
        String shop = consent.envelope().key().shop();
        return new Statement.Choice(
                consent.purpose(),
                consent.channel(),
                consent.status(),
                consent.legalBasis(),
                consent.optInLevel(),
                consent.restriction(),
                consent.objection(),
                consent.recordedAt(),
                consent.envelope().time(),
                consent.collectedFrom(),
                consent.noticeVersion(),
                consent.evidencePresent(),
                consent.preTicked(),
                consent.bundledWith() != null && !consent.bundledWith().isEmpty(),
                consent.documentRef() != null,
                consent.assessmentId() != null,
                consent.saleOrderExternalId() == null ? null : sale(site, shop, consent.saleOrderExternalId()),
                consent.optOutOffered(),
                consent.doubleOptInRequestedAt(),
                consent.doubleOptInConfirmedAt(),
                phone(consent.person()),
                "site",
                null,
                ContactHubCustomer.disclaimerProvesNothing(consent) ? Boolean.TRUE : null);
    }

    /** Stands for an order in the register, which names nothing that leads to a person. */
    String sale(Site site, String shop, String externalId) {
        return SaleKey.of(hashes, site.name(), shop, externalId);
    }

    private String phone(PersonRef person) {
        return person == null || person.phone() == null ? null : hashes.hex("phone", person.phone());
    }

    /** Whether the event can only close something: those overtake everybody else (DESIGN 2, lanes). */
    static boolean onlyCloses(InboundEvent event, List<Statement> says) {
        if (event instanceof InboundEvent.Consent consent) {
            return consent.status() == ConsentStatus.REFUSED
                    || consent.status() == ConsentStatus.WITHDRAWN
                    || Boolean.TRUE.equals(consent.restriction())
                    || Boolean.TRUE.equals(consent.objection());
        }
        if (event instanceof InboundEvent.PrivacyRequest request) {
            return switch (request.kind()) {
                case RESTRICTION, OBJECTION, WITHDRAWAL, ERASURE -> true;
                default -> false;
            };
        }
        return event instanceof InboundEvent.CookieConsent && says.stream().noneMatch(Statements::isGiven);
    }

    /** A live request for mail whose address nobody confirmed; whoever was asked long ago is not asked by a back-fill. */
    static boolean asksForConfirmation(InboundEvent event) {
        return event instanceof InboundEvent.Consent consent
                && consent.envelope().mode() == Mode.REALTIME
                && consent.purpose() == Purpose.DIRECT_MARKETING
                && consent.channel() == Channel.EMAIL
                && (consent.status() == ConsentStatus.PENDING || consent.status() == ConsentStatus.GIVEN)
                && consent.optInLevel() != OptInLevel.CONFIRMED_OPT_IN
                && consent.doubleOptInConfirmedAt() == null;
    }

    static boolean isGiven(Statement statement) {
        return statement instanceof Statement.Choice choice && choice.status() == ConsentStatus.GIVEN;
    }

    /**
     * When what the event says was so: an erasure drops what is not later (READINGS 22). Of a banner it is when it was
     * read; when the visitor chose stands in what it says.
     */
    Instant effective(Site site, InboundEvent event, Instant receivedAt) {
        Instant at = event instanceof InboundEvent.CookieConsent banner
                ? EffectiveTime.ofNo(banner.recordedAt(), receivedAt)
                : of(site, event, receivedAt).stream()
                        .findFirst()
                        .map(statement -> EffectiveTime.of(statement, receivedAt, site.zone()))
                        .orElseGet(() -> told(event, receivedAt));
        return at.truncatedTo(ChronoUnit.MILLIS);
    }

    /** The object's own time, else the event's, else receipt. */
    private static Instant told(InboundEvent event, Instant receivedAt) {
        Instant own = null;
        if (event instanceof InboundEvent.Contact contact) {
            own = contact.updatedAt();
        } else if (event instanceof InboundEvent.Cart cart) {
            own = cart.updatedAt();
        } else if (event instanceof InboundEvent.Order order) {
            own = order.updatedAt();
        } else if (event instanceof InboundEvent.Tracking tracking) {
            own = tracking.occurredAt();
        }
        if (own != null) {
            return own;
        }
        if (event.envelope().time() != null) {
            return event.envelope().time();
        }
        return event instanceof InboundEvent.Order order && order.placedAt() != null ? order.placedAt() : receivedAt;
    }
}
