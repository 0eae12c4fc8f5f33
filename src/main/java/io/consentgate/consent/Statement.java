package io.consentgate.consent;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.consentgate.event.Channel;
import io.consentgate.event.ConsentStatus;
import io.consentgate.event.LegalBasis;
import io.consentgate.event.OptInLevel;
import io.consentgate.event.Purpose;
import io.consentgate.event.RequestKind;
import io.consentgate.event.When;
import java.time.Instant;

/**
 * What the register keeps of one event: enough for every decision, and nothing that names a person (names, addresses,
 * wording and documents are evidence, kept apart and erasable). Written as JSON into the chain.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Statement.Choice.class, name = "choice"),
    @JsonSubTypes.Type(value = Statement.Request.class, name = "request"),
    @JsonSubTypes.Type(value = Statement.UnreadableBanner.class, name = "unreadable_banner"),
    @JsonSubTypes.Type(value = Statement.HardBounce.class, name = "hard_bounce"),
    @JsonSubTypes.Type(value = Statement.Informed.class, name = "informed")
})
@JsonInclude(JsonInclude.Include.NON_NULL)
public sealed interface Statement {

    /**
     * A person's decision, from a consent event or from an unsubscribe in ActiveCampaign.
     *
     * @param channel null = all channels (READINGS 5)
     * @param recordedAt when the person decided, as the source recorded it; null when it keeps no date
     * @param eventTime the envelope's time, null when absent
     * @param evidenced whether the event said how (READINGS 3)
     * @param bundled whether the same act also agreed to something else
     * @param phoneKey keyed hash of the phone that the event names, null when none
     * @param sale keyed hash of shop and order that a soft opt-in rests on, null when none
     * @param documented whether a document reference is kept as evidence
     * @param assessed whether a legitimate-interest assessment is named
     * @param origin where the statement came from: {@code site}, {@code activecampaign} or {@code confirmation}
     * @param banner null unless it was made in a consent banner
     * @param notCredible whether its date is known to be a program's, not the person's; null = not known to be
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Choice(
            Purpose purpose,
            Channel channel,
            ConsentStatus status,
            LegalBasis basis,
            OptInLevel optInLevel,
            Boolean restriction,
            Boolean objection,
            When recordedAt,
            Instant eventTime,
            String collectedFrom,
            String noticeVersion,
            boolean evidenced,
            Boolean preTicked,
            boolean bundled,
            boolean documented,
            boolean assessed,
            String sale,
            Boolean optOutOffered,
            Instant doubleOptInRequestedAt,
            Instant doubleOptInConfirmedAt,
            String phoneKey,
            String origin,
            Banner banner,
            Boolean notCredible)
            implements Statement {

        /** A choice that was not made in a consent banner, and whose date nobody doubts. */
        public Choice(
                Purpose purpose,
                Channel channel,
                ConsentStatus status,
                LegalBasis basis,
                OptInLevel optInLevel,
                Boolean restriction,
                Boolean objection,
                When recordedAt,
                Instant eventTime,
                String collectedFrom,
                String noticeVersion,
                boolean evidenced,
                Boolean preTicked,
                boolean bundled,
                boolean documented,
                boolean assessed,
                String sale,
                Boolean optOutOffered,
                Instant doubleOptInRequestedAt,
                Instant doubleOptInConfirmedAt,
                String phoneKey,
                String origin) {
            this(
                    purpose,
                    channel,
                    status,
                    basis,
                    optInLevel,
                    restriction,
                    objection,
                    recordedAt,
                    eventTime,
                    collectedFrom,
                    noticeVersion,
                    evidenced,
                    preTicked,
                    bundled,
                    documented,
                    assessed,
                    sale,
                    optOutOffered,
                    doubleOptInRequestedAt,
                    doubleOptInConfirmedAt,
                    phoneKey,
                    origin,
                    null,
                    null);
        }
    }

    /**
     * What only a banner's choice has.
     *
     * @param format the schema's name of the tool
     * @param said stands for what was chosen, whatever the day: equal for a value that was read again unchanged
     * @param dated whether the tool dates its choices; otherwise {@code recorded_at} is when a page read it
     * @param expiresAt when the tool itself forgets the choice, null when it does not say
     * @param code why it is a no, as the banner's formats have it (consent.md 3.4); null for a yes
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Banner(String format, String said, boolean dated, Instant expiresAt, String code) {

        /** The code of a no that is the browser's and hides the tool's answer (consent.md 2.12). */
        public static final String PRIVACY_CONTROL = "gpc.conflict";
    }

    /**
     * A right exercised: restriction, objection, their lifting, withdrawal, erasure.
     *
     * @param purpose null = the whole person
     * @param channel null = all channels
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Request(RequestKind right, Purpose purpose, Channel channel, Instant requestedAt) implements Statement {}

    /**
     * A cookie consent that cannot be read, or claims what it cannot show: denies tracking and online profiling
     * (READINGS 41).
     *
     * @param code why, as the banner's formats have it (consent.md 3.4); null = it cannot be read
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record UnreadableBanner(String format, Instant recordedAt, String code) implements Statement {

        public UnreadableBanner(String format, Instant recordedAt) {
            this(format, recordedAt, null);
        }
    }

    /** The address does not take mail: closes e-mail until the address changes (READINGS 19). */
    record HardBounce(Instant at) implements Statement {}

    /** The person was sent the notice about data that rest on a legitimate interest (GDPR 14). */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Informed(String noticeVersion, Instant at) implements Statement {}
}
