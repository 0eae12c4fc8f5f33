package io.consentgate.automation;

import io.consentgate.database.Transaction;
import io.consentgate.site.Trigger;
import java.time.Instant;

/** Whether a trigger is paused: by its site's file, unless it was switched while running. */
public interface Switches {

    boolean paused(Transaction tx, String site, Trigger trigger);

    void turn(Transaction tx, String site, String trigger, boolean paused, Instant now);
}
