package io.consentgate.activecampaign;

import java.time.Instant;

/**
 * What the account itself records about people, by its own switches; the notice has to say so.
 *
 * @param siteTracking whether visits to white-listed pages are recorded
 * @param eventTracking whether events from servers are recorded
 * @param openTracking whether any campaign counts who opens it
 * @param linkTracking whether any campaign counts who follows its links
 * @param readAt when they were read
 */
public record AccountSwitches(
        Switch siteTracking, Switch eventTracking, Switch openTracking, Switch linkTracking, Instant readAt) {

    public enum Switch {
        ON,
        OFF,
        /** The account did not tell, or in a way that is not understood. */
        UNKNOWN
    }
}
