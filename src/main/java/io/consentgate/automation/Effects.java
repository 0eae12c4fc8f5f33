package io.consentgate.automation;

import io.consentgate.activecampaign.Lane;
import io.consentgate.automation.Runs.Run;
import io.consentgate.database.Transaction;
import io.consentgate.delivery.ChangedPeople;
import io.consentgate.person.Profile;
import io.consentgate.person.Profiles;
import io.consentgate.site.Site;
import io.consentgate.site.Trigger;
import io.consentgate.tracking.TrackingOutbox;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What follows from a trigger without a call of its own. A tag or a field becomes part of the profile, and so of what
 * ActiveCampaign should hold while it is permitted: the delivery sets it, and takes it away with the permission. An event
 * goes the way of every behaviour event.
 */
final class Effects {

    private final Profiles profiles;
    private final ChangedPeople changed;
    private final TrackingOutbox outbox;
    private final SecureRandom random = new SecureRandom();

    Effects(Profiles profiles, ChangedPeople changed, TrackingOutbox outbox) {
        this.profiles = profiles;
        this.changed = changed;
        this.outbox = outbox;
    }

    void of(Transaction tx, Site site, Trigger trigger, Run run, String address, Instant now) {
        if (trigger.action() instanceof Trigger.Event event) {
            long id = random.nextLong() & Long.MAX_VALUE;
            outbox.add(tx, id, site.name(), site.account(), run.personId(), event.name(), event.value(), now);
        } else if (!(trigger.action() instanceof Trigger.DeepData)) {
            Profile known = profiles.find(tx, Set.of(run.personId())).getOrDefault(run.personId(), Profile.empty(now));
            Profile set = known.with(Map.of(trigger.member(), value(site, trigger, run)), now);
            profiles.save(tx, Map.of(run.personId(), set), now);
            changed.mark(tx, site.account(), List.of(address), Lane.CONTACT, now, now);
        }
    }

    private static String value(Site site, Trigger trigger, Run run) {
        boolean given = trigger.action() instanceof Trigger.Field field && field.value() != null;
        return given
                ? ((Trigger.Field) trigger.action()).value()
                : run.at().atZone(site.zone()).toLocalDate().toString();
    }
}
