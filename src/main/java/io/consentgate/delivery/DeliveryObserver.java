package io.consentgate.delivery;

import io.consentgate.gate.Decision;
import java.time.Duration;

/** Hears what the delivery does, for meters; must return at once and never fail. */
public interface DeliveryObserver {

    /** A decision was made in order to deliver. */
    void decided(Decision decision);

    /** The mail of somebody who said no has ended in ActiveCampaign, that long after the no was accepted. */
    void withdrawalObeyed(Duration after);
}
