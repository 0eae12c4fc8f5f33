package io.consentgate;

import io.consentgate.activecampaign.ActiveCampaign;
import io.consentgate.delivery.Delivery;
import io.consentgate.delivery.DeliveryObserver;
import io.consentgate.delivery.SqlDecisionLog;
import io.consentgate.delivery.SqlImportBatches;
import io.consentgate.feedback.RemoteFeedback;
import io.consentgate.tracking.SqlTrackingOutbox;
import io.consentgate.tracking.TrackingDelivery;
import java.time.Duration;
import java.util.UUID;

/** Puts together what keeps an account equal to what is permitted: its contacts, and their behaviour events. */
final class DeliveryWiring {

    /** An import took 5 to 10 seconds when it was measured (activecampaign-api.md 7.1). */
    private static final Duration FIRST_LOOK = Duration.ofSeconds(6);

    private DeliveryWiring() {}

    static Delivery contacts(
            Wiring wiring, ActiveCampaign account, RemoteFeedback feedback, DeliveryObserver deliveries) {
        return new Delivery(new Delivery.Parts(
                account,
                wiring.database(),
                wiring.queue(),
                wiring.states(),
                new SqlImportBatches(),
                wiring.planning(),
                feedback,
                wiring.deadLetters(),
                new SqlDecisionLog(),
                wiring.erasure(),
                deliveries,
                (field, value) ->
                        wiring.hashes().hex("confirmed", field + "=" + value).substring(0, 16),
                grace(wiring, account.account()),
                FIRST_LOOK,
                UUID.randomUUID().toString(),
                wiring.clock()));
    }

    static TrackingDelivery tracking(Wiring wiring, ActiveCampaign account) {
        return new TrackingDelivery(
                account,
                wiring.database(),
                new SqlTrackingOutbox(),
                wiring.states(),
                wiring.configuration().sites(),
                wiring.gate(),
                wiring.facts(),
                wiring.clock());
    }

    /** From the last permission to the deletion: the shortest of the countries of this account's sites. */
    private static Duration grace(Wiring wiring, String account) {
        return wiring.configuration().sites().onAccount(account).stream()
                .map(site -> wiring.configuration()
                        .laws()
                        .of(site.country())
                        .limits()
                        .graceDays())
                .min(Integer::compare)
                .map(Duration::ofDays)
                .orElse(Duration.ZERO);
    }
}
